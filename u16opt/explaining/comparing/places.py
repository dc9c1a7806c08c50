"""What comes out of proposals for municipalities and for groups of clients, number beside number.

The numbers are those of the model's own report: nothing is worked out twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from u16opt.explaining.answer import amount
from u16opt.explaining.comparing.outcomes import Number, changes
from u16opt.explaining.comparing.sides import Side, Sides
from u16opt.explaining.foil import total_of
from u16opt.model.model import Section
from u16opt.report.cells import is_number
from u16opt.report.goals import UNIT
from u16opt.report.people import Key, ReportSection
from u16opt.report.words import as_is
from u16opt.texts import Text

MUNICIPALITIES = ("municipalities", "recalibration")
"""Sections with a row for each municipality, of which one label is its code."""

OUTCOMES = "outcomes"
"""The section with a row for each group of clients with something in common."""

FIGURES = "figures"
"""The section with a row for each key figure, and its unit."""

Row = dict[str, Any]
Name = Callable[[tuple[Any, ...]], tuple[str, ...]]


def named_by_all(labels: tuple[Any, ...]) -> tuple[str, ...]:
    """Return all labels of a row: what usually tells it apart."""
    return tuple(label.en if isinstance(label, Text) else str(label) for label in labels)


@dataclass(frozen=True)
class Line:
    """One number of a report, in every proposal.

    Parameters
    ----------
    labels
        What the row is called; texts may differ by language.
    heading, unit
        Of the column.
    values
        None where a proposal has no such number.
    keys
        Per proposal the counts of people that the number gives away.
    """

    labels: tuple[Any, ...]
    heading: Text
    unit: Text
    values: tuple[Number, ...]
    keys: tuple[tuple[Key, ...], ...]


def lines_of(sides: Sides, names: Sequence[str], key: Name = named_by_all) -> list[Line]:
    """Return every number of the first of these sections that the reports have.

    Parameters
    ----------
    key
        What tells the rows of a section apart, from their labels; a row it gives nothing for is left out.
    """
    name = next((name for name in names if name in sides[0].report), None)
    if name is None:
        return []
    tables = [_cells(side.report.get(name), key) for side in sides]
    order = dict.fromkeys(at for table in tables for at in table)
    return [_line(at, tables) for at in order]


_At = tuple[tuple[str, ...], str]
_Cell = tuple[tuple[Any, ...], Text, Text, Number, tuple[Key, ...]]


def _cells(section: Section | None, key: Name) -> dict[_At, _Cell]:
    """Return the numbers of a section by the labels of the row and the heading of the column."""
    if not isinstance(section, ReportSection):
        return {}
    found: dict[_At, _Cell] = {}
    for number, row in enumerate(section.rows):
        labels = row[: section.labels]
        name = key(labels)
        if not name:
            continue
        for column, heading in list(enumerate(section.columns))[section.labels :]:
            unit = _unit(section, row, column)
            if unit is not None and heading != UNIT:
                value = amount(row[column]) if is_number(row[column]) else None
                keys = section.cells.get((number, column), ())
                found[name, heading.en] = (labels, heading, unit, value, keys)
    return found


def _unit(section: ReportSection, row: tuple[Any, ...], column: int) -> Text | None:
    """Return the unit of a number, which stands in its row or goes with its column; None for a text."""
    if UNIT in section.columns:
        unit = row[section.columns.index(UNIT)]
        return unit if isinstance(unit, Text) else as_is(str(unit))
    return section.units[column] if column < len(section.units) else None


def _line(at: _At, tables: Sequence[Mapping[_At, _Cell]]) -> Line:
    labels, heading, unit, _, _ = next(table[at] for table in tables if at in table)
    cells = [table.get(at) for table in tables]
    values = tuple(None if cell is None else cell[3] for cell in cells)
    return Line(labels, heading, unit, values, tuple(() if cell is None else cell[4] for cell in cells))


def loads_of(side: Side) -> dict[str, float]:
    """Return what each municipality carries over all periods: homes, places or lettings of the proposal."""
    formulation, program, values = side.ground.formulation, side.ground.program, side.ground.values
    return {
        code: amount(total_of(formulation, program, municipality=code).value(values))
        for code in side.ground.instance["municipalities"]["code"]
    }


def figures_of(sides: Sides) -> list[Row]:
    """Return a row for each figure of the reports: its title, unit, and value in every proposal."""
    return [{**_figure(line), "title": _both(line.labels[0])} for line in lines_of(sides, (FIGURES,))]


def town_lines(sides: Sides, codes: Collection[str]) -> list[Line]:
    """Return what the reports say of each municipality, wherever it stands among the labels."""
    return lines_of(sides, MUNICIPALITIES, lambda labels: tuple(each for each in labels if each in codes))


def municipalities_of(sides: Sides) -> list[Row]:
    """Return a row for each municipality: what it carries, and the figures the model reports of it."""
    loads = [loads_of(side) for side in sides]
    codes = dict.fromkeys(code for each in loads for code in each)
    lines = town_lines(sides, codes)
    rows = []
    for code in codes:
        values = [each.get(code) for each in loads]
        own = [_figure(line) for line in lines if code in line.labels]
        rows.append({"municipality": code, "carries": values, "changes": changes(values), "figures": own})
    return rows


def groups_of(sides: Sides) -> list[Row]:
    """Return a row for each group of clients with something in common, if the model reports of these."""
    found: dict[tuple[str, ...], Row] = {}
    for line in lines_of(sides, (OUTCOMES,)):
        trait, group = (_both(label) for label in line.labels[:2])
        row = found.setdefault(named_by_all(line.labels), {"trait": trait, "group": group, "figures": []})
        row["figures"].append(_figure(line))
    return list(found.values())


def _figure(line: Line) -> Row:
    values = list(line.values)
    return {
        "title": _both(line.heading),
        "unit": _both(line.unit),
        "values": values,
        "changes": changes(values),
    }


def _both(label: Any) -> dict[str, str]:
    text = label if isinstance(label, Text) else Text(str(label), str(label))
    return {"nl": text.nl, "en": text.en}
