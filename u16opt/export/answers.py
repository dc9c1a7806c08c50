"""The rows of an answer, with where and when: for those who carry a proposal out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.instance.schema import TABLES
from u16opt.model.model import Model
from u16opt.proposal import Proposal
from u16opt.report.cells import is_amount
from u16opt.report.numbers import Year
from u16opt.report.people import ReportSection
from u16opt.report.words import as_is
from u16opt.texts import Text

HEADINGS: Mapping[str, Text] = {
    "group": Text("Groep", "Group"),
    "lot": Text("Kavel", "Lot"),
    "location": Text("Locatie", "Location"),
    "site": Text("Locatie", "Location"),
    "clients": Text("Cliënten", "Clients"),
    "places": Text("Plaatsen", "Places"),
    "current": Text("Nu", "Now"),
    "lettings": Text("Verhuringen", "Lettings"),
    "neighbourhood": Text("Wijkcode", "Neighbourhood code"),
    "neighbourhood_name": Text("Wijk", "Neighbourhood"),
    "municipality": Text("Gemeentecode", "Municipality code"),
    "municipality_name": Text("Gemeente", "Municipality"),
    "period": Text("Jaar", "Year"),
    "kind": Text("Soort woning", "Kind of home"),
    "form": Text("Vorm", "Form"),
}
"""What people call the columns of the tables of an instance, and what is looked up there."""

_LOOKED_UP: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("lot", "supply", {each: each for each in ("neighbourhood", "period", "kind", "form")}),
    ("location", "locations", {"neighbourhood": "neighbourhood"}),
    ("location", "sites", {"neighbourhood": "neighbourhood"}),
    ("site", "sites", {"neighbourhood": "neighbourhood"}),
    ("neighbourhood", "neighbourhoods", {"municipality": "municipality", "neighbourhood_name": "name"}),
    ("municipality", "municipalities", {"municipality_name": "name"}),
)
"""A column of a row, the table whose key it is, and what is taken from there under which name."""


def answer_sections(
    instance: Instance, model: Model, proposal: Proposal, *, internal: bool
) -> tuple[ReportSection, ...]:
    """Return the tables of an answer.

    Parameters
    ----------
    internal
        False leaves out the tables whose rows are about people.
    """
    return tuple(
        _section(model, name, rows_of(instance, proposal, name))
        for name in model.answers
        if internal or not model.about_people(name)
    )


def rows_of(instance: Instance, proposal: Proposal, table: str) -> list[dict[str, Any]]:
    """Return the rows of one table of an answer, with neighbourhood, municipality, period and kind."""
    rows = [dict(row) for row in proposal.answer[table]]
    for column, source, taken in _LOOKED_UP:
        if any(column in row for row in rows):
            number = {code: index for index, code in enumerate(instance[source].columns[_key(source)])}
            for row in rows:
                if row.get(column) in number:
                    _take(row, instance, source, number[row[column]], taken)
    return rows


def columns_of(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the columns of an answer's table, then those that were looked up."""
    found = {column for row in rows for column in row}
    return [*columns, *(column for column in HEADINGS if column in found and column not in columns)]


def _take(
    row: dict[str, Any], instance: Instance, source: str, number: int, taken: Mapping[str, str]
) -> None:
    for name, column in taken.items():
        row.setdefault(name, _cell(name, instance[source][column][number]))


def _key(table: str) -> str:
    return TABLES[table].key[0]


def _section(model: Model, name: str, rows: list[dict[str, Any]]) -> ReportSection:
    names = columns_of(model.answers[name], rows)
    headings = {**HEADINGS, **model.headings}
    cells = tuple(tuple(_cell(column, row.get(column, "")) for column in names) for row in rows)
    return ReportSection(
        name,
        model.titles.get(name, as_is(name)),
        tuple(headings.get(column, as_is(column)) for column in names),
        cells,
        labels=_labels(cells),
        listing=True,
    )


def _labels(rows: Sequence[Sequence[Any]]) -> int:
    """Return the number of columns before the first that counts something; 1 when none does."""
    first = rows[0] if rows else ()
    return next((column for column, cell in enumerate(first) if column and is_amount(cell)), 1)


def _cell(column: str, value: Any) -> Any:
    return Year(value) if column == "period" and isinstance(value, int) else value
