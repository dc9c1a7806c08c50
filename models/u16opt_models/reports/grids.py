"""Counts by place and period, with their totals: None stands for every place or every period."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from u16opt.report.people import Key, People, Sum

Cells = Mapping[Any, float]


def cumulated(values: Cells) -> dict[tuple[str | None, int | None], float]:
    """Return sums by place and period, by place, by period, and over all; whole when all values are."""
    parts: dict[tuple[str | None, int | None], list[float]] = defaultdict(list)
    for (place, period), value in values.items():
        for key in {(place, period), (place, None), (None, period), (None, None)}:
            parts[key].append(value)
    return {
        key: sum(each) if all(isinstance(value, int) for value in each) else math.fsum(each)
        for key, each in parts.items()
    }


@dataclass(frozen=True)
class Frame:
    """The places and periods of one table of counts.

    Parameters
    ----------
    years
        All periods when there are several, else none: then every count is over all periods.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def times(self) -> tuple[int | None, ...]:
        """Each period when there are several, and all together."""
        return (*self.years, None)

    def time(self, period: int) -> int | None:
        """Return a period as keys name it."""
        return period if self.years else None

    def people(self, prefix: Key, totals: Cells, *, overall: bool = True, again: bool = False) -> People:
        """Return the counts of one kind, and how they add up.

        Parameters
        ----------
        prefix
            First part of every key; place and period follow.
        totals
            Counts as `cumulated` returns them.
        overall
            Whether the sum over all places is a count as well.
        again
            Whether the same people may be counted in every period: then a sum over periods may stand for
            no more people than the fullest period has.
        """
        places: tuple[str | None, ...] = (*self.places, None) if overall else self.places
        counts: dict[Key, int] = {
            (*prefix, place, time): int(totals.get((place, time), 0))
            for place in places
            for time in self.times
        }
        behind = {
            (*prefix, place, None): max(int(totals.get((place, year), 0)) for year in self.years)
            for place in places
            if again and self.years
        }
        sums = (*self._over_places(prefix, overall), *self._over_years(prefix, places))
        return People(counts, sums, behind=behind)

    def _over_places(self, prefix: Key, overall: bool) -> list[Sum]:
        times = self.times if overall else ()
        return [
            ((*prefix, None, time), tuple((*prefix, place, time) for place in self.places)) for time in times
        ]

    def _over_years(self, prefix: Key, places: Collection[str | None]) -> list[Sum]:
        if not self.years:
            return []
        return [
            ((*prefix, place, None), tuple((*prefix, place, year) for year in self.years)) for place in places
        ]
