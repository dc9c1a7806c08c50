"""One workbook with a sheet per table, and a sheet ``instance`` in place of ``instance.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.schema import TABLES
from u16opt.instance.settings_sheet import settings_in
from u16opt.instance.sheet import Cell, Sheet, Source, sheet_of
from u16opt.instance.workbook_faults import Valueless, valueless_cells
from u16opt.problems import InputError, Problem
from u16opt.scenario.sheet import PREFIX, scenario_in
from u16opt.scenario.written import Written
from u16opt.texts import Text

ENDINGS = (".xlsx", ".xls", ".ods")
SETTINGS = "instance"
_PANIC = "PanicException"
"""How the library that reads workbooks calls a fault of its own; its class cannot be imported."""

WORKBOOK = Text("een werkmap (.xlsx, .xls of .ods)", "a workbook (.xlsx, .xls or .ods)")

Grid = list[list[Any]]


def read_workbook(file: Path) -> Source:
    """Read every sheet of a workbook.

    Parameters
    ----------
    file
        An existing .xlsx, .xls or .ods file.

    Returns
    -------
    The raw content, and a problem for every sheet that could not be read.

    Raises
    ------
    InputError
        When the file is no workbook at all.
    """
    label = f"{file.name}[{{}}]"
    grids = _grids(file)
    sheets: dict[str, Sheet] = {}
    known = [name for name in grids if name in TABLES or name == SETTINGS]
    others = [name for name in grids if name not in known and not name.startswith(PREFIX)]
    problems = [_unknown(label, name) for name in others]
    for name in known:
        sheet, faults = read_sheet(label.format(name), grids[name])
        problems += faults
        if sheet:
            sheets[name] = sheet
    settings, faults = settings_in(sheets.pop(SETTINGS, None), label.format(SETTINGS), SETTINGS in grids)
    return Source(
        settings_file=label.format(SETTINGS),
        settings=settings,
        sheets=sheets,
        table_label=label,
        unreadable=frozenset(grids) & TABLES.keys() - sheets.keys(),
        problems=(*problems, *faults),
        scenarios=_scenarios(label, grids),
    )


def _scenarios(label: str, grids: Mapping[str, Grid]) -> Mapping[str, Written]:
    files = {label.format(name): grid for name, grid in grids.items() if name.startswith(PREFIX)}
    read = {file: read_sheet(file, grid) for file, grid in files.items()}
    found = (scenario_in(sheet, file, problems) for file, (sheet, problems) in read.items())
    return {each.name: each for each in found}


def _grids(file: Path) -> Mapping[str, Grid]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(file)
        grids: dict[str, Grid] = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError, OverflowError):
        raise InputError([Problem(file.name, WORKBOOK)]) from None
    except BaseException as fault:
        if type(fault).__name__ != _PANIC:
            raise
        raise InputError([Problem(file.name, WORKBOOK)]) from None
    for name, cells in valueless_cells(file).items():
        for (row, place), text in cells.items():
            if name in grids and row < len(grids[name]) and place < len(grids[name][row]):
                grids[name][row][place] = Valueless(text)
    return grids


def read_sheet(file: str, grid: Grid) -> tuple[Sheet | None, list[Problem]]:
    """Read the typed cells of one sheet as text, so that they are read as a CSV file is.

    Parameters
    ----------
    file
        Label of the sheet.
    grid
        Its rows from the first, empty ones included.

    Returns
    -------
    The sheet, None when it has no header, and the problems found; a date is one, and so is an error.
    """
    records = [[cell if type(cell) is str else _text(cell) for cell in row] for row in grid]
    sheet, problems = sheet_of(file, records)
    if sheet is None:
        return None, problems
    unreadable = (
        Problem(file, _value_for(grid[row - 1][place]), row, name, str(grid[row - 1][place]))
        for row, cells in sheet.rows
        for place, (name, cell) in enumerate(zip(sheet.header, cells, strict=True))
        if cell is None
    )
    return sheet, [*problems, *unreadable]


def _text(cell: Any) -> Cell:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return None if isinstance(cell, Valueless | date | time | timedelta) else str(cell)


def _value_for(cell: Any) -> Text:
    if isinstance(cell, Valueless):
        return Text(
            "een waarde, geen fout of formule die nog niet berekend is",
            "a value, not an error or a formula not computed yet",
        )
    return Text("een getal of tekst, geen datum", "a number or text, not a date")


def _unknown(label: str, name: str) -> Problem:
    known = (SETTINGS, *TABLES)
    return Problem(label.format(name), perhaps(one_of(known), name, known), value=name, level="warning")
