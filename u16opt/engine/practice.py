"""What comes out when nobody optimises: take what is best in a given order until nothing is left."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers
from u16opt.algebra.program import Program


def greedy(program: Program, order: Integers) -> Floats:
    """Fill columns one after the other, each as far as the strict rows leave room.

    Parameters
    ----------
    order
        Columns in the order in which they are taken, each at most once.

    Returns
    -------
    Value of every column; what stands at a lower bound from the start stays there. Rows that ask for
    more (a contingent that must be met) do not hold anybody back and may stay unmet.
    """
    values = program.lower.copy()
    room = program.row_upper - program.matrix @ values
    room[_free_rows(program)] = np.inf
    open_columns = (program.upper > values) & (program.owner >= 0)
    matrix, by_row = program.matrix, program.matrix.tocsr()
    for row in np.flatnonzero(room < 1.0).tolist():
        _close(open_columns, by_row, row, room[row])
    for column in order.tolist():
        if not open_columns[column]:
            continue
        part = slice(matrix.indptr[column], matrix.indptr[column + 1])
        rows, weights = matrix.indices[part], matrix.data[part]
        asking = weights > 0
        take = np.floor(np.min(room[rows[asking]] / weights[asking] + 1e-9))
        if take < 1:
            continue
        values[column] += take
        room[rows] -= weights * take
        for row in rows[room[rows] < 1.0].tolist():
            _close(open_columns, by_row, row, room[row])
    return values


def _free_rows(program: Program) -> Integers:
    """Return the rows that a column without an upper bound can always relieve."""
    relief = (program.owner < 0) & np.isinf(program.upper)
    entries = program.matrix[:, np.flatnonzero(relief)].tocoo()
    return np.unique(entries.row[entries.data < 0])


def _close(open_columns: NDArray[np.bool_], by_row: sp.csr_array, row: int, room: float) -> None:
    part = slice(by_row.indptr[row], by_row.indptr[row + 1])
    full = by_row.data[part] > room + 1e-9
    open_columns[by_row.indices[part][full]] = False
