"""A whole solution among the optima of a linear program, found by looking away from what breaks the network.

Most often the linear program's value is attained by a whole solution, but its first vertex is not whole:
a row outside the network (a budget that just suffices) cuts through. An optimal solution that stays away
from such rows meets network rows only, and then its vertex is whole. Rows that still bind get more weight,
a few times over (multiplicative weights; Arora, Hazan and Kale, 2012).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum, integral, negligible, rounded
from u16opt.engine.solver.linear import LinearHandle

ROUNDS = 60  # a few milliseconds each, where a search takes seconds


def whole_on_face(master: Master, optimum: Optimum) -> Floats | None:
    """Return a whole solution with the value of the linear program, or None when this finds none.

    Complicating columns break the network whatever the rows do: then this is not even tried.
    """
    if master.program.complicating.any():
        return None
    small = negligible(optimum.scale)
    free = (master.upper > master.lower) & (np.abs(optimum.reduced) <= small)
    columns = np.flatnonzero(free | (optimum.values != 0))
    duals = np.append(optimum.duals[master.rows_of(columns)], optimum.held_duals)
    face = _face(master, columns, free[columns], optimum.values[columns], duals, small)
    breaking = np.flatnonzero(master.breaking(columns) & (np.abs(duals) <= small))
    found = _away_from(face, breaking, master.program.whole[columns], master)
    if found is None:
        return None
    values = master.lower.copy()
    values[columns] = found
    return rounded(values, master.program.whole)


def _face(
    master: Master,
    columns: Integers,
    free: NDArray[np.bool_],
    values: Floats,
    duals: Floats,
    small: float,
) -> Arrays:
    arrays = master.arrays(columns, np.zeros(master.program.columns))
    return replace(
        arrays,
        lower=np.where(free, arrays.lower, values),
        upper=np.where(free, arrays.upper, values),
        row_lower=np.where(duals < -small, arrays.row_upper, arrays.row_lower),
        row_upper=np.where(duals > small, arrays.row_lower, arrays.row_upper),
    )


def _away_from(face: Arrays, breaking: Integers, whole: NDArray[np.bool_], master: Master) -> Floats | None:
    """Minimise the weighted activity of the breaking rows until the vertex is whole."""
    rows = sp.csr_array(face.matrix.tocsr()[breaking, :])
    largest = np.maximum(abs(rows).max(axis=1).toarray().ravel(), 1e-9) if len(breaking) else np.zeros(0)
    weights, handle = 1.0 / largest, LinearHandle(face, master.limits)
    for _ in range(ROUNDS):
        costs = np.asarray(rows.T @ weights).ravel()
        handle.set_costs(costs / np.abs(costs).max(initial=1e-9))
        if handle.run(master.limits) != "optimal":
            return None
        values = handle.values()
        if integral(values, whole):
            return values
        room = face.row_upper[breaking] - rows @ values
        weights = np.where(room <= 1e-6 * np.maximum(1.0, largest), weights * 3.0, weights)
    return None
