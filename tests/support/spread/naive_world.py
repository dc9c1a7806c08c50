"""The tables of an instance as plain dictionaries, with the questions the naive readings ask of them."""

from __future__ import annotations

from typing import Any

from support.naive_world import haversine

from u16opt.instance.instance import Instance

Row = dict[str, Any]


class World:
    """Look-ups, nothing worked out beforehand but the rows by code."""

    def __init__(self, instance: Instance, product: str = "BV") -> None:
        self.instance = instance
        self.periods = list(instance.periods)
        self.municipalities: dict[str, Row] = {row["code"]: row for row in instance["municipalities"].rows()}
        self.neighbourhoods: dict[str, Row] = {row["code"]: row for row in instance["neighbourhoods"].rows()}
        self.locations: dict[str, Row] = {}
        self.sites: dict[str, Row] = {}
        for row in instance["locations"].rows():
            if row["product"] == product:
                self.locations[row["location"]] = row
        for row in instance["sites"].rows():
            if row["product"] == product:
                self.sites[row["site"]] = row
        self.homes = {**self.locations, **self.sites}
        self.regions = sorted({row["region"] for row in self.municipalities.values()})
        self.asked: dict[tuple[str, int], int] = {}
        for row in instance["demand"].rows():
            if row["product"] == product:
                self.asked[row["municipality"], row["period"]] = row["clients"]
        self.known: dict[tuple[str, str], float] = {}

    def demand(self, municipality: str, period: int) -> int:
        """Return the clients of a municipality who ask in a period."""
        return self.asked.get((municipality, period), 0)

    def host(self, home: str) -> str:
        """Return the municipality of a location or site."""
        return str(self.neighbourhoods[self.homes[home]["neighbourhood"]]["municipality"])

    def region(self, municipality: str) -> str:
        """Return the region of a municipality."""
        return str(self.municipalities[municipality]["region"])

    def regional_demand(self, region: str, period: int) -> int:
        """Return the clients of a region who ask in a period."""
        return sum(self.demand(code, period) for code in self.municipalities if self.region(code) == region)

    def apart(self, home: str, other: str) -> float:
        """Return the kilometres between two locations or sites."""
        return self.distance(self.homes[home]["neighbourhood"], self.homes[other]["neighbourhood"])

    def away(self, municipality: str, home: str) -> float:
        """Return the kilometres between a municipality and a location or site."""
        return self.distance(municipality, self.homes[home]["neighbourhood"])

    def distance(self, here: str, there: str) -> float:
        """Return the kilometres between two places."""
        if (here, there) not in self.known:
            self.known[here, there] = self._distance(here, there)
        return self.known[here, there]

    def _distance(self, here: str, there: str) -> float:
        for row in self.instance["distances"].rows():
            if (row["origin"], row["destination"]) in ((here, there), (there, here)):
                return float(row["km"])
        one = self.neighbourhoods.get(here) or self.municipalities[here]
        other = self.neighbourhoods[there]
        return haversine(one["latitude"], one["longitude"], other["latitude"], other["longitude"])
