"""A number in a JSON document: kept as it was written until somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from u16opt.texts import Text

FINITE = Text("een eindig getal van hoogstens 30 cijfers", "a finite number of at most 30 digits")

_WHOLE = re.compile(r"-?[0-9]+")
_MOST_DIGITS = 30


class Numeral(str):
    """A number as it is written; ``NaN`` and ``Infinity`` are none, and are refused when it is read."""


def number_in(numeral: str) -> int | float | None:
    """Return the number that is written, a whole one as such; None when no number can hold it.

    Examples
    --------
    >>> number_in("12.0"), number_in("1e-2"), number_in("1e999")
    (12, 0.01, None)
    """
    if _WHOLE.fullmatch(numeral):
        return int(numeral) if len(numeral) <= _MOST_DIGITS else None
    value = float(numeral)
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def plain(content: Any) -> Any:
    """Return content with its numbers as numbers; one that cannot be is None."""
    if isinstance(content, Numeral):
        return number_in(content)
    if isinstance(content, dict):
        return {key: plain(each) for key, each in content.items()}
    return [plain(each) for each in content] if isinstance(content, list) else content


def settled(content: Any) -> Any:
    """Return content in which one number has one spelling: 30.0 is 30."""
    if isinstance(content, Mapping):
        return {key: settled(each) for key, each in content.items()}
    if isinstance(content, list | tuple):
        return [settled(each) for each in content]
    return int(content) if isinstance(content, float) and content.is_integer() else content
