"""Values in a scenario, read as the cells of the columns they are for."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite
from typing import Any

from u16opt.instance.cells import CellError, cell_value
from u16opt.instance.column import Column
from u16opt.texts import Text

TEXT = Text('tekst tussen aanhalingstekens ("...")', 'text in quotation marks ("...")')
NUMBER = Text(
    'een getal met hoogstens 15 cijfers, zoals 12, 1.1 of "2/3"',
    'a number of at most 15 digits, such as 12, 1.1 or "2/3"',
)

_ONE = Text("één waarde, geen lijst", "one value, not a list")
_AT_LEAST_ONE = Text("minstens één waarde", "at least one value")
_COUNTED = ("whole", "number", "flag", "period")
_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15}|/[0-9]{1,15})?")


def typed(value: Any, column: Column) -> Any:
    """Read a value as a cell of its column; ``""`` is a cell that is not given.

    Parameters
    ----------
    value
        Text, a number, true or false; for a column of lists also a list of texts.

    Raises
    ------
    CellError
        When no cell of this column could hold it; it says what was expected.
    """
    read = cell_value(_text(value, column), column)
    return tuple(sorted(read)) if column.unordered else read


def accepted(value: Any, column: Column) -> tuple[Any, ...]:
    """Read a condition on a column: a value, or a list of which one must stand there.

    In a column of lists a list of texts is one value, and a list of lists is several.

    Raises
    ------
    CellError
        As for `typed`, and for a list without values.
    """
    several = isinstance(value, list) and (
        column.kind != "list" or any(isinstance(each, list) for each in value)
    )
    if value == [] and several:
        raise CellError(_AT_LEAST_ONE)
    return tuple(typed(each, column) for each in value) if several else (typed(value, column),)


def amount_of(value: Any) -> Fraction | None:
    """Return the number that is written, exactly, or None when it is none.

    Examples
    --------
    >>> amount_of(1.1), amount_of("2/3"), amount_of("veel")
    (Fraction(11, 10), Fraction(2, 3), None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        return Fraction(repr(value)) if isfinite(value) else None
    text = str(value).strip() if isinstance(value, str) or abs(value) < 10**15 else ""
    try:
        return Fraction(text) if _AMOUNT.fullmatch(text) else None
    except ZeroDivisionError:
        return None


def _text(value: Any, column: Column) -> str:
    """Return a value as a cell would hold it; in a column of numbers any other value is no number either."""
    if isinstance(value, list):
        return _list(value, column)
    if isinstance(value, bool) and column.kind == "flag":
        return str(int(value))
    if isinstance(value, str) or column.kind in _COUNTED or type(value) is int:
        return str(value)
    raise CellError(TEXT)


def _list(items: list[Any], column: Column) -> str:
    if column.kind != "list":
        raise CellError(_ONE)
    if any(not isinstance(item, str) for item in items):
        raise CellError(Text("een lijst van teksten", "a list of texts"))
    if any("|" in item for item in items):
        raise CellError(Text('teksten zonder "|" erin', 'texts without "|" in them'))
    return "|".join(items)
