"""A sheet ``scenario NAME`` of a workbook: keys and values as a scenario would be written in TOML."""

from __future__ import annotations

from typing import Any

from u16opt.instance.settings_sheet import listed, setting, settings_in
from u16opt.instance.sheet import Sheet
from u16opt.problems import Problem
from u16opt.scenario.written import Written

PREFIX = "scenario "

_TEXTS = ("title", "base")
_TRUE = ("TRUE", "WAAR", "1")


def scenario_in(sheet: Sheet | None, file: str, problems: list[Problem]) -> Written:
    """Return the scenario on a sheet.

    Parameters
    ----------
    sheet
        The sheet; None when it could not be read.
    file
        Its label, ``name.xlsx[scenario NAME]``.
    problems
        What went wrong so far.
    """
    name = file.partition(f"[{PREFIX}")[2].removesuffix("]").strip()
    found, faults = settings_in(sheet, file, True, value_in)
    content, unnumbered = listed(found or {}, "change", file, "change")
    problems = [*problems, *faults, *unnumbered]
    if isinstance(content.get("change"), list):
        read = [
            listed(change, "insert", file, f"change[{number}].insert")
            for number, change in enumerate(content["change"], 1)
        ]
        content = {**content, "change": [change for change, _ in read]}
        problems += [fault for _, faults in read for fault in faults]
    return Written(name, file, None if problems else content, tuple(problems))


def value_in(key: str, text: str) -> Any:
    """Return the value of one key: in a change as a cell would hold it, elsewhere as a setting.

    Examples
    --------
    >>> value_in("change.1.where.period", "[2024, 2025]"), value_in("change.1.set.kind", "flat")
    ([2024, 2025], 'flat')
    """
    if key in _TEXTS:
        return text or None
    if not key.startswith("change"):
        return setting(key, text)
    if key.endswith(".drop"):
        return text.upper() in _TRUE if text else None
    return setting(key, text) if text.startswith(("[", "{", '"')) else text
