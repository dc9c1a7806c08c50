"""What the contingents are recalibrated by: the basis, the bounds, and the sums that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instances.make.contingents import CENTRE, CITY_LETTINGS, OTHER_LETTINGS
from instances.make.figures import Municipality

MINIMUM = 1
"""Lettings a year that every municipality promises at least: each has a part in it (A09, C16)."""

TURNOVER = 0.07
"""Share of the social homes that comes free in a year. Not published for these municipalities: made up."""

SHARE_OF_TURNOVER = 0.10
"""Share of those that can go to this group at most. Made up; one municipality set a ceiling of a quarter for
another group (E25). The promise of the city (C02) is just within it."""

MAX_CHANGE = 5
"""Lettings a year by which a promise may change at once, so that corporations can follow. Made up."""

SETTINGS = f"""
[recalibration]
# The sums of the agreement hold: the city, and the fifteen others together (C01-C03).
# How much a promise may change at once is made up.
max_change = {MAX_CHANGE}

[[recalibration.group]]
regions = [{{centre}}]
lettings = {CITY_LETTINGS}

[[recalibration.group]]
regions = [{{others}}]
lettings = {OTHER_LETTINGS}
"""


@dataclass(frozen=True)
class Recalibration:
    """One row of the table ``recalibration``, in lettings a year; `basis` in inhabitants."""

    municipality: str
    current: int
    basis: int
    minimum: int
    maximum: int


def recalibration(
    municipalities: Sequence[Municipality], current: Mapping[str, int], social_homes: Mapping[str, int]
) -> list[Recalibration]:
    """Return the row of every municipality, in the order of the codes.

    Recalibration is to follow what clients ask and what municipalities can do (C09). The basis is inhabitants
    in 2024: of all keys the one that is published for every municipality. The maximum is what a municipality
    can do: floor(0.07 * 0.10 * social homes).

    Parameters
    ----------
    municipalities
        All sixteen.
    current
        Lettings a year that each promises now.
    social_homes
        Homes of corporations per municipality.
    """
    return [
        Recalibration(
            each.code, current[each.code], each.inhabitants, MINIMUM, maximum(social_homes[each.code])
        )
        for each in municipalities
    ]


def maximum(social_homes: int) -> int:
    """Return the most lettings a year that so many social homes allow."""
    return int(round(TURNOVER * SHARE_OF_TURNOVER * social_homes, 9))


def settings(municipalities: Sequence[Municipality]) -> str:
    """Return the part of ``instance.toml`` that says which sums hold.

    Parameters
    ----------
    municipalities
        All sixteen.
    """
    centre = {each.region for each in municipalities if each.code == CENTRE}
    others = {each.region for each in municipalities} - centre
    return SETTINGS.format(centre=_listed(centre), others=_listed(others))


def _listed(regions: set[str]) -> str:
    return ", ".join(f'"{region}"' for region in sorted(regions))
