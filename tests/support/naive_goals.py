"""Every goal of `allocation`, added up client by client."""

from __future__ import annotations

from collections import Counter
from typing import Any

from support.naive_money import overspent
from support.naive_world import Placements, World

from u16opt.policy import Policy


def goals_of(world: World, policy: Policy, placements: Placements) -> dict[str, Any]:
    """Return the value of every goal."""
    goals: dict[str, Any] = dict.fromkeys(("unplaced", "misfit", "away", "distance", "waiting"), 0)
    for (group, lot), clients in placements.items():
        for _ in range(clients):
            _add_housed(world, goals, group, lot)
    for group, clients in unplaced_of(world, placements).items():
        priority, first = world.groups[group]["priority"], world.groups[group]["first_period"]
        goals["unplaced"] += priority * clients
        goals["waiting"] += priority * clients * (len(world.periods) - world.index(first))
    missing = [(lettings, max(0, lettings - found)) for lettings, found in contingents(world, placements)]
    goals["shortfall"] = sum(short for _, short in missing)
    goals["worst_shortfall"] = max([0, *(short / lettings for lettings, short in missing if lettings)])
    loads = neighbourhood_loads(world, placements)
    goals["overload"] = sum(max(0, load - limit) for limit, load in loads)
    goals["worst_pressure"] = max([0, *(load / limit for limit, load in loads if limit)])
    goals["overspend"] = sum(overspent(world, policy, placements))
    goals["moves"] = moves(world, placements)
    return goals


def _add_housed(world: World, goals: dict[str, Any], group: str, lot: str) -> None:
    client, home = world.groups[group], world.lots[lot]
    wishes = list(client["kinds"])
    goals["misfit"] += wishes.index(home["kind"]) if home["kind"] in wishes else len(wishes)
    if home["form"] == "temporary":
        goals["misfit"] += 1
    goals["away"] += steps(world, client["origin"], world.host(lot))
    goals["distance"] += world.distance(group, lot)
    years = world.index(home["period"]) - world.index(client["first_period"])
    goals["waiting"] += client["priority"] * years


def steps(world: World, origin: str, host: str) -> int:
    """Return 0 within the own municipality, 1 within the region, 2 further away."""
    if origin == "elsewhere" or origin == host:
        return 0
    if world.municipalities[origin]["region"] == world.municipalities[host]["region"]:
        return 1
    return 2


def unplaced_of(world: World, placements: Placements) -> dict[str, int]:
    """Return the clients of each group without a home."""
    left = {group: row["clients"] for group, row in world.groups.items()}
    for (group, _), clients in placements.items():
        left[group] -= clients
    return left


def contingents(world: World, placements: Placements) -> list[tuple[int, int]]:
    """Return the lettings promised and made, for each row of the contingents."""
    return [
        (
            row["lettings"],
            sum(
                clients
                for (_, lot), clients in placements.items()
                if world.host(lot) == row["municipality"] and world.lots[lot]["period"] == row["period"]
            ),
        )
        for row in world.tables["contingents"]
    ]


def neighbourhood_loads(world: World, placements: Placements) -> list[tuple[int, int]]:
    """Return draagkracht and placements of each neighbourhood that has a limit, in each period."""
    load: Counter[tuple[str, int]] = Counter()
    for (_, lot), clients in placements.items():
        load[world.lots[lot]["neighbourhood"], world.lots[lot]["period"]] += clients
    return [
        (row["draagkracht"], load[code, period])
        for code, row in world.neighbourhoods.items()
        for period in world.periods
        if row["draagkracht"] is not None
    ]


def moves(world: World, placements: Placements) -> float:
    """Return half of all changes against the earlier proposal; nobody placed is a place as well."""
    if not world.tables["previous"]:
        return 0
    before = {(row["group"], row["lot"]): row["clients"] for row in world.tables["previous"]}
    changes: int = sum(abs(placements.get(pair, 0) - before.get(pair, 0)) for pair in {*placements, *before})
    for group, left in unplaced_of(world, placements).items():
        told = sum(clients for (other, _), clients in before.items() if other == group)
        changes += abs(left - max(0, world.groups[group]["clients"] - told))
    return changes / 2
