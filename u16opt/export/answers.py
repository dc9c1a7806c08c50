"""The rows of an answer, with where and when: for those who carry a proposal out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.proposal import Proposal
from u16opt.report.numbers import Year
from u16opt.report.people import Key, People, ReportSection
from u16opt.report.words import as_is
from u16opt.texts import Text

GROUP = "group"
PEOPLE = "clients"

TITLES: Mapping[str, Text] = {
    "placements": Text("Plaatsingen", "Placements"),
    "unplaced": Text("Groepen zonder woning", "Groups without a home"),
}

HEADINGS: Mapping[str, Text] = {
    "group": Text("Groep", "Group"),
    "lot": Text("Kavel", "Lot"),
    "clients": Text("Cliënten", "Clients"),
    "neighbourhood": Text("Wijkcode", "Neighbourhood code"),
    "neighbourhood_name": Text("Wijk", "Neighbourhood"),
    "municipality": Text("Gemeentecode", "Municipality code"),
    "municipality_name": Text("Gemeente", "Municipality"),
    "period": Text("Jaar", "Year"),
    "kind": Text("Soort woning", "Kind of home"),
    "form": Text("Vorm", "Form"),
}

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
        False leaves out the tables with rows of client groups.
    """
    return tuple(
        _section(name, rows_of(instance, proposal, name), columns)
        for name, columns in model.answers.items()
        if internal or GROUP not in columns
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
        value = instance[source][column][number]
        row.setdefault(name, Year(value) if name == "period" else value)


def _key(table: str) -> str:
    from u16opt.instance.schema import TABLES

    return TABLES[table].key[0]


def _section(name: str, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> ReportSection:
    names = columns_of(columns, rows)
    place = names.index(PEOPLE) if PEOPLE in names else None
    keys: dict[int, Key] = (
        {} if place is None else {number: ("row", name, number) for number in range(len(rows))}
    )
    return ReportSection(
        name,
        TITLES.get(name, as_is(name)),
        tuple(HEADINGS.get(column, as_is(column)) for column in names),
        tuple(tuple(_cell(column, row.get(column, "")) for column in names) for row in rows),
        labels=min(place or len(columns), len(columns)),
        people=People({key: int(rows[number][PEOPLE]) for number, key in keys.items()}),
        cells={(number, place or 0): (key,) for number, key in keys.items()},
    )


def _cell(column: str, value: Any) -> Any:
    return Year(value) if column == "period" and isinstance(value, int) else value
