"""The locations that stand today: synthetic, and for the greater part in the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instances.make.contingents import CENTRE
from instances.make.demand import ABOVE_REGION, BV, FIRST_YEAR, total_demand
from instances.make.draw import Draws, largest_remainder
from instances.make.figures import Municipality, Neighbourhood

ASKED_PER_PLACE = 1.24
"""Demand in the first year divided by the places there are: who waits was about a quarter of the places in
another region (E24, the lowest of three). For the U16 no number is known (P02, P04)."""

CITY_SHARE = 0.75
"""Share of the places that is in the city: care is centred there now (B08). How far is made up."""

SECOND_LOCATIONS = 4
"""Neighbourhoods of the city with a second location: those with most rented homes (E28)."""

TOWNS = 7
"""Municipalities outside the city with a location: the largest ones, each in its largest neighbourhood."""

CLOSABLE = 0.65
"""Chance that a location in the city may shrink or close (P13 speaks of building up and down). Elsewhere
none may: places are short there."""

PLACE_COST = range(56_000, 66_000, 1_000)
"""Euro a place a year, one of these for each location. Tariffs are not published; with 24 hours of care near
at hand a place costs far more than support at home."""

HIGHER_COST = 30_000
"""What a place above the region costs more: safety or special care (B11). Made up."""


@dataclass(frozen=True, order=True)
class Location:
    """One row of the table ``locations``."""

    location: str
    neighbourhood: str
    product: str
    places: int
    place_cost: int
    closable: int


def locations(
    municipalities: Sequence[Municipality], neighbourhoods: Sequence[Neighbourhood]
) -> list[Location]:
    """Return every location, in the order of the codes.

    Parameters
    ----------
    municipalities, neighbourhoods
        All of them; neighbourhoods already merged.
    """
    draws = Draws("locations", FIRST_YEAR)
    towns = _towns(municipalities)
    in_city = [place for place in neighbourhoods if place.municipality == CENTRE]
    in_towns = [_largest(neighbourhoods, code) for code in towns]
    places = round(total_demand(municipalities, BV, FIRST_YEAR) / ASKED_PER_PLACE)
    city = round(CITY_SHARE * places)
    return sorted(
        [
            *_in_city(draws, in_city, city),
            *_in_towns(draws, in_towns, largest_remainder(places - city, towns)),
            *_above_region(draws, municipalities, in_city, in_towns),
        ]
    )


def _in_city(draws: Draws, places: Sequence[Neighbourhood], total: int) -> list[Location]:
    """Divide the places of the city by chance: one location everywhere, two where most homes are rented."""
    rented = sorted(places, key=lambda place: (-place.rented_homes, place.code))
    codes = [f"bv-{place.code}-1" for place in places]
    codes += [f"bv-{place.code}-2" for place in rented[:SECOND_LOCATIONS]]
    sizes = largest_remainder(total, {code: 0.5 + draws.share() for code in codes})
    return [
        Location(code, code.split("-")[1], BV, sizes[code], _cost(draws), int(draws.chance(CLOSABLE)))
        for code in codes
    ]


def _in_towns(draws: Draws, places: Sequence[Neighbourhood], sizes: Mapping[str, int]) -> list[Location]:
    return [
        Location(f"bv-{place.code}-1", place.code, BV, sizes[place.municipality], _cost(draws), 0)
        for place in places
    ]


def _above_region(
    draws: Draws,
    municipalities: Sequence[Municipality],
    city: Sequence[Neighbourhood],
    towns: Sequence[Neighbourhood],
) -> list[Location]:
    """Return the locations above the region: two of three in the city, in its roomiest neighbourhoods."""
    total = round(total_demand(municipalities, ABOVE_REGION, FIRST_YEAR) / ASKED_PER_PLACE)
    roomy = sorted(city, key=lambda place: (-place.proxy, place.code))[:2]
    sizes = largest_remainder(total, dict.fromkeys([each.code for each in (*roomy, towns[0])], 1.0))
    return [
        Location(f"bw-{code}-1", code, ABOVE_REGION, count, HIGHER_COST + _cost(draws), 0)
        for code, count in sizes.items()
    ]


def _cost(draws: Draws) -> int:
    return draws.choice(dict.fromkeys(PLACE_COST, 1.0))


def _towns(municipalities: Sequence[Municipality]) -> dict[str, float]:
    others = [each for each in municipalities if each.code != CENTRE]
    largest = sorted(others, key=lambda each: (-each.inhabitants, each.code))[:TOWNS]
    return {each.code: float(each.inhabitants) for each in largest}


def _largest(neighbourhoods: Sequence[Neighbourhood], municipality: str) -> Neighbourhood:
    within = [place for place in neighbourhoods if place.municipality == municipality]
    return min(within, key=lambda place: (-place.inhabitants, place.code))
