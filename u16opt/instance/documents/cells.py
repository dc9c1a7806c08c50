"""A value of a JSON table as the cell of a CSV file, so that it is read as any other cell."""

from __future__ import annotations

from typing import Any

from u16opt.instance.cells import CellError
from u16opt.instance.column import Column
from u16opt.instance.documents.numeral import Numeral, number_in
from u16opt.texts import Text

_MOST = 10**15
_NUMBER = Text("een getal met hoogstens 15 cijfers", "a number of at most 15 digits")
_FLAG = Text(
    "een waarde; true en false alleen waar 0 of 1 hoort", "a value; true and false only where 0 or 1 belongs"
)
_ONE = Text("één waarde, geen lijst", "one value, not a list")
_LIST = Text('een lijst van teksten zonder "|" erin', 'a list of texts without "|" in them')
_PLAIN = Text("een waarde, geen object", "a value, not an object")


def cell_of(value: Any, column: Column) -> str:
    """Return a value as text.

    Parameters
    ----------
    value
        As `u16opt.instance.documents.strict.parsed` gives it; None is not given.
    column
        The column it stands in.

    Raises
    ------
    CellError
        When no cell of this column could hold it; it says what was expected.
    """
    if value is None:
        return ""
    if isinstance(value, Numeral):
        return _numeral(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        if column.kind != "flag":
            raise CellError(_FLAG)
        return str(int(value))
    if isinstance(value, list):
        return _list(value, column)
    raise CellError(_PLAIN)


def _numeral(written: Numeral) -> str:
    number = number_in(written)
    if number is None or abs(number) >= _MOST:
        raise CellError(_NUMBER)
    return str(number)


def _list(items: list[Any], column: Column) -> str:
    if column.kind != "list":
        raise CellError(_ONE)
    texts = [_numeral(item) if isinstance(item, Numeral) else item for item in items]
    if not all(isinstance(text, str) and "|" not in text for text in texts):
        raise CellError(_LIST)
    if texts == [""]:
        raise CellError(_LIST)
    return "|".join(texts)
