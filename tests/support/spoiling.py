"""Thirty-odd ways to spoil a proposal of the village, each with the name it must be refused under."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Content = dict[str, Any]
Fault = Callable[[Content], None]


def row(rows: list[Content], name: str, key: str = "name") -> Content:
    """Return the one row with this name."""
    (found,) = [each for each in rows if each[key] == name]
    return found


def goal(proposal: Content, name: str) -> Content:
    """Return one entry of the goals."""
    return row(proposal["goals"], name)


def extra_client_in_a_lot(proposal: Content) -> None:
    for each in proposal["placements"]:
        if each["group"] == "a" and each["lot"] == "u-flat":
            each["clients"] = 3
    proposal["placements"] = [
        each for each in proposal["placements"] if each["group"] != "a" or each["lot"] == "u-flat"
    ]
    proposal["unplaced"] = [each for each in proposal["unplaced"] if each["group"] != "a"]


def client_in_a_full_lot(proposal: Content) -> None:
    move(proposal, "c", "b-flat", 2)


def two_in_a_weak_neighbourhood(proposal: Content) -> None:
    move(proposal, "b", "z-flat", 2)


def excluded_municipality(proposal: Content) -> None:
    move(proposal, "a", "z-flat", 1)


def move(proposal: Content, group: str, lot: str, clients: int) -> None:
    """Put clients of a group on one lot, and none anywhere else."""
    number = {"a": 3, "b": 2, "c": 2}[group]
    for table in ("placements", "unplaced"):
        proposal[table] = [each for each in proposal[table] if each["group"] != group]
    proposal["placements"].append({"group": group, "lot": lot, "clients": clients})
    if number > clients:
        proposal["unplaced"].append({"group": group, "clients": number - clients})


def put(path: str, value: Any) -> Fault:
    """Return a fault: another value at a place in the proposal."""

    def spoil(proposal: Content) -> None:
        *keys, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        place: Any = proposal
        for key in keys:
            place = place[key]
        before = place.get(last, ...)
        assert before != value or type(before) is not type(value)
        place[last] = value

    return spoil


def alter(part: str, name: str, key: str, change: Callable[[Any], Any]) -> Fault:
    """Return a fault: one number of one goal, measure or rule changed."""

    def spoil(proposal: Content) -> None:
        entry = row(proposal[part], name)
        entry[key] = change(entry[key])

    return spoil


def drop(*path: str) -> Fault:
    """Return a fault: something taken away."""

    def spoil(proposal: Content) -> None:
        place: Any = proposal
        for key in path[:-1]:
            place = place[int(key) if key.isdigit() else key]
        place.pop(int(path[-1]) if path[-1].isdigit() else path[-1])

    return spoil


def both(*faults: Fault) -> Fault:
    """Return several faults in one."""

    def spoil(proposal: Content) -> None:
        for fault in faults:
            fault(proposal)

    return spoil


FAULTS: dict[str, tuple[Fault, str]] = {
    "a client too many in a complex": (extra_client_in_a_lot, "mixed_living"),
    "a client too many in a lot": (client_in_a_full_lot, "supply"),
    "a client too many in a neighbourhood": (two_in_a_weak_neighbourhood, "draagkracht"),
    "an excluded municipality": (excluded_municipality, "admissible"),
    "an unknown group": (put("placements.0.group", "nobody"), "group"),
    "an unknown lot": (put("placements.0.lot", "nowhere"), "lot"),
    "a lost client": (drop("unplaced", "0"), "clients"),
    "a fraction of a client": (put("placements.0.clients", 0.5), "clients"),
    "fewer than no clients": (put("placements.0.clients", -1), "clients"),
    "a number as text": (put("placements.0.clients", "1"), "clients"),
    "a row twice": (lambda proposal: proposal["placements"].append(proposal["placements"][0]), "double"),
    "a column too many": (put("placements.0.why", "near"), "answer"),
    "no placements": (drop("placements"), "answer"),
    "a table too many": (put("opened", []), "answer"),
    "a key too many": (put("remark", "fine"), "remark"),
    "a key too many in a goal": (put("goals.0.note", "fine"), "goals.0.note"),
    "a key spelled with an underscore": (
        both(put("instance_hash", "0" * 64), drop("instanceHash")),
        "instanceHash",
    ),
    "a missing key": (drop("solver"), "solver"),
    "a missing key with a default": (drop("rules"), "rules"),
    "another format": (put("format", 2), "format"),
    "a value as text": (put("goals.0.value", "5"), "goals.0.value"),
    "proven as a number": (put("goals.0.proven", 1), "goals.0.proven"),
    "another hash": (put("instanceHash", "0" * 64), "instanceHash"),
    "another scenario": (put("scenario", "growth"), "scenario"),
    "another instance": (put("instance", "town"), "instance"),
    "another model": (put("model", "spread"), "model"),
    "a changed rule in the policy": (
        put("policy.rules.mixed_living.share", "1/2"),
        "policy.rules.mixed_living.share",
    ),
    "a changed order in the policy": (
        lambda proposal: proposal["policy"]["order"].reverse(),
        "policy.order",
    ),
    "a policy of another shape": (put("policy.rules", 3), "policy.rules"),
    "an order of another shape": (put("policy.order", "unplaced"), "policy.order"),
    "a policy that is none": (put("policy", []), "policy"),
    "goals of another shape": (put("goals", {}), "goals"),
    "a worst place of another shape": (put("rules.3.worst", []), "rules.3.worst"),
    "a goal too low": (alter("goals", "unplaced", "value", lambda value: value - 1), "unplaced"),
    "a goal a little too high": (
        alter("goals", "overspend", "value", lambda value: value * 1.00001),
        "overspend",
    ),
    "a weighted sum that is off": (
        alter("goals", "away+distance", "value", lambda value: value + 0.001),
        "away+distance",
    ),
    "a goal in another unit": (alter("goals", "overspend", "unit", lambda unit: f"k{unit}"), "overspend"),
    "a bound above the value": (
        alter("goals", "misfit", "bound", lambda bound: bound + 0.001),
        "misfit",
    ),
    "proven with a gap": (alter("goals", "shortfall", "bound", lambda bound: bound - 1), "shortfall"),
    "proven with a gap above the tolerance": (
        alter("goals", "waiting", "bound", lambda bound: bound - 2.5),
        "waiting",
    ),
    "optimal but not proven": (alter("goals", "waiting", "proven", lambda _: False), "waiting"),
    "a missing goal": (drop("goals", "2"), "shortfall"),
    "a goal twice": (lambda proposal: proposal["goals"].append(proposal["goals"][0]), "unplaced"),
    "goals in another order": (lambda proposal: proposal["goals"].reverse(), "goals"),
    "a wrong measure": (alter("measures", "distance", "value", lambda value: value + 1), "distance"),
    "a missing measure": (drop("measures", "0"), "worst_shortfall"),
    "a measure nobody knows": (
        lambda proposal: proposal["measures"].append({"name": "joy", "value": 1, "unit": "smiles"}),
        "joy",
    ),
    "a rule said to be kept": (alter("rules", "contingent", "violation", lambda _: 0), "contingent"),
    "a rule in another mode": (alter("rules", "contingent", "mode", lambda _: "off"), "contingent"),
    "another worst place": (
        alter("rules", "budget", "worst", lambda worst: worst | {"place": "BU"}),
        "budget",
    ),
    "a missing rule": (drop("rules", "0"), "supply"),
    "infeasible with an answer": (put("status", "infeasible"), "placements"),
    "infeasible with values": (
        both(put("status", "infeasible"), put("placements", []), put("unplaced", [])),
        "goals",
    ),
}
