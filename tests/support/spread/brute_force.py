"""Every plan of a tiny instance, one by one, with every goal added up client by client.

A third reading of the rules, written from their text alone and as plainly as possible: no algebra, no
solver, nothing shared with the checker, the formulation or the reference.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from support.in_order import NOISE, least_of
from support.spread.naive_goals import goals_of
from support.spread.naive_rules import broken
from support.spread.naive_world import World
from support.spread.plan import Plan

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

Course = tuple[int | None, ...]
"""Places of one location or site, period by period; None while a site is not open."""


def best(instance: Instance, policy: Policy) -> list[float] | None:
    """Return the least value per entry of the order, those before it held; None when nothing is allowed."""
    world = World(instance)
    allowed = (plan for plan in plans_of(world) if is_allowed(world, policy, plan))
    return least_of([goals_of(world, policy, plan) for plan in allowed], policy)


def is_allowed(world: World, policy: Policy, plan: Plan) -> bool:
    """Return whether every fact and every hard rule holds."""
    broke = broken(world, policy, plan)
    held = [name for name, rule in policy.rules.items() if rule.mode in ("fact", "hard")]
    return all(broke[name] <= NOISE for name in held)


def is_small(instance: Instance, most: int) -> bool:
    """Return whether `best` would look at no more plans than this."""
    return sum(1 for _ in itertools.islice(plans_of(World(instance)), most + 1)) <= most


def plans_of(world: World) -> Iterator[Plan]:
    """Yield every way to build, shrink and serve, places not yet counted."""
    every = [courses(world, home) for home in world.homes]
    for chosen in itertools.product(*every):
        course = dict(zip(world.homes, chosen, strict=True))
        numbers = {
            (home, period): places
            for home, row in course.items()
            for period, places in zip(world.periods, row, strict=True)
            if places is not None
        }
        opened = {
            site: next(t for t in world.periods if (site, t) in numbers)
            for site in world.sites
            if any(places is not None for places in course[site])
        }
        for served in servings(world, numbers):
            yield Plan(opened, numbers, served)


def courses(world: World, home: str) -> list[Course]:
    """Return every course that the places of a location or site may take."""
    row, number = world.homes[home], len(world.periods)
    if home in world.locations:
        down = itertools.product(range(row["places"], -1, -1), repeat=number)
        falling = [each for each in down if list(each) == sorted(each, reverse=True)]
        return [*falling] if row["closable"] else [(row["places"],) * number]
    sizes = [each for each in range(row["max_places"] + 1) if each % row["module"] == 0]
    found: list[Course] = [(None,) * number]
    for start in range(world.periods.index(row["first_period"]), number):
        grown = itertools.product(sizes, repeat=number - start)
        rising = (each for each in grown if list(each) == sorted(each) and each[0] >= row["min_places"])
        found += [(None,) * start + each for each in rising]
    return found


def servings(world: World, numbers: dict[tuple[str, int], int]) -> Iterator[dict[tuple[str, str, int], int]]:
    """Yield every way to send clients to what stands, as long as one municipality alone would fit."""
    choices = []
    for code in world.municipalities:
        for period in world.periods:
            asked = world.demand(code, period)
            homes = [home for home in world.homes if numbers.get((home, period))]
            ranges = [range(min(asked, numbers[home, period]) + 1) for home in homes]
            choices.append(
                [
                    {(code, home, period): n for home, n in zip(homes, each, strict=True) if n}
                    for each in itertools.product(*ranges)
                    if sum(each) <= asked
                ]
            )
    for parts in itertools.product(*choices):
        yield {key: clients for part in parts for key, clients in part.items()}
