"""Numbers as people write them: 1.234,5 in Dutch, 1,234.5 in English."""

from __future__ import annotations

import math

from u16opt.texts import Language

_SWAP = str.maketrans(",.", ".,")


class Year(int):
    """A calendar year: a whole number without a mark for thousands."""


def number(value: float, language: Language) -> str:
    """Return a number in the notation of a language.

    A whole number has no decimals, a float one; a float below 0.1 has two digits that count.

    Examples
    --------
    >>> number(12345, "nl"), number(1234.56, "nl"), number(1234.56, "en"), number(0.0234, "nl")
    ('12.345', '1.234,6', '1,234.6', '0,023')
    """
    if isinstance(value, Year):
        return str(int(value))
    if isinstance(value, int):
        text = f"{value:,}"
    else:
        text = f"{round(value, _decimals(value)) + 0.0:,.{_decimals(value)}f}"
    return text.translate(_SWAP) if language == "nl" else text


def _decimals(value: float) -> int:
    size = abs(value)
    return 1 if size >= 0.1 or size < 1e-9 else 1 - math.floor(math.log10(size))


def tidy(value: float) -> float:
    """Return a whole number as an int, so that it is shown without decimals; other numbers as they are.

    Examples
    --------
    >>> tidy(3.0), tidy(2.5)
    (3, 2.5)
    """
    return int(value) if float(value).is_integer() else float(value)
