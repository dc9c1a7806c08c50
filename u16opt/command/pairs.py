"""Options that are written as NAME=NUMBER."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

EXPECTED = Text("NAAM=GETAL, met een getal van 0 of meer", "NAME=NUMBER, with a number of 0 or more")


def amounts(option: str, written: Iterable[str] | None) -> dict[str, float]:
    """Return numbers by name.

    Parameters
    ----------
    option
        The option they were given with, for messages.
    written
        Each as NAME=NUMBER; a decimal comma is read as well.

    Raises
    ------
    InputError
        When one cannot be read, or a name is given twice.
    """
    found: dict[str, float] = {}
    for text in written or ():
        name, _, value = text.partition("=")
        number = _number(value)
        if not name.strip() or number is None or name.strip() in found:
            raise InputError([Problem(option, EXPECTED, value=text)])
        found[name.strip()] = number
    return found


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None
