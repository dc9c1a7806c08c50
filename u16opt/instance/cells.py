"""One cell of a table as a typed value, or what should have stood there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from unicodedata import normalize

from u16opt.instance.column import Column
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.numerals import NUMBER, WHOLE, Notation, number_in, whole_in
from u16opt.texts import Text


class CellError(ValueError):
    """A cell that does not hold what its column asks for.

    Parameters
    ----------
    expected
        What should have stood there.
    """

    def __init__(self, expected: Text) -> None:
        self.expected = expected
        super().__init__(expected.en)


def cell_value(text: str, column: Column, notation: Notation = "international") -> Any:
    """Read one cell.

    Parameters
    ----------
    text
        The cell as it stands in the file.
    column
        What the column holds.
    notation
        How numbers are written in this file.

    Returns
    -------
    Text, a whole number, a number, a tuple of texts, or the column's default when the cell is empty.

    Raises
    ------
    CellError
        When the cell holds something else; it says what was expected.
    """
    text = clean(text)
    if not text:
        return _absent(column)
    if text.startswith("="):
        raise CellError(Text("een waarde, geen formule", "a value, not a formula"))
    if column.kind in _TEXTS:
        return _TEXTS[column.kind](text)
    if column.kind == "flag" and text in _FLAGS:
        return _FLAGS[text]
    if column.kind == "choice":
        return _choice(text, column.choices)
    return _number(text, column, notation)


# A flag may also stand in a spreadsheet as the program shows it, in English or in Dutch.
_FLAGS = {"TRUE": 1, "FALSE": 0, "WAAR": 1, "ONWAAR": 0}


def clean(text: str) -> str:
    """Return text without white space around it, in the composed form of Unicode (NFC)."""
    return text.strip() if text.isascii() else normalize("NFC", text).strip()


def _absent(column: Column) -> Any:
    if column.required:
        raise CellError(Text("een waarde (de cel is leeg)", "a value (the cell is empty)"))
    return column.absent


def _code(text: str) -> str:
    if "|" in text or not text.isprintable():
        raise CellError(
            Text(
                'één code, zonder "|" en onzichtbare tekens', 'one code, without "|" and invisible characters'
            )
        )
    return text


def _list(text: str) -> tuple[str, ...]:
    items = tuple(item.strip() for item in text.split("|"))
    if "" in items:
        raise CellError(
            Text('een lijst met "|" ertussen, zonder lege plek', 'a list separated by "|", without a gap')
        )
    if len(set(items)) < len(items):
        raise CellError(Text("een lijst met elk woord één keer", "a list with every word once"))
    return tuple(_code(item) for item in items)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise CellError(perhaps(one_of(choices), text, choices))
    return text


def _number(text: str, column: Column, notation: Notation) -> float:
    value = number_in(text, notation) if column.kind == "number" else whole_in(text, notation)
    kind = NUMBER[notation] if column.kind == "number" else _WHOLES[column.kind]
    if value is None:
        raise CellError(kind)
    if value < column.least:
        raise CellError(
            Text(f"{kind.nl}, minstens {column.least:g}", f"{kind.en}, at least {column.least:g}")
        )
    if value > column.most:
        raise CellError(Text(f"{kind.nl}, hoogstens {column.most:g}", f"{kind.en}, at most {column.most:g}"))
    return value


_TEXTS: Mapping[str, Callable[[str], Any]] = {"text": str, "code": _code, "list": _list}
_WHOLES: Mapping[str, Text] = {
    "whole": WHOLE,
    "period": Text("een jaar, zoals 2024", "a year, such as 2024"),
    "flag": Text("0 (nee) of 1 (ja)", "0 (no) or 1 (yes)"),
}
