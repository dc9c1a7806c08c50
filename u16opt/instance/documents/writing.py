"""An instance as the text of a JSON document: the inverse of reading one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from u16opt.instance.draft import Draft, draft_of
from u16opt.instance.read import source_of
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

_FINITE = Text("instellingen met eindige getallen", "settings with finite numbers")


def document_of(instance: Path | Source) -> str:
    """Return an instance as a JSON document, with its scenarios and boundaries.

    Parameters
    ----------
    instance
        Where it stands, or what was found there.

    Raises
    ------
    InputError
        When something in it cannot be read; warnings stop nothing.
    """
    source = instance if isinstance(instance, Source) else source_of(instance)
    read = {name: draft_of(sheet, TABLES[name]) for name, sheet in source.sheets.items()}
    problems = [*source.problems, *(fault for _, faults in read.values() for fault in faults)]
    problems += [fault for written in source.scenarios.values() for fault in written.problems]
    if any(problem.level == "error" for problem in problems):
        raise InputError(problems)
    content: dict[str, Any] = {
        "instance": source.settings,
        "tables": {name: _rows(read[name][0]) for name in TABLES if name in read},
        "scenarios": {name: written.content for name, written in source.scenarios.items()},
    }
    if source.boundaries is not None:
        content["boundaries"] = source.boundaries
    return _text(content, source.settings_file)


def _rows(draft: Draft) -> list[Mapping[str, Any]]:
    """Return the rows with what was given in them."""
    rows = zip(*draft.columns.values(), strict=True)
    return [
        {name: value for name, value in zip(draft.columns, row, strict=True) if value not in (None, "", ())}
        for row in rows
    ]


def _text(content: Mapping[str, Any], file: str) -> str:
    try:
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False, default=_spelled) + "\n"
    except ValueError:
        raise InputError([Problem(file, _FINITE)]) from None


def _spelled(value: Any) -> str:
    """Return what TOML holds and JSON does not as text."""
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"JSON holds no {type(value).__name__}")
