"""Which facts of the tables keep clients out of a place, whatever is agreed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import NDArray

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.allocation.rooms import Rooms, rooms_of
from u16opt_models.allocation.shortages import most, room_for

Lots = NDArray[np.bool_]

FACTS = ("clients", "supply", "excluded", "pin", "kinds", "first_period", "placed")
"""Facts about one group, in the order in which they are blamed."""


def barriers(instance: Instance, policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    """Return facts that together leave a question no way; none when facts alone leave it one.

    Each of them is needed. A home that is let already suits its group by fact.
    """
    every = rooms_of(instance, _facts(policy))
    rooms, there = room_for(every, question)
    if most(rooms, there) >= question.clients:
        return ()
    place = question.place or question.municipality
    if question.group is None:
        return _of_anybody(rooms, there, question.clients, place)
    return _of_a_group(rooms, there, question, place)


def _facts(policy: Policy) -> Policy:
    """Return a policy without any agreement."""
    rules = {
        name: rule if rule.mode == "fact" else rule.model_copy(update={"mode": "off"})
        for name, rule in policy.rules.items()
    }
    return policy.model_copy(update={"rules": rules})


def _of_anybody(rooms: Rooms, there: Lots, asked: int, place: str | None) -> tuple[RuleInstance, ...]:
    if rooms.homes(there) + rooms.let(there) < asked:
        return (RuleInstance("supply", place),)
    groups = np.unique(rooms.group[there[rooms.lot]])
    if int(rooms.clients[groups].sum()) + rooms.let(there) < asked:
        return (RuleInstance("clients"),)
    return RuleInstance("supply", place), RuleInstance("clients")


def _of_a_group(rooms: Rooms, there: Lots, question: Forced, place: str | None) -> tuple[RuleInstance, ...]:
    """Return the fewest facts of a group that together leave it no way."""
    facts = _Facts(rooms, there, rooms.sets.groups["group"].index(question.group))
    for count in range(1, len(FACTS) + 1):
        for names in combinations(FACTS, count):
            if facts.most(names) < question.clients:
                nowhere = ("clients", "placed")
                return tuple(RuleInstance(name, None if name in nowhere else place) for name in names)
    return ()


@dataclass(frozen=True)
class _Facts:
    """What the facts about one group leave of a place.

    Parameters
    ----------
    rooms
        With the pairs of this group only.
    there
        The lots that are asked about.
    """

    rooms: Rooms
    there: Lots
    number: int

    def most(self, names: Collection[str]) -> float:
        """Return the most clients there can be when only some facts count."""
        suits = [self._suiting[name] for name in names if name in self._suiting]
        lots = self.there & (np.logical_and.reduce([np.ones_like(self.there), *suits]) | self._let)
        if not lots.any():
            return inf if not self.there.any() and "supply" not in names else 0.0
        limits = [self._homes(lots, names) if "supply" in names else inf]
        limits += [self._clients(names) if "clients" in names else inf]
        return min(limits)

    def _homes(self, lots: Lots, names: Collection[str]) -> float:
        """Return the homes of some lots; what others have already is not among them when that counts."""
        if "placed" in names:
            return float(self.rooms.lots[lots].sum()) + self.rooms.let(lots)
        return float(self.rooms.sets.lot_homes[lots].sum())

    def _clients(self, names: Collection[str]) -> float:
        """Return the clients of the group; without those who live elsewhere already when that counts."""
        if "placed" in names:
            return float(self.rooms.clients[self.number]) + self.rooms.let(self.there)
        return float(self.rooms.sets.group_clients[self.number])

    @cached_property
    def _let(self) -> Lots:
        """The lots in which clients of the group have a home already: these suit by fact."""
        rooms = self.rooms
        return np.bincount(rooms.lot, weights=rooms.already, minlength=len(rooms.lots)) > 0

    @cached_property
    def _suiting(self) -> dict[str, Lots]:
        """The lots that suit the group as far as each fact goes."""
        sets = self.rooms.sets
        row = {name: values[self.number] for name, values in sets.groups.items()}
        excluded, pin = [sets.municipality[code] for code in row["excluded"]], row["pin"]
        pinned = np.array([pin in ("", code) for code in sets.lots["lot"]], dtype=bool)
        if pin in sets.municipality:
            pinned = sets.lot_host == sets.municipality[pin]
        return {
            "excluded": ~np.isin(sets.lot_host, excluded),
            "pin": pinned,
            "kinds": np.array([kind in row["kinds"] for kind in sets.lots["kind"]], dtype=bool),
            "first_period": sets.lot_period >= sets.group_first[self.number],
        }
