"""Rules of the reference solver: what holds exactly under a policy."""

from __future__ import annotations

import math
from itertools import combinations

from support.linear import Expression, add
from support.spread.reference_money import excesses
from support.spread.reference_sets import Sets

from u16opt.policy import Policy


def hold_rules(sets: Sets, policy: Policy) -> None:
    """Add the rows of capacity, and of every rule that is hard."""
    for home in sets.homes:
        for t in sets.periods:
            served = add(sets.served[m, home, t] for m in sets.region)
            sets.program.at_most_zero(served - sets.places[home, t])
    for name, make in RULES.items():
        if policy.hard(name):
            make(sets, policy)


def new_locations(sets: Sets, policy: Policy) -> None:
    rule = policy.rules["new_locations"]
    assert rule.limit is not None
    opened = add(sets.opens.values())
    sets.program.at_most_zero(opened - rule.limit)
    if rule.exact:
        sets.program.at_most_zero(Expression(constant=rule.limit) - opened)


def own_region(sets: Sets, _: Policy) -> None:
    for (m, home, _t), clients in sets.served.items():
        if sets.region[m] != sets.region[sets.municipality(home)]:
            sets.program.at_most_zero(clients)


def region_floor(sets: Sets, policy: Policy) -> None:
    share = policy.rules["region_floor"].share
    assert share is not None
    for region in set(sets.region.values()):
        homes = [home for home in sets.homes if sets.region[sets.municipality(home)] == region]
        for t in sets.periods:
            asked = sum(sets.demand[m, t] for m, own in sets.region.items() if own == region)
            least = math.ceil(asked * share)
            sets.program.at_most_zero(Expression(constant=least) - sets.standing(homes, t))


def within_reach(sets: Sets, policy: Policy) -> None:
    limit = policy.rules["within_reach"].limit
    assert limit is not None
    for m in sets.region:
        near = [home for home, row in sets.homes.items() if sets.distance(m, row["neighbourhood"]) <= limit]
        for t in sets.periods:
            sets.program.at_most_zero(Expression(constant=1) - sets.standing(near, t))


def separation(sets: Sets, policy: Policy) -> None:
    limit = policy.rules["separation"].limit
    assert limit is not None
    last = sets.periods[-1]
    for one, other in combinations(sets.homes, 2):
        places = [sets.homes[home]["neighbourhood"] for home in (one, other)]
        sites = [home for home in (one, other) if home in sets.sites]
        if sites and sets.distance(*places) < limit:
            most = 1 if len(sites) == 2 else 0
            sets.program.at_most_zero(add(sets.is_open(site, last) for site in sites) - most)


def neighbourhood_load(sets: Sets, _: Policy) -> None:
    for row in sets.instance["neighbourhoods"].rows():
        homes = [home for home in sets.homes if sets.homes[home]["neighbourhood"] == row["code"]]
        today = sum(sets.locations[home]["places"] for home in homes if home in sets.locations)
        if row["location_load"] is not None:
            for t in sets.periods:
                limit = max(today, row["location_load"])
                sets.program.at_most_zero(sets.standing(homes, t) - limit)


def running_budget(sets: Sets, policy: Policy) -> None:
    for excess in excesses(sets, pooled=policy.rules["running_budget"].pooled):
        sets.program.at_most_zero(excess)


RULES = {
    rule.__name__: rule
    for rule in (
        new_locations,
        own_region,
        region_floor,
        within_reach,
        separation,
        neighbourhood_load,
        running_budget,
    )
}
