"""Goals that are the largest of ratios ``k / divisor`` of whole numbers: search the threshold.

A threshold is an upper bound on each numerator, so the network keeps its structure. Whatever a threshold
cannot hold flows into the excess columns; their least sum, and its duals, tell the next threshold that is
worth a look (everything below it is proven impossible).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.algebra.parts import Floats, Integers, Ratios
from u16opt.engine.integers import Search, Watch, best_whole
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum, integral, rounded

NOTHING = 1e-7


@dataclass(frozen=True)
class Level:
    """The least possible largest ratio.

    Parameters
    ----------
    value, bound
        The ratio reached (infinity when none was), and what is proven.
    values
        A solution that attains it; None when the search stopped before one was found.
    """

    value: float
    bound: float
    values: Floats | None


class Threshold:
    """The search for the least threshold of one goal on a master program.

    Parameters
    ----------
    incumbent
        A whole solution that satisfies everything held so far: its level is known to be possible.
    """

    def __init__(self, master: Master, goal: Ratios, incumbent: Floats) -> None:
        self.master, self.goal, self.incumbent = master, goal, incumbent
        self.highest = float(np.max(incumbent[goal.columns] / goal.divisors))
        self.least, self.most = master.lower[goal.columns].copy(), master.upper[goal.columns].copy()
        self.costs = np.zeros(master.program.columns)
        self.costs[goal.excess] = 1.0

    def allow(self, level: float) -> Integers:
        """Bound the numerators at a level; what is above flows into the excess. Return the bounds."""
        allowed = np.floor(level * self.goal.divisors + 1e-9)
        bounds = np.minimum(np.maximum(allowed, self.least), self.most)
        self.master.limit(self.goal.columns, upper=bounds)
        self.master.limit(self.goal.excess, upper=self.most - bounds)
        return bounds.astype(np.int64)

    def known(self) -> Floats:
        """Return the incumbent with what is above the allowed bounds moved into the excess."""
        values, goal = self.incumbent.copy(), self.goal
        values[goal.columns] = np.minimum(values[goal.columns], self.master.upper[goal.columns])
        values[goal.excess] = self.incumbent[goal.columns] - values[goal.columns]
        return values

    def close(self, level: float) -> None:
        """Hold the goal at a level: the numerators stay bounded, the excess is closed again."""
        self.allow(level)
        self.master.limit(self.goal.excess, upper=np.zeros(len(self.goal.excess)))

    def next_level(self, bounds: Integers, optimum: Optimum, highest: float) -> float:
        """Return the lowest level above `bounds` that the duals of an infeasible one do not rule out.

        That is never above `highest`, which is known to be possible.
        """
        weights = np.maximum(0.0, -optimum.reduced[self.goal.columns])
        steps, gains = [], []
        for divisor, bound, most, weight in zip(self.goal.divisors, bounds, self.most, weights, strict=True):
            top = int(min(most, np.floor(highest * divisor + 1e-9)))
            if weight > 1e-9 and top > bound:
                steps.append(np.arange(bound + 1, top + 1) / divisor)
                gains.append(np.full(top - bound, weight))
        if not steps:
            return highest
        levels, order = np.unique(np.concatenate(steps), return_inverse=True)
        reach = np.cumsum(np.bincount(order, weights=np.concatenate(gains)))
        enough = np.flatnonzero(reach >= optimum.bound - NOTHING)
        return float(levels[enough[0]]) if len(enough) else highest


def least_level(search: Threshold, watch: Watch) -> Level:
    """Return the least level of a goal, proven, with a solution that attains it."""
    master, goal, highest = search.master, search.goal, search.highest
    level = float(np.max(search.least / goal.divisors))
    while True:
        bounds = search.allow(level)
        optimum = master.optimise(search.costs)
        if optimum.ending != "optimal":
            return Level(np.inf, level, None)
        if optimum.value <= NOTHING:
            break
        watch(highest, level)
        if level >= highest or optimum.bound <= NOTHING:
            return Level(highest, level, None)
        level = search.next_level(bounds, optimum, highest)
    if integral(optimum.values, master.program.whole):
        return Level(level, level, rounded(optimum.values, master.program.whole))
    return _least_whole(search, level, optimum, watch)


def _least_whole(search: Threshold, level: float, optimum: Optimum, watch: Watch) -> Level:
    """Decide in whole numbers: first the least level of the linear program, then bisect above it."""
    best = _whole_at(search, optimum, watch)
    if best is not None:
        return Level(level, level, best) if len(best) else Level(np.inf, level, None)
    levels = _levels(search, level, search.highest)
    low, high, reached = 1, len(levels) - 1, None
    while low <= high:
        middle = (low + high) // 2
        search.allow(levels[middle])
        values = _whole_at(search, search.master.optimise(search.costs), watch)
        if values is not None and not len(values):
            break
        if values is None:
            low = middle + 1
        else:
            high, reached = middle - 1, values
        watch(levels[min(high + 1, len(levels) - 1)], levels[min(low, len(levels) - 1)])
    value = levels[high + 1] if reached is not None else np.inf
    return Level(value, levels[min(low, len(levels) - 1)], reached)


def _whole_at(search: Threshold, relaxed: Optimum, watch: Watch) -> Floats | None:
    """Return a whole solution at the allowed level, None when there provably is none, else nothing."""
    if relaxed.ending != "optimal":
        return np.zeros(0)
    if relaxed.bound > NOTHING:
        return None
    found = best_whole(
        Search(search.master, search.costs, relaxed, search.known(), 1.0, watch, search.master.limits.exact())
    )
    if found.values is not None and found.value <= NOTHING:
        return found.values
    impossible = found.ending == "optimal" and found.bound > NOTHING
    return None if impossible else np.zeros(0)


def _levels(search: Threshold, level: float, highest: float) -> Floats:
    """Return every level between two, both included."""
    steps = [
        np.arange(np.floor(level * divisor), np.floor(highest * divisor + 1e-9) + 1) / divisor
        for divisor in search.goal.divisors
    ]
    levels = np.unique(np.concatenate([[level], *steps]))
    return levels[levels >= level]
