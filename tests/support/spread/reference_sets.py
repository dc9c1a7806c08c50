"""Sets and decisions of the reference solver, read straight from the tables."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from support.linear import Expression, Program, add
from support.reference_sets import chord
from support.spread.plan import Plan

from u16opt.instance.instance import Instance

Row = dict[str, Any]
NOTHING = Expression()


class Sets:
    """Locations, sites and demand of one product; what opens, how many places, who is served where."""

    def __init__(self, instance: Instance, program: Program, product: str) -> None:
        self.instance, self.program, self.periods = instance, program, instance.periods
        self.locations = {row["location"]: row for row in _of(instance, "locations", product)}
        self.sites = {row["site"]: row for row in _of(instance, "sites", product)}
        self.homes = self.locations | self.sites
        self.region = {row["code"]: row["region"] for row in instance["municipalities"].rows()}
        self.host = {row["code"]: row["municipality"] for row in instance["neighbourhoods"].rows()}
        self.demand = dict.fromkeys(((m, t) for m in self.region for t in self.periods), 0)
        for row in _of(instance, "demand", product):
            self.demand[row["municipality"], row["period"]] = row["clients"]
        spots = list(instance["municipalities"].rows()) + list(instance["neighbourhoods"].rows())
        self.spots = {row["code"]: (row["latitude"], row["longitude"]) for row in spots}
        self.kilometres = {
            frozenset((row["origin"], row["destination"])): float(row["km"])
            for row in instance["distances"].rows()
        }
        self.opens = {(s, t): self._opens(s, t) for s in self.sites for t in self.periods}
        self.places = self._places()
        self.served = {
            (m, j, t): program.decision(0, clients)
            for (m, t), clients in self.demand.items()
            for j in self.homes
        }
        self.unmet = {key: self._unmet(*key) for key in self.demand}

    def municipality(self, home: str) -> str:
        """Return the municipality of a location or site."""
        return str(self.host[self.homes[home]["neighbourhood"]])

    def distance(self, one: str, other: str) -> float:
        """Return the distance (km) between two places."""
        given = self.kilometres.get(frozenset((one, other)))
        return chord(self.spots[one], self.spots[other]) if given is None else given

    def is_open(self, site: str, period: int) -> Expression:
        """Return 1 when a site opened in the period or before."""
        return add(self.opens[site, t] for t in self.periods if t <= period)

    def standing(self, homes: list[str], period: int) -> Expression:
        """Return the places of some locations and sites together."""
        return add(self.places[home, period] for home in homes)

    def plan(self, values: list[float]) -> Plan:
        """Return what a solution says."""
        opened = {s: t for (s, t), opens in self.opens.items() if round(opens.at(values))}
        places = {
            (home, t): round(number.at(values))
            for (home, t), number in self.places.items()
            if home in self.locations or (home in opened and opened[home] <= t)
        }
        served = {key: round(clients.at(values)) for key, clients in self.served.items()}
        return Plan(opened, places, {key: clients for key, clients in served.items() if clients})

    def _opens(self, site: str, period: int) -> Expression:
        return self.program.decision(0, int(period >= self.sites[site]["first_period"]))

    def _places(self) -> dict[tuple[str, int], Expression]:
        places: dict[tuple[str, int], Expression] = {}
        for home, row in self.homes.items():
            for t in self.periods:
                places[home, t] = self._number(home, row, t)
            for earlier, later in pairwise(self.periods):
                growth = places[home, later] - places[home, earlier]
                self.program.at_most_zero(growth if home in self.locations else growth * -1)
        return places

    def _number(self, home: str, row: Row, period: int) -> Expression:
        if home in self.locations:
            return self.program.decision(0 if row["closable"] else row["places"], row["places"])
        modules = self.program.decision(0, row["max_places"] // row["module"])
        places, is_open = modules * int(row["module"]), self.is_open(home, period)
        self.program.at_most_zero(is_open * int(row["min_places"]) - places)
        self.program.at_most_zero(places - is_open * int(row["max_places"]))
        self.program.at_most_zero(is_open - 1)
        return places

    def _unmet(self, municipality: str, period: int) -> Expression:
        served = add(self.served[municipality, home, period] for home in self.homes)
        left = Expression(constant=self.demand[municipality, period]) - served
        self.program.at_most_zero(left * -1)
        return left


def _of(instance: Instance, table: str, product: str) -> list[Row]:
    return [row for row in instance[table].rows() if row["product"] == product]
