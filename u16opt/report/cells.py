"""A cell of a report: a text in two languages, a text, or a number."""

from __future__ import annotations

from typing import Any

from u16opt.report.numbers import Year, number
from u16opt.texts import Language, Text

_NO_CONTROLS = dict.fromkeys((*range(9), *range(11, 13), *range(14, 32), *range(127, 160)), " ")


def is_number(cell: Any) -> bool:
    """Return whether a cell is a number (True and False are none)."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def is_amount(cell: Any) -> bool:
    """Return whether a cell is a number that can be added up: a year cannot."""
    return is_number(cell) and not isinstance(cell, Year)


def in_language(cell: Any, language: Language) -> Any:
    """Return a cell in one language: a number as it is, anything else as text without control characters."""
    if is_number(cell):
        return cell
    text = cell[language] if isinstance(cell, Text) else str(cell)
    return text.translate(_NO_CONTROLS)


def shown(cell: Any, language: Language, decimals: int | None = None) -> str:
    """Return a cell as a person reads it; decimals as for `number`."""
    value = in_language(cell, language)
    return number(value, language, decimals) if is_number(value) else " ".join(value.split())
