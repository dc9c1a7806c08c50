"""What an answer says of municipalities, of neighbourhoods, and of what lies in one: for a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from u16opt.export.answers import rows_of
from u16opt.export.content import Content
from u16opt.report.cells import is_amount
from u16opt.report.numbers import Year

AREAS = ("neighbourhood", "municipality")
PERIOD = "period"

Numbers = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What the tables of an answer say, under the names of their columns.

    Parameters
    ----------
    areas
        By code of a municipality or a neighbourhood: what is said of it, and sums over what lies in it.
    spots
        By the code of what lies in a neighbourhood: in which, and what is said of it.
    """

    areas: dict[str, Numbers] = field(default_factory=dict)
    spots: dict[str, Numbers] = field(default_factory=dict)


def told(content: Content) -> Told:
    """Return what the located tables of an answer say; tables about people only if it is internal (P03)."""
    found = Told()
    for column, row, numbers in _rows(content):
        if column in AREAS:
            _add(found.areas, row[column], numbers)
        else:
            _add(found.spots, row[column], {area: row.get(area, "") for area in AREAS} | numbers)
        amounts = {name: each for name, each in numbers.items() if is_amount(each)}
        for area in [row[area] for area in AREAS if area in row and area != column]:
            _add(found.areas, area, amounts)
    return found


def _rows(content: Content) -> Iterator[tuple[str, Mapping[str, Any], Numbers]]:
    """Yield the column that says where, each row, and what the row says, named by period if it has one."""
    model = content.model
    for table, column in model.located.items():
        if content.internal or not model.about_people(table):
            names = [name for name in model.answers[table] if name not in (column, PERIOD)]
            for row in rows_of(content.instance, content.proposal, table):
                yield column, row, _numbers(table, names, row)


def _numbers(table: str, names: list[str], row: Mapping[str, Any]) -> Numbers:
    """Return what a row says; one that only says when, under the name of its table."""
    if PERIOD not in row:
        return {name: row[name] for name in names}
    return {f"{name}_{row[PERIOD]}": row[name] for name in names} or {table: Year(row[PERIOD])}


def _add(found: dict[str, Numbers], code: str, numbers: Numbers) -> None:
    """Add numbers to what is known of a code, and note everything else."""
    known = found.setdefault(code, {})
    for name, each in numbers.items():
        known[name] = known[name] + each if name in known and is_amount(each) else each
