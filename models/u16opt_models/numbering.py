"""Numbers for codes, in the drawn order of a seed: what every formulation begins with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from u16opt.algebra.labels import Codes as Codes
from u16opt.drawing import drawn_order
from u16opt.instance.table import Table

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = dict[str, list[Any]]


def drawn(table: Table, key: str, seed: int) -> Rows:
    """Return the columns of a table with its rows in the drawn order of their codes."""
    order = drawn_order(table[key], seed)
    return {name: [values[index] for index in order] for name, values in table.columns.items()}


def numbers(codes: Iterable[Any]) -> dict[Any, int]:
    """Return the number of each code, in the order in which they come."""
    return {code: number for number, code in enumerate(codes)}


def integers(values: Iterable[Any]) -> Integers:
    """Return whole numbers as an array."""
    return np.array(list(values), dtype=np.int64)


def floats(values: Iterable[Any]) -> Floats:
    """Return numbers as an array."""
    return np.array(list(values), dtype=float)
