"""Which sums must be whole, so that everything else is whole by itself.

Rows outside the network (budgets, held goals, caps) break its structure. But columns of one owner with the
same coefficients in all those rows need only their *sum* whole, and columns without a coefficient there not
even that: with the sums fixed, what is left is a network again and its vertices are whole. So the search
branches on a few hundred sums instead of tens of thousands of columns, and one more linear program gives
the columns themselves.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.master import Master


def with_sums(master: Master, columns: Integers, arrays: Arrays) -> tuple[Arrays, Integers, sp.csr_array]:
    """Return the arrays with a column per sum, which columns must be whole, and how the sums add up.

    Parameters
    ----------
    columns
        Columns of the program that `arrays` holds, in that order.

    Returns
    -------
    arrays
        With one more column and row per sum.
    integer
        Columns that must be whole: sums, columns that are alone in their class, columns without an owner
        that stand in a breaking row, and complicating columns. With complicating columns there are no sums:
        owned columns are left to the network, and looked at afterwards.
    links
        ``links @ values`` are the sums of a solution, shape ``(sums, columns)``.
    """
    owner = master.program.owner[columns]
    broken = sp.csc_array(arrays.matrix.tocsr()[np.flatnonzero(master.breaking(columns)), :])
    stands = np.diff(broken.indptr) > 0
    decided = master.program.complicating.any()
    owned = np.flatnonzero((owner >= 0) & stands & (not decided))
    first, member = _alike(owner[owned], broken[:, owned])
    alone = np.bincount(member, minlength=len(first)) == 1
    shared = np.flatnonzero(~alone[member])
    number, count = np.cumsum(~alone) - 1, int((~alone).sum())
    places = (number[member[shared]], owned[shared])
    links = sp.csr_array((np.ones(len(shared)), places), shape=(count, len(columns)))
    touched = stands | master.program.complicating[columns]
    touched &= (owner < 0) & master.program.whole[columns]
    sums = len(columns) + np.arange(count)
    integer = np.concatenate([np.flatnonzero(touched), owned[first[alone]], sums]).astype(np.int64)
    return _extended(arrays, links), integer, links


def _extended(arrays: Arrays, links: sp.csr_array) -> Arrays:
    count = links.shape[0]
    nothing, free = np.zeros(count), np.full(count, np.inf)
    above = sp.hstack([arrays.matrix, sp.csr_array((len(arrays.row_lower), count))])
    below = sp.hstack([links, -sp.eye_array(count)])
    return Arrays(
        np.append(arrays.costs, nothing),
        np.append(arrays.lower, nothing),
        np.append(arrays.upper, free),
        np.append(arrays.row_lower, nothing),
        np.append(arrays.row_upper, nothing),
        sp.csc_array(sp.vstack([above, below], format="csc")),
    )


def _alike(owner: Integers, broken: sp.csc_array) -> tuple[Integers, Integers]:
    """Return one column of each class of alike columns, and the class of every column.

    Columns are alike when they have the same owner and the same coefficients in the breaking rows. The
    coefficients are compared through two fixed random projections of each column.
    """
    weights = np.random.default_rng(16).random((2, broken.shape[0]))
    marks = np.column_stack([owner, broken.T @ weights[0], broken.T @ weights[1]])
    _, first, member = np.unique(marks, axis=0, return_index=True, return_inverse=True)
    return first, member.ravel()
