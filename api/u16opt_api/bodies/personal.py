"""Citizen numbers in what is asked: refused before anything is read further or kept, and never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from u16opt.instance.citizen_numbers import MASK, citizen_number_in, own_code
from u16opt.instance.schema import TABLES
from u16opt.instance.wording import NUMBERS
from u16opt.texts import Text
from u16opt_api.problems import Fault, pointer

IDS = (("instance",), ("run",), ("runs",), ("parameters", "others"))
"""Where ids stand: their digits are drawn, and an id that is not known is not kept."""

Path = tuple[str | int, ...]


def citizen_faults(content: bytes) -> list[Fault]:
    """Return a fault for every place where a number stands that could be a citizen number.

    Parameters
    ----------
    content
        A body. What is no JSON has none: it is refused as a whole.

    Returns
    -------
    The first of places that differ in their place in a list alone, with how many there are.
    """
    try:
        # A number of any length is read, and nothing here needs it exactly.
        body = json.loads(content, parse_int=float)
    except (ValueError, RecursionError):
        return []
    found: dict[Path, list[Path]] = {}
    for path, text in _texts(body, (), body):
        if citizen_number_in(text):
            safe = tuple(_hidden(step) for step in path)
            found.setdefault(tuple(step for step in safe if isinstance(step, str)), []).append(safe)
    return [_fault(places) for places in found.values()]


def _fault(places: list[Path]) -> Fault:
    expected = own_code(len(places))
    detail = Text(f"verwacht: {expected.nl}", f"expected: {expected.en}")
    return Fault("body", pointer(places[0]), detail, "citizen_number")


def _hidden(step: str | int) -> str | int:
    return MASK if isinstance(step, str) and citizen_number_in(step) else step


def _texts(value: Any, path: Path, body: Any) -> Iterator[tuple[Path, str]]:
    """Yield every key and every text with its path, and numbers where a text belongs."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key), key
            yield from _texts(each, (*path, key), body)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _texts(each, (*path, place), body)
    elif isinstance(value, str) and not _is_id(value, path, body):
        yield path, value
    elif isinstance(value, float) and _is_text(path, body):
        yield path, str(value)


def _is_id(value: str, path: Path, body: Any) -> bool:
    """Return whether an id stands here; a baseline is one when it is one of the runs."""
    if path in (("baseline",), ("parameters", "baseline")):
        others = body["parameters"].get("others") if len(path) > 1 else body.get("runs")
        return value == body.get("run") or (isinstance(others, list) and value in others)
    return tuple(step for step in path if isinstance(step, str)) in IDS


def _is_text(path: Path, body: Any) -> bool:
    """Return whether a number is the value of a column that is none of numbers."""
    match path:
        case ("changes", int(place), "insert", int(), str(column), *_) | (
            "changes",
            int(place),
            "set" | "where" | "add" | "scale",
            str(column),
            *_,
        ):
            name = body["changes"][place].get("table")
            columns = TABLES[name].columns if isinstance(name, str) and name in TABLES else ()
            return not any(each.name == column and each.kind in NUMBERS for each in columns)
    return False
