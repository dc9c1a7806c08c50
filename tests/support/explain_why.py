"""What one client adds to the goals, read from the tables; and where a group would go if it were alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from support.naive_goals import steps
from support.naive_rules import broken
from support.naive_world import Placements, World

from u16opt.policy import Policy

COUNTING = ("unplaced", "misfit", "away", "distance", "waiting")
"""Goals that add something up client by client; all others look at places or at what was."""


def housed(world: World, group: str, lot: str) -> dict[str, float]:
    """Return what a client of a group adds in a lot."""
    client, home = world.groups[group], world.lots[lot]
    wishes = list(client["kinds"])
    rank = wishes.index(home["kind"]) if home["kind"] in wishes else len(wishes)
    years = world.index(home["period"]) - world.index(client["first_period"])
    return {
        "unplaced": 0,
        "misfit": rank + (home["form"] == "temporary"),
        "away": steps(world, client["origin"], world.host(lot)),
        "distance": world.distance(group, lot),
        "waiting": client["priority"] * years,
    }


def left(world: World, group: str) -> dict[str, float]:
    """Return what a client of a group adds without a home."""
    client = world.groups[group]
    years = len(world.periods) - world.index(client["first_period"])
    nothing = dict.fromkeys(COUNTING, 0.0)
    return nothing | {"unplaced": client["priority"], "waiting": client["priority"] * years}


def in_order(policy: Policy, amounts: Mapping[str, float]) -> dict[str, float]:
    """Return amounts by entry of the order, weighted in a sum; entries that count no clients left out."""
    return {
        "+".join(entry): sum(
            amounts[goal] * (policy.weight(goal) if len(entry) > 1 else 1)
            for goal in entry
            if goal in COUNTING
        )
        for entry in policy.order
        if not set(COUNTING).isdisjoint(entry)
    }


def open_lots(world: World, policy: Policy, group: str) -> list[str]:
    """Return the lots with homes where a group may go, no farther than a rule that is on allows."""
    rule = policy.rules["max_distance"]
    limit = float("inf") if not rule.on or rule.limit is None else rule.limit
    return [
        lot
        for lot, row in world.lots.items()
        if row["homes"] and world.may_go(group, lot) and world.distance(group, lot) <= limit
    ]


def distributions(homes: Sequence[int], clients: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to put clients of one group into lots with so many homes, or into none."""
    if not homes:
        yield ()
        return
    for here in range(min(homes[0], clients) + 1):
        for rest in distributions(homes[1:], clients - here):
            yield (here, *rest)


def full(world: World, policy: Policy, placements: Placements, group: str, lot: str, more: int) -> set[str]:
    """Return the rules that are broken further with a client more, or one fewer (-1), in a lot.

    Rules that the order does not look at are not told, and neither is what counts moves.
    """
    told = {name for name, rule in policy.rules.items() if rule.mode in ("fact", "hard")} - {"stability"}
    told |= measured(policy)
    changed = placements | {(group, lot): placements.get((group, lot), 0) + more}
    before, after = broken(world, policy, placements), broken(world, policy, changed)
    return {name for name in told if after[name] > before[name] + 1e-9}


def measured(policy: Policy) -> set[str]:
    """Return the soft rules that the order looks at."""
    goals = {
        "contingent": ("shortfall", "worst_shortfall"),
        "draagkracht": ("overload",),
        "budget": ("overspend",),
    }
    wanted = {goal for entry in policy.order for goal in entry}
    return {
        name
        for name, each in goals.items()
        if policy.rules[name].mode == "soft" and not wanted.isdisjoint(each)
    }
