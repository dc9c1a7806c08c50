"""What is sourced, computed or made up: a synthetic figure is never shown as a fact."""

from __future__ import annotations

from collections.abc import Sequence

from u16opt.model.model import Model
from u16opt.proposal import Proposal, ProvenanceEntry
from u16opt.report import words
from u16opt.report.people import ReportSection
from u16opt.texts import Text

TITLE = Text("Herkomst van de gegevens", "Provenance of the data")


def warning(model: Model, proposal: Proposal) -> Text:
    """Return what a reader must know before reading any number: which data of the model are made up."""
    read = {*model.tables, *model.optional_tables}
    made_up = [table for table in _tables(proposal.provenance, "synthetisch") if table in read]
    if not proposal.provenance:
        return Text(
            "De herkomst van de gegevens is onbekend: de invoer zegt er niets over.",
            "The provenance of the data is unknown: the input says nothing about it.",
        )
    if not made_up:
        return Text("Geen synthetische gegevens, zie herkomst.", "No synthetic data, see provenance.")
    tables = words.each([words.table_title(table) for table in made_up])
    return Text(
        f"Synthetische gegevens: {tables.nl}, zie herkomst. "
        "Wat daarop rust is een rekenvoorbeeld, geen feit.",
        f"Synthetic data: {tables.en}, see provenance. What rests on them is an example, not a fact.",
    )


def provenance_section(proposal: Proposal) -> ReportSection:
    """Return per status how many columns have it, and in which tables."""
    rows = [
        (
            words.PROVENANCE[status],
            sum(entry.status == status for entry in proposal.provenance),
            words.each([words.table_title(table) for table in _tables(proposal.provenance, status)]),
        )
        for status in words.PROVENANCE
    ]
    return ReportSection(
        "provenance",
        TITLE,
        (Text("Status", "Status"), Text("Opgaven", "Entries"), Text("Tabellen", "Tables")),
        tuple(row for row in rows if row[1]),
        Text(
            "Een opgave geldt voor een kolom, of voor een hele tabel. Bron: uit een genoemde bron. "
            "Berekend: uit cijfers met een bron. Synthetisch: verzonnen, omdat niemand het publiceert.",
            "An entry speaks of a column, or of a whole table. Sourced: from a named source. "
            "Computed: from sourced figures. Synthetic: made up, because nobody publishes it.",
        ),
    )


def provenance_rows(proposal: Proposal) -> ReportSection:
    """Return every entry in full, for files that travel."""
    names = ("table", "column", "status", "source", "licence", "year", "note")
    headings = ("Tabel", "Kolom", "Status", "Bron", "Licentie", "Jaar", "Toelichting")
    return ReportSection(
        "provenance",
        TITLE,
        tuple(Text(nl, name.capitalize()) for nl, name in zip(headings, names, strict=True)),
        tuple(tuple(getattr(entry, name) for name in names) for entry in proposal.provenance),
        labels=2,
    )


def _tables(entries: Sequence[ProvenanceEntry], status: str) -> list[str]:
    """Return the tables that have entries of a status, in the order of the contract."""
    found = sorted({entry.table for entry in entries if entry.status == status})
    return [table for table in words.TABLE if table in found] + [
        table for table in found if table not in words.TABLE
    ]
