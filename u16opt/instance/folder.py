"""A folder with ``instance.toml`` and a CSV file per table, as it comes from a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.numerals import Notation
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Cell, Sheet, Source, sheet_of
from u16opt.instance.toml import read_toml
from u16opt.problems import Problem
from u16opt.scenario.library import scenarios_in
from u16opt.texts import Text

_AS_UTF8 = Text('opslaan als "CSV UTF-8" (save as CSV UTF-8)', "save as CSV UTF-8")


def read_folder(folder: Path) -> Source:
    """Read every file of an instance folder.

    Parameters
    ----------
    folder
        An existing folder.

    Returns
    -------
    The raw content, and a problem for everything that could not be read.
    """
    settings, problems = read_toml(folder / "instance.toml")
    sheets: dict[str, Sheet] = {}
    files = sorted(each for each in folder.iterdir() if each.suffix.lower() == ".csv")
    tables = [each for each in files if each.stem in TABLES and each.suffix == ".csv"]
    for file in tables:
        sheet, faults = read_csv(file)
        problems += faults
        if sheet:
            sheets[file.stem] = sheet
    boundaries, faults = read_boundaries(folder / "boundaries.geojson")
    return Source(
        settings_file="instance.toml",
        settings=settings,
        sheets=sheets,
        table_label="{}.csv",
        unreadable=frozenset(file.stem for file in tables) - sheets.keys(),
        boundaries=boundaries,
        problems=(*problems, *faults, *(_unknown(each.name) for each in files if each not in tables)),
        scenarios=scenarios_in(folder / "scenarios"),
    )


def read_csv(file: Path) -> tuple[Sheet | None, list[Problem]]:
    """Read one CSV file, in the international or the Dutch notation.

    Parameters
    ----------
    file
        An existing file.

    Returns
    -------
    The sheet, None when the file cannot be used, and the problems found.
    """
    text, problems = _decoded(file)
    if text is None:
        return None, problems
    header = text.partition("\n")[0]
    notation: Notation = "dutch" if header.count(";") > header.count(",") else "international"
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=";" if notation == "dutch" else ",", strict=True
    )
    try:
        records: list[list[Cell]] = list(reader)  # type: ignore[arg-type]
    except csv.Error:
        expected = Text('aanhalingstekens (") in paren', 'quotation marks (") in pairs')
        return None, [Problem(file.name, expected, reader.line_num)]
    return sheet_of(file.name, records, notation)


def _decoded(file: Path) -> tuple[str | None, list[Problem]]:
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError:
        return None, [Problem(file.name, Text("een leesbaar bestand", "a file that can be read"))]
    except UnicodeDecodeError as fault:
        return None, [Problem(file.name, _AS_UTF8, content.count(b"\n", 0, fault.start) + 1)]
    if "\0" in text:
        return None, [Problem(file.name, _AS_UTF8, text.count("\n", 0, text.index("\0")) + 1, value="\\0")]
    return text, []


def read_boundaries(file: Path) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """Read the optional ``boundaries.geojson``: a feature collection whose features have a ``code``."""
    if not file.exists():
        return None, []
    try:
        content = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        row = fault.lineno if isinstance(fault, json.JSONDecodeError) else None
        return None, [Problem(file.name, Text("geldige GeoJSON", "valid GeoJSON"), row)]
    return boundaries_in(content, file.name)


def boundaries_in(content: Any, file: str) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """Return boundaries when that is what content is, and else a problem in the file of this label."""
    if _has_codes(content):
        return content, []
    expected = Text(
        'een FeatureCollection waarin elke feature een "code" heeft',
        'a FeatureCollection in which every feature has a "code"',
    )
    return None, [Problem(file, expected, column="properties.code")]


def _has_codes(content: Any) -> bool:
    try:
        return content["type"] == "FeatureCollection" and all(
            isinstance(feature["properties"]["code"], str) for feature in content["features"]
        )
    except (KeyError, TypeError):
        return False


def _unknown(name: str) -> Problem:
    known = [f"{table}.csv" for table in TABLES]
    return Problem(name, perhaps(one_of(known), name, known), level="warning")
