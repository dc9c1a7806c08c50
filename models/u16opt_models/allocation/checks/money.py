"""Who pays how much in which period, and what the budgets allow (F04-F07, A21)."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import RuleOutcome
from u16opt_models.allocation.checks.excess import Place, outcome, total
from u16opt_models.allocation.checks.view import View, rows

PlaceTime = tuple[str, int]


def overspend(view: View) -> float:
    """Goal: sum over payers and periods of max(0, spend - budget), in euro (F04-F07)."""
    return total(overspent(view))


def budget(view: View) -> RuleOutcome:
    """Rule: spend[p, t] <= B[p, t], or their sums over the municipalities that have a row (F04-F07); euro."""
    return outcome("budget", overspent(view))


def overspent(view: View) -> dict[Place, float]:
    """Return the euros above each budget; per period alone (no place) when budgets are pooled."""
    budgets, costs = limits(view.instance), spend(view)
    pooled = view.policy.rules["budget"].pooled
    keys = {key: (None if pooled else key[0], key[1]) for key in sorted(budgets)}
    above: dict[Place, list[float]] = {place: [] for place in keys.values()}
    for key, place in keys.items():
        above[place] += [*costs.get(key, ()), -budgets[key]]
    return {place: max(0.0, math.fsum(parts)) for place, parts in above.items()}


def spend(view: View) -> dict[PlaceTime, list[float]]:
    """Return what each municipality pays in each period (euro), one amount per placement.

    A placed client costs the rate of its support product in the period of the letting and the following
    ones, as many as the product lasts, cut at the horizon; nobody pays for the unplaced.
    """
    product = {row["product"]: row for row in view.instance["support"].rows()}
    costs: dict[PlaceTime, list[float]] = defaultdict(list)
    for row in rows(view.placed):
        if row.support:
            paid = view.instance.periods[row.step :][: product[row.support]["periods"]]
            for period in paid:
                costs[payer(view.instance, row), period].append(row.clients * product[row.support]["rate"])
    return dict(costs)


def payer(instance: Instance, row: Any) -> str:
    """Return the municipality that pays for a placement: origin, host or centre (A21).

    Existing clients are paid by the centre whenever there is one; a client from elsewhere by the host.
    """
    settings = instance.settings.budget
    if settings.centre and (row.existing or settings.payer == "centre"):
        return settings.centre
    if settings.payer == "origin" and row.origin != "elsewhere":
        return str(row.origin)
    return str(row.municipality)


def limits(instance: Instance) -> dict[PlaceTime, float]:
    """Return the budget of every municipality-period that has one (euro).

    ``amount``, or (1 - k) historic + k objective with k = clip((period - start) / years, 0, 1) (F04-F07).
    """
    found = [row for row in instance["budgets"].rows() if row["model"] in ("", "allocation")]
    return {(row["municipality"], row["period"]): _amount(instance, row) for row in found}


def _amount(instance: Instance, row: dict[str, Any]) -> float:
    if row["amount"] is not None:
        return float(row["amount"])
    settings = instance.settings.budget
    start = instance.periods[0] if settings.phase_in_start is None else settings.phase_in_start
    k = min(1.0, max(0.0, (row["period"] - start) / settings.phase_in_years))
    return float((1 - k) * row["historic"] + k * row["objective"])
