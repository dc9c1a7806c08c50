"""Costs and budgets of the reference solver."""

from __future__ import annotations

from support.linear import Expression, add
from support.reference_money import budgets_of
from support.spread.reference_sets import Sets


def cost_of(sets: Sets, home: str, period: int) -> Expression:
    """Return what a location or site costs in a period (euro)."""
    running = sets.places[home, period] * float(sets.homes[home]["place_cost"])
    if home in sets.locations:
        return running
    return running + sets.opens[home, period] * float(sets.sites[home]["opening_cost"])


def excesses(sets: Sets, *, pooled: bool) -> list[Expression]:
    """Return cost less budget: per period with a row, or per municipality and period with a row."""
    budgets, found = budgets_of(sets.instance, "spread"), []
    for t in sets.periods:
        own = {m: budget for (m, period), budget in budgets.items() if period == t}
        costs = {home: cost_of(sets, home, t) for home in sets.homes}
        if pooled and own:
            found.append(add(costs.values()) - sum(own.values()))
        elif not pooled:
            for m, budget in own.items():
                here = add(cost for home, cost in costs.items() if sets.municipality(home) == m)
                found.append(here - budget)
    return found
