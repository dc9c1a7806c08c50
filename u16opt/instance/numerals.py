"""Numbers as a person or a spreadsheet writes them, international or Dutch."""

from __future__ import annotations

import re
from math import isfinite
from typing import Literal

from u16opt.texts import Text

Notation = Literal["international", "dutch"]

WHOLE = Text("een geheel getal", "a whole number")
NUMBER = {
    "international": Text("een getal met een decimale punt", "a number with a decimal point"),
    "dutch": Text(
        "een getal met een decimale komma en zonder punt", "a number with a decimal comma and no point"
    ),
}

_SHAPE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def number_in(text: str, notation: Notation = "international") -> float | None:
    """Return the number a text stands for, or None when it is none.

    Parameters
    ----------
    text
        Without white space around it.
    notation
        ``dutch``: a decimal comma, and no point, which could be one of thousands or a decimal one.

    Examples
    --------
    >>> number_in("12.5"), number_in("12,5", "dutch")
    (12.5, 12.5)
    >>> number_in("1.000", "dutch") is None
    True
    """
    if notation == "dutch":
        text = "" if "." in text else text.replace(",", ".")
    value = float(text) if _SHAPE.fullmatch(text) else float("nan")
    return rounded(value) if isfinite(value) else None


def rounded(value: float) -> float:
    """Return a number in the 15 digits that spreadsheets keep, so that saving it as one changes nothing."""
    return float(f"{value:.15g}") + 0.0  # adding 0.0 turns -0 into 0


def whole_in(text: str, notation: Notation = "international") -> int | None:
    """Return the whole number a text stands for (``12.0`` is 12), or None when it is none."""
    value = number_in(text, notation)
    return int(value) if value is not None and value.is_integer() else None
