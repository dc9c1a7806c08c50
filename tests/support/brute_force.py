"""Every placement of a tiny instance, one by one, with every goal added up client by client.

A third reading of the rules, written from their text alone and as plainly as possible: no algebra, no
solver, nothing shared with the checker, the formulation or the reference.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from support.in_order import NOISE, least_of
from support.naive_goals import goals_of
from support.naive_rules import broken
from support.naive_world import Placements, World

from u16opt.instance.instance import Instance
from u16opt.policy import Policy


def best(instance: Instance, policy: Policy) -> list[float] | None:
    """Return the least value per entry of the order, those before it held; None when nothing is allowed."""
    world = World(instance)
    allowed = (each for each in placements_of(world) if is_allowed(world, policy, each))
    return least_of([goals_of(world, policy, each) for each in allowed], policy)


def is_allowed(world: World, policy: Policy, placements: Placements) -> bool:
    """Return whether every fact and every hard rule holds."""
    broke = broken(world, policy, placements)
    held = [name for name, rule in policy.rules.items() if rule.mode in ("fact", "hard")]
    return all(broke[name] <= NOISE for name in held)


def number_of_placements(instance: Instance) -> int:
    """Return how many placements `best` would have to look at."""
    number = 1
    for choices in _choices(World(instance)):
        number *= len(choices)
    return number


def placements_of(world: World) -> Iterator[Placements]:
    """Yield every way to put clients on lots where they may go, homes not yet counted."""
    for combination in itertools.product(*_choices(world)):
        yield {pair: number for part in combination for pair, number in part.items() if number}


def _choices(world: World) -> list[list[Placements]]:
    """Return for each group every number of clients on every lot it may go to, no more than it has."""
    choices = []
    for group, row in world.groups.items():
        lots = [lot for lot in world.lots if world.may_go(group, lot)]
        ranges = [range(min(row["clients"], world.lots[lot]["homes"]) + 1) for lot in lots]
        choices.append(
            [
                {(group, lot): number for lot, number in zip(lots, numbers, strict=True)}
                for numbers in itertools.product(*ranges)
                if sum(numbers) <= row["clients"]
            ]
        )
    return choices
