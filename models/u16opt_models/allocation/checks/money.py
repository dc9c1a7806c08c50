"""Who pays how much in which period, and what the budgets allow (F04-F07, A21)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import RuleOutcome
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.budgets import PlaceTime, limits
from u16opt_models.checks.excess import Place, above_budgets, outcome, total
from u16opt_models.checks.frames import rows


def overspend(view: View) -> float:
    """Goal: sum over payers and periods of max(0, spend - budget), in euro (F04-F07)."""
    return total(overspent(view))


def budget(view: View) -> RuleOutcome:
    """Rule: spend[p, t] <= B[p, t], or their sums over the municipalities that have a row (F04-F07); euro."""
    return outcome("budget", overspent(view))


def overspent(view: View) -> dict[Place, float]:
    """Return the euros above each budget; per period alone (no place) when budgets are pooled.

    A budget that is dropped has nothing above it.
    """
    budgets, costs = limits(view.instance, "allocation"), spend(view)
    pooled = view.policy.rules["budget"].pooled
    keys = {key: (None if pooled else key[0], key[1]) for key in sorted(budgets)}
    above: dict[Place, list[float]] = {place: [] for place in keys.values()}
    for key, place in keys.items():
        above[place] += [*costs.get(key, ()), -budgets[key]]
    return above_budgets(view.policy.rules["budget"], above)


def spend(view: View) -> dict[PlaceTime, list[float]]:
    """Return what each municipality pays in each period (euro), one amount per placement.

    A placed client costs the rate of its support product in the period of the letting and the following
    ones, as many as the product lasts, cut at the horizon; nobody pays for the unplaced.
    """
    costs: dict[PlaceTime, list[float]] = defaultdict(list)
    for place, clients, rate in bills(view):
        costs[place].append(clients * rate)
    return dict(costs)


def settled(view: View) -> dict[PlaceTime, Fraction]:
    """Return what every municipality pays in every period (euro), exactly as the rates are written (F08)."""
    codes, periods = view.instance["municipalities"]["code"], view.instance.periods
    costs = {(code, period): Fraction(0) for code in codes for period in periods}
    for place, clients, rate in bills(view):
        costs[place] += clients * Fraction(str(rate))
    return costs


def bills(view: View) -> Iterator[tuple[PlaceTime, int, float]]:
    """Yield payer and period, clients and rate of each placement in each period that it is paid for."""
    product = {row["product"]: row for row in view.instance["support"].rows()}
    for row in rows(view.placed):
        if row.support:
            bought = product[row.support]
            for period in view.instance.periods[row.step :][: bought["periods"]]:
                yield (payer(view.instance, row), period), int(row.clients), bought["rate"]


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
