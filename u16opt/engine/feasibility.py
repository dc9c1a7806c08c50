"""Is there any solution at all? A first phase over all columns, with a proof when there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Integers
from u16opt.algebra.program import Program
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum


def first_phase(program: Program, limits: Limits) -> tuple[Optimum, Integers]:
    """Minimise what the rows must be broken by, over all columns.

    Returns
    -------
    optimum
        Its bound above 0 proves that no solution exists (the duals are a Farkas certificate).
    columns
        Columns that together allow a solution, when the value is 0.
    """
    relieved = elastic(program)
    costs = np.zeros(relieved.columns)
    costs[program.columns :] = 1.0
    master = Master(relieved, np.zeros(relieved.columns), limits)
    optimum = master.optimise(costs)
    return optimum, master.columns[master.columns < program.columns]


def contradicted(program: Program) -> bool:
    """Return whether bounds alone leave nothing: of a column, of a row, or of a row without any column."""
    empty = np.diff(program.by_row.indptr) == 0
    rows = (program.row_lower > program.row_upper) | (
        empty & ((program.row_lower > 0) | (program.row_upper < 0))
    )
    return bool((program.lower > program.upper).any() or rows.any())


def elastic(program: Program) -> Program:
    """Return the program with a column per row side that takes up whatever breaks it.

    Attached rows need none where their column may be 0: then they hold.
    """
    own = np.ones(program.rows, dtype=bool)
    own[program.attached[(program.attached >= 0) & (program.lower == 0)]] = False
    short = np.flatnonzero(np.isfinite(program.row_lower) & own)
    over = np.flatnonzero(np.isfinite(program.row_upper) & own)
    rows, count = np.concatenate([short, over]), len(short) + len(over)
    signs = np.concatenate([np.ones(len(short)), -np.ones(len(over))])
    relief = sp.csc_array((signs, (rows, np.arange(count))), shape=(program.rows, count))
    return replace(
        program,
        matrix=sp.csc_array(sp.hstack([program.matrix, relief], format="csc")),
        lower=np.append(program.lower, np.zeros(count)),
        upper=np.append(program.upper, np.full(count, np.inf)),
        whole=np.append(program.whole, np.zeros(count, dtype=bool)),
        owner=np.append(program.owner, np.full(count, -1)),
        reach=np.append(program.reach, np.zeros(count)),
    )
