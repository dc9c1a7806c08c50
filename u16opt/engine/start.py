"""Where the simplex starts: which columns HiGHS holds first, and a basis that is nearly feasible."""

from __future__ import annotations

import numpy as np

from u16opt.algebra.program import Floats, Integers, Program
from u16opt.engine.handle import Arrays

FIRST = 12  # owned columns per owner


def first_columns(program: Program, ranking: Floats) -> Integers:
    """Return all columns without an owner, those with a lower bound, and the cheapest few per owner."""
    owned = np.flatnonzero((program.owner >= 0) & (program.upper > 0))
    owned = owned[np.lexsort((ranking[owned], program.owner[owned]))]
    owner = program.owner[owned]
    cheap = owned[np.arange(len(owned)) - np.searchsorted(owner, owner) < FIRST]
    always = np.flatnonzero((program.owner < 0) | (program.lower > 0))
    return np.union1d(always, cheap)


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
    return single[mends][first], len(arrays.lower), len(arrays.row_lower), rows
