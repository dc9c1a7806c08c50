"""What a placement costs, who pays, and what each payer may spend (F04-F09, A21)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.money.objective_model import budgets_of, limits
from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import ELSEWHERE, Sets
from u16opt_models.numbering import Floats, Integers


@dataclass(frozen=True)
class Money:
    """Budget cells and the spending that each pair brings into them.

    Parameters
    ----------
    places, periods
        Municipality (empty text when pooled) and year of each cell.
    budgets
        Euro of each cell.
    pair, cell, euro
        One entry per pair and cell: a client of the pair costs `euro` in the cell.
    """

    places: tuple[str, ...]
    periods: tuple[int, ...]
    budgets: Floats
    pair: Integers
    cell: Integers
    euro: Floats


def money_of(sets: Sets, pairs: Pairs, *, pooled: bool) -> Money:
    """Gather budget cells, and the entries of all admissible pairs."""
    given = budgets_of(sets.instance, "allocation")
    allowed = limits(given, pooled=pooled)
    cells = {key: number for number, key in enumerate(allowed)}
    budgets = np.array([float(euro) for euro in allowed.values()], dtype=float)
    cell_of = np.full((len(sets.municipality), sets.periods), -1, dtype=np.int64)
    for each in given:
        key = ("" if pooled else each.municipality, each.period)
        cell_of[sets.municipality[each.municipality], sets.period(each.period)] = cells[key]
    pair, cell, euro = _entries(sets, pairs, cell_of)
    places, periods = tuple(place for place, _ in cells), tuple(period for _, period in cells)
    return Money(places, periods, budgets, pair, cell, euro)


def _entries(sets: Sets, pairs: Pairs, cell_of: Integers) -> tuple[Integers, Integers, Floats]:
    products = {row["product"]: (row["rate"], row["periods"]) for row in sets.instance["support"].rows()}
    terms = [products.get(product, (0.0, 0)) for product in sets.groups["support"]]
    rate = np.array([each[0] for each in terms], dtype=float)[pairs.group]
    duration = np.array([each[1] for each in terms], dtype=np.int64)[pairs.group]
    payer, first = _payers(sets, pairs), sets.lot_period[pairs.lot]
    found: list[tuple[Integers, Integers]] = []
    for later in range(sets.periods):
        paying = np.flatnonzero((duration > later) & (first + later < sets.periods) & (rate > 0))
        cells = cell_of[payer[paying], first[paying] + later]
        found.append((paying[cells >= 0], cells[cells >= 0]))
    pair = np.concatenate([each[0] for each in found])
    return pair, np.concatenate([each[1] for each in found]), rate[pair]


def _payers(sets: Sets, pairs: Pairs) -> Integers:
    """Return the municipality that pays for each pair (A21; contract: payer)."""
    settings = sets.instance.settings.budget
    host = sets.lot_host[pairs.lot]
    origin = np.array([sets.municipality.get(code, -1) for code in sets.groups["origin"]], dtype=np.int64)
    outside = np.array([code == ELSEWHERE for code in sets.groups["origin"]], dtype=bool)
    centre = sets.municipality.get(settings.centre or "", -1)
    payers = {"host": host, "centre": np.full(len(host), centre)}
    paying = payers.get(settings.payer, np.where(outside[pairs.group], host, origin[pairs.group]))
    existing = np.array([flag == 1 for flag in sets.groups["existing"]], dtype=bool)[pairs.group]
    return np.where(existing & (centre >= 0), centre, paying)
