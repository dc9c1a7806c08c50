"""Numbers as people write them: 1.234,5 in Dutch, 1,234.5 in English."""

from __future__ import annotations

import math

from u16opt.texts import Language

_SWAP = str.maketrans(",.", ".,")


class Year(int):
    """A calendar year: a whole number without a mark for thousands."""


def number(value: float, language: Language, decimals: int | None = None) -> str:
    """Return a number in the notation of a language.

    Parameters
    ----------
    decimals
        Decimals of a float; by itself it has one, and below 0.1 two digits that count. A whole number has
        none.

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
        places = decimals_of(value) if decimals is None else decimals
        text = f"{round(value, places) + 0.0:,.{places}f}"
    return text.translate(_SWAP) if language == "nl" else text


def decimals_of(value: float) -> int:
    """Return the decimals that show a float well: one, or enough for two digits that count."""
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
