"""How far people live from where they come from, and what such a mean gives away (P03)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from u16opt.report.people import Key
from u16opt_models.spread.checks.view import View
from u16opt_models.spread.reports.lodgings import at_key


@dataclass(frozen=True)
class Kilometres:
    """Kilometres of the people of each municipality, over all periods.

    Distances are public, so a mean over people at a few locations tells how many are at each of them. The
    total of all tells as much: in a proposal it is as small as it can be.
    """

    seen: View

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Municipalities with the locations where some of their people are."""
        return tuple(sorted({(each.municipality, each.home.code) for each in self.seen.served}))

    def mean(self, municipality: str | None = None) -> float | str:
        """Return the mean distance (km) of who has a place, empty when nobody has; None: of everyone."""
        own = [each for each in self.seen.served if municipality in (None, each.municipality)]
        number = sum(each.clients for each in own)
        return math.fsum(each.clients * each.km for each in own) / number if number else ""

    def keys(self, municipality: str | None = None) -> tuple[Key, ...]:
        """Return the numbers of people at a location that the mean of a municipality or of all gives away."""
        return tuple(at_key(*pair, None) for pair in self.pairs if municipality in (None, pair[0]))
