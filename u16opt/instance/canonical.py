"""One spelling for one content: defaults, order of rows, and the hash over both."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from u16opt.instance.column import Column, TableDefinition
from u16opt.instance.draft import Draft
from u16opt.instance.numerals import rounded
from u16opt.instance.settings import Settings
from u16opt.instance.table import Table

_NOT_CONTENT = ("provenance",)


def table_of(
    definition: TableDefinition, draft: Draft | None, periods: tuple[int, ...]
) -> tuple[Table, Sequence[int]]:
    """Return a table with all defaults filled in and its rows in the order of their key.

    Parameters
    ----------
    definition
        The table of the contract.
    draft
        The rows, without broken cells; None for a table that was not given.
    periods
        Periods of the instance (years); the first is the default of ``first_period``.

    Returns
    -------
    The table, and the number of each of its rows in the draft.
    """
    columns: Mapping[str, Any] = draft.columns if draft else dict.fromkeys(definition.names, ())
    keys = list(zip(*(columns[name] for name in definition.key), strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    table = Table(
        definition.name,
        {
            column.name: tuple(completed(column, columns, place, periods) for place in order)
            for column in definition.columns
        },
    )
    return table, _numbers(draft, order)


def _numbers(draft: Draft | None, order: Sequence[int]) -> Sequence[int]:
    """Return the numbers of rows in few bytes: they are only asked for when something is wrong."""
    numbers = array("L", (draft.numbers[place] for place in order) if draft else ())
    rising = range(numbers[0], numbers[0] + len(numbers)) if numbers else range(0)
    return rising if list(rising) == list(numbers) else numbers


def completed(column: Column, columns: Mapping[str, Any], place: int, periods: tuple[int, ...]) -> Any:
    """Return one value of a table, with what stands in for it where none is given.

    Parameters
    ----------
    column
        Its column.
    columns
        All columns of the table, of which only those that could be read count.
    place
        Its row, from 0.
    periods
        Periods of the instance (years), at least one.
    """
    value = columns[column.name][place]
    if column.unordered:
        return tuple(sorted(value))
    if column.copies and not value:
        return columns[column.copies][place]
    return periods[0] if column.kind == "period" and value is None else value


def content_hash(settings: Settings, tables: Mapping[str, Table]) -> str:
    """Return the hash of an instance's content.

    Parameters
    ----------
    settings
        Everything in them but the title counts.
    tables
        Everything in them but provenance counts.

    Returns
    -------
    sha256, 64 hexadecimal digits; the same for any order of rows, kind of file, or way to write a number.
    """
    content = {
        "settings": _plain(settings.model_dump(mode="python", exclude={"title"})),
        "tables": {name: table.columns for name, table in tables.items() if name not in _NOT_CONTENT},
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Write whole numbers as such (30.0 is 30) and leave out what is not given."""
    if isinstance(value, Mapping):
        plain = {key: _plain(each) for key, each in value.items()}
        return {key: each for key, each in plain.items() if each is not None and each != {}}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else rounded(value)
