"""The master program: the columns HiGHS holds, and all the others that are priced against it.

A program may have hundreds of thousands of owned columns (a client group in a home). HiGHS holds the
cheapest few per owner; after each run the duals price all others, and those with a negative reduced cost
enter. When none is left the value equals a bound that is recomputed here from the duals over *all* columns:
that is the proof (column generation; Desrosiers and Lübbecke, 2005).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Floats, Integers
from u16opt.algebra.program import Program
from u16opt.engine.held import Held, signed
from u16opt.engine.limits import Limits
from u16opt.engine.narrowed import Narrowed
from u16opt.engine.optimum import Optimum, dual_bound, negligible
from u16opt.engine.private import Private, private_of
from u16opt.engine.probe import Probe
from u16opt.engine.projection import Projection
from u16opt.engine.solver.linear import DUAL, HOT, LinearHandle
from u16opt.engine.start import cheapest, first_columns, starting_basis

MORE = 10  # columns per owner that one round of pricing may add
LAST_DIGITS = 1e-9  # share of a value that rounding may hide
BROKEN = 1e-7  # by how much a solution must break a row that waits before the row comes in


class Master(Narrowed):
    """The hot linear program of a chain of goals, and the face of optima that the goals so far leave.

    Parameters
    ----------
    program
        Everything the model wrote; it is not changed.
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

    def optimise(self, costs: Floats) -> Optimum:
        """Minimise over all columns: run, price what HiGHS does not hold, add, until nothing is left."""
        self._wake(costs)
        if (private := private_of(self, costs)) and (found := self._projected(private, costs)):
            return found
        self._handle.set_costs(costs[self.columns])
        while True:
            ending = self._handle.run(self.limits)
            if ending != "optimal":
                return Optimum(ending)
            if len(broken := self._broken()):
                self._add_rows(broken)
                continue
            duals = self._duals()
            reduced = self._reduced(costs, duals)
            entering = self._entering(reduced, negligible(np.abs(costs).max(initial=0.0)))
            if not len(entering):
                values = self.lower.copy()
                values[self.columns] = self._handle.values()
                return self._optimum(costs, values, duals, reduced)
            self._add(entering, costs)

    def _projected(self, private: Private, costs: Floats) -> Optimum | None:
        """Minimise without the columns that are their owners' own; None when that leads nowhere."""
        projection = Projection(self, private, costs)
        if (ending := projection.run()) != "optimal":
            return Optimum(ending) if ending == "infeasible" or self.limits.reached() else None
        duals = self._signed(*projection.duals())
        optimum = self._optimum(costs, projection.values(), duals, self._reduced(costs, duals))
        self.include(np.flatnonzero(optimum.values))  # so that what HiGHS holds has a solution later on
        return replace(optimum, probe=Probe(projection, optimum.bound, optimum.reduced))

    def include(self, columns: Integers) -> None:
        """Let HiGHS hold these columns from now on."""
        outside = columns[~self._inside[columns]]
        self._add(outside, np.zeros(self.program.columns))

    def hold_face(self, optimum: Optimum) -> None:
        """Keep exactly the optimal solutions of a solved goal, without a row for it.

        By complementary slackness a solution is optimal when and only when every column with a nonzero
        reduced cost stands at its bound and every row with a nonzero dual is tight.
        """
        small = negligible(optimum.scale)
        self._awaken(np.flatnonzero(np.abs(optimum.duals) > small))
        up, down = optimum.reduced > small, optimum.reduced < -small
        self.limit(np.flatnonzero(up), upper=self.lower[up])
        self.limit(np.flatnonzero(down), lower=self.upper[down])
        tight_low, tight_high = optimum.duals > small, optimum.duals < -small
        self.row_upper[tight_low] = self.row_lower[tight_low]
        self.row_lower[tight_high] = self.row_upper[tight_high]
        rows = np.flatnonzero(tight_low[self.rows] | tight_high[self.rows])
        changed = self.rows[rows]
        self._handle.set_row_bounds(self._rows_at[rows], self.row_lower[changed], self.row_upper[changed])
        for held, at, dual in zip(self.held, self._held_at, optimum.held_duals, strict=True):
            if abs(dual) > small:
                held.lower = held.upper = held.upper if dual < 0 else held.lower
                self._handle.set_row_bounds(np.array([at]), np.array([held.lower]), np.array([held.upper]))

    def hold_value(self, costs: Floats, limit: float, optimum: Optimum) -> None:
        """Keep the solutions whose cost is at most `limit`; columns too dear for that are closed."""
        if optimum.ending == "optimal":
            room = limit - optimum.bound + LAST_DIGITS * max(optimum.scale, abs(limit))
            dear = self.program.whole & (optimum.reduced > room)
            dear &= (self.program.owner >= 0) | self.program.complicating
            self.limit(np.flatnonzero(dear), upper=self.lower[dear])
        # Euros are scaled down, so that the solver's absolute tolerance means the same as for kilometres.
        scale = max(1.0, float(np.abs(costs).max(initial=0.0)) / 1000)
        held = Held(costs / scale, -np.inf, limit / scale)
        self._held_at.append(len(self._rows_at) + len(self.held))
        self.held.append(held)
        row = sp.csr_array(held.costs[self.columns][None, :])
        self._handle.add_rows(np.array([held.lower]), np.array([held.upper]), row)

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
        """Add the rows that these costs can feel: those whose free violation is now paid for."""
        for block in self.program.blocks:
            if block.name in self.asleep and costs[self.program.family(block.violation).columns].any():
                self.asleep.discard(block.name)
                self._add_rows(np.arange(block.start, block.stop))

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

    def _duals(self) -> tuple[Floats, Floats]:
        """Return duals of the program's rows and of the held goals, without noise of the wrong sign."""
        found = self._handle.duals()
        duals = np.zeros(self.program.rows)
        duals[self.rows] = found[self._rows_at]
        return self._signed(duals, found[np.array(self._held_at, dtype=np.int64)])

    def _signed(self, duals: Floats, held: Floats) -> tuple[Floats, Floats]:
        lower, upper = (np.array([getattr(each, side) for each in self.held]) for side in ("lower", "upper"))
        return signed(duals, self.row_lower, self.row_upper), signed(held, lower, upper)

    def _reduced(self, costs: Floats, duals: tuple[Floats, Floats]) -> Floats:
        reduced: Floats = costs - self._by_column @ duals[0]
        for held, dual in zip(self.held, duals[1], strict=True):
            if dual:
                reduced -= dual * held.costs
        return reduced

    def _entering(self, reduced: Floats, small: float) -> Integers:
        """Return the few columns per owner with the most negative reduced cost outside HiGHS."""
        able = ~self._inside & (reduced < -small) & (self.upper > self.lower)
        candidates = np.flatnonzero(able)
        return candidates[cheapest(self.program.owner[candidates], reduced[candidates], MORE)]

    def _add(self, columns: Integers, costs: Floats) -> None:
        arrays = self._arrays(columns, costs, self.rows)
        order = np.argsort(np.append(self._rows_at, np.array(self._held_at, dtype=np.int64)))
        matrix = sp.csc_array(arrays.matrix.tocsr()[order, :].tocsc())
        self._handle.add_columns(arrays.costs, arrays.lower, arrays.upper, matrix)
        self.columns = np.append(self.columns, columns)
        self._inside[columns] = True

    def _optimum(
        self, costs: Floats, values: Floats, duals: tuple[Floats, Floats], reduced: Floats
    ) -> Optimum:
        upper = np.where(self.program.owner >= 0, np.minimum(self.upper, self.program.reach), self.upper)
        bound = dual_bound(duals[0], self.row_lower, self.row_upper, reduced, self.lower, upper)
        bound += sum(
            dual * (held.lower if dual > 0 else held.upper)
            for dual, held in zip(duals[1], self.held, strict=True)
            if dual
        )
        value, scale = float(costs @ values), max(1.0, float(np.abs(costs).max(initial=0.0)))
        return Optimum("optimal", value, bound, values, reduced, duals[0], duals[1], scale)
