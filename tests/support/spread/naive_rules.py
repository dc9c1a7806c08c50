"""How far a plan breaks every rule of `spread`, and how often it is no plan, read as plainly as possible."""

from __future__ import annotations

from itertools import combinations

from support.spread.naive_goals import overspent, regional_places
from support.spread.naive_world import World
from support.spread.plan import Plan

from u16opt.policy import Policy


def broken(world: World, policy: Policy, plan: Plan) -> dict[str, float]:
    """Return the violation of every rule; 0 for a rule that is off."""
    broke: dict[str, float] = {
        "capacity": capacity(world, plan),
        "site_limits": site_limits(world, plan),
        "new_locations": new_locations(policy, plan),
        "own_region": own_region(world, plan),
        "region_floor": region_floor(world, policy, plan),
        "within_reach": within_reach(world, policy, plan),
        "separation": separation(world, policy, plan),
        "neighbourhood_load": neighbourhood_load(world, plan),
        "running_budget": float(sum(overspent(world, policy, plan))),
    }
    return {name: 0 if policy.rules[name].mode == "off" else amount for name, amount in broke.items()}


def capacity(world: World, plan: Plan) -> int:
    """Return the clients above the places, location by location."""
    above = 0
    for home in world.homes:
        for period in world.periods:
            clients = sum(n for (_, other, year), n in plan.served.items() if (other, year) == (home, period))
            above += max(0, clients - plan.places.get((home, period), 0))
    return above


def site_limits(world: World, plan: Plan) -> int:
    """Return the places that sites have too many or too few."""
    wrong = 0
    for site, row in world.sites.items():
        for period in world.periods:
            places = plan.places.get((site, period), 0)
            if site in plan.opened and plan.opened[site] <= period:
                wrong += max(0, row["min_places"] - places) + max(0, places - row["max_places"])
            else:
                wrong += places
    return wrong


def new_locations(policy: Policy, plan: Plan) -> float:
    """Return how many locations are opened too many, or too few where the number is exact."""
    rule = policy.rules["new_locations"]
    if rule.exact:
        return abs(len(plan.opened) - (rule.limit or 0))
    return max(0, len(plan.opened) - int(rule.limit or 0))


def own_region(world: World, plan: Plan) -> int:
    """Return the clients who are served in another region."""
    return sum(
        clients
        for (origin, home, _), clients in plan.served.items()
        if world.region(origin) != world.region(world.host(home))
    )


def region_floor(world: World, policy: Policy, plan: Plan) -> int:
    """Return the places that regions have too few."""
    share, short = policy.rules["region_floor"].share or 0, 0
    for region in world.regions:
        for period in world.periods:
            places = regional_places(world, plan, region, period)
            while places < share * world.regional_demand(region, period):
                places += 1
                short += 1
    return short


def within_reach(world: World, policy: Policy, plan: Plan) -> int:
    """Return the municipality-periods without a place nearby."""
    limit, without = policy.rules["within_reach"].limit or 0, 0
    for code in world.municipalities:
        for period in world.periods:
            near = [home for home in world.homes if world.away(code, home) <= limit]
            without += not any(plan.places.get((home, period), 0) for home in near)
    return without


def separation(world: World, policy: Policy, plan: Plan) -> int:
    """Return the pairs of locations, at least one of them opened, that are too near to each other."""
    limit, pairs = policy.rules["separation"].limit or 0, 0
    for one, other in combinations([*world.locations, *plan.opened], 2):
        if world.apart(one, other) < limit and not {one, other} <= set(world.locations):
            pairs += 1
    return pairs


def neighbourhood_load(world: World, plan: Plan) -> int:
    """Return the places above what neighbourhoods can carry, or carry today."""
    above = 0
    for code, row in world.neighbourhoods.items():
        if row["location_load"] is None:
            continue
        today = sum(each["places"] for each in world.locations.values() if each["neighbourhood"] == code)
        for period in world.periods:
            here = [home for home in world.homes if world.homes[home]["neighbourhood"] == code]
            places = sum(plan.places.get((home, period), 0) for home in here)
            above += max(0, places - max(today, row["location_load"]))
    return above


def impossibilities(world: World, plan: Plan) -> int:
    """Return how often a plan does what cannot be done: a place or an opening at a time that cannot be."""
    wrong: list[bool] = []
    for site, period in plan.opened.items():
        wrong.append(period < world.sites[site]["first_period"])
    for (home, period), places in plan.places.items():
        earlier = plan.places.get((home, period - 1))
        if home in world.locations:
            row = world.locations[home]
            before = row["places"] if earlier is None else earlier
            wrong.append(places > before or (places != before and row["closable"] != 1))
        else:
            wrong.append(places % world.sites[home]["module"] != 0)
            wrong.append(earlier is not None and places < earlier)
    return sum(wrong)
