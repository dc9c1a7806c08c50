"""From whole sums and decisions to whole columns: fix them, and solve the network that is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.master import Master
from u16opt.engine.optimum import integral
from u16opt.engine.solver.integer import solve_integer

NOTHING = np.zeros(0, dtype=np.int64)
CLOSE = 1e-8  # share of a value by which two solutions are as good


def polished(
    master: Master, columns: Integers, arrays: Arrays, integer: Integers, values: Floats
) -> Floats | None:
    """Return a whole solution as good as the one found, None when this finds none.

    A held goal is a row outside the network, and may make the vertex fractional. The vertex that is best in
    that goal meets network rows only; it is as good when the decisions alone set the value.

    Parameters
    ----------
    columns
        Columns of the program that `arrays` holds first.
    integer, values
        What was searched in whole numbers, and the solution found.
    """
    lower, upper = arrays.lower.copy(), arrays.upper.copy()
    lower[integer] = upper[integer] = np.rint(values[integer])
    whole = np.zeros(len(lower), dtype=bool)
    whole[: len(columns)] = master.program.whole[columns]
    best = float(arrays.costs @ values)
    for costs in (arrays.costs, *_held(master, columns, len(lower))):
        fixed = replace(arrays, costs=costs, lower=lower, upper=upper)
        limits = replace(master.limits.exact(), seconds=None)
        found = solve_integer(fixed, NOTHING, limits, 0.0, _ignore).values
        if found is None:
            return None
        if integral(found, whole) and float(arrays.costs @ found) <= best + CLOSE * max(1.0, abs(best)):
            return found
    return None


def _held(master: Master, columns: Integers, count: int) -> Iterator[Floats]:
    """Yield the costs of the goals held by a row, the last one first."""
    if master.program.complicating.any():
        for held in reversed(master.held):
            costs = np.zeros(count)
            costs[: len(columns)] = held.costs[columns]
            yield costs


def _ignore(_incumbent: float, _bound: float) -> None:
    return None
