"""A scenario as the text of a TOML file, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from instances.make.scenarios.scenario import Change, Scenario

WIDTH = 110


def text_of(scenario: Scenario) -> str:
    """Return the file: a comment with the reading, the title, the settings, and the changes in order."""
    blocks = [_head(scenario), *_sections(scenario.settings, ()), *map(_change, scenario.changes)]
    return "\n\n".join(blocks) + "\n"


def _head(scenario: Scenario) -> str:
    lines = ["# Made by `python -m instances.make`; do not edit by hand."]
    for paragraph in scenario.reading.strip().split("\n\n"):
        lines += [
            f"# {line}" for line in wrap(" ".join(paragraph.split()), WIDTH - 2, break_on_hyphens=False)
        ]
    lines.append(f"title = {_value(scenario.title)}")
    return "\n".join([*lines, f"base = {_value(scenario.base)}"] if scenario.base else lines)


def _sections(settings: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield a block for every table of settings that holds values of its own."""
    values = [f"{key} = {_value(value)}" for key, value in settings.items() if not isinstance(value, Mapping)]
    if values:
        yield "\n".join([f"[{'.'.join(path)}]", *values])
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _sections(value, (*path, key))


def _change(change: Change) -> str:
    lines = ["[[change]]", f"table = {_value(change.table)}"]
    if change.where:
        lines.append(f"where = {_value(change.where)}")
    if change.action == "insert":
        rows = "".join(f"    {_value(row)},\n" for row in change.content)
        return "\n".join([*lines, f"insert = [\n{rows}]"])
    return "\n".join([*lines, f"{change.action} = {_value(change.content)}"])


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
