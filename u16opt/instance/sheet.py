"""The raw cells of one table, whatever kind of file they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from u16opt.instance.cells import clean
from u16opt.instance.numerals import Notation
from u16opt.problems import Problem
from u16opt.scenario.written import Written
from u16opt.texts import Text

Cell = str | None


@dataclass(frozen=True)
class Sheet:
    """A header and rows of text.

    Parameters
    ----------
    file
        ``supply.csv``, or ``name.xlsx[supply]``.
    header
        Column names, cleaned.
    rows
        Number of the row as a spreadsheet counts it, and as many cells as the header has; a cell is None
        when it could not be read and a problem already says so.
    notation
        How numbers are written.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    notation: Notation = "international"


@dataclass(frozen=True)
class Source:
    """What was found in a folder or a workbook, before any of it is understood.

    Parameters
    ----------
    settings_file
        Label of the settings: ``instance.toml`` or ``name.xlsx[instance]``.
    settings
        Content of the settings, or None when they could not be read.
    sheets
        Readable tables by name.
    unreadable
        Tables that are there but could not be read.
    table_label
        Label of a table that is missing, with ``{}`` where its name goes.
    boundaries
        GeoJSON, when there is any.
    problems
        What went wrong so far.
    scenarios
        The scenarios by name, not yet understood: one that cannot be read harms only who asks for it.
    """

    settings_file: str
    settings: Mapping[str, Any] | None
    sheets: Mapping[str, Sheet]
    table_label: str
    unreadable: frozenset[str] = frozenset()
    boundaries: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    scenarios: Mapping[str, Written] = field(default_factory=dict)


def sheet_of(
    file: str, records: Iterable[list[Cell]], notation: Notation = "international"
) -> tuple[Sheet | None, list[Problem]]:
    """Give raw rows their shape: a header, and rows that are exactly as wide.

    Parameters
    ----------
    file
        Label of the file.
    records
        Every row from the first, empty ones included.
    notation
        How numbers are written in it.

    Returns
    -------
    The sheet, None when there is no header, and the problems found.
    """
    numbered = [(number, cells) for number, cells in enumerate(records, 1) if any(map(_filled, cells))]
    if not numbered or numbered[0][0] != 1:
        return None, [Problem(file, Text("kolomnamen op rij 1", "column names in row 1"), row=1)]
    header = tuple(clean(cell or "") for cell in _trimmed(numbered[0][1]))
    problems = [
        Problem(file, _cells(len(header)), number, value=str(len(cells)))
        for number, cells in numbered[1:]
        if len(cells) < len(header) or any(map(_filled, cells[len(header) :]))
    ]
    rows = ((number, _fit(cells, len(header))) for number, cells in numbered[1:])
    return Sheet(file, header, tuple(rows), notation), problems


def _filled(cell: Cell) -> bool:
    return cell is None or not (cell == "" or cell.isspace())


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Drop the empty cells at the end, which spreadsheets add by themselves."""
    width = max((place for place, cell in enumerate(cells, 1) if _filled(cell)), default=0)
    return cells[:width]


def _fit(cells: list[Cell], width: int) -> tuple[Cell, ...]:
    return tuple(cells[:width]) + (None,) * (width - len(cells))


def _cells(width: int) -> Text:
    return Text(f"{width} cellen, zoveel als er kolomnamen zijn", f"{width} cells, one for each column name")
