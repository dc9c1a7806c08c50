"""Which columns a good whole solution most likely consists of: where a search looks first."""

from __future__ import annotations

import numpy as np

from u16opt.algebra.parts import Floats, Integers
from u16opt.algebra.program import Program
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum
from u16opt.engine.start import cheapest

NEAREST = 24  # owned columns per owner
FEW = 5000  # columns that are searched all at once


def likely(master: Master, relaxed: Optimum, incumbent: Floats | None) -> Integers:
    """Return the columns to search first, those of the incumbent among them.

    Without complicating columns these are the columns of the master program. With them, they are the
    decisions that the linear program takes at least in part, and of the owned columns that these allow
    the nearest few per owner; of a small program all columns.
    """
    support = np.zeros(0, dtype=np.int64) if incumbent is None else np.flatnonzero(incumbent)
    free = master.free()
    if not master.program.complicating.any():
        return np.intersect1d(np.union1d(master.columns, support), free)
    if len(free) <= FEW:
        return free
    return np.union1d(_allowed(master, relaxed, free), np.intersect1d(support, free))


def _allowed(master: Master, relaxed: Optimum, free: Integers) -> Integers:
    program = master.program
    idle = program.complicating & program.whole & (relaxed.values <= 1e-9) & (master.lower == 0)
    opened = opened_by(program, free[~idle[free]])
    owned = opened[program.owner[opened] >= 0]
    near = owned[cheapest(program.owner[owned], relaxed.reduced[owned], NEAREST)]
    always = np.union1d(opened[program.owner[opened] < 0], np.flatnonzero(master.lower))
    return np.union1d(always, near)


def opened_by(program: Program, columns: Integers) -> Integers:
    """Return the columns without those whose attached row only columns outside would open."""
    inside = columns[program.owner[columns] < 0]
    open_rows = np.append(program.row_upper > 0, True)  # the last one stands for: no row is attached
    open_rows[program.matrix[:, inside].tocoo().row] = True
    opened: Integers = columns[(program.owner[columns] < 0) | open_rows[program.attached[columns]]]
    return opened
