"""What each municipality promises: sourced totals, a division that is only arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from instances.make.draw import largest_remainder
from instances.make.figures import Municipality

CENTRE = "GM0344"
"""Utrecht, the centre municipality (G03)."""

CITY_LETTINGS = 385
"""Lettings a year the city promises (C02, E01)."""

OTHER_LETTINGS = 215
"""Lettings a year the fifteen other municipalities promise together (C03)."""


def contingents(municipalities: Sequence[Municipality]) -> dict[str, int]:
    """Return the lettings a year per municipality.

    How the 215 are divided is published nowhere (C10 only says that agreements exist per region). Here they
    follow inhabitants, by largest remainder: a count CBS publishes for every municipality, and the one key
    the papers themselves use to divide something over the region (F02). It is arithmetic, not policy. Rented
    homes drive the supply instead, so that promise and possibility differ, as in practice (C09, C11).

    Parameters
    ----------
    municipalities
        All sixteen.
    """
    inhabitants = {each.code: float(each.inhabitants) for each in municipalities if each.code != CENTRE}
    return {CENTRE: CITY_LETTINGS} | largest_remainder(OTHER_LETTINGS, inhabitants)
