"""What locations cost in each period, and what may be spent on them (F04-F09)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.money.objective_model import budgets_of, limits
from u16opt_models.numbering import Floats, Integers, floats, numbers
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Money:
    """Budgets, and the spending that places and openings bring into them.

    Parameters
    ----------
    places, periods
        Municipality (empty text when pooled) and year of each budget.
    budgets
        Euro of each.
    running, cell, euro
        Entries of places: the budget, the counted cell, and what one place costs there.
    opening, open, fee
        Entries of openings: the budget, the opening variable, and what it costs (less in the next period:
        only the first one pays).
    """

    places: list[str]
    periods: list[int]
    budgets: Floats
    running: Integers
    cell: Integers
    euro: Floats
    opening: Integers
    open: Integers
    fee: Floats


def money_of(sets: Sets, number: Numbered, *, pooled: bool) -> Money:
    """Gather budgets, and the entries of all counted cells and all openings."""
    euros = limits(budgets_of(sets.instance, "spread"), pooled=pooled)
    budget_of = _budget_of(sets, numbers(euros), pooled=pooled)
    facilities = sets.facilities
    facility = sets.cell_facility[number.cells]
    running = budget_of[facilities.host[facility], sets.cell_period[number.cells]]
    site, period = sets.open_site, sets.open_period
    fee = facilities.opening_cost[site]
    later = number.following(site)
    opening = np.append(
        budget_of[facilities.host[site], period], budget_of[facilities.host[site[later]], period[later]]
    )
    return Money(
        [place for place, _ in euros],
        [year for _, year in euros],
        floats(euros.values()),
        running,
        np.arange(len(running)),
        facilities.place_cost[facility],
        opening,
        np.append(np.arange(len(site)), later - 1),
        np.append(fee, -fee[later]),
    )


def _budget_of(sets: Sets, number: dict[tuple[str, int], int], *, pooled: bool) -> Integers:
    """Return the budget of each municipality and period, -1 where there is none."""
    table = np.full((len(sets.municipality), sets.periods), -1, dtype=np.int64)
    for (place, year), each in number.items():
        rows = slice(None) if pooled else sets.municipality[place]
        table[rows, sets.years.index(year)] = each
    return table
