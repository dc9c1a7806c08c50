"""Random instances of `spread`, the same for the same seed: every optional part used or left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from support.generator import Case
from support.policies import draw_policy
from support.random_money import draw_budget, draw_budgets
from support.random_places import draw_bare_neighbourhoods, draw_distances, draw_municipalities
from support.spread.policies import SPREAD
from support.world import Extent, Land, Range, Row

PRODUCT = "BV"


@dataclass(frozen=True)
class Size(Extent):
    """How large an instance of `spread` may become."""

    locations: Range
    sites: Range
    places: Range
    demand: Range


TINY = Size((1, 2), (1, 2), (1, 2), (0, 2), (1, 2), (1, 2), (0, 2))
SMALL = Size((2, 4), (1, 2), (1, 3), (0, 4), (0, 6), (1, 6), (0, 5))
MODERATE = Size((4, 9), (1, 3), (1, 4), (2, 7), (4, 12), (2, 20), (0, 9))


class Region(Land):
    """What all tables of one instance of `spread` share."""

    def __init__(self, draw: random.Random, size: Size) -> None:
        super().__init__(draw, size)
        self.size = size
        self.products = draw.choice([[PRODUCT], [PRODUCT], [PRODUCT, "BT"]])
        self.located = self.chance(0.8)

    def product(self) -> str:
        """Return the product of one row."""
        return str(self.draw.choice(self.products))

    def neighbourhood(self) -> str:
        """Return the place of one location."""
        return str(self.draw.choice([row["code"] for row in self.tables["neighbourhoods"]]))


def draw_case(seed: int, size: Size = SMALL, *, random_policy: bool = False) -> Case:
    """Return the random instance of a seed; with the default policy unless a random one is asked."""
    draw = random.Random(f"{seed} {size}")
    region = Region(draw, size)
    for name, make in _TABLES.items():
        region.tables[name] = make(region)
    if not any(row["product"] == PRODUCT for name in _OF_PRODUCTS for row in region.tables[name]):
        region.tables["demand"].append(_row_of_demand(region, region.municipalities[0], region.periods[0]))
    tables = {name: rows for name, rows in region.tables.items() if rows or name in _NEEDED}
    settings = {"format": 1, "name": f"random-{seed}", "periods": region.periods}
    settings["budget"] = draw_budget(region)
    if random_policy:
        settings["policy"] = {"spread": draw_policy(draw, SPREAD)}
    return Case(tables, settings)


def draw_neighbourhoods(region: Region) -> list[Row]:
    rows, most = draw_bare_neighbourhoods(region), region.size.places[1]
    loads = [None, None, 0, 1, most // 2, most, 2 * most]
    region.column(0.8, rows, "location_load", lambda _: region.draw.choice(loads))
    return rows


def draw_locations(region: Region) -> list[Row]:
    rows: list[Row] = [
        {
            "location": f"F{number}",
            "neighbourhood": region.neighbourhood(),
            "product": region.product(),
            "places": region.perhaps(0.9, lambda: region.draw.randint(*region.size.places), 0),
            "place_cost": region.draw.choice([0, 1000, 4000, 7250.5]),
        }
        for number in range(region.draw.randint(*region.size.locations))
    ]
    region.column(0.8, rows, "closable", lambda _: region.draw.choice([None, 0, 1, 1]))
    return rows


def draw_sites(region: Region) -> list[Row]:
    """Return sites that can each be built: between minimum and maximum lies a multiple of the module."""
    rows: list[Row] = [
        {
            "site": f"S{number}",
            "neighbourhood": region.neighbourhood(),
            "product": region.product(),
            "opening_cost": region.draw.choice([0, 5000, 20_000, 12_345.67]),
            "place_cost": region.draw.choice([0, 1000, 4000, 7250.5]),
        }
        for number in range(region.draw.randint(*region.size.sites))
    ]
    modular = region.chance(0.6)
    for row in rows:
        row |= _limits(region, modular=modular)
    periods = [None, *region.periods]
    region.column(0.6, rows, "first_period", lambda _: region.draw.choice(periods))
    return rows


def _limits(region: Region, *, modular: bool) -> Row:
    most = region.draw.randint(*region.size.places)
    module = region.draw.choice([None, *range(1, 1 + min(most, 4))]) if modular else None
    reached = most // (module or 1) * (module or 1)
    least = region.perhaps(0.6, lambda: region.draw.randint(1, reached), 0)
    return {"min_places": least, "max_places": most, **({"module": module} if modular else {})}


def draw_demand(region: Region) -> list[Row]:
    """Return demand of some municipalities in some periods; now and then of nobody at all."""
    share = region.draw.choice([0, 0.6, 0.9, 1, 1])
    return [
        _row_of_demand(region, code, period, product)
        for code in region.municipalities
        for period in region.periods
        for product in region.products
        if region.chance(share)
    ]


def _row_of_demand(region: Region, code: str, period: int, product: str = PRODUCT) -> Row:
    clients = region.draw.randint(*region.size.demand)
    return {"municipality": code, "period": period, "product": product, "clients": clients}


_OF_PRODUCTS = ("locations", "sites", "demand")
_NEEDED = {"municipalities", "neighbourhoods", *_OF_PRODUCTS}
_TABLES: Mapping[str, Callable[[Region], list[Row]]] = {
    "municipalities": draw_municipalities,
    "neighbourhoods": draw_neighbourhoods,
    "locations": draw_locations,
    "sites": draw_sites,
    "demand": draw_demand,
    "budgets": draw_budgets,
    "distances": draw_distances,
}
