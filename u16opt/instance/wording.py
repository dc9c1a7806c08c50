"""Every text of an instance with its place: in tables, settings, scenarios and boundaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from u16opt.instance.place import table as table_in
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Sheet, Source
from u16opt.instance.toml import dotted
from u16opt.scenario.written import Written

NUMBERS = ("whole", "number", "flag", "period")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Wording:
    """Texts of one column, or one text of the settings.

    Parameters
    ----------
    file
        Label, as a problem has it.
    column
        Name of the column, or dotted path; ``""`` for the whole file.
    rows
        Row of each text, None where there are no rows.
    texts
        As they were written.
    counts
        Whether it is a column of numbers.
    """

    file: str
    column: str
    rows: Sequence[int | None]
    texts: Sequence[str]
    counts: bool = False


def wordings(source: Source) -> Iterator[Wording]:
    """Yield all texts of an instance, names of unknown columns and of settings included.

    Parameters
    ----------
    source
        The raw content.
    """
    for name, sheet in source.sheets.items():
        yield from _of_table(name, sheet)
    yield from _of_leaves(source.settings_file, source.settings, ())
    in_folder = source.settings_file == "instance.toml"
    boundaries = "boundaries.geojson" if in_folder else source.table_label.format("boundaries")
    yield from _of_leaves(boundaries, source.boundaries, ())
    for written in source.scenarios.values():
        yield from _of_scenario(written)


def _of_table(name: str, sheet: Sheet) -> Iterator[Wording]:
    numbers = [row for row, _ in sheet.rows]
    kinds = {column.name: column.kind for column in TABLES[name].columns}
    for place, column in enumerate(sheet.header):
        if column not in kinds:
            yield Wording(sheet.file, column, (1,), (column,))
        texts = [cells[place] or "" for _, cells in sheet.rows]
        yield Wording(sheet.file, column, numbers, texts, kinds.get(column) in NUMBERS)


def _of_scenario(written: Written) -> Iterator[Wording]:
    yield Wording(written.file, "", (None,), (written.name,))
    content = table_in(written.content)
    changes = content.get("change")
    for path, value in _leaves(content, ()):
        kind = _kind(changes, path)
        if kind not in NUMBERS and (isinstance(value, str) or kind is not None):
            yield Wording(written.file, _numbered(path), (None,), (str(value),))


def _kind(changes: Any, path: Path) -> str | None:
    """Return the kind of the column that a value in a change is for."""
    match path:
        case ("change", int(place), "insert", int(), str(column), *_) | (
            "change",
            int(place),
            "set" | "where" | "add" | "scale",
            str(column),
            *_,
        ):
            name = table_in(changes[place]).get("table")
            columns = TABLES[name].columns if isinstance(name, str) and name in TABLES else ()
            return next((each.kind for each in columns if each.name == column), None)
    return None


def _of_leaves(file: str, content: Any, above: Path) -> Iterator[Wording]:
    for path, value in _leaves(content, above):
        if isinstance(value, str):
            yield Wording(file, dotted(path), (None,), (value,))


def _leaves(content: Any, path: Path) -> Iterator[tuple[Path, str | int]]:
    """Yield every text and whole number with its path, and every key."""
    if isinstance(content, dict):
        for key, each in content.items():
            yield path, key
            yield from _leaves(each, (*path, key))
    elif isinstance(content, list | tuple) and not {type(each) for each in content} <= {float}:
        yield from chain.from_iterable(_leaves(each, (*path, place)) for place, each in enumerate(content))
    elif isinstance(content, str) or type(content) is int:
        yield path, content


def _numbered(path: Path) -> str:
    """Return a path in a scenario, the changes in it numbered from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")
