"""What opening and keeping locations costs, and what the budgets allow (F04-F09)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from u16opt.model.model import RuleOutcome
from u16opt_models.checks.budgets import PlaceTime, limits
from u16opt_models.checks.excess import Place, above_budgets, outcome, total
from u16opt_models.spread.checks.view import View

Bill = tuple[PlaceTime, int, float]
"""Municipality and period, a number, and what one costs (euro)."""


def cost(view: View) -> float:
    """Goal: opening costs and place_cost * places, over all periods, in euro (F04-F09)."""
    return math.fsum(number * euro for _, number, euro in bills(view))


def overspend(view: View) -> float:
    """Goal: sum of max(0, cost - budget) over the periods, or municipality-periods, in euro (F04-F09)."""
    return total(overspent(view))


def running_budget(view: View) -> RuleOutcome:
    """Rule: cost of a period <= its budgets together, or of each municipality apart (F04-F09); in euro."""
    return outcome("running_budget", overspent(view))


def overspent(view: View) -> dict[Place, float]:
    """Return the euros above each budget; per period alone (no place) when budgets are pooled.

    Pooled, the cost of all that stands is set against the budgets of the period, whoever has one. A
    period, or a municipality-period, without a row has no limit; nor has one whose budget is dropped.
    """
    pooled = view.policy.rules["running_budget"].pooled
    above: dict[Place, list[float]] = defaultdict(list)
    for (municipality, period), budget in sorted(limits(view.instance, "spread").items()):
        above[None if pooled else municipality, period].append(-budget)
    for (municipality, period), number, euro in bills(view):
        place = (None if pooled else municipality, period)
        if place in above:
            above[place].append(number * euro)
    return above_budgets(view.policy.rules["running_budget"], above)


def settled(view: View) -> dict[PlaceTime, Fraction]:
    """Return what stands in every municipality costs in every period (euro), exactly as written (F08)."""
    codes, periods = view.instance["municipalities"]["code"], view.instance.periods
    costs = {(code, period): Fraction(0) for code in codes for period in periods}
    for place, number, euro in bills(view):
        costs[place] += number * Fraction(str(euro))
    return costs


def bills(view: View) -> Iterator[Bill]:
    """Yield what was paid for: one bill per opening, one per location or site and period for its places."""
    yield from opening_bills(view)
    yield from place_bills(view)


def opening_bills(view: View) -> Iterator[Bill]:
    """Yield municipality and period of each opening, 1, and what it costs (euro)."""
    opening = dict(zip(view.instance["sites"]["site"], view.instance["sites"]["opening_cost"], strict=True))
    for site, period in view.opened.items():
        yield (view.homes[site].municipality, period), 1, float(opening[site])


def place_bills(view: View) -> Iterator[Bill]:
    """Yield municipality, period, the places that stand there, and what one costs (euro a period)."""
    for (code, period), places in view.places.items():
        yield (view.homes[code].municipality, period), places, view.homes[code].place_cost
