"""How many homes each municipality offers in a year, and in which neighbourhoods they come free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from instances.make.contingents import CENTRE
from instances.make.draw import Draws, largest_remainder
from instances.make.figures import Municipality, Neighbourhood

DELIVERED = 0.93
"""Share of the promised 600 for which a home is offered: agreements are not met (C11). How far is made up."""

BASE, SLOPE = 0.65, 0.6
"""A municipality delivers in proportion to its promise times base + slope * rented share (E28); in all they
deliver `DELIVERED`."""

NOISE = 0.6
"""Spread of a year's delivery, divided by the root of the promise: small promises vary most."""

LOAD_SLOPE = 0.05
"""Homes come free where corporations own much, and there vulnerable tenants live already (E28): the weight of
a rented home rises by this share for every standard deviation that the neighbourhood's proxy is lower."""

EXTRA_SHARE = 110 / 385
"""Of the city's homes the part agreed as extra (E01), meant for places with few social homes (E04)."""


def deliveries(
    municipalities: Sequence[Municipality], promised: Mapping[str, int], draws: Draws
) -> dict[str, int]:
    """Return the homes each municipality offers in a year; they add up to `DELIVERED` of the promise.

    Parameters
    ----------
    municipalities
        All of them; the order matters for what is drawn.
    promised
        Lettings a year per municipality.
    draws
        Chance of that year.
    """
    weights = {}
    for each in municipalities:
        promise = promised[each.code]
        swing = 1 + NOISE * (2 * draws.share() - 1) / sqrt(promise)
        weights[each.code] = promise * (BASE + SLOPE * each.rented_share) * swing
    return largest_remainder(round(DELIVERED * sum(promised.values())), weights)


def where_homes_come_free(municipality: str, neighbourhoods: Sequence[Neighbourhood]) -> dict[str, float]:
    """Return the chance of each neighbourhood of a municipality to be where a home comes free.

    Parameters
    ----------
    municipality
        Code; in the centre municipality `EXTRA_SHARE` of the homes follows the homes that are not rented.
    neighbourhoods
        Of all municipalities.
    """
    places = [place for place in neighbourhoods if place.municipality == municipality]
    rented = _shares({place.code: place.rented_homes * (1 - LOAD_SLOPE * place.proxy) for place in places})
    if municipality != CENTRE:
        return rented
    owned = _shares({place.code: place.homes - place.rented_homes for place in places})
    return {code: (1 - EXTRA_SHARE) * rented[code] + EXTRA_SHARE * owned[code] for code in rented}


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}
