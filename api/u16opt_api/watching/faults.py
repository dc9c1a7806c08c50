"""A fault in a log: what kind it is and where it happened, never with what it happened."""

from __future__ import annotations

import traceback
from pathlib import PurePath
from typing import Any

DEEPEST = 5
FRAMES = 40


def told(fault: BaseException) -> list[dict[str, Any]]:
    """Return a fault and what caused it, without their texts and without values of variables.

    The text of a fault often quotes what it was about: a row of somebody's client groups.
    """
    chain: list[dict[str, Any]] = []
    current: BaseException | None = fault
    while current is not None and len(chain) < DEEPEST:
        chain.append({"type": _name(current), "where": _places(current)})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain


def _name(fault: BaseException) -> str:
    kind = type(fault)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(fault: BaseException) -> list[str]:
    frames = traceback.walk_tb(fault.__traceback__)
    places = [f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in frames]
    return places[-FRAMES:]


def _short(file: str) -> str:
    return "/".join(PurePath(file).parts[-3:])
