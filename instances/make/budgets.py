"""What support costs and what municipalities have for it: synthetic amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from instances.make.clients import Group
from instances.make.contingents import CENTRE
from instances.make.draw import largest_remainder
from instances.make.figures import Municipality
from instances.make.supply import Lot

MODEL = "allocation"
"""These budgets are for the support of people in their own home; other models have budgets of their own."""

EURO_STEP = 1000
"""Budgets are whole thousands: more precision would pretend to know something."""

HISTORIC_CENTRE_SHARE = 0.80
"""Historically the money goes to the centre municipality (F06); how much is made up. The rest follows
inhabitants."""

TIGHTNESS = 1.0
"""Budget of a year divided by its expected cost: chance then makes some municipalities mildly tight (F18)."""

PHASE_IN_START = 2024
"""First year of the ten-year ingroei (F04, F05): the later of the two readings (F07); the law was postponed
again (E13), so it is a setting."""


@dataclass(frozen=True)
class Product:
    """Support product: euro a client a year, and for how many years."""

    product: str
    rate: int
    periods: int


PRODUCTS = (Product("BT-intensief", 19500, 3), Product("BT-licht", 7500, 2))
"""Made up: tariffs are not published; only the total of the region is known (E08), for far more than this."""


@dataclass(frozen=True)
class Budget:
    """One row of the table ``budgets``, in euro."""

    municipality: str
    period: int
    historic: int
    objective: int


def expected_cost(groups: Sequence[Group], lots: Sequence[Lot], year: int) -> float:
    """Return the euro a year costs if every client had the same chance of a home in its first year.

    Parameters
    ----------
    groups, lots
        Of all years; only those up to `year` count.
    year
        A client placed earlier still counts while its product lasts.
    """
    products = {each.product: each for each in PRODUCTS}
    total = 0.0
    for group in groups:
        product = products.get(group.support)
        if product and 0 <= year - group.first_period < product.periods:
            total += group.clients * product.rate * _chance_of_home(groups, lots, group.first_period)
    return total


def budgets(
    municipalities: Sequence[Municipality], groups: Sequence[Group], lots: Sequence[Lot], years: Iterable[int]
) -> list[Budget]:
    """Return the historic and the objective budget of every municipality in every year.

    Both divisions have the same total. The objective one follows inhabitants: the outcome of the real model
    is not published per municipality (E14).

    Parameters
    ----------
    municipalities
        All of them.
    groups, lots
        Of all years.
    years
        The periods of the instance.
    """
    inhabitants = {each.code: float(each.inhabitants) for each in municipalities}
    return [
        row
        for year in years
        for row in both_divisions(
            round(TIGHTNESS * expected_cost(groups, lots, year) / EURO_STEP), inhabitants, year
        )
    ]


def both_divisions(steps: int, inhabitants: Mapping[str, float], year: int) -> list[Budget]:
    """Return a total divided historically and objectively.

    Parameters
    ----------
    steps
        The total, in steps of `EURO_STEP`.
    inhabitants
        Per municipality.
    year
        The year the total is for.
    """
    historic = largest_remainder(steps, _historic_weights(inhabitants))
    objective = largest_remainder(steps, inhabitants)
    return [
        Budget(code, year, historic[code] * EURO_STEP, objective[code] * EURO_STEP) for code in inhabitants
    ]


def _historic_weights(inhabitants: Mapping[str, float]) -> dict[str, float]:
    others = sum(inhabitants.values()) - inhabitants[CENTRE]
    share = (1 - HISTORIC_CENTRE_SHARE) / others
    return {
        code: HISTORIC_CENTRE_SHARE if code == CENTRE else share * count
        for code, count in inhabitants.items()
    }


def _chance_of_home(groups: Sequence[Group], lots: Sequence[Lot], year: int) -> float:
    homes = sum(lot.homes for lot in lots if lot.period == year)
    clients = sum(group.clients for group in groups if group.first_period == year)
    return min(1.0, homes / clients)
