"""Rows and sums of a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame, each with a field per column."""
    yield from frame.itertuples(index=False)


def sums(frame: pd.DataFrame, columns: Sequence[str], amount: str) -> dict[Any, int]:
    """Return the sum of a whole-number column by the values of one or more others."""
    by = list(columns) if len(columns) > 1 else columns[0]
    return {key: int(number) for key, number in frame.groupby(by)[amount].sum().items()}
