"""The sheet ``instance`` of a workbook: dotted keys and values as nested settings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from u16opt.instance.column import Column, TableDefinition
from u16opt.instance.draft import draft_of
from u16opt.instance.sheet import Sheet
from u16opt.problems import Problem
from u16opt.texts import Text

_DEFINITION = TableDefinition(
    "instance", ("key",), (Column("key", "code", required=True), Column("value", "text"))
)
_TEXTS = ("name", "title", "budget.payer", "budget.centre")
_FLAGS = ("pooled", "exact")
_NUMBERED = Text("nummers vanaf 1, zonder gat", "numbers from 1 on, without a gap")


def settings_in(
    sheet: Sheet | None, file: str, given: bool, reader: Callable[[str, str], Any] | None = None
) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """Read the settings of a workbook.

    Parameters
    ----------
    sheet
        The sheet; None when there is none, or none that can be read.
    file
        Its label.
    given
        Whether there is one.
    reader
        What makes a value of a key and its text, or None when there is none; by default `setting`.

    Returns
    -------
    Settings as TOML would give them, None when there is no sheet to read, and the problems found.
    """
    if sheet is None:
        missing = Problem(file, Text("dit werkblad (het ontbreekt)", "this sheet (it is missing)"))
        return None, [] if given else [missing]
    draft, problems = draft_of(sheet, _DEFINITION)
    content: dict[str, Any] = {}
    for row, key, value in draft.sound("key", "value"):
        read = (reader or setting)(key, value)
        if not (read is None or _put(content, key.split("."), read)):
            problems.append(draft.problem(row, "key", key, "elke instelling één keer", "every setting once"))
    groups, faults = listed(content.get("recalibration"), "group", file, "recalibration.group")
    if groups is not None:
        content["recalibration"] = groups
    return content, [*problems, *faults]


def setting(key: str, text: str) -> Any:
    """Return the value of one setting: as in TOML, or plain text without quotation marks; None when empty.

    Examples
    --------
    >>> setting("policy.allocation.order", '["unplaced", ["away", "distance"]]')
    ['unplaced', ['away', 'distance']]
    >>> setting("title", "Voorstel 2024")
    'Voorstel 2024'
    """
    if not text:
        return None
    if key in _TEXTS and not text.startswith(('"', "'")):
        return text
    try:
        content = tomllib.loads(f"value = {text.lower() if text in ('TRUE', 'FALSE') else text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return text
    value = content["value"] if len(content) == 1 else text
    return bool(value) if key.endswith(_FLAGS) and value in (0, 1) else value


def listed(content: Any, key: str, file: str, path: str) -> tuple[Any, list[Problem]]:
    """Return content in which what stands under 1, 2, ... of a key is a list, and a fault in the numbers.

    Parameters
    ----------
    content
        A table of settings; anything else is returned as it is.
    key
        The key in it.
    file, path
        Label of the sheet, and the whole path of the key, for a problem.
    """
    numbered = content.get(key) if isinstance(content, Mapping) else None
    if not isinstance(numbered, Mapping):
        return content, []
    order = [str(number) for number in range(1, len(numbered) + 1)]
    if set(numbered) != set(order):
        return content, [Problem(file, _NUMBERED, column=path, value=", ".join(numbered))]
    return {**content, key: [numbered[number] for number in order]}, []


def _put(content: dict[str, Any], path: list[str], value: Any) -> bool:
    """Put a value at its place; False when something stands there already."""
    *parents, last = (part.strip() for part in path)
    for part in parents:
        content = content.setdefault(part, {})
        if not isinstance(content, dict):
            return False
    if last in content:
        return False
    content[last] = value
    return True
