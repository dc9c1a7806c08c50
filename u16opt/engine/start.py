"""Where the simplex starts: which columns HiGHS holds first, and a basis that is nearly feasible."""

from __future__ import annotations

import numpy as np

from u16opt.algebra.parts import Floats, Integers, Linear
from u16opt.algebra.program import Program
from u16opt.engine.arrays import Arrays
from u16opt.policy import Policy

FIRST = 12  # owned columns per owner


def first_columns(program: Program, ranking: Floats) -> Integers:
    """Return all columns without an owner, those with a lower bound or likely, and a few per owner.

    Where rows are attached to columns, the rows wait instead of the columns.
    """
    owned = np.flatnonzero((program.owner >= 0) & (program.upper > 0))
    if program.waiting:
        return np.union1d(np.flatnonzero(program.owner < 0), owned)
    cheap = owned[cheapest(program.owner[owned], ranking[owned], FIRST)]
    always = np.flatnonzero((program.owner < 0) | (program.lower > 0))
    return np.union1d(np.union1d(always, cheap), program.likely)


def cheapest(owner: Integers, costs: Floats, count: int) -> Integers:
    """Return the positions of the cheapest `count` columns of each owner."""
    order = np.lexsort((costs, owner))
    sorted_owner = owner[order]
    return order[np.arange(len(order)) - np.searchsorted(sorted_owner, sorted_owner) < count]


def starting_basis(arrays: Arrays) -> tuple[Integers, int, int, Integers]:
    """Return basic columns, number of columns and rows, and the rows that start tight.

    Everything starts at its lower bound. A row that this violates takes a column of its own into the
    basis (a slack of the model: clients without a home, a shortfall) when it has one that can mend it.
    """
    matrix, activity = arrays.matrix, arrays.matrix @ np.where(np.isfinite(arrays.lower), arrays.lower, 0.0)
    low, high = activity < arrays.row_lower, activity > arrays.row_upper
    single = np.flatnonzero((np.diff(matrix.indptr) == 1) & (arrays.upper > arrays.lower))
    row, sign = matrix.indices[matrix.indptr[single]], matrix.data[matrix.indptr[single]]
    mends = (low[row] & (sign > 0)) | (high[row] & (sign < 0))
    rows, first = np.unique(row[mends], return_index=True)
    return single[mends][first], len(arrays.lower), len(arrays.row_lower), rows.astype(np.int64)


def ranking(program: Program, policy: Policy) -> Floats:
    """Return a cost that puts likely columns first: the goals of the order, each next one worth less."""
    costs, worth = np.zeros(program.columns), 1.0
    for entry in policy.order:
        for name in entry:
            goal = program.goals[name]
            if isinstance(goal, Linear) and (top := np.abs(goal.costs).max(initial=0.0)) > 0:
                costs += worth * goal.costs / top
                worth /= 4
    return costs
