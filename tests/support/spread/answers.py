"""Plans of `spread` at random, right or wrong."""

from __future__ import annotations

import random

from support.spread.naive_world import World
from support.spread.plan import Plan


def draw_plan(world: World, draw: random.Random) -> Plan:
    """Return a plan that serves no more than ask; else anything may open, grow, shrink and overflow."""
    opened = {site: draw.choice(world.periods) for site in world.sites if draw.random() < 0.5}
    places = {
        (home, period): draw_places(world, draw, home)
        for home in world.homes
        for period in world.periods
        if home in world.locations or (home in opened and opened[home] <= period)
    }
    served: dict[tuple[str, str, int], int] = {}
    for code in world.municipalities:
        for period in world.periods:
            left = world.demand(code, period)
            for home in draw.sample(sorted(world.homes), min(2, len(world.homes))):
                if left and draw.random() < 0.7:
                    served[code, home, period] = draw.randint(1, left)
                    left -= served[code, home, period]
    return Plan(opened, places, served)


def draw_places(world: World, draw: random.Random, home: str) -> int:
    """Return a number of places, for a location mostly what it has."""
    if home in world.sites:
        return draw.randint(0, int(world.sites[home]["max_places"]) + 2)
    today = int(world.locations[home]["places"])
    return today if draw.random() < 0.6 else draw.randint(0, today + 1)
