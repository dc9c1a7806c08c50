"""What is near what: places within reach of a municipality, and new locations too close to another."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from u16opt_models.checks.excess import Place
from u16opt_models.spread.checks.view import View


def within(view: View, limits: Mapping[Place, float]) -> dict[Place, float]:
    """Return the places within reach of each municipality and period that has a limit (km)."""
    pairs = [(code, home) for code in view.region for home in view.homes.values()]
    kilometres = view.distances.between(
        [code for code, _ in pairs], [home.neighbourhood for _, home in pairs]
    )
    found: dict[Place, float] = dict.fromkeys(limits, 0)
    for (code, home), km in zip(pairs, kilometres.tolist(), strict=True):
        for period in view.instance.periods:
            if (code, period) in limits and km <= limits[code, period]:
                found[code, period] += view.places.get((home.code, period), 0)
    return found


def too_near(view: View, limit: float) -> dict[str, int]:
    """Return per opened site the locations nearer than a distance (km); each pair counts once.

    An existing location counts whatever its places; of two sites the first by code has the pair.
    """
    sites = sorted(view.opened)
    existing = [home.code for home in view.homes.values() if home.existing]
    pairs = [*combinations(sites, 2), *((site, code) for site in sites for code in existing)]
    kilometres = view.distances.between(
        [view.homes[one].neighbourhood for one, _ in pairs],
        [view.homes[other].neighbourhood for _, other in pairs],
    )
    found = dict.fromkeys(sites, 0)
    for (site, _), km in zip(pairs, kilometres, strict=True):
        found[site] += int(km < limit)
    return found
