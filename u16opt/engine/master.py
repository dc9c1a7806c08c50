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
from u16opt.engine.held import Held
from u16opt.engine.hot import Hot
from u16opt.engine.optimum import Optimum, dual_bound, negligible
from u16opt.engine.private import Private, private_of
from u16opt.engine.probe import Probe
from u16opt.engine.projection import Projection
from u16opt.engine.start import cheapest

MORE = 10  # columns per owner that one round of pricing may add
LAST_DIGITS = 1e-9  # share of a value that rounding may hide
SLACK = 1e-9  # share of a held value that its row leaves to rounding


class Master(Hot):
    """The hot linear program of a chain of goals, and the face of optima that the goals so far leave.

    Parameters
    ----------
    program
        Everything the model wrote; it is not changed.
    ranking
        A cost per column that decides which columns HiGHS starts with.
    """

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
        held = Held(costs / scale, -np.inf, (limit + SLACK * max(1.0, abs(limit))) / scale)
        self._held_at.append(len(self._rows_at) + len(self.held))
        self.held.append(held)
        row = sp.csr_array(held.costs[self.columns][None, :])
        self._handle.add_rows(np.array([held.lower]), np.array([held.upper]), row)

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
