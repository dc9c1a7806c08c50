"""Spend against budgets, client by client and year by year."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from support.naive_world import Placements, World

from u16opt.instance.instance import Instance
from u16opt.policy import Policy


def overspent(world: World, policy: Policy, placements: Placements) -> list[float]:
    """Return the euros above each budget; one number a period when the budgets are pooled."""
    bills = spend(world, placements)
    left: dict[tuple[str, int], Fraction] = {}
    for row in world.tables["budgets"]:
        if row["model"] not in ("spread", "herijking"):
            account = (row["municipality"], row["period"])
            left[account] = bills[account] - Fraction(budget_of(world.instance, row))
    if policy.rules["budget"].pooled:
        together: dict[int, Fraction] = defaultdict(Fraction)
        for (_, period), amount in left.items():
            together[period] += amount
        return [max(0.0, float(amount)) for amount in together.values()]
    return [max(0.0, float(amount)) for amount in left.values()]


def spend(world: World, placements: Placements) -> dict[tuple[str, int], Fraction]:
    """Return what everybody pays in every period."""
    bills: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for (group, lot), clients in placements.items():
        product = world.groups[group]["support"]
        if product == "":
            continue
        start = world.index(world.lots[lot]["period"])
        for number in range(start, start + world.products[product]["periods"]):
            if number < len(world.periods):
                rate = Fraction(world.products[product]["rate"])
                bills[payer(world, group, lot), world.periods[number]] += clients * rate
    return bills


def payer(world: World, group: str, lot: str) -> str:
    """Return who pays for clients of a group on a lot."""
    budget, client = world.instance.settings.budget, world.groups[group]
    if client["existing"] and budget.centre is not None:
        return budget.centre
    if budget.payer == "centre":
        return str(budget.centre)
    if budget.payer == "host":
        return world.host(lot)
    return world.host(lot) if client["origin"] == "elsewhere" else str(client["origin"])


def budget_of(instance: Instance, row: dict[str, Any]) -> float:
    """Return the budget of a row."""
    if row["amount"] is not None:
        return float(row["amount"])
    budget = instance.settings.budget
    start = instance.periods[0] if budget.phase_in_start is None else budget.phase_in_start
    share = min(max((row["period"] - start) / budget.phase_in_years, 0.0), 1.0)
    return float((1 - share) * row["historic"] + share * row["objective"])
