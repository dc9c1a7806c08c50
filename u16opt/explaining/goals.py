"""Goals side by side: what they are now and what they would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.explaining.answer import amount


def compared(now: Mapping[str, float], then: Mapping[str, float], word: str) -> list[dict[str, Any]]:
    """Return a row per goal of either side: its name, what it is now, and what it would be.

    Parameters
    ----------
    word
        What the second value is called: ``forced`` or ``changed``. None where one side has no such goal.
    """
    names = [*now, *(name for name in then if name not in now)]
    return [{"name": name, "current": _of(now, name), word: _of(then, name)} for name in names]


def changes(now: Mapping[str, float], then: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return by how much each goal of both sides would change."""
    return [{"name": name, "amount": amount(then[name] - now[name])} for name in now if name in then]


def _of(goals: Mapping[str, float], name: str) -> float | None:
    return amount(goals[name]) if name in goals else None
