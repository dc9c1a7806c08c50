"""Which facts of the tables keep clients out of a place, whatever is agreed."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.allocation.rooms import Rooms, rooms_of
from u16opt_models.allocation.sets import Sets
from u16opt_models.allocation.shortages import most, room_for

Lots = NDArray[np.bool_]


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
    sets, asked = rooms.sets, question.clients
    number = sets.groups["group"].index(question.group)
    if sets.group_clients[number] < asked:
        return (RuleInstance("clients"),)
    if not there.any():
        return (RuleInstance("supply", place),)
    if unsuited := _unsuited(sets, number, there, _let(rooms)):
        return tuple(RuleInstance(name, place) for name in unsuited)
    if rooms.clients[number] + rooms.let(there) < asked:
        return (RuleInstance("placed"),)
    return (RuleInstance("supply", place),)


def _let(rooms: Rooms) -> Lots:
    """Return the lots in which clients of the question have a home already."""
    return np.bincount(rooms.lot, weights=rooms.already, minlength=len(rooms.lots)) > 0


def _unsuited(sets: Sets, number: int, there: Lots, let: Lots) -> tuple[str, ...]:
    """Return the fewest facts of a group that together rule out every lot of a place."""
    suits = _suiting(sets, number)
    for count in range(1, len(suits) + 1):
        for names in combinations(suits, count):
            left = there & np.logical_and.reduce([suits[name] for name in names])
            if not (left | (there & let)).any():
                return names
    return ()


def _suiting(sets: Sets, number: int) -> dict[str, Lots]:
    """Return, by fact, the lots that suit a group as far as that fact goes."""
    row = {name: values[number] for name, values in sets.groups.items()}
    excluded = {sets.municipality[code] for code in row["excluded"]}
    pin = row["pin"]
    pinned = np.array([not pin or pin == code for code in sets.lots["lot"]], dtype=bool)
    if pin in sets.municipality:
        pinned = sets.lot_host == sets.municipality[pin]
    return {
        "excluded": ~np.isin(sets.lot_host, sorted(excluded)),
        "pin": pinned,
        "kinds": np.array([kind in row["kinds"] for kind in sets.lots["kind"]], dtype=bool),
        "first_period": sets.lot_period >= sets.group_first[number],
    }
