"""What locations cost in every year, beside the budgets (F04-F09)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.report.names import place_name
from u16opt.report.numbers import Year, tidy
from u16opt.report.people import ReportSection
from u16opt.texts import Text
from u16opt_models.checks.budgets import limits
from u16opt_models.reports.grids import cumulated
from u16opt_models.reports.words import CODE, EURO, MUNICIPALITY, TOTAL, YEAR
from u16opt_models.spread.checks.money import Bill, bills, opening_bills, overspent, place_bills
from u16opt_models.spread.checks.view import PlaceTime, View

COST, BUDGET, ABOVE = Text("Kosten", "Cost"), Text("Budget", "Budget"), Text("Boven budget", "Above budget")

Numbers = Mapping[Any, float]

_PARTS = Text(
    "In euro. Openen: eenmalig, in het jaar van openen. Plaatsen: elk jaar, voor alle plaatsen die er zijn.",
    "In euro. Opening: once, in the year of opening. Places: every year, for all places there are.",
)
_POOLED = Text(
    "De budgetten van alle gemeenten samen gelden per jaar.",
    "The budgets of all municipalities together hold in each year.",
)
_APART = Text(
    "Elke gemeente heeft een eigen budget, voor de locaties die er staan: wat de ene overhoudt, helpt een "
    "andere niet.",
    "Every municipality has a budget of its own, for the locations that stand there: what one has left does "
    "not help another.",
)
_FREE = Text(
    "Zonder budget in een jaar is er dan geen grens.", "Without a budget in a year there is no limit then."
)


def money_sections(seen: View) -> tuple[ReportSection, ...]:
    """Return cost and budget by year and, where every municipality has its own, by municipality and year."""
    years = _years(seen)
    return (years,) if seen.policy.rules["running_budget"].pooled else (years, _towns(seen))


def _years(seen: View) -> ReportSection:
    opening, running = (_sums(each(seen)) for each in (opening_bills, place_bills))
    budgets, above = cumulated(limits(seen.instance, "spread")), _above(seen)
    rows: list[tuple[Any, ...]] = []
    for year in (*seen.instance.periods, None):
        label: Any = TOTAL if year is None else Year(year)
        parts = [numbers.get((None, year), 0) for numbers in (opening, running)]
        money = map(tidy, (*parts, math.fsum(parts)))
        rows.append((label, *money, *_limit(budgets, above, (None, year))))
    note = _POOLED if seen.policy.rules["running_budget"].pooled else _APART
    return ReportSection(
        "money",
        Text("Kosten en budget per jaar", "Cost and budget by year"),
        (YEAR, Text("Openen", "Opening"), Text("Plaatsen", "Places"), COST, BUDGET, ABOVE),
        tuple(rows),
        Text(f"{_PARTS.nl} {note.nl} {_FREE.nl}", f"{_PARTS.en} {note.en} {_FREE.en}"),
        units=(None, *(EURO,) * 5),
    )


def _towns(seen: View) -> ReportSection:
    """Return every municipality and year in which there is a cost or a budget."""
    budgets, above = limits(seen.instance, "spread"), _above(seen)
    costs = _sums(bills(seen))
    names = {code: place_name(seen.instance, code) for code in seen.region}
    rows = tuple(
        (
            names[code],
            code,
            Year(year),
            tidy(costs.get((code, year), 0)),
            *_limit(budgets, above, (code, year)),
        )
        for code in sorted(names, key=lambda code: (names[code].casefold(), code))
        for year in seen.instance.periods
        if costs.get((code, year)) or (code, year) in budgets
    )
    return ReportSection(
        "money_by_municipality",
        Text("Kosten en budget per gemeente en jaar", "Cost and budget by municipality and year"),
        (MUNICIPALITY, CODE, YEAR, COST, BUDGET, ABOVE),
        rows,
        _APART,
        labels=3,
        units=(None, None, None, EURO, EURO, EURO),
    )


def _sums(found: Iterable[Bill]) -> Numbers:
    """Return the euros of bills by municipality and period, and totals."""
    parts: dict[PlaceTime, list[float]] = defaultdict(list)
    for at, number, euro in found:
        parts[at].append(number * euro)
    return cumulated({at: math.fsum(each) for at, each in parts.items()})


def _above(seen: View) -> Numbers:
    """Return the euros above each budget by municipality (none: all together) and period, and totals."""
    return cumulated({(place or "", period): euro for (place, period), euro in overspent(seen).items()})


def _limit(budgets: Numbers, above: Numbers, at: Any) -> tuple[Any, Any]:
    """Return a budget and what is above it; nothing where there is no budget."""
    return (tidy(budgets[at]), tidy(above.get(at, 0))) if at in budgets else ("", "")
