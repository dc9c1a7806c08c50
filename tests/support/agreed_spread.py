"""The agreements of `spread` one by one, read from the tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations

from support.agreed_rules import Agreement, Changed, Linear, Written
from support.linear import Expression, Program, add
from support.reference_money import budgets_of
from support.spread.reference_money import cost_of
from support.spread.reference_sets import Sets

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

Also = Callable[[Sets], None]
Rules = Iterator[tuple[Agreement, Written]]


def reading(instance: Instance, policy: Policy, also: Also | None = None) -> Linear:
    """Return every hard agreement of an instance; `also` adds rows of its own."""
    program = Program()
    sets = Sets(instance, program, "BV")
    for home in sets.homes:
        for t in sets.periods:
            served = add(sets.served[m, home, t] for m in sets.region)
            program.at_most_zero(served - sets.places[home, t])
    if also:
        also(sets)
    found: dict[Agreement, Written] = {}
    for name, make in RULES.items():
        if policy.hard(name):
            found |= dict(make(sets, policy))
    return Linear(program, found)


def new_locations(sets: Sets, policy: Policy) -> Rules:
    rule, opened = policy.rules["new_locations"], add(sets.opens.values())
    assert rule.limit is not None

    def rows(number: float, _: Changed) -> list[Expression]:
        more = opened - number
        return [more, more * -1] if rule.exact else [more]

    fewer = [-each for each in range(1, int(rule.limit) + 1)] if rule.exact else []
    amounts = (*range(1, len(sets.sites) + 1), *fewer)
    yield ("new_locations", None, None), Written(rows, rule.limit, 1, amounts)


def own_region(sets: Sets, _: Policy) -> Rules:
    def rows(_number: float, _: Changed) -> list[Expression]:
        return [
            clients
            for (m, home, _t), clients in sets.served.items()
            if sets.region[m] != sets.region[sets.municipality(home)]
        ]

    yield ("own_region", None, None), Written(rows)


def region_floor(sets: Sets, policy: Policy) -> Rules:
    share = policy.rules["region_floor"].share
    assert share is not None
    for region in sorted(set(sets.region.values())):
        homes = [home for home in sets.homes if sets.region[sets.municipality(home)] == region]
        for t in sets.periods:
            asked = sum(sets.demand[m, t] for m, own in sets.region.items() if own == region)
            least, standing = math.ceil(asked * share), sets.standing(homes, t)
            amounts = tuple(range(1, least + 1))
            yield ("region_floor", region, t), Written(_at_least(standing), least, -1, amounts)


def within_reach(sets: Sets, policy: Policy) -> Rules:
    limit = policy.rules["within_reach"].limit
    assert limit is not None
    for m in sets.region:
        away = {home: sets.distance(m, row["neighbourhood"]) for home, row in sets.homes.items()}
        amounts = sorted({math.ceil(km - limit) for km in away.values() if km > limit})
        for t in sets.periods:

            def rows(most: float, _: Changed, away: dict[str, float] = away, t: int = t) -> list[Expression]:
                near = [home for home, km in away.items() if km <= most]
                return [Expression(constant=1) - sets.standing(near, t)]

            yield ("within_reach", m, t), Written(rows, limit, 1, tuple(amounts))


def separation(sets: Sets, policy: Policy) -> Rules:
    limit, last = policy.rules["separation"].limit, sets.periods[-1]
    assert limit is not None

    def rows(least: float, _: Changed) -> Iterator[Expression]:
        for one, other in combinations(sets.homes, 2):
            places = [sets.homes[home]["neighbourhood"] for home in (one, other)]
            sites = [home for home in (one, other) if home in sets.sites]
            if sites and sets.distance(*places) < least:
                yield add(sets.is_open(site, last) for site in sites) - (len(sites) - 1)

    yield ("separation", None, None), Written(rows, limit, -1, tuple(range(1, math.ceil(limit) + 1)))


def neighbourhood_load(sets: Sets, _: Policy) -> Rules:
    for row in sets.instance["neighbourhoods"].rows():
        homes = [home for home in sets.homes if sets.homes[home]["neighbourhood"] == row["code"]]
        today = sum(sets.locations[home]["places"] for home in homes if home in sets.locations)
        if row["location_load"] is not None and homes:
            for t in sets.periods:
                limit, standing = max(today, row["location_load"]), sets.standing(homes, t)
                yield ("neighbourhood_load", row["code"], t), _at_most(standing, limit, range(1, 13))


def running_budget(sets: Sets, policy: Policy) -> Rules:
    pooled, budgets = policy.rules["running_budget"].pooled, budgets_of(sets.instance, "spread")
    for t in sets.periods:
        own = {m: budget for (m, period), budget in budgets.items() if period == t}
        costs = {home: cost_of(sets, home, t) for home in sets.homes}
        if pooled and own:
            yield (
                ("running_budget", None, t),
                _at_most(add(costs.values()), sum(own.values()), (), 1e4, money=True),
            )
        for m, budget in own.items() if not pooled else ():
            here = add(cost for home, cost in costs.items() if sets.municipality(home) == m)
            yield ("running_budget", m, t), _at_most(here, budget, (), 1e4, money=True)


def _at_least(total: Expression) -> Callable[[float, Changed], list[Expression]]:
    return lambda least, _: [Expression(constant=least) - total]


def _at_most(
    total: Expression,
    number: float,
    amounts: range | tuple[int, ...],
    step: float = 1.0,
    *,
    money: bool = False,
) -> Written:
    return Written(lambda most, _: [total - most], number, step, tuple(amounts), money)


RULES: dict[str, Callable[[Sets, Policy], Rules]] = {
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
