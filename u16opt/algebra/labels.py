"""Labels of very many columns: numbers that point at codes, without a text for each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Codes(Sequence[Any]):
    """Codes or years, looked up when they are read.

    Parameters
    ----------
    codes
        What a label can be, each once.
    numbers
        Which of them each label is, shape ``(labels,)``.
    """

    def __init__(self, codes: Sequence[Any], numbers: Any) -> None:
        self.codes, self.numbers = codes, np.asarray(numbers, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, index: Any) -> Any:
        return self.codes[int(self.numbers[index])]

    def number(self, code: Any) -> int:
        """Return the number of a code; -1 for one that no label can be."""
        return self.codes.index(code) if code in self.codes else -1


def coded(labels: Sequence[Any]) -> Codes:
    """Return labels as codes and numbers."""
    if isinstance(labels, Codes):
        return labels
    codes = list(dict.fromkeys(labels))
    number = {code: index for index, code in enumerate(codes)}
    return Codes(codes, [number[label] for label in labels])


def chosen(labels: Sequence[Any] | None, wanted: Any) -> NDArray[np.bool_]:
    """Return where labels are the one that is wanted; nowhere when there are none."""
    if labels is None:
        return np.zeros(0, dtype=bool)
    each = coded(labels)
    mask: NDArray[np.bool_] = each.numbers == each.number(wanted)
    return mask
