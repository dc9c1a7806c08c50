"""Sets and decisions of the reference solver, read straight from the tables."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any

from support.linear import Expression, Program, add

from u16opt.instance.instance import Instance

Row = dict[str, Any]
Pair = tuple[str, str]


class Sets:
    """Groups, lots, the pairs that may be used, and the number of clients on each."""

    def __init__(self, instance: Instance, program: Program) -> None:
        self.instance, self.program = instance, program
        self.groups: dict[str, Row] = {row["group"]: row for row in instance["client_groups"].rows()}
        self.lots: dict[str, Row] = {row["lot"]: row for row in instance["supply"].rows()}
        places = list(instance["municipalities"].rows()) + list(instance["neighbourhoods"].rows())
        self.spots = {row["code"]: (row["latitude"], row["longitude"]) for row in places}
        self.host = {row["code"]: row["municipality"] for row in instance["neighbourhoods"].rows()}
        self.region = {row["code"]: row["region"] for row in instance["municipalities"].rows()}
        self.step = {period: number for number, period in enumerate(instance.periods)}
        self.kilometres: dict[frozenset[str], float] = {
            frozenset((row["origin"], row["destination"])): row["km"] for row in instance["distances"].rows()
        }
        self.let: dict[Pair, int] = {
            (row["group"], row["lot"]): row["clients"] for row in instance["placed"].rows()
        }
        self.x: dict[Pair, Expression] = {pair: self._clients(*pair) for pair in self._pairs()}
        self.unplaced = {group: self._unplaced(group) for group in self.groups}

    def municipality(self, lot: str) -> str:
        """Return the municipality in which a lot lies."""
        return str(self.host[self.lots[lot]["neighbourhood"]])

    def suits(self, group: str, lot: str) -> bool:
        """Return whether a group may go to a lot: it is let, or kind, period, exclusions and pin agree."""
        asks, home = self.groups[group], self.lots[lot]
        allowed = (
            home["kind"] in asks["kinds"]
            and home["period"] >= asks["first_period"]
            and self.municipality(lot) not in asks["excluded"]
            and asks["pin"] in ("", lot, self.municipality(lot))
        )
        return allowed or (group, lot) in self.let

    def distance(self, group: str, lot: str) -> float:
        """Return the distance (km) from a group's network to a lot; 0 without a network."""
        origin, destination = self.groups[group]["network"], self.lots[lot]["neighbourhood"]
        if not origin:
            return 0.0
        given = self.kilometres.get(frozenset((origin, destination)))
        return chord(self.spots[origin], self.spots[destination]) if given is None else given

    def by(self, key: Callable[[str, str], Hashable]) -> dict[Any, Expression]:
        """Return the clients placed, summed over the pairs with the same key."""
        found: dict[Hashable, list[Expression]] = defaultdict(list)
        for pair, x in self.x.items():
            found[key(*pair)].append(x)
        return {each: add(clients) for each, clients in found.items()}

    def by_municipality(self) -> dict[tuple[str, int], Expression]:
        """Return the lettings per municipality and period."""
        return self.by(lambda _, lot: (self.municipality(lot), self.lots[lot]["period"]))

    def by_neighbourhood(self) -> dict[tuple[str, int], Expression]:
        """Return the placements per neighbourhood and period."""
        return self.by(lambda _, lot: (self.lots[lot]["neighbourhood"], self.lots[lot]["period"]))

    def _pairs(self) -> list[Pair]:
        return [(group, lot) for group in self.groups for lot in self.lots if self.suits(group, lot)]

    def _clients(self, group: str, lot: str) -> Expression:
        most = min(self.groups[group]["clients"], self.lots[lot]["homes"])
        return self.program.decision(self.let.get((group, lot), 0), most)

    def _unplaced(self, group: str) -> Expression:
        placed = add(x for (g, _), x in self.x.items() if g == group)
        left = Expression(constant=self.groups[group]["clients"]) - placed
        self.program.at_most_zero(left * -1)
        return left


def chord(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance (km) by way of the straight line through the earth."""
    ends = [
        (
            math.cos(math.radians(north)) * math.cos(math.radians(east)),
            math.cos(math.radians(north)) * math.sin(math.radians(east)),
            math.sin(math.radians(north)),
        )
        for north, east in (one, other)
    ]
    return 2 * 6371.0088 * math.asin(min(1.0, math.dist(*ends) / 2))
