"""Spend and budgets of the reference solver."""

from __future__ import annotations

from collections import defaultdict

from support.linear import Expression, add
from support.reference_sets import Sets

from u16opt.instance.instance import Instance

Account = tuple[str, int]


def spend_and_budgets(sets: Sets, *, pooled: bool) -> list[tuple[Expression, float]]:
    """Return spend beside budget for every municipality-period that has one, or per period together."""
    budgets, costs = budgets_of(sets.instance, "allocation"), _spend(sets)
    names = {account: account[1] if pooled else account for account in budgets}
    spends: dict[object, list[Expression]] = defaultdict(list)
    limits: dict[object, float] = defaultdict(float)
    for account, name in names.items():
        spends[name] += costs.get(account, [])
        limits[name] += budgets[account]
    return [(add(spends[name]), limits[name]) for name in limits]


def _spend(sets: Sets) -> dict[Account, list[Expression]]:
    products = {row["product"]: row for row in sets.instance["support"].rows()}
    costs: dict[Account, list[Expression]] = defaultdict(list)
    for (group, lot), x in sets.x.items():
        product = products.get(sets.groups[group]["support"])
        start = sets.step[sets.lots[lot]["period"]]
        for period, number in sets.step.items():
            if product and start <= number < start + product["periods"]:
                costs[_payer(sets, group, lot), period].append(x * product["rate"])
    return costs


def _payer(sets: Sets, group: str, lot: str) -> str:
    settings, client = sets.instance.settings.budget, sets.groups[group]
    host = sets.municipality(lot)
    if client["existing"] == 1 and settings.centre:
        return settings.centre
    if settings.payer == "centre":
        assert settings.centre is not None
        return settings.centre
    if settings.payer == "host" or client["origin"] == "elsewhere":
        return host
    return str(client["origin"])


def budgets_of(instance: Instance, model: str) -> dict[Account, float]:
    """Return the budget of every municipality-period that has one for a model."""
    settings = instance.settings.budget
    start = settings.phase_in_start if settings.phase_in_start is not None else instance.periods[0]
    budgets = {}
    for row in instance["budgets"].rows():
        if row["model"] in ("", model):
            k = (row["period"] - start) / settings.phase_in_years
            k = 0 if k < 0 else 1 if k > 1 else k
            grown = None if row["amount"] is not None else row["historic"] * (1 - k) + row["objective"] * k
            budgets[row["municipality"], row["period"]] = row["amount"] if grown is None else grown
    return budgets
