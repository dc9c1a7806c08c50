"""``instance.toml``: from text to settings, with every fault named by its dotted path."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.settings import (
    BudgetSettings,
    RecalibrationGroup,
    RecalibrationSettings,
    Settings,
)
from u16opt.problems import Problem
from u16opt.texts import Text


def read_toml(file: Path) -> tuple[Mapping[str, Any] | None, list[Problem]]:
    """Read a TOML file.

    Parameters
    ----------
    file
        The file; it need not exist.

    Returns
    -------
    Its content, None when it cannot be read, and the problems found.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig")), []
    except FileNotFoundError:
        expected = Text("dit bestand (het ontbreekt)", "this file (it is missing)")
        return None, [Problem(file.name, expected)]
    except UnicodeDecodeError:
        return None, [Problem(file.name, Text("tekst in UTF-8", "text in UTF-8"))]
    except (ValueError, RecursionError) as fault:  # more digits than Python reads is a ValueError of its own
        return None, [_syntax(file.name, str(fault))]
    except OSError:
        return None, [Problem(file.name, Text("een leesbaar bestand", "a file that can be read"))]


def _syntax(name: str, message: str) -> Problem:
    """Turn ``Invalid value (at line 3, column 7)`` into a problem on row 3."""
    row = message.partition("(at line ")[2].partition(",")[0]
    expected = Text(f"geldige TOML ({message})", f"valid TOML ({message})")
    return Problem(name, expected, int(row) if row.isdigit() else None)


def settings_of(content: Mapping[str, Any] | None, file: str) -> tuple[Settings | None, list[Problem]]:
    """Check the content of ``instance.toml``.

    Parameters
    ----------
    content
        Content as TOML gives it; None when it could not be read.
    file
        Label for problems.

    Returns
    -------
    The settings, None when they cannot be used, and all problems found.
    """
    if content is None:
        return None, []
    problems = _period_problems(periods_of(content), file)
    try:
        settings = Settings.model_validate(_with_tuple(content), strict=True)
    except ValidationError as faults:
        return None, [*_translated(faults, file), *problems]
    return (None if problems else settings), problems


def periods_of(content: Mapping[str, Any]) -> tuple[int, ...] | None:
    """Return the years written as ``periods``, in whatever order; None when they are not all years."""
    periods = content.get("periods")
    if not isinstance(periods, list) or any(type(year) is not int for year in periods):
        return None
    return tuple(periods)


def _with_tuple(content: Mapping[str, Any]) -> dict[str, Any]:
    periods = content.get("periods")
    return {**content, "periods": tuple(periods)} if isinstance(periods, list) else dict(content)


def _period_problems(periods: tuple[int, ...] | None, file: str) -> list[Problem]:
    if periods is None or (periods and all(one < following for one, following in pairwise(periods))):
        return []  # of what is no list of years the settings say so themselves
    expected = Text("minstens één jaar, oplopend, elk één keer", "at least one year, rising, each once")
    return [Problem(file, expected, column="periods", value=shown(periods))]


def _translated(faults: ValidationError, file: str) -> list[Problem]:
    return [
        Problem(file, _expected(fault), column=dotted(fault["loc"]), value=_found(fault))
        for fault in faults.errors(include_url=False)
    ]


def _found(fault: Any) -> str | None:
    if fault["type"] == "missing":
        return None
    return shown(fault["loc"][-1] if fault["type"] == "extra_forbidden" else fault["input"])


def _expected(fault: Any) -> Text:
    kind, place = fault["type"], fault["loc"]
    if kind == "extra_forbidden":
        known = list(_OWNERS[tuple(part for part in place[:-1] if isinstance(part, str))].model_fields)
        return perhaps(one_of(known), str(place[-1]), known)
    if kind == "literal_error":
        return one_of(str(fault["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", "))
    if kind == "missing":
        return Text("deze instelling (zij ontbreekt)", "this setting (it is missing)")
    if kind == "greater_than_equal":
        least = fault["ctx"]["ge"]
        return Text(f"een geheel getal, minstens {least}", f"a whole number, at least {least}")
    if kind == "less_than_equal":
        most = fault["ctx"]["le"]
        return Text(f"een geheel getal, hoogstens {most}", f"a whole number, at most {most}")
    if kind == "tuple_type":
        return _LISTS[place[-1]]
    return _KINDS.get(kind, Text("een geldige waarde", "a valid value"))


_OWNERS: Mapping[tuple[str, ...], type[BaseModel]] = {
    (): Settings,
    ("budget",): BudgetSettings,
    ("recalibration",): RecalibrationSettings,
    ("recalibration", "group"): RecalibrationGroup,
}
_LISTS = {
    "periods": Text("een lijst van jaren, zoals [2024, 2025]", "a list of years, such as [2024, 2025]"),
    "group": Text("groepen, elk onder [[recalibration.group]]", "groups, each under [[recalibration.group]]"),
    "regions": Text(
        'een lijst van regio\'s, zoals ["Lekstroom"]', 'a list of regions, such as ["Lekstroom"]'
    ),
}
_KINDS = {
    "int_type": Text("een geheel getal", "a whole number"),
    "string_type": Text('tekst tussen aanhalingstekens ("...")', 'text in quotation marks ("...")'),
    "string_too_short": Text("een naam", "a name"),
    "model_type": Text("een tabel met instellingen", "a table of settings"),
    "dict_type": Text("een tabel met instellingen", "a table of settings"),
}


def dotted(path: Sequence[object]) -> str:
    """Return the path of a setting as a person writes it: ``policy.allocation.order``."""
    return ".".join(str(part) for part in path)


def shown(value: Any) -> str:
    """Return a setting's value as text for a problem."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
