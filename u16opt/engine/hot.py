"""The linear program that HiGHS holds, kept in step with the program as it is narrowed and grows."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Floats, Integers
from u16opt.algebra.program import Program
from u16opt.engine.held import signed
from u16opt.engine.limits import Limits
from u16opt.engine.narrowed import Narrowed
from u16opt.engine.solver.linear import DUAL, HOT, LinearHandle
from u16opt.engine.start import first_columns, starting_basis

BROKEN = 1e-7  # by how much a solution must break a row that waits before the row comes in


class Hot(Narrowed):
    """A hot handle of HiGHS with some columns and rows of a program; more come when they matter.

    Parameters
    ----------
    ranking
        A cost per column that decides which columns HiGHS starts with.
    """

    def __init__(self, program: Program, ranking: Floats, limits: Limits) -> None:
        super().__init__(program)
        self.limits = limits
        self._held_at: list[int] = []
        self._by_column = program.matrix.T.tocsr()
        self.columns = first_columns(program, ranking)
        self._inside = np.zeros(program.columns, dtype=bool)
        self._inside[self.columns] = True
        self._rows_at = np.arange(len(self.rows))
        arrays = self._arrays(self.columns, np.zeros(program.columns), self.rows)
        self._handle = LinearHandle(arrays, limits, DUAL if program.waiting else HOT)
        if not program.waiting:
            self._handle.start_from(*starting_basis(arrays))

    def include(self, columns: Integers) -> None:
        """Let HiGHS hold these columns from now on."""
        outside = columns[~self._inside[columns]]
        self._add(outside, np.zeros(self.program.columns))

    def limit(self, columns: Integers, *, lower: Floats | None = None, upper: Floats | None = None) -> None:
        """Change bounds of columns, here and in HiGHS."""
        if lower is not None:
            self.lower[columns] = lower
        if upper is not None:
            self.upper[columns] = upper
        where = np.flatnonzero(np.isin(self.columns, columns))
        changed = self.columns[where]
        self._handle.set_bounds(where, self.lower[changed], self.upper[changed])

    def _wake(self, costs: Floats) -> None:
        """Add the rows that these costs can feel: those whose free violation is now paid for.

        A row that is added may pay for the violation of the next: a level for all that must stay below it.
        """
        felt, woken = costs != 0, True
        while woken:
            woken = False
            for block in self.program.blocks:
                if block.name in self.asleep and felt[self.program.family(block.violation).columns].any():
                    self.asleep.discard(block.name)
                    self._add_rows(np.arange(block.start, block.stop))
                    felt[self.program.by_row[block.rows, :].indices] = woken = True

    def _add_rows(self, rows: Integers) -> None:
        part = self.program.matrix[:, self.columns].tocsr()[rows, :]
        first = len(self.rows) + len(self.held)
        self._handle.add_rows(self.row_lower[rows], self.row_upper[rows], part)
        self.rows = np.append(self.rows, rows)
        self._rows_at = np.append(self._rows_at, np.arange(first, first + len(rows)))

    def _broken(self) -> Integers:
        """Return the attached rows that wait and that the solution of the linear program breaks."""
        if not self.program.waiting:
            return self.rows[:0]
        values = self.lower.copy()
        values[self.columns] = self._handle.values()
        waiting = np.setdiff1d(self.program.attached[self.columns], np.append(self.rows, -1))
        activity = self.program.by_row[waiting, :] @ values
        over = activity > self.row_upper[waiting] + BROKEN
        broken: Integers = waiting[over | (activity < self.row_lower[waiting] - BROKEN)]
        return broken

    def _awaken(self, rows: Integers) -> None:
        """Let HiGHS hold these rows from now on, the attached ones as well."""
        self._add_rows(np.setdiff1d(rows, self.rows))

    def _add(self, columns: Integers, costs: Floats) -> None:
        arrays = self._arrays(columns, costs, self.rows)
        order = np.argsort(np.append(self._rows_at, np.array(self._held_at, dtype=np.int64)))
        matrix = sp.csc_array(arrays.matrix.tocsr()[order, :].tocsc())
        self._handle.add_columns(arrays.costs, arrays.lower, arrays.upper, matrix)
        self.columns = np.append(self.columns, columns)
        self._inside[columns] = True

    def _duals(self) -> tuple[Floats, Floats]:
        """Return duals of the program's rows and of the held goals, without noise of the wrong sign."""
        found = self._handle.duals()
        duals = np.zeros(self.program.rows)
        duals[self.rows] = found[self._rows_at]
        return self._signed(duals, found[np.array(self._held_at, dtype=np.int64)])

    def _signed(self, duals: Floats, held: Floats) -> tuple[Floats, Floats]:
        lower, upper = (np.array([getattr(each, side) for each in self.held]) for side in ("lower", "upper"))
        return signed(duals, self.row_lower, self.row_upper), signed(held, lower, upper)
