"""The tables of an instance as plain dictionaries, with the questions the naive readings ask of them."""

from __future__ import annotations

import math
from typing import Any

from u16opt.instance.instance import Instance

Row = dict[str, Any]
Placements = dict[tuple[str, str], int]


class World:
    """Look-ups, nothing worked out beforehand but the rows by code."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.periods = list(instance.periods)
        self.groups: dict[str, Row] = {row["group"]: row for row in instance["client_groups"].rows()}
        self.lots: dict[str, Row] = {row["lot"]: row for row in instance["supply"].rows()}
        self.neighbourhoods: dict[str, Row] = {row["code"]: row for row in instance["neighbourhoods"].rows()}
        self.municipalities: dict[str, Row] = {row["code"]: row for row in instance["municipalities"].rows()}
        self.products: dict[str, Row] = {row["product"]: row for row in instance["support"].rows()}
        self.tables = {
            name: list(instance[name].rows())
            for name in ("contingents", "placed", "budgets", "distances", "previous")
        }
        self.known: dict[tuple[str, str], float] = {}

    def host(self, lot: str) -> str:
        """Return the municipality of a lot."""
        return str(self.neighbourhoods[self.lots[lot]["neighbourhood"]]["municipality"])

    def index(self, period: int) -> int:
        """Return the number of periods before a period."""
        return self.periods.index(period)

    def may_go(self, group: str, lot: str) -> bool:
        """Return whether a group may be put on a lot."""
        for row in self.tables["placed"]:
            if row["group"] == group and row["lot"] == lot:
                return True
        client, home = self.groups[group], self.lots[lot]
        if home["kind"] not in client["kinds"] or home["period"] < client["first_period"]:
            return False
        if self.host(lot) in client["excluded"]:
            return False
        return bool(client["pin"] == "" or client["pin"] == lot or client["pin"] == self.host(lot))

    def distance(self, group: str, lot: str) -> float:
        """Return the kilometres between a group's network and a lot; 0 for a group without a network."""
        if (group, lot) not in self.known:
            self.known[group, lot] = self._distance(group, lot)
        return self.known[group, lot]

    def _distance(self, group: str, lot: str) -> float:
        here, there = self.groups[group]["network"], self.lots[lot]["neighbourhood"]
        if here == "":
            return 0.0
        for row in self.tables["distances"]:
            if (row["origin"], row["destination"]) in ((here, there), (there, here)):
                return float(row["km"])
        one = self.neighbourhoods.get(here) or self.municipalities[here]
        other = self.neighbourhoods[there]
        return haversine(one["latitude"], one["longitude"], other["latitude"], other["longitude"])


def haversine(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Return the great-circle distance (km) on a sphere of 6371.0088 km."""
    a, b = math.radians(latitude), math.radians(latitude2)
    turn = math.radians(longitude2 - longitude)
    h = (1 - math.cos(b - a)) / 2 + math.cos(a) * math.cos(b) * (1 - math.cos(turn)) / 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))
