"""How far placements break every rule of `allocation`, read as plainly as possible."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from support.naive_goals import contingents, moves, neighbourhood_loads
from support.naive_money import overspent
from support.naive_world import Placements, World

from u16opt.policy import Policy


def broken(world: World, policy: Policy, placements: Placements) -> dict[str, float]:
    """Return the violation of every rule; 0 for a rule that is off."""
    in_lot: Counter[str] = Counter()
    for (_, lot), clients in placements.items():
        in_lot[lot] += clients
    promised = contingents(world, placements)
    broke: dict[str, float] = {
        "supply": sum(max(0, clients - world.lots[lot]["homes"]) for lot, clients in in_lot.items()),
        "placed": sum(
            max(0, row["clients"] - placements.get((row["group"], row["lot"]), 0))
            for row in world.tables["placed"]
        ),
        "contingent": sum(max(0, lettings - found) for lettings, found in promised),
        "draagkracht": sum(max(0, load - limit) for limit, load in neighbourhood_loads(world, placements)),
        "budget": sum(overspent(world, policy, placements)),
        "mixed_living": mixed_living(world, policy, in_lot),
        "contingent_cap": contingent_cap(policy, promised),
        "max_distance": max_distance(world, policy, placements),
        "loss_cap": loss_cap(world, policy, placements),
        "stability": max(0, moves(world, placements) - (policy.rules["stability"].limit or 0)),
    }
    return {name: 0 if policy.rules[name].mode == "off" else amount for name, amount in broke.items()}


def mixed_living(world: World, policy: Policy, in_lot: Counter[str]) -> int:
    """Return the placements above the share of every mixed complex."""
    above = 0
    for lot, clients in in_lot.items():
        complex_homes = world.lots[lot]["complex_homes"]
        if complex_homes is not None:
            share = Fraction(policy.rules["mixed_living"].share or 0)
            allowed = (complex_homes * share.numerator) // share.denominator
            above += max(0, clients - allowed)
    return above


def contingent_cap(policy: Policy, promised: list[tuple[int, int]]) -> int:
    """Return the lettings above contingent and allowance."""
    allowance = policy.rules["contingent_cap"].allowance or 0
    return sum(max(0, found - lettings - allowance) for lettings, found in promised)


def max_distance(world: World, policy: Policy, placements: Placements) -> int:
    """Return the clients who live further from their network than the limit."""
    limit = policy.rules["max_distance"].limit or 0
    return sum(
        clients
        for (group, lot), clients in placements.items()
        if world.groups[group]["network"] and world.distance(group, lot) > limit
    )


def loss_cap(world: World, policy: Policy, placements: Placements) -> float:
    """Return the client-km that groups lose beyond what the cap allows."""
    limit, total = policy.rules["loss_cap"].limit or 0, 0.0
    for group, row in world.groups.items():
        own = [(lot, clients) for (other, lot), clients in placements.items() if other == group]
        if row["network"] and own:
            best = alone(world, group)
            lost = sum(clients * (world.distance(group, lot) - best - limit) for lot, clients in own)
            total += max(0.0, lost)
    return total


def alone(world: World, group: str) -> float:
    """Return the mean distance if the group came first and took the nearest homes there are."""
    homes = []
    for lot, row in world.lots.items():
        if world.may_go(group, lot):
            homes += [world.distance(group, lot)] * row["homes"]
    taken = sorted(homes)[: world.groups[group]["clients"]]
    return sum(taken) / len(taken) if taken else 0.0
