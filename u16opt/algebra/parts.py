"""The named parts of a program: columns of one variable, rows of one rule, a goal as costs or ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Labels = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Family:
    """Columns that belong to one variable.

    Parameters
    ----------
    labels
        What each index of the variable stands for, one sequence per part: for ``x`` the group and the lot.
    whole
        Whether its values must be whole numbers.
    complicating
        Whether network rows are a network only once its values are fixed: decisions, such as opening a
        site, on which all else rests (the complicating variables of Benders, 1962).
    """

    name: str
    start: int
    stop: int
    labels: Labels
    whole: bool
    complicating: bool = False

    @property
    def columns(self) -> slice:
        """Its columns."""
        return slice(self.start, self.stop)

    def label(self, index: int) -> str:
        """Return a readable name, for instance ``x(g1,lot4)``."""
        return f"{self.name}({','.join(str(part[index]) for part in self.labels)})"


@dataclass(frozen=True)
class Block:
    """Rows that belong to one rule or definition.

    Parameters
    ----------
    labels
        Place (and period, where the rule has one) of each row.
    network
        Whether these rows, together with those of all other network blocks and with columns that stand in
        one row only, form a totally unimodular matrix: then vertices are whole by themselves. Complicating
        columns do not count: they are taken as fixed.
    violation
        Family that takes up whatever the rows are broken by; empty when nothing does.
    attached
        Whether each row holds one owned column and says nothing while that column is 0: then the row
        stays out of the solver until a solution breaks it.
    """

    name: str
    start: int
    stop: int
    labels: Labels
    network: bool
    violation: str = ""
    attached: bool = False

    @property
    def rows(self) -> slice:
        """Its rows."""
        return slice(self.start, self.stop)

    def label(self, index: int) -> str:
        """Return a readable name, for instance ``contingent(GM0344,2024)``."""
        return f"{self.name}({','.join(str(part[index]) for part in self.labels)})"


@dataclass(frozen=True)
class Linear:
    """A goal that is a sum: cost of every column, and a constant."""

    costs: Floats
    constant: float


@dataclass(frozen=True)
class Ratios:
    """A goal that is the largest of ratios ``column / divisor`` of whole numbers.

    Parameters
    ----------
    columns
        Numerators; whole-number columns.
    excess
        Twins of the numerators, held at 0 but while a threshold is searched.
    divisors
        Whole numbers of at least 1.
    """

    columns: Integers
    excess: Integers
    divisors: Floats


Shape = Linear | Ratios
