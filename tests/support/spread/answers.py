"""Plans of `spread` at random, right or wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping

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


def draw_fitting_plan(world: World, draw: random.Random) -> Plan:
    """Return a plan that serves whom it likes, as long as there are places in their own region."""
    opened = {
        site: draw.choice([each for each in world.periods if each >= row["first_period"]])
        for site, row in world.sites.items()
        if draw.random() < 0.5
    }
    places = {
        (home, period): fitting_places(world, home)
        for home in world.homes
        for period in world.periods
        if home in world.locations or (home in opened and opened[home] <= period)
    }
    return Plan(opened, places, draw_fitting_clients(world, draw, places))


def fitting_places(world: World, home: str) -> int:
    """Return the places of a location today, or the least that a site may have."""
    if home in world.locations:
        return int(world.locations[home]["places"])
    site = world.sites[home]
    return -(-int(site["min_places"]) // int(site["module"])) * int(site["module"])


def draw_fitting_clients(
    world: World, draw: random.Random, places: Mapping[tuple[str, int], int]
) -> dict[tuple[str, str, int], int]:
    """Return clients at locations in their own region: nobody, a few, or as many as there is room for."""
    asking = {
        (code, year): world.demand(code, year) for code in world.municipalities for year in world.periods
    }
    free, served = dict(places), {}
    pairs = [(code, *at) for code in world.municipalities for at in places]
    for code, home, year in draw.sample(pairs, len(pairs)):
        most = min(free[home, year], asking[code, year])
        if most and world.region(code) == world.region(world.host(home)):
            served[code, home, year] = draw.choice([0, most, draw.randint(0, most)])
            free[home, year] -= served[code, home, year]
            asking[code, year] -= served[code, home, year]
    return served
