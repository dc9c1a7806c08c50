"""What several proposals together give away of people (P03).

Each proposal has counts of its own that add up as they do in its report. A count that is the same in two
proposals is one count to a reader (nobody knows how many of these were decided and how many were given), so
it can only change in both at once. And what is hidden in one proposal is hidden in all of them: whoever knows
by how much two proposals differ learns nothing from the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from u16opt.explaining.comparing.sides import Sides
from u16opt.export.publishing import Protection
from u16opt.export.suppression import SECRET
from u16opt.report.people import Figure, Key, People, ReportSection, Sum, together

_Value = TypeVar("_Value")
SIDE = "side"


@dataclass(frozen=True)
class Joint:
    """The counts of all proposals of a comparison, each by the number of its proposal."""

    sides: Sides

    @cached_property
    def apart(self) -> tuple[People, ...]:
        """The counts of each proposal, as its own report names them."""
        return tuple(together(each.people for each in sections) for sections in self._sections)

    @cached_property
    def people(self) -> People:
        """All counts, with what the proposals have in common."""
        named = [_prefixed(people, number) for number, people in enumerate(self.apart)]
        return together((*named, People(sums=tuple(self._same()))))

    def keys(self, number: int, keys: Iterable[Key]) -> tuple[Key, ...]:
        """Return the names of counts of one proposal among all."""
        return tuple((SIDE, number, *key) for key in keys)

    def figures(self, name: str) -> tuple[tuple[Key, ...], ...]:
        """Return per proposal the counts that a goal, measure or rule gives away."""
        return tuple(
            self.keys(number, (key for part in name.split("+") for key in told.get((part, None, None), ())))
            for number, told in enumerate(self._told)
        )

    def hidden(self, protection: Protection) -> Protection:
        """Return a protection in which what is hidden in one proposal is hidden in all."""
        marks = dict(protection.marks)
        wanted = {key[2:] for key in protection.marks if key[0] == SIDE}
        for number, people in enumerate(self.apart):
            for key in sorted(wanted & people.counts.keys() - people.known, key=repr):
                marks.setdefault((SIDE, number, *key), SECRET)
        return replace(protection, marks=marks)

    @cached_property
    def _sections(self) -> tuple[list[ReportSection], ...]:
        return tuple(
            [each for each in side.report.values() if isinstance(each, ReportSection)] for side in self.sides
        )

    @cached_property
    def _told(self) -> tuple[Mapping[Figure, tuple[Key, ...]], ...]:
        return tuple(
            {figure: keys for section in sections for figure, keys in section.figures.items()}
            for sections in self._sections
        )

    def _same(self) -> Iterable[Sum]:
        """Yield that a count of a proposal is that of the first one, where both are as large."""
        first = self.apart[0]
        for number, people in enumerate(self.apart[1:], start=1):
            for key, count in people.counts.items():
                if first.counts.get(key) == count:
                    yield (SIDE, number, *key), ((SIDE, 0, *key),)


def _prefixed(people: People, number: int) -> People:
    def name(key: Key) -> Key:
        return (SIDE, number, *key)

    def named(values: Mapping[Key, _Value]) -> dict[Key, _Value]:
        return {name(key): value for key, value in values.items()}

    return People(
        named(people.counts),
        tuple((name(total), tuple(map(name, parts))) for total, parts in people.sums),
        named(people.ranges),
        frozenset(map(name, people.things)),
        frozenset(map(name, people.known)),
        named(people.behind),
    )
