"""Whole numbers, where the vertices of the linear program are not whole by themselves.

Cheap ways first: the incumbent, the face of the linear program. Then a search over the columns HiGHS holds,
and one over every other column that could still belong to a better solution, so that the proof covers all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.face import whole_on_face
from u16opt.engine.likely import likely, opened_by
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Bounds, Optimum, close, rounded
from u16opt.engine.polish import polished
from u16opt.engine.solver.highs import Ending
from u16opt.engine.solver.integer import solve_integer
from u16opt.engine.sums import with_sums

LAST_DIGITS = 1e-9  # share of a value that a search may leave open

Watch = Callable[[float, float], None]


@dataclass(frozen=True)
class Best:
    """The best whole-number solution over all columns.

    Parameters
    ----------
    values
        Value of every column of the program; None when none was found.
    value, bound
        Its cost, and what is proven about all whole-number solutions.
    on_face
        Whether it is an optimum of the linear program itself.
    """

    ending: Ending
    values: Floats | None
    value: float
    bound: float
    on_face: bool = False


@dataclass(frozen=True)
class Search:
    """What is searched: the costs, what is known before, and who watches.

    Parameters
    ----------
    relaxed
        Optimum of the linear program.
    incumbent
        A whole solution that satisfies all rows, to begin with and never to fall behind; None without one.
    step
        Values are multiples of this; 0 when they need not be.
    limits
        Time, and the gap that may be left: none where the question is yes or no.
    """

    master: Master
    costs: Floats
    relaxed: Optimum
    incumbent: Floats | None
    step: float
    watch: Watch
    limits: Limits

    @property
    def least(self) -> float:
        """What the linear program proves."""
        return rounded_up(self.relaxed.bound, self.step)

    def done(self, value: float) -> bool:
        """Return whether nothing better than this value is possible, to the last digits."""
        return closed(value, self.least, self.step, LAST_DIGITS)

    def below(self, value: float) -> float:
        """Return the value that a solution must not exceed to be better than another, to the last digits."""
        if not np.isfinite(value):
            return value
        digits = LAST_DIGITS * max(1.0, abs(value))
        if not self.step:
            return value - digits
        return value - self.step + min(max(digits, 1e-6 * self.step), self.step / 2)

    def near_enough(self, value: float) -> bool:
        """Return whether a value lies within the gap that was asked for."""
        gap = self.limits.gap
        return bool(gap) and value - self.least <= gap * max(1e-9, abs(value))


def best_whole(search: Search) -> Best:
    """Search the best whole-number solution over all columns, not only those HiGHS holds.

    First the incumbent and the face of the linear program are tried; then the likely columns are searched;
    then once more every column that could still belong to a better solution: one whose reduced cost is not
    above the gap between that solution and the bound.
    """
    if search.incumbent is not None and search.done(value := float(search.costs @ search.incumbent)):
        return Best("optimal", search.incumbent, value, search.least)
    if (values := whole_on_face(search.master, search.relaxed)) is not None:
        return Best("optimal", values, float(search.costs @ values), search.least, on_face=True)
    return best_from(search, likely(search.master, search.relaxed, search.incumbent))


def best_from(search: Search, held: Integers) -> Best:
    """Search some columns first, and then every other one that could belong to a better solution."""
    first = _search(search, held)
    if first.values is not None and search.done(first.value):
        return replace(first, ending="optimal", bound=search.least)
    if first.ending == "limit" or (first.values is not None and search.near_enough(first.value)):
        return replace(first, bound=search.least)
    return _better(search, first, held)


def _better(search: Search, first: Best, held: Integers) -> Best:
    """Search everything that could be better than what the first search found, or than nothing."""
    below = search.below(first.value)
    bounds: Bounds | None = (search.master.lower, search.master.upper)
    if first.values is not None and search.relaxed.probe:
        bounds, held = search.relaxed.probe(below), held[:0]
    if bounds is None:
        return replace(first, ending="optimal", bound=first.value)
    useful = _useful(search, held, below, bounds)
    if len(useful) == len(held):
        return first
    known = first.values if len(held) else None
    second = _search(replace(search, incumbent=known), useful, bounds)
    bound = max(search.least, min(second.bound, first.value))
    if second.values is None and first.values is not None:
        ending: Ending = "limit" if second.ending == "limit" else "optimal"
        return replace(first, ending=ending, bound=first.value if ending == "optimal" else bound)
    return replace(first, ending=second.ending, bound=bound) if first.value < second.value else second


def _useful(search: Search, held: Integers, below: float, bounds: Bounds) -> Integers:
    """Return the columns to search again, and all that a solution below a value may use."""
    relaxed, program = search.relaxed, search.master.program
    cheap = relaxed.reduced <= below - relaxed.bound + 1e-7 * relaxed.scale
    wanted = (bounds[0] != 0) | ((bounds[1] > bounds[0]) & (cheap | ~program.whole))
    wanted[held] = True
    return np.union1d(opened_by(program, np.flatnonzero(wanted)), np.flatnonzero(bounds[0]))


def closed(value: float, bound: float, step: float, share: float = 1e-6) -> bool:
    """Return whether no value a step lower is possible, or value and bound meet within a share."""
    return close(value, bound, share) or (step > 0 and value - bound < step - 1e-6 * max(1.0, step))


def _search(search: Search, columns: Integers, bounds: Bounds | None = None) -> Best:
    master, bound = search.master, search.least
    lower, upper = bounds or (master.lower, master.upper)
    plain = replace(master.arrays(columns, search.costs), lower=lower[columns], upper=upper[columns])
    whole = np.flatnonzero(master.program.whole[columns])
    grouped, sums, links = with_sums(master, columns, plain)
    gap = search.step * 0.999 if search.step else max(1e-7, LAST_DIGITS * abs(bound))
    known = None if search.incumbent is None else search.incumbent[columns]
    with_links = None if known is None else np.append(known, links @ known)
    found = solve_integer(grouped, sums, search.limits, gap, search.watch, with_links)
    if found.values is None:
        return Best(found.ending, None, np.inf, max(bound, found.bound))
    values = polished(master, columns, grouped, sums, found.values)
    if values is None:
        found = solve_integer(plain, whole, search.limits, gap, search.watch, known)
        if found.values is None:
            return Best(found.ending, None, np.inf, max(bound, found.bound))
        values = found.values
    everything = lower.copy()
    everything[columns] = values[: len(columns)]
    everything = rounded(everything, master.program.whole)
    value = float(search.costs @ everything)
    proven = max(bound, rounded_up(found.bound, search.step))
    return Best(found.ending, everything, value, min(proven, value))


def rounded_up(bound: float, step: float) -> float:
    """Return a bound on values that are multiples of a step as the multiple it means."""
    if not step or not np.isfinite(bound):
        return bound
    return float(np.ceil(bound / step - max(1e-6, 1e-9 * abs(bound / step)))) * step
