"""A table of a JSON document, as rows or as columns, into the raw cells that every kind of file gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.instance.cells import CellError
from u16opt.instance.column import Column, TableDefinition
from u16opt.instance.documents.cells import cell_of
from u16opt.instance.documents.numeral import plain
from u16opt.instance.sheet import Cell, Sheet
from u16opt.problems import Problem
from u16opt.texts import Text

_TABLE = Text(
    "rijen [{kolom: waarde, ...}, ...] of kolommen {kolom: [waarde, ...], ...}",
    "rows [{column: value, ...}, ...] or columns {column: [value, ...], ...}",
)
_ROW = Text("een rij: {kolom: waarde, ...}", "a row: {column: value, ...}")
_VALUES = Text("een lijst van waarden", "a list of values")

Columns = Mapping[str, Sequence[Any]]


def sheet_in(content: Any, definition: TableDefinition, file: str) -> tuple[Sheet | None, list[Problem]]:
    """Read one table.

    Parameters
    ----------
    content
        A list of rows, or an object of columns.
    definition
        The table it should be.
    file
        Its label. Rows are numbered as in any other kind of file: the first one is row 2.

    Returns
    -------
    The sheet, None when it cannot be used, and the problems found.
    """
    if isinstance(content, list):
        columns, problems = _of_rows(content, definition, file)
    elif isinstance(content, dict):
        columns, problems = _of_columns(content, definition, file)
    else:
        return None, [Problem(file, _TABLE, value=shown(content))]
    cells = []
    for name, values in columns.items():
        read, faults = _cells(values, name, definition, file)
        cells.append(read)
        problems += faults
    rows = tuple(
        (number, row) for number, row in enumerate(zip(*cells, strict=True), 2) if any(map(_filled, row))
    )
    return Sheet(file, tuple(columns), rows), problems


def shown(value: Any) -> str:
    """Return a value as a problem shows it: shortly."""
    text = value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:80]}..."


def _of_rows(rows: list[Any], definition: TableDefinition, file: str) -> tuple[Columns, list[Problem]]:
    problems = [
        Problem(file, _ROW, number, value=shown(row))
        for number, row in enumerate(rows, 2)
        if not isinstance(row, dict)
    ]
    sound = [row if isinstance(row, dict) else {} for row in rows] if problems else rows
    names = (
        dict.fromkeys(definition.names) if not rows else dict.fromkeys(key for row in sound for key in row)
    )
    return {name: [row.get(name) for row in sound] for name in names}, problems


def _of_columns(
    columns: dict[str, Any], definition: TableDefinition, file: str
) -> tuple[Columns, list[Problem]]:
    problems = [
        Problem(file, _VALUES, column=name, value=shown(values))
        for name, values in columns.items()
        if not isinstance(values, list)
    ]
    lists = {name: values if isinstance(values, list) else [] for name, values in columns.items()}
    longest = max(map(len, lists.values()), default=0)
    if not problems:
        problems = [
            Problem(file, _as_many(longest), column=name, value=str(len(values)))
            for name, values in lists.items()
            if len(values) < longest
        ]
    whole = {name: [*values, *[None] * (longest - len(values))] for name, values in lists.items()}
    return whole or {name: [] for name in definition.names}, problems


def _as_many(number: int) -> Text:
    return Text(
        f"{number} waarden, zoveel als de langste kolom heeft",
        f"{number} values, as many as the longest column has",
    )


def _cells(
    values: Sequence[Any], name: str, definition: TableDefinition, file: str
) -> tuple[list[Cell], list[Problem]]:
    if name not in definition.names:  # the header says so
        return ["" if value is None else "?" for value in values], []
    column, problems, cells = definition[name], list[Problem](), list[Cell]()
    for number, value in enumerate(values, 2):
        if type(value) is str:
            cells.append(value)
            continue
        cell = _cell(value, column)
        if isinstance(cell, CellError):
            problems.append(Problem(file, cell.expected, number, name, shown(value)))
        cells.append(None if isinstance(cell, CellError) else cell)
    return cells, problems


def _cell(value: Any, column: Column) -> str | CellError:
    try:
        return cell_of(value, column)
    except CellError as fault:
        return fault


def _filled(cell: Cell) -> bool:
    return cell is None or not (cell == "" or cell.isspace())
