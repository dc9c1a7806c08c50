"""People by municipality, by region and by year: who asks, who has a place and where, who has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from u16opt.report.people import Key
from u16opt_models.reports.grids import Frame, cumulated
from u16opt_models.spread.checks.view import PlaceTime, View, added

ASKED, SERVED, UNMET = "asked", "served", "unmet"
OWN, NEAR, FAR = "own", "near", "far"

PARTS: Mapping[str, tuple[str, ...]] = {ASKED: (SERVED, UNMET), SERVED: (OWN, NEAR, FAR)}
"""How the counts of one place hang together: a place in the own municipality, the own region, elsewhere."""

REGIONAL = (ASKED, SERVED, UNMET)

Numbers = Mapping[Any, float]


def key(kind: str, municipality: str | None = None, time: int | None = None) -> Key:
    """Return the key of a count of people from a municipality (None: all) in a year (None: all years)."""
    return (kind, municipality, time)


def region_key(kind: str, region: str, time: int | None) -> Key:
    """Return the key of a count of people from a region in a year (None: all years)."""
    return ("region", kind, region, time)


def lack_key(region: str | None, time: int | None) -> Key:
    """Return the key of the people who ask in a region (None: in all) above the places that are there."""
    return ("lack", region, time)


@dataclass(frozen=True)
class Counts:
    """Whole numbers by place and period, None for all; see `cumulated`."""

    seen: View

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The periods when there are several, else none."""
        periods = self.seen.instance.periods
        return periods if len(periods) > 1 else ()

    @cached_property
    def towns(self) -> Frame:
        """The municipalities and the years."""
        return Frame(tuple(self.seen.region), self.years)

    @cached_property
    def regions(self) -> Frame:
        """The regions and the years."""
        return Frame(tuple(sorted(set(self.seen.region.values()))), self.years)

    def members(self, region: str) -> list[str]:
        """Return the municipalities of a region."""
        return [code for code, each in self.seen.region.items() if each == region]

    @cached_property
    def single(self) -> Mapping[str, Mapping[PlaceTime, int]]:
        """Every kind of count by municipality and period."""
        seen = self.seen
        return {
            ASKED: seen.demand,
            SERVED: seen.served_of,
            UNMET: seen.unmet,
            **{kind: added(_of(seen, kind)) for kind in (OWN, NEAR, FAR)},
        }

    @cached_property
    def by_town(self) -> Mapping[str, Numbers]:
        """Every kind of count by municipality and period, and totals."""
        return {kind: cumulated(numbers) for kind, numbers in self.single.items()}

    @cached_property
    def by_region(self) -> Mapping[str, Numbers]:
        """Who asks, has a place and has none by region and period, and totals."""
        region = self.seen.region
        return {
            kind: cumulated(
                added(((region[code], period), n) for (code, period), n in self.single[kind].items())
            )
            for kind in REGIONAL
        }

    def town(self, kind: str, code: str | None, time: int | None) -> int:
        """Return the people of one kind from a municipality, 0 when there are none."""
        return int(self.by_town[kind].get((code, time), 0))

    def region(self, kind: str, region: str | None, time: int | None) -> int:
        """Return the people of one kind from a region, 0 when there are none."""
        return int(self.by_region[kind].get((region, time), 0))


def whereabouts(seen: View, municipality: str, code: str) -> str:
    """Return whether a location is in the own municipality, in the own region, or elsewhere."""
    home = seen.homes[code]
    if home.municipality == municipality:
        return OWN
    return NEAR if home.region == seen.region[municipality] else FAR


def _of(seen: View, kind: str) -> list[tuple[PlaceTime, int]]:
    return [
        ((each.municipality, each.period), each.clients)
        for each in seen.served
        if whereabouts(seen, each.municipality, each.home.code) == kind
    ]
