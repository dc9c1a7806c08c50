"""Every goal of `spread`, added up client by client and place by place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from support.naive_money import budget_of
from support.spread.naive_world import World
from support.spread.plan import Plan

from u16opt.policy import Policy


def goals_of(world: World, policy: Policy, plan: Plan) -> dict[str, Any]:
    """Return the value of every goal."""
    goals: dict[str, Any] = {"unmet": sum(world.asked.values()), "travel": 0.0}
    for (origin, home, _), clients in plan.served.items():
        for _ in range(clients):
            goals["unmet"] -= 1
            goals["travel"] += world.away(origin, home)
    goals["inequality"] = max([0.0, *inequalities(world, plan)])
    goals["overspend"] = float(sum(overspent(world, policy, plan)))
    goals["cost"] = float(sum(cost(world, plan, home, t) for home in world.homes for t in world.periods))
    goals["openings"] = len(plan.opened)
    return goals


def inequalities(world: World, plan: Plan) -> list[float]:
    """Return how far places and demand of each region are apart, as a share of all demand of the period."""
    found = []
    for period in world.periods:
        everybody = sum(world.demand(code, period) for code in world.municipalities)
        for region in world.regions:
            if everybody:
                apart = regional_places(world, plan, region, period) - world.regional_demand(region, period)
                found.append(abs(apart) / everybody)
    return found


def regional_places(world: World, plan: Plan, region: str, period: int) -> int:
    """Return the places in a region in a period."""
    number = 0
    for (home, year), places in plan.places.items():
        if year == period and world.region(world.host(home)) == region:
            number += places
    return number


def cost(world: World, plan: Plan, home: str, period: int) -> Fraction:
    """Return what a location or site costs in a period (euro)."""
    euros = plan.places.get((home, period), 0) * Fraction(world.homes[home]["place_cost"])
    if plan.opened.get(home) == period:
        euros += Fraction(world.sites[home]["opening_cost"])
    return euros


def overspent(world: World, policy: Policy, plan: Plan) -> list[Fraction]:
    """Return the euros above each budget; one number a period when the budgets are pooled."""
    others = ("allocation", "herijking")
    rows = [row for row in world.instance["budgets"].rows() if row["model"] not in others]
    above = []
    for period in world.periods:
        own = [row for row in rows if row["period"] == period]
        budgets = {row["municipality"]: Fraction(budget_of(world.instance, row)) for row in own}
        bills = {home: cost(world, plan, home, period) for home in world.homes}
        if policy.rules["running_budget"].pooled:
            above += [sum(bills.values()) - sum(budgets.values())] if own else []
        else:
            for code, budget in budgets.items():
                above.append(sum(bill for home, bill in bills.items() if world.host(home) == code) - budget)
    return [max(Fraction(0), Fraction(euros)) for euros in above]
