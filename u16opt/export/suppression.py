"""Small numbers of people are hidden, and enough beside them that nobody can work them out (P03).

Primary: a count of 1 up to the threshold is shown as ``<5``. Complementary: of a total and its parts never
one alone is hidden, and every small count keeps at least two possible values, whoever adds and subtracts
(Willenborg and De Waal, Elements of Statistical Disclosure Control, 2001, chapter 4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from u16opt.export.system import Range, System
from u16opt.report.people import Key, People

THRESHOLD = 5
SECRET = "x"


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
        self.small = {cell for cell in counted if 0 < values[cell] < threshold}
        self.loose = {cell for cell in counted if self.ranges[cell][1] < 2}
        self.wanted = sorted(self.small)
        self.hidden = self.small | self.loose | self.unseen

    def marks(self) -> dict[Key, str]:
        """Hide until every small count has at least two possible values."""
        everything = set(range(len(self.system.keys))) - self.known
        while self._loosen(self._settled(everything)):
            pass
        lost = self._settled(everything)
        self.wanted = [cell for cell in self.wanted if cell not in lost]
        while True:
            self._close()
            if not self._protect(self._settled(self.hidden)):
                hidden = sorted(self.hidden - self.unseen)
                return {self.system.keys[cell]: self._mark(cell) for cell in hidden}

    def _mark(self, cell: int) -> str:
        return f"<{self.threshold}" if cell in self.small - self.loose else SECRET

    def _settled(self, hidden: set[int]) -> list[int]:
        """Return the counts that can be worked out when these are hidden."""
        return self.system.settled({cell: self._range(cell) for cell in hidden}, self.wanted)

    def _range(self, cell: int) -> Range:
        """Return what a reader knows of a hidden cell, who knows these rules as well.

        What is hidden to protect another is never a small count of people and never 0. No more than a
        threshold away is looked at: that is enough to find a second value.
        """
        value, (least, most) = self.system.values[cell], self.ranges[cell]
        if cell in self.small - self.loose:
            least, most = max(1, least), min(self.threshold - 1, most)
        elif cell not in self.loose | self.unseen:
            least = max(min(value, 1 if cell in self.things else self.threshold), least)
            most = most if value else 0
        return max(least, value - self.threshold), min(most, value + self.threshold)

    def _loosen(self, settled: Iterable[int]) -> bool:
        """Say no longer that a count is small where nothing else could keep it hidden."""
        loosened = set(settled) - self.loose
        self.loose |= loosened
        return bool(loosened)

    def _close(self) -> None:
        """Hide a second cell of every line of which one alone is hidden, and so on along its lines."""
        left = list(range(len(self.system.lines)))
        while left:
            line = left.pop()
            alone = self.hidden.intersection(self.system.lines[line])
            if len(alone) == 1 and not alone <= self.unseen:
                chosen = self._hide([line])
                left += [] if chosen is None else self.system.lines_of[chosen]

    def _protect(self, settled: Iterable[int]) -> bool:
        """Hide more around every count that can be worked out; once for those that share a line."""
        helped: set[int] = set()
        for cell in settled:
            if helped.isdisjoint(self.system.lines_of[cell]):
                chosen = self._widen(cell)
                helped.update([] if chosen is None else self.system.lines_of[chosen])
        return bool(helped)

    def _widen(self, cell: int) -> int | None:
        """Hide one more cell, in the lines of a cell that can be worked out, or else further along."""
        seen, lines = {cell}, list(self.system.lines_of[cell])
        passed = set(lines)
        while lines:
            if (chosen := self._hide(lines)) is not None:
                return chosen
            reached = {each for line in lines for each in self.system.lines[line]} & self.hidden - seen
            seen |= reached
            lines = sorted({line for each in reached for line in self.system.lines_of[each]} - passed)
            passed |= set(lines)
        return None

    def _hide(self, lines: Iterable[int]) -> int | None:
        """Hide the cell of these lines that costs least; None when there is none to hide."""
        costs = [
            (self._cost(cell, line), cell)
            for line in lines
            for cell in self.system.lines[line]
            if cell not in self.hidden | self.known and self.system.values[cell]
        ]
        if not costs:
            return None
        _, chosen = min(costs)
        self.hidden.add(chosen)
        return chosen

    def _cost(self, cell: int, line: int) -> tuple[int, bool, int]:
        """Return how dear hiding is: lines it would draw in, then a total above a part, then its size."""
        lines = self.system.lines
        drawn = sum(
            self.hidden.isdisjoint(lines[other]) for other in self.system.lines_of[cell] if other != line
        )
        return drawn, lines[line][0] == cell, self.system.values[cell]
