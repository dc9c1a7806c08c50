"""All solutions in which no goal is above its limit, searched from any side.

Every goal is held at once, most of them by a row, so that little is left of the network. What makes a search
short all the same: the linear programs solved on the way show which columns matter, and a search over those
finds a solution that a second one, over every column that could still be better, proves to be the best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from u16opt.algebra.parts import Floats, Integers, Ratios
from u16opt.algebra.program import Program
from u16opt.engine.integers import Best, Search, best_from
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.objective import objective_of
from u16opt.engine.optimum import Optimum, integral, rounded, trivial_bound
from u16opt.engine.start import ranking
from u16opt.policy import Policy

FEW = 1000  # columns that are searched all at once
EXACT = 1e-9  # share of a number that rounding may hide


class Within:
    """The solutions of a program that are nearly as good as a known one, in every goal at once.

    Parameters
    ----------
    whole_goals
        Names of goals whose value is a whole number in every solution.
    known
        A whole solution, with every violation at exactly what its rows need.
    room
        By entry of the order: how much more than in the known solution it may be.
    """

    def __init__(
        self,
        program: Program,
        policy: Policy,
        whole_goals: frozenset[str],
        known: Floats,
        room: Mapping[str, float],
        limits: Limits,
    ) -> None:
        self.program, self.known, self.limits = program, known, limits.exact()
        self.master = Master(program, ranking(program, policy), self.limits)
        self.master.include(np.flatnonzero(known))
        self._useful = known != 0
        self._hold(policy, whole_goals, room)

    def least(self, costs: Floats, step: float = 1.0) -> Best:
        """Return the solution that costs least, with what is proven of all of them.

        Parameters
        ----------
        step
            Every solution costs a multiple of this.
        """
        value, relaxed = float(costs @ self.known), self._optimise(costs)
        if relaxed.ending != "optimal":
            return Best("limit", self.known, value, self._trivial(costs))
        search = Search(self.master, costs, relaxed, self.known, step, _silent, self.limits)
        if search.done(value):
            return Best("optimal", self.known, value, search.least)
        if integral(relaxed.values, self.program.whole):
            values = rounded(relaxed.values, self.program.whole)
            best = Best("optimal", values, float(costs @ values), search.least)
        else:
            best = best_from(search, self._likely())
        if best.values is None:
            return replace(best, values=self.known, value=value)
        self._useful |= best.values != 0
        return best

    def _hold(self, policy: Policy, whole_goals: frozenset[str], room: Mapping[str, float]) -> None:
        """Hold all goals: largest ratios by bounds, then sums, whose dear columns are closed, by a row."""
        sums: list[tuple[Floats, float]] = []
        for entry in policy.order:
            goal, more = self.program.goals[entry[0]], room["+".join(entry)]
            if isinstance(goal, Ratios):
                self._hold_ratios(goal, more)
                continue
            sought = objective_of(self.program, policy, entry, whole_goals)
            more = np.floor(more / sought.step + EXACT) * sought.step if sought.step else more
            sums.append((sought.costs, float(sought.costs @ self.known) + more))
        for costs, limit in sums:
            self._close_dear(costs, limit)
        for costs, limit in sums:
            if costs.any():
                left = np.where((self.master.lower == 0) & (self.master.upper == 0), 0.0, costs)
                self.master.hold_value(left, limit, self._optimise(costs))

    def _hold_ratios(self, goal: Ratios, room: float) -> None:
        numerators = self.known[goal.columns]
        level = float(np.max(numerators / goal.divisors)) + room
        allowed = np.floor(level * goal.divisors * (1 + EXACT) + EXACT)
        upper = np.minimum(self.master.upper[goal.columns], np.maximum(allowed, numerators))
        self.master.limit(goal.columns, upper=upper)

    def _close_dear(self, costs: Floats, limit: float) -> None:
        """Close the whole columns of which a single unit more is too dear, whatever the others are."""
        least = trivial_bound(costs, self.master.lower, self._upper())
        room = limit - least + 1e-6 * max(1.0, abs(limit))
        dear = np.flatnonzero(self.program.whole & (costs > room) & (self.master.upper > self.master.lower))
        self.master.limit(dear, upper=self.master.lower[dear])

    def _optimise(self, costs: Floats) -> Optimum:
        optimum = self.master.optimise(costs)
        if optimum.ending == "optimal":
            self._useful |= optimum.values > EXACT
        return optimum

    def _likely(self) -> Integers:
        """Return the columns to search first: what some solution so far uses, and all that nobody owns."""
        free = self.master.free()
        return free if len(free) <= FEW else free[(self._useful | (self.program.owner < 0))[free]]

    def _trivial(self, costs: Floats) -> float:
        return trivial_bound(costs, self.master.lower, self._upper())

    def _upper(self) -> Floats:
        owned = self.program.owner >= 0
        return np.where(owned, np.minimum(self.master.upper, self.program.reach), self.master.upper)


def _silent(_incumbent: float, _bound: float) -> None:
    return None
