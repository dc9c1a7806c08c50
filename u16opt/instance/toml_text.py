"""Settings as TOML.

Python reads TOML and does not write it. Keeping the text of ``instance.toml`` and changing a line in it would
be exact only for what a person wrote there and nothing else touched: a scenario and a workbook have no such
text. So all of it is written anew, comments are lost, and a test draws settings to see that what is written
is read as the same. Only what TOML itself gives is taken: tables, lists, texts, numbers, truth values, dates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(content: Mapping[str, Any]) -> str:
    """Return a table as the text of a TOML file.

    Parameters
    ----------
    content
        As `tomllib` gives it; a tuple counts as a list.

    Raises
    ------
    TypeError
        When something in it is nothing that TOML can hold.

    Examples
    --------
    >>> print(toml_text({"name": "tiny", "recalibration": {"group": [{"lettings": 2}]}}), end="")
    name = "tiny"
    <BLANKLINE>
    [[recalibration.group]]
    lettings = 2
    """
    return "\n".join(_lines(content, "", None)).removeprefix("\n") + "\n"


def _lines(table: Mapping[str, Any], path: str, heading: str | None) -> Iterator[str]:
    """Yield a table: its heading, its values, and then the tables in it.

    Parameters
    ----------
    path
        Written path of the table, ending in a point unless it is empty.
    heading
        None for the top; a table that holds nothing but tables needs none.
    """
    below = {key: value for key, value in table.items() if _is_table(value) or _is_tables(value)}
    if heading is not None and (not table or len(below) < len(table) or heading.startswith("[[")):
        yield from ("", heading)
    for key, value in table.items():
        if key not in below:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        name = f"{path}{_key(key)}"
        for each in [value] if _is_table(value) else value:
            yield from _lines(each, f"{name}.", f"[{name}]" if _is_table(value) else f"[[{name}]]")


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(map(_is_table, value))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """Return a text in quotation marks; of what TOML wants escaped JSON leaves one sign alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_key(key)} = {_value(each)}' for key, each in value.items())}}}"
    raise TypeError(f"TOML holds no {type(value).__name__}")
