"""Places by area and year: they are public, whoever lives there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from u16opt_models.reports.grids import cumulated
from u16opt_models.spread.checks.view import View, added
from u16opt_models.spread.reports.counts import FAR, NEAR, OWN


@dataclass(frozen=True)
class Rooms:
    """Places by municipality or region and period, None for all of them; over the years they are added."""

    seen: View

    @cached_property
    def by_town(self) -> Mapping[Any, float]:
        """Places by municipality and period."""
        return cumulated(self.seen.places_by("municipality"))

    @cached_property
    def by_region(self) -> Mapping[Any, float]:
        """Places by region and period."""
        return cumulated(self.seen.places_by("region"))

    @cached_property
    def new(self) -> Mapping[Any, float]:
        """Places of new locations by region and period."""
        homes = self.seen.homes
        new = {at: places for at, places in self.seen.places.items() if not homes[at[0]].existing}
        return cumulated(added(((homes[code].region, period), n) for (code, period), n in new.items()))

    def town(self, code: str | None, time: int | None) -> int:
        """Return the places in a municipality."""
        return int(self.by_town.get((code, time), 0))

    def region(self, region: str | None, time: int | None) -> int:
        """Return the places in a region."""
        return int(self.by_region.get((region, time), 0))

    def open_to(self, kind: str, code: str, time: int | None) -> int:
        """Return the places for people of a municipality: there, elsewhere in its region, or outside it."""
        region = self.seen.region[code]
        if kind == FAR:
            outside = self.region(None, time) - self.region(region, time)
            return 0 if self.seen.policy.hard("own_region") else outside
        own = self.town(code, time)
        return {OWN: own, NEAR: self.region(region, time) - own}[kind]
