"""A program as the goals so far have left it: narrower bounds, goals that are held, rows that are awake."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers
from u16opt.algebra.program import Program
from u16opt.engine.arrays import Arrays
from u16opt.engine.held import Held


class Narrowed:
    """Bounds of columns and rows that only ever get narrower, and the rows that are looked at.

    Rows outside the network that are elastic sleep until something is paid for what they are broken by;
    attached rows wait until a solution breaks them.

    Parameters
    ----------
    program
        Everything the model wrote; it is not changed.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lower, self.upper = program.lower.copy(), program.upper.copy()
        self.row_lower, self.row_upper = program.row_lower.copy(), program.row_upper.copy()
        self.held: list[Held] = []
        self.asleep = {each.name for each in program.blocks if not each.network and program.elastic(each)}
        awake = [b for b in program.blocks if b.name not in self.asleep and not b.attached]
        self.rows = np.concatenate([np.zeros(0, np.int64), *(np.arange(b.start, b.stop) for b in awake)])

    def rows_of(self, columns: Integers) -> Integers:
        """Return the rows that say something about some columns: those HiGHS holds, and those attached."""
        attached = self.program.attached[columns]
        return np.append(self.rows, np.setdiff1d(attached[attached >= 0], self.rows))

    def arrays(self, columns: Integers, costs: Floats) -> Arrays:
        """Return the program restricted to some columns, with `rows_of` these and the held goals."""
        return self._arrays(columns, costs, self.rows_of(columns))

    def _arrays(self, columns: Integers, costs: Floats, rows: Integers) -> Arrays:
        part = self.program.matrix[:, columns].tocsr()[rows, :]
        goals = sp.csr_array((len(self.held), len(columns)))
        if self.held:
            goals = sp.csr_array(np.array([each.costs[columns] for each in self.held]))
        return Arrays(
            costs[columns],
            self.lower[columns],
            self.upper[columns],
            np.append(self.row_lower[rows], [each.lower for each in self.held]),
            np.append(self.row_upper[rows], [each.upper for each in self.held]),
            sp.csc_array(sp.vstack([part, goals], format="csc")),
        )

    def free(self) -> Integers:
        """Return all columns that can still differ from 0."""
        return np.flatnonzero((self.upper > self.lower) | (self.lower != 0))

    def breaking(self, columns: Integers) -> NDArray[np.bool_]:
        """Return which rows of `arrays` break the network: rows outside it, and held goals."""
        rows = self.rows_of(columns)
        return np.append(~self.program.network_rows()[rows], np.ones(len(self.held), dtype=bool))
