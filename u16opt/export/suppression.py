"""Small numbers of people are hidden, and enough beside them that nobody can work them out (P03).

Primary: a count of at least 1 and below the threshold is shown as ``<5``; a larger one that may stand for so
few people is not shown either. Complementary: other counts are hidden until every small count has at least
two possible values, whoever adds and subtracts. For each small count in turn the cheapest other table is
sought that fits what is shown, and what changes in it is hidden too (after Robertson; Willenborg and De Waal,
Elements of Statistical Disclosure Control, 2001, chapter 4).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from u16opt.export.system import Range, System
from u16opt.problems import InputError, Problem
from u16opt.report.people import Key, People
from u16opt.texts import Text

THRESHOLD = 5
SECRET = "x"


_THRESHOLD = Text(
    "0 of 1 (niets verbergen), of 3 of meer; met 2 zegt <2 precies wat het verbergt",
    "0 or 1 (hide nothing), or 3 or more; with 2, <2 says exactly what it hides",
)


def usable_threshold(threshold: int) -> None:
    """Refuse a threshold that hides nothing.

    Raises
    ------
    InputError
        When it is 2: ``<2`` says exactly what it hides.
    """
    if threshold == 2:
        raise InputError([Problem("--threshold", _THRESHOLD, value=str(threshold))])


def suppress(people: People, shown: Collection[Key], threshold: int = THRESHOLD) -> dict[Key, str]:
    """Return what is shown instead of each count that must be hidden.

    Parameters
    ----------
    people
        All counts that leave together, with everything that is known of them.
    shown
        The counts that something in a file rests on; nobody sees the others.
    threshold
        Counts of at least 1 and below it are small; 1 or less hides nothing.

    Returns
    -------
    ``<5`` (the threshold) for a small count, ``x`` for a count hidden to protect another one, and for one
    that ``<5`` would give away.

    Raises
    ------
    ValueError
        When the threshold is 2: ``<2`` says exactly what it hides.
    """
    if threshold == 2:
        raise ValueError("a threshold of 2 hides nothing: 1 is the only count below it")
    return _Suppression(people, shown, threshold).marks() if threshold > 2 else {}


def is_mark(cell: object) -> bool:
    """Return whether a cell is what `suppress` puts in place of a count.

    Examples
    --------
    >>> is_mark("<5"), is_mark("x"), is_mark("< 5"), is_mark(5)
    (True, True, False, False)
    """
    return isinstance(cell, str) and (cell == SECRET or (cell[:1] == "<" and cell[1:].isdecimal()))


class _Suppression:
    """Which cells are hidden, and what a reader knows of each."""

    def __init__(self, people: People, shown: Collection[Key], threshold: int) -> None:
        self.system, self.threshold = System(people), threshold
        keys, values = self.system.keys, self.system.values
        far = max(values, default=0) + threshold
        self.ranges = [people.ranges.get(key, (0, far)) for key in keys]
        self.known = {cell for cell, key in enumerate(keys) if key in people.known}
        self.things = {cell for cell, key in enumerate(keys) if key in people.things}
        self.unseen = {cell for cell, key in enumerate(keys) if key not in shown} - self.known
        counted = set(range(len(keys))) - self.known - self.things - self.unseen
        behind = [people.behind.get(key, value) for key, value in zip(keys, values, strict=True)]
        self.small = {cell for cell in counted if 0 < behind[cell] < threshold}
        self.loose = {cell for cell in counted if self.ranges[cell][1] < 2}
        self.hidden = self.small | self.loose | self.unseen
        self.everything = set(range(len(keys))) - self.known

    def marks(self) -> dict[Key, str]:
        """Hide until every small count has at least two possible values."""
        self._loosen()
        left = self.small - self.system.movable(self._ranges(self.hidden), self.small)
        while left:
            left -= self._protect(min(left))
            left -= self.system.movable(self._ranges(self.hidden), left)
        return {self.system.keys[cell]: self._mark(cell) for cell in sorted(self.hidden - self.unseen)}

    def _loosen(self) -> None:
        """Call a count small no longer that would have one small value even if everything were hidden."""
        while True:
            ranges = self._ranges(self.everything)
            left = self.small - self.system.movable(ranges, self.small)
            stuck = {cell for cell in left if self.system.cheapest(ranges, {}, cell) is None}
            if stuck <= self.loose:
                return
            self.loose |= stuck

    def _protect(self, cell: int) -> set[int]:
        """Hide what must be hidden to give a cell a second value; return all cells that are done with.

        For a cell that has none whatever is hidden, what would give it one to a reader who does not know what
        the marks say is hidden; failing that, all that shares a total with it.
        """
        costs = {each: self._cost(each) for each in self.everything - self.hidden}
        move = self.system.cheapest(self._ranges(self.everything), costs, cell)
        if move is not None:
            changed = set(np.flatnonzero(move).tolist())
            self.hidden |= changed
            return changed
        move = self.system.cheapest({each: self.ranges[each] for each in self.everything}, costs, cell)
        near = set(np.flatnonzero(move).tolist()) if move is not None else self.system.near(cell)
        told = {each for each in near if self.system.values[each] or each in self.things}
        self.hidden |= told & self.everything
        return {cell}

    def _mark(self, cell: int) -> str:
        return f"<{self.threshold}" if self._told_small(cell) else SECRET

    def _told_small(self, cell: int) -> bool:
        """Return whether a reader is told that a count is small; of one that only few people make, not."""
        return cell in self.small - self.loose and self.system.values[cell] < self.threshold

    def _cost(self, cell: int) -> float:
        """Return how dear it is to hide a cell: each one counts, and large ones more."""
        return float(self.threshold + self.system.values[cell])

    def _ranges(self, cells: Collection[int]) -> dict[int, Range]:
        return {cell: self._range(cell) for cell in cells}

    def _range(self, cell: int) -> Range:
        """Return what a reader knows of a hidden cell, who knows these rules as well.

        A count of people that is hidden to protect another is never small and never 0. No more than a
        threshold away is looked at: that is enough to find a second value.
        """
        value, (least, most) = self.system.values[cell], self.ranges[cell]
        if self._told_small(cell):
            least, most = max(1, least), min(self.threshold - 1, most)
        elif cell not in self.loose | self.unseen | self.things:
            least = max(min(value, self.threshold), least)
            most = most if value else 0
        return max(least, value - self.threshold), min(most, value + self.threshold)
