"""Write small instances as a folder or as a workbook, the way a user's spreadsheet would."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from u16opt.instance.schema import TABLES

Rows = Sequence[Mapping[str, Any]]


def write_folder(path: Path, tables: Mapping[str, Rows], settings_toml: str, *, dutch: bool = False) -> Path:
    """Write an instance as a folder of CSV files (`dutch`: semicolon and decimal comma) and return it.

    A value may be text, a number, a bool, None (not given) or a list. A table without rows gets a header.
    """
    path.mkdir(parents=True, exist_ok=True)
    (path / "instance.toml").write_text(settings_toml, encoding="utf-8")
    for name, rows in tables.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";" if dutch else ",")
            columns = header(name, rows)
            writer.writerow(columns)
            writer.writerows([as_text(row.get(column), dutch) for column in columns] for row in rows)
    return path


def write_workbook(path: Path, tables: Mapping[str, Rows], settings_toml: str) -> Path:
    """Write an instance as one workbook, a sheet per table and the sheet ``instance``; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        settings = [
            {"key": key, "value": as_toml(value)} for key, value in leaves(tomllib.loads(settings_toml))
        ]
        for name, rows in {"instance": settings, **tables}.items():
            sheet = book.add_worksheet(name)
            columns = header(name, rows)
            for number, row in enumerate(
                [columns, *([row.get(column) for column in columns] for row in rows)]
            ):
                sheet.write_row(number, 0, [as_text(x) if isinstance(x, list | tuple) else x for x in row])
    return path


def header(name: str, rows: Rows) -> list[str]:
    """Return the columns the rows speak of, or every column of the contract when there are no rows."""
    known = (column.name for column in TABLES[name].columns) if name in TABLES else ("key", "value")
    return list(dict.fromkeys(column for row in rows for column in row)) or list(known)


def as_text(value: Any, dutch: bool = False) -> str:
    """Return a value as a cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list | tuple):
        return "|".join(value)
    return str(value).replace(".", ",") if dutch and isinstance(value, float) else str(value)


def as_toml(value: Any) -> Any:
    """Return a setting as a workbook's value cell: numbers and booleans as they are, the rest as TOML."""
    return value if isinstance(value, int | float) else inline(value)


def inline(value: Any) -> str:
    """Return a value on one line of TOML, which for all but tables is JSON."""
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(each)}" for key, each in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def leaves(content: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every setting with its dotted path."""
    for key, value in content.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
