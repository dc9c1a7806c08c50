"""What a report says about people, so that whoever publishes it can hide small numbers (P03).

A table gives more away than it shows: a cell can follow from a total, from a share, or from another table.
So a section that counts people names its counts, and says how they add up and which cell rests on which.
The same key in two sections is the same count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from u16opt.model.model import Section
from u16opt.texts import Text

Key = tuple[str | int | None, ...]
Sum = tuple[Key, tuple[Key, ...]]
Figure = tuple[str, str | None, int | None]


def housed(table: Literal["municipalities", "neighbourhoods"], code: str | None, period: int | None) -> Key:
    """Return the key of the clients housed in a place in a period (None: in all); maps read these."""
    return ("housed", table, code, period)


@dataclass(frozen=True)
class People:
    """Counts of people and everything a reader can know about them.

    Parameters
    ----------
    counts
        Whole numbers of at least 0, by key.
    sums
        A total and the parts that add up to it.
    ranges
        Least and most that a count can be, as far as anyone can know from what is public.
    things
        Counts of things, not of people: never hidden for being small, only to keep another count hidden.
    known
        Counts that are public whatever happens, such as a contingent.
    behind
        People behind a count at the least, where that is less than the count: five client-years can be one
        person.
    """

    counts: Mapping[Key, int] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    ranges: Mapping[Key, tuple[int, int]] = field(default_factory=dict)
    things: frozenset[Key] = frozenset()
    known: frozenset[Key] = frozenset()
    behind: Mapping[Key, int] = field(default_factory=dict)

    def __or__(self, other: People) -> People:
        """Return both together."""
        return People(
            {**self.counts, **other.counts},
            (*self.sums, *other.sums),
            {**self.ranges, **other.ranges},
            self.things | other.things,
            self.known | other.known,
            {**self.behind, **other.behind},
        )


def together(parts: Iterable[People]) -> People:
    """Return all parts as one; later parts win where they name the same count."""
    return reduce(People.__or__, parts, People())


@dataclass(frozen=True)
class ReportSection(Section):
    """A section that says enough about itself to be published.

    Parameters
    ----------
    labels
        Number of leading columns that name a row.
    units
        Unit of each column; None for a text, or where the rows have units of their own.
    people
        Counts of people in this section and in what can be worked out from it.
    cells
        Counts a cell gives away, by row and column (both from 0). A cell that is not named is harmless.
    figures
        Counts a goal, measure or rule of the proposal gives away: by its name with None and None, or for
        the worst place of a rule by its name, the place and the period.
    chosen
        Whether rows were chosen or ordered by their numbers, so that a row gives its number away by
        being there.
    internal
        Whether its numbers give people away in more ways than counts can say, so that it is not published.
    listing
        Whether it lists the rows of an answer one by one, to look something up rather than to read.
    """

    labels: int = 1
    units: tuple[Text | None, ...] = ()
    people: People = field(default_factory=People)
    cells: Mapping[tuple[int, int], tuple[Key, ...]] = field(default_factory=dict)
    figures: Mapping[Figure, tuple[Key, ...]] = field(default_factory=dict)
    chosen: bool = False
    internal: bool = False
    listing: bool = False
