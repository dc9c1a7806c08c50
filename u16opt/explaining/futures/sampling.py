"""Futures: every count of demand and supply replaced by a drawn one with the same mean.

A count n becomes a draw from the Gamma distribution with mean n and standard deviation CV * n, rounded to a
whole number at random so that the mean stays n. A column that may hold any number is not rounded.

The luck of a count belongs to seed, table, column, key of the row and number of the future, through a hash.
So the same row meets the same luck in another proposal and in another scenario, whatever rows stand beside it
(common random numbers: what differs between two proposals then differs because of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from u16opt.drawing import drawn_costs
from u16opt.instance.instance import Instance
from u16opt.instance.schema import TABLES
from u16opt.instance.table import Table
from u16opt.model.futures import Column, Futures

if TYPE_CHECKING:
    from u16opt.explaining.questions import Robust

Floats = NDArray[np.float64]

STEADY = 1e-7
"""A coefficient of variation below this changes nothing that can be told apart."""


@dataclass(frozen=True)
class Drawing:
    """How the counts of one column are drawn.

    Parameters
    ----------
    column
        Table and column.
    rows
        Numbers of the rows that have a count.
    counts, least
        The count of each, and what it is never below.
    variation
        Coefficient of variation.
    spread, rounding
        A hash of each row, for the two draws it needs.
    whole
        Whether a draw is rounded.
    """

    column: Column
    rows: NDArray[np.int64]
    counts: Floats
    least: Floats
    variation: float
    spread: NDArray[np.int64]
    rounding: NDArray[np.int64]
    whole: bool

    def numbers(self, seed: int, future: int) -> Floats:
        """Return the counts of one future, in the order of the rows.

        Parameters
        ----------
        future
            Its number, from 0.
        """
        if self.variation < STEADY:
            return np.maximum(self.counts, self.least)
        number = np.full(len(self.rows), future, dtype=np.int64)
        numbers = gamma(drawn_costs(self.spread, number, seed), self.counts, self.variation)
        if self.whole:
            numbers = np.floor(numbers + drawn_costs(self.rounding, number, seed))
        return np.maximum(numbers, self.least)

    def changed(self, table: Table, seed: int, future: int) -> Table:
        """Return the table with the counts of one future; a count that is not given stays so."""
        values: list[Any] = list(table[self.column[1]])
        for row, number in zip(self.rows.tolist(), self.numbers(seed, future).tolist(), strict=True):
            values[row] = round(number) if self.whole else number
        return Table(table.name, {**table.columns, self.column[1]: tuple(values)})


def gamma(luck: Floats, mean: Floats, variation: float) -> Floats:
    """Return the number of a Gamma distribution that a share `luck` of its numbers is below.

    Parameters
    ----------
    luck
        From 0 up to 1.
    mean
        Mean of each; 0 stays 0.
    variation
        Standard deviation divided by the mean.
    """
    from scipy.special import gammaincinv

    shape = variation**-2
    found: Floats = np.asarray(gammaincinv(shape, luck)) * (mean / shape)
    return found


def drawings(instance: Instance, futures: Futures, question: Robust) -> tuple[Drawing, ...]:
    """Return how demand and supply of an instance are drawn."""
    least = futures.least(instance)
    return tuple(
        _drawing(instance[column[0]], column, variation, least.get(column, ()))
        for column, variation in ((futures.demand, question.demand), (futures.supply, question.supply))
    )


def future_of(instance: Instance, made: Iterable[Drawing], seed: int, future: int) -> Instance:
    """Return an instance as it turns out in one future."""
    tables = dict(instance.tables)
    for drawing in made:
        name = drawing.column[0]
        tables[name] = drawing.changed(tables[name], seed, future)
    return replace(instance, tables=tables)


def lot_of(seed: int, future: int) -> int:
    """Return the number that draws who goes first in one future."""
    return int.from_bytes(sha256(f"{seed}|{future}".encode()).digest()[:8])


def _drawing(table: Table, column: Column, variation: float, least: Sequence[float]) -> Drawing:
    name = column[1]
    rows = [number for number, count in enumerate(table[name]) if count is not None]
    keys = list(zip(*(table[each] for each in TABLES[table.name].key), strict=True))
    lots = [sha256("|".join(map(str, (*column, *keys[row]))).encode()).digest() for row in rows]
    spread, rounding = (_numbers([each[start : start + 8] for each in lots]) for start in (0, 8))
    return Drawing(
        column,
        np.array(rows, dtype=np.int64),
        np.array([table[name][row] for row in rows], dtype=float),
        np.array([least[row] if least else 0.0 for row in rows], dtype=float),
        variation,
        spread,
        rounding,
        TABLES[table.name][name].kind == "whole",
    )


def _numbers(lots: Sequence[bytes]) -> NDArray[np.int64]:
    return np.frombuffer(b"".join(lots), dtype=">i8").astype(np.int64)
