"""Tables to a folder: plain CSV files and ``instance.toml``, the same bytes every time."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from instances.make.tables import Tables


def write(folder: Path, settings: str, tables: Tables) -> None:
    """Write an instance as a folder; files of the same name are replaced.

    Parameters
    ----------
    folder
        Made when it is not there yet.
    settings
        Text of ``instance.toml``.
    tables
        Rows by table name; every table must have at least one row.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "instance.toml").write_text(settings, encoding="utf-8", newline="\n")
    for name, rows in tables.items():
        write_table(folder / f"{name}.csv", rows)


def write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as CSV: UTF-8, comma, decimal point, lines that end in a newline alone."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: cell(value) for column, value in row.items()} for row in rows)


def cell(value: Any) -> str:
    """Return a value as the contract writes it: nothing for None, ``|`` between the members of a list."""
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, tuple) else str(value)
