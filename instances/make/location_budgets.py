"""What municipalities have for locations: synthetic amounts, apart from those for support at home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from instances.make.budgets import EURO_STEP, Budget, both_divisions
from instances.make.demand import BV, total_demand
from instances.make.figures import Municipality

MODEL = "spread"
"""These budgets are for locations of `BV`: the money for the two models is divided from the start."""

EURO_A_PLACE = 70_000
"""Euro a year for every client who asks a place: what a place costs and something towards opening new ones,
in one of the years not quite enough. Made up: of the cost of all sheltered living in the region only the
total is known (E08), nearly three times as much."""


def budgets_of_locations(municipalities: Sequence[Municipality], years: Iterable[int]) -> list[Budget]:
    """Return the historic and the objective budget for locations of every municipality in every year.

    The total follows demand. How much is historically at the city is as for the other budgets (F06).

    Parameters
    ----------
    municipalities
        All sixteen.
    years
        The periods of the instance.
    """
    inhabitants = {each.code: float(each.inhabitants) for each in municipalities}
    return [
        row
        for year in years
        for row in both_divisions(
            round(EURO_A_PLACE * total_demand(municipalities, BV, year) / EURO_STEP), inhabitants, year
        )
    ]
