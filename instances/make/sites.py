"""Where a new location could come: synthetic candidates in all sixteen municipalities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from instances.make.demand import ABOVE_REGION, BV, FIRST_YEAR
from instances.make.draw import Draws
from instances.make.figures import Municipality, Neighbourhood
from instances.make.location_load import location_load
from instances.make.locations import HIGHER_COST, Location

CANDIDATES = {0: 2, 40_000: 3}
"""Candidate sites by the inhabitants of a municipality, at least so many: all sixteen look for one (B05,
B17). Nobody publishes where."""

MODULES = (8, 4)
"""Places by which a site grows: eight where there is room for two modules of eight, else four."""

MOST_PLACES = 16
"""A location is small: never more than two large modules."""

OPENING_COST = 60_000
OPENING_COST_A_PLACE = 15_000
"""Euro once, and per place the site can have at most. Made up."""

PLACE_COST = {8: 63_000, 4: 67_000}
"""Euro a place a year by module: small ones cost more. Made up; near what the other locations cost."""

READY = {2024: 0.25, 2025: 0.30, 2026: 0.25, 2027: 0.20}
"""Chance of each year to be the first in which a site can open. A municipality without a location has
searched already: its best site is ready in the first year."""

ABOVE_REGION_READY = 2025
ABOVE_REGION_PLACES = 6
ABOVE_REGION_SITES = 2
"""Sites for care above the region: a few of one size, in the largest municipalities outside the city."""


@dataclass(frozen=True, order=True)
class Site:
    """One row of the table ``sites``."""

    site: str
    neighbourhood: str
    product: str
    min_places: int
    max_places: int
    module: int
    opening_cost: int
    place_cost: int
    first_period: int


def sites(
    municipalities: Sequence[Municipality],
    neighbourhoods: Sequence[Neighbourhood],
    standing: Sequence[Location],
) -> list[Site]:
    """Return the candidate sites, in the order of their codes.

    Parameters
    ----------
    municipalities, neighbourhoods
        All of them; neighbourhoods already merged.
    standing
        The locations that stand today; they take room.
    """
    draws = Draws("sites", FIRST_YEAR)
    taken: Counter[str] = Counter()
    for location in standing:
        taken[location.neighbourhood] += location.places if location.product == BV else 0
    found: list[Site] = []
    for municipality in municipalities:
        within = [place for place in neighbourhoods if place.municipality == municipality.code]
        found += _candidates(draws, municipality, within, taken)
    return sorted([*found, *_above_region(municipalities, neighbourhoods)])


def _candidates(
    draws: Draws, municipality: Municipality, within: Sequence[Neighbourhood], taken: Mapping[str, int]
) -> Iterator[Site]:
    """Yield the sites of one municipality: most room first, twice in a place where there are not enough."""
    room = {place.code: location_load(place) - taken[place.code] for place in within}
    roomy = sorted(
        (code for code in room if room[code] >= min(MODULES)), key=lambda code: (-room[code], code)
    )
    searched = not any(taken[place.code] for place in within)
    for number in range(_number(municipality)):
        code, again = roomy[number % len(roomy)], number // len(roomy)
        ready = draws.choice(READY)
        first = FIRST_YEAR if searched and number == 0 else ready
        yield _site(f"site-{code}-{again + 1}", code, room[code], first)


def _number(municipality: Municipality) -> int:
    return max(number for least, number in CANDIDATES.items() if municipality.inhabitants >= least)


def _site(name: str, neighbourhood: str, room: int, first: int) -> Site:
    most = min(room, MOST_PLACES)
    module = next((each for each in MODULES if most >= 2 * each), MODULES[-1])
    places = most // module * module
    return Site(
        site=name,
        neighbourhood=neighbourhood,
        product=BV,
        min_places=module,
        max_places=places,
        module=module,
        opening_cost=OPENING_COST + OPENING_COST_A_PLACE * places,
        place_cost=PLACE_COST[module],
        first_period=first,
    )


def _above_region(
    municipalities: Sequence[Municipality], neighbourhoods: Sequence[Neighbourhood]
) -> Iterator[Site]:
    """Yield the sites for care above the region: in the largest neighbourhood of a large municipality."""
    largest = sorted(municipalities, key=lambda each: (-each.inhabitants, each.code))
    for municipality in largest[1 : 1 + ABOVE_REGION_SITES]:
        within = [place for place in neighbourhoods if place.municipality == municipality.code]
        place = min(within, key=lambda each: (-each.inhabitants, each.code))
        yield Site(
            site=f"site-bw-{place.code}",
            neighbourhood=place.code,
            product=ABOVE_REGION,
            min_places=ABOVE_REGION_PLACES,
            max_places=ABOVE_REGION_PLACES,
            module=ABOVE_REGION_PLACES,
            opening_cost=OPENING_COST + OPENING_COST_A_PLACE * ABOVE_REGION_PLACES,
            place_cost=HIGHER_COST + PLACE_COST[MODULES[0]],
            first_period=ABOVE_REGION_READY,
        )
