"""A solved linear program, and what its duals prove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats
from u16opt.engine.solver.highs import Ending

SMALL = 1e-8  # a reduced cost below this counts as zero,
DIGITS = 1e-12  # and one below this share of the largest cost
WHOLE = 1e-6  # a value this near to a whole number is that number


Bounds = tuple[Floats, Floats]


def _nothing() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True)
class Optimum:
    """A solved linear program over all columns of a program.

    Parameters
    ----------
    ending
        With ``limit`` or ``infeasible`` the other fields say nothing.
    value, bound
        Value of the solution, and what the duals prove about all solutions.
    values, reduced
        Value and reduced cost of every column.
    duals, held_duals
        Dual of every row of the program, and of every goal held by a row.
    scale
        Largest cost (at least 1): the measure of what counts as zero.
    probe
        Where the linear program is cheap to solve again: tells which bounds every solution below a value
        keeps to.
    """

    ending: Ending
    value: float = np.nan
    bound: float = -np.inf
    values: Floats = field(default_factory=_nothing)
    reduced: Floats = field(default_factory=_nothing)
    duals: Floats = field(default_factory=_nothing)
    held_duals: Floats = field(default_factory=_nothing)
    scale: float = 1.0
    probe: Callable[[float], Bounds | None] | None = None


def dual_bound(
    duals: Floats, row_lower: Floats, row_upper: Floats, reduced: Floats, lower: Floats, upper: Floats
) -> float:
    """Return what duals prove: no solution costs less (weak duality; holds for any duals).

    Columns without an upper bound whose reduced cost is negative by rounding only are taken at 0.
    """
    rows = np.where(duals > 0, row_lower, row_upper)
    used = np.flatnonzero(duals)
    below = (reduced < 0) & np.isfinite(upper)
    above = reduced > 0
    return float(duals[used] @ rows[used] + reduced[above] @ lower[above] + reduced[below] @ upper[below])


def trivial_bound(costs: Floats, lower: Floats, upper: Floats) -> float:
    """Return what the bounds of the columns alone prove; minus infinity when they prove nothing."""
    used = np.flatnonzero(costs)
    limits = np.where(costs[used] > 0, lower[used], upper[used])
    return float(costs[used] @ limits) if np.isfinite(limits).all() else -np.inf


def close(value: float, bound: float, share: float = 1e-6) -> bool:
    """Return whether value and bound meet within a share of their size."""
    return value - bound <= share * max(1.0, abs(value))


def integral(values: Floats, whole: NDArray[np.bool_]) -> bool:
    """Return whether every column that must be whole is."""
    chosen = values[whole]
    return bool((np.abs(chosen - np.rint(chosen)) <= WHOLE).all())


def rounded(values: Floats, whole: NDArray[np.bool_]) -> Floats:
    """Return the values with whole numbers where they must be whole and nearly are."""
    return np.where(whole, np.rint(values), values)


def negligible(scale: float) -> float:
    """Return the reduced cost that counts as zero where the largest cost is `scale`."""
    return SMALL + DIGITS * scale
