"""The settlement in a report: what each municipality spent, its share, and who pays whom (F08, F09)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.money.objective_model import budgets_of
from u16opt.proposal import Proposal, SettlementEntry
from u16opt.report.names import place_label, place_name
from u16opt.report.numbers import Year
from u16opt.report.people import ReportSection
from u16opt.report.words import each
from u16opt.texts import Text

EURO = Text("euro", "euro")
CODE = Text("Code", "Code")

NAMED = 5
"""Municipalities that a note names before it only counts."""

NOTE = Text(
    "Aandeel: het deel van de uitgaven samen dat bij het objectieve budget van de gemeente hoort. Saldo: "
    "uitgaven min aandeel, per jaar in hele euro's die samen 0 zijn. Onder 0 gaf de gemeente minder uit dan "
    "haar aandeel en betaalt zij; boven 0 krijgt zij geld.",
    "Share: the part of what all spent that belongs to the objective budget of the municipality. Balance: "
    "spend minus share, each year in whole euros that add up to 0. Below 0 the municipality spent less than "
    "its share and pays; above 0 it receives.",
)

PAYMENTS = Text(
    "Zo komt elk saldo op 0: de gemeente die het meest moet betalen, betaalt steeds aan de gemeente die het "
    "meest moet krijgen.",
    "This brings every balance to 0: each time the municipality that owes most pays the one that is owed "
    "most.",
)


def settlement_sections(instance: Instance, model: Model, proposal: Proposal) -> tuple[ReportSection, ...]:
    """Return the balances of all municipalities over all years, and the payments; none without a settlement.

    What placing clients costs gives away who was placed, year by year and product by product; so where a
    model places client groups these sections are internal (P03).
    """
    if not proposal.settlement:
        return ()
    return _balances(instance, model, proposal), _payments(instance, model, proposal)


def _balances(instance: Instance, model: Model, proposal: Proposal) -> ReportSection:
    years = sorted({entry.period for entry in proposal.settlement})
    yearly = years if len(years) > 1 else []
    codes = {entry.municipality for entry in proposal.settlement}
    named = sorted(codes, key=lambda code: (place_name(instance, code).casefold(), code))
    rows = [
        (place_name(instance, code), code, *_numbers(proposal.settlement, code, yearly)) for code in named
    ]
    total = (Text("Totaal", "Total"), "", *(sum(column) for column in list(zip(*rows, strict=True))[2:]))
    balance = Text("Saldo", "Balance")
    headings = (
        Text("Uitgaven", "Spend"),
        Text("Aandeel", "Share"),
        *(Text(f"{balance.nl} {year}", f"{balance.en} {year}") for year in yearly),
        balance,
    )
    return ReportSection(
        "settlement",
        Text("Vereffening", "Settlement"),
        (Text("Gemeente", "Municipality"), CODE, *headings),
        (*rows, total),
        _note(instance, model, years),
        labels=2,
        units=(None, None, *(EURO,) * len(headings)),
        internal=model.names_groups,
    )


def _numbers(entries: Sequence[SettlementEntry], code: str, yearly: Sequence[int]) -> tuple[int, ...]:
    """Return spend, share and balances of a municipality, in whole euros that fit one another."""
    own = [entry for entry in entries if entry.municipality == code]
    balances = {entry.period: entry.balance for entry in own}
    spend, balance = round(sum(entry.spend for entry in own)), sum(balances.values())
    return (spend, spend - balance, *(balances.get(year, 0) for year in yearly), balance)


def _note(instance: Instance, model: Model, years: Sequence[int]) -> Text:
    """Return what the table means, and whose spend is not in it."""
    given = {(budget.municipality, budget.period) for budget in budgets_of(instance, model.name)}
    codes = instance["municipalities"]["code"]
    without = [code for code in codes if any((code, year) not in given for year in years)]
    unsettled = [year for year in instance.periods if year not in years]
    told = [NOTE]
    if without:
        names = _some([place_name(instance, code) for code in without])
        told.append(
            Text(
                f"Uitgaven in een jaar waarin een gemeente geen budget heeft, tellen niet mee: {names}.",
                f"Spend in a year in which a municipality has no budget stays out: {names}.",
            )
        )
    if unsettled:
        names = ", ".join(map(str, unsettled))
        told.append(
            Text(
                f"Niet vereffend: {names}. Daarvoor zijn budgetten van twee of meer gemeenten nodig.",
                f"Not settled: {names}. That takes budgets of two or more municipalities.",
            )
        )
    return each(told, " ")


def _some(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    more = f" (+ {len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _payments(instance: Instance, model: Model, proposal: Proposal) -> ReportSection:
    def named(code: str) -> Text:
        return place_label(instance, code, None)

    rows: list[tuple[Any, ...]] = [
        (Year(entry.period), named(entry.payer), named(entry.receiver), entry.euro)
        for entry in proposal.transfers
    ]
    return ReportSection(
        "transfers",
        Text("Betalingen tussen gemeenten", "Payments between municipalities"),
        (Text("Jaar", "Year"), Text("Van", "From"), Text("Naar", "To"), Text("Bedrag", "Amount")),
        tuple(rows),
        PAYMENTS,
        labels=3,
        units=(None, None, None, EURO),
        internal=model.names_groups,
    )
