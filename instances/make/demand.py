"""How many people ask a place in a location, per municipality of origin: synthetic counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from instances.make.draw import largest_remainder
from instances.make.figures import Municipality

BV = "BV"
"""Beschermd Verblijf: to be found in every Wmo region (B01, B02)."""

ABOVE_REGION = "BW-bovenregionaal"
"""Sheltered living that is organised once for all sixteen (B01), for reasons of safety, scale or special
care (B11); for this alone people leave their own region (B09)."""

PLACES_PER_1000_INHABITANTS = {BV: 0.46, ABOVE_REGION: 0.04}
"""Demand in `FIRST_YEAR`. Nobody publishes it. For BV the norm that once held for sheltered living is taken
(E32): long expired, no policy, and only a hint of the size. The other is made up: a small group."""

FIRST_YEAR = 2024

GROWTH = 0.02
"""Rise of the demand each year. The city reports a rise (E12) without a number; how steep is made up."""


@dataclass(frozen=True, order=True)
class Demand:
    """One row of the table ``demand``: clients of a municipality who ask a place in a year."""

    municipality: str
    period: int
    product: str
    clients: int


def total_demand(municipalities: Sequence[Municipality], product: str, year: int) -> int:
    """Return the clients of all municipalities together who ask a place in a year.

    Parameters
    ----------
    municipalities
        All sixteen.
    product
        `BV` or `ABOVE_REGION`.
    year
        `FIRST_YEAR` or later.
    """
    inhabitants = sum(each.inhabitants for each in municipalities)
    growth = (1 + GROWTH) ** (year - FIRST_YEAR)
    return round(inhabitants / 1000 * PLACES_PER_1000_INHABITANTS[product] * growth)


def demand(municipalities: Sequence[Municipality], years: Iterable[int]) -> list[Demand]:
    """Return the demand of every municipality of origin, in the order of the key.

    Clients per municipality of origin are not published. They follow inhabitants, by largest remainder: the
    one key the papers use to divide something over the region (F02).

    Parameters
    ----------
    municipalities
        All sixteen.
    years
        The periods of the instance.
    """
    inhabitants = {each.code: float(each.inhabitants) for each in municipalities}
    return sorted(
        Demand(code, year, product, clients)
        for product in PLACES_PER_1000_INHABITANTS
        for year in years
        for code, clients in largest_remainder(
            total_demand(municipalities, product, year), inhabitants
        ).items()
    )
