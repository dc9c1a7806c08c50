"""Where a household comes from, has its network, and should not be."""

from __future__ import annotations

from collections.abc import Sequence

from instances.make import profiles
from instances.make.contingents import CENTRE
from instances.make.draw import Draws
from instances.make.figures import Municipality, Neighbourhood

ELSEWHERE = "elsewhere"


class Places:
    """The municipalities and neighbourhoods clients have ties with, weighted by inhabitants.

    Parameters
    ----------
    municipalities, neighbourhoods
        All of them; neighbourhoods already merged.
    """

    def __init__(
        self, municipalities: Sequence[Municipality], neighbourhoods: Sequence[Neighbourhood]
    ) -> None:
        self._regions = {each.code: each.region for each in municipalities}
        self._inhabitants = {each.code: float(each.inhabitants) for each in municipalities}
        self._within = {
            code: {each.code: float(each.inhabitants) for each in neighbourhoods if each.municipality == code}
            for code in self._regions
        }

    def origin(self, draws: Draws) -> str:
        """Draw where a group comes from: the city, elsewhere, or another municipality."""
        others = {code: count for code, count in self._inhabitants.items() if code != CENTRE}
        point = draws.share()
        if point < profiles.CITY_ORIGIN:
            return CENTRE
        if point < profiles.CITY_ORIGIN + profiles.ELSEWHERE_ORIGIN:
            return ELSEWHERE
        return draws.choice(others)

    def network(self, draws: Draws, origin: str) -> tuple[str, str]:
        """Draw the network of a group: its municipality, and the code that is known; both empty for none."""
        if not draws.chance(profiles.NETWORK):
            return "", ""
        at_origin = origin != ELSEWHERE and draws.chance(profiles.NETWORK_AT_ORIGIN)
        municipality = origin if at_origin else draws.choice(self._others(origin))
        if not draws.chance(profiles.NETWORK_NEIGHBOURHOOD):
            return municipality, municipality
        return municipality, draws.choice(self._within[municipality])

    def excluded(self, draws: Draws, origin: str, network: str) -> tuple[str, ...]:
        """Draw the municipalities a group should not go to: usually none, never that of its network."""
        if not draws.chance(profiles.EXCLUDED):
            return ()
        at_origin = origin not in (ELSEWHERE, network) and draws.chance(profiles.EXCLUDED_ORIGIN)
        possible = {code: count for code, count in self._inhabitants.items() if code not in (origin, network)}
        first = origin if at_origin else draws.choice(possible)
        if not draws.chance(profiles.EXCLUDED_SECOND):
            return (first,)
        second = draws.choice({code: count for code, count in possible.items() if code != first})
        return tuple(sorted((first, second)))

    def _others(self, origin: str) -> dict[str, float]:
        """Return the municipalities besides the origin, those of its own region counted more."""
        region = self._regions.get(origin, "")
        return {
            code: count * (profiles.NETWORK_SAME_REGION if self._regions[code] == region else 1.0)
            for code, count in self._inhabitants.items()
            if code != origin
        }
