"""A table whose cells have been read one by one, the unreadable ones marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from u16opt.instance.cells import CellError, cell_value
from u16opt.instance.column import Column, TableDefinition
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.sheet import Cell, Sheet
from u16opt.problems import Problem
from u16opt.texts import Text


class Mark(Enum):
    """What stands in a draft in place of a value."""

    BROKEN = "a cell that could not be read; a problem already says so"


BROKEN = Mark.BROKEN


@dataclass(frozen=True)
class Draft:
    """A table on its way to an instance: typed values, or `BROKEN` where a cell could not be read.

    Parameters
    ----------
    definition
        The table of the contract.
    file
        Label for problems.
    numbers
        Row number of every row, as a spreadsheet counts.
    columns
        All columns of the contract, defaults filled in.
    """

    definition: TableDefinition
    file: str
    numbers: tuple[int, ...]
    columns: Mapping[str, Sequence[Any]]

    def sound(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield ``(row number, value, ...)`` for the rows in which all these columns could be read."""
        for row in zip(self.numbers, *(self.columns[name] for name in names), strict=True):
            if BROKEN not in row:
                yield row

    def problem(self, row: int, column: str | None, value: Any, nl: str, en: str, **level: Any) -> Problem:
        """Return a problem with a cell of this table."""
        return Problem(self.file, Text(nl, en), row, column, None if value is None else str(value), **level)


def draft_of(sheet: Sheet, definition: TableDefinition) -> tuple[Draft, list[Problem]]:
    """Read every cell of a sheet.

    Parameters
    ----------
    sheet
        The raw cells.
    definition
        The table they should hold.

    Returns
    -------
    The draft, and a problem for every fault in the header and in the cells.
    """
    problems = header_problems(sheet, definition)
    columns: dict[str, Sequence[Any]] = {}
    for column in definition.columns:
        columns[column.name], faults = _column(sheet, column)
        problems += faults
    return Draft(definition, sheet.file, tuple(number for number, _ in sheet.rows), columns), problems


def header_problems(sheet: Sheet, definition: TableDefinition) -> list[Problem]:
    """Return what is wrong with the column names: unknown, double, nameless, missing."""
    problems = []
    for place, name in enumerate(sheet.header):
        if name in sheet.header[:place] and name:
            problems.append(_header(sheet, name, Text("elke kolomnaam één keer", "every column name once")))
        elif not name and any(cells[place] for _, cells in sheet.rows):
            problems.append(_header(sheet, name, Text("een kolomnaam", "a column name")))
        elif name and name not in definition.names:
            problems.append(_header(sheet, name, _known_column(name, sheet, definition)))
    missing = (each for each in definition.columns if each.required and each.name not in sheet.header)
    return problems + [
        Problem(sheet.file, Text("deze kolom (zij ontbreekt)", "this column (it is missing)"), 1, column.name)
        for column in missing
    ]


def _known_column(name: str, sheet: Sheet, definition: TableDefinition) -> Text:
    free = [each for each in definition.names if each not in sheet.header]
    return perhaps(one_of(definition.names), name, free or definition.names)


def _header(sheet: Sheet, name: str, expected: Text) -> Problem:
    return Problem(sheet.file, expected, 1, name or None, name)


def _column(sheet: Sheet, column: Column) -> tuple[list[Any], list[Problem]]:
    if column.name not in sheet.header:
        return [BROKEN if column.required else column.absent] * len(sheet.rows), []
    place = sheet.header.index(column.name)
    texts = [cells[place] for _, cells in sheet.rows]
    known = {text: _read(text, column, sheet) for text in set(texts)}
    faults = {text: value.expected for text, value in known.items() if isinstance(value, CellError)}
    values = [BROKEN if text in faults else known[text] for text in texts]
    return values, [
        Problem(sheet.file, faults[text], number, column.name, text or None)
        for (number, _), text in zip(sheet.rows, texts, strict=True)
        if text in faults
    ]


def _read(text: Cell, column: Column, sheet: Sheet) -> Any:
    """Read one cell; every distinct text of a column is read once, which keeps a whole country fast."""
    if text is None:
        return BROKEN
    try:
        return cell_value(text, column, sheet.notation)
    except CellError as fault:
        return fault
