"""How many cells the sheets of a workbook span, counted before anything makes room for them.

A workbook of a few kilobytes can say that a cell stands in row 1,048,576 and column 16,384, or that a row is
repeated a million times; the library that reads it makes room for all that lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers.expat import ExpatError, ParserCreate

from u16opt.instance.workbook import WORKBOOK
from u16opt.problems import InputError, Problem
from u16opt.running.uploads import excess
from u16opt.running.uploads.upload import UploadLimits

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,8})\$?([0-9]{1,12})")
_REPEATED = {"table-row": "number-rows-repeated", "table-cell": "number-columns-repeated"}
_REPEATED["covered-table-cell"] = _REPEATED["table-cell"]


class Area:
    """The cells that one sheet spans, from the first row and column to the last ones that are filled."""

    def __init__(self) -> None:
        self.row = self.column = -1
        self.height = self.width = 0

    def fill(self) -> None:
        """Take the place where the reading is into account."""
        self.height, self.width = max(self.height, self.row + 1), max(self.width, self.column + 1)


class Areas:
    """The cells that the sheets of a workbook span; fed with one part of it after another.

    Parameters
    ----------
    name
        What the workbook is called in problems.
    """

    def __init__(self, name: str, limits: UploadLimits) -> None:
        self.name, self.limits = name, limits
        self.before = 0
        self.area = Area()

    def part(self, path: str, chunks: Iterable[bytes]) -> None:
        """Count what is in one part.

        Raises
        ------
        InputError
            When there is more than the limits allow, or the part is damaged.
        """
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        readable = True
        for number, chunk in enumerate(chunks):
            readable = readable and (number > 0 or _is_xml(chunk))
            try:
                if readable:
                    parser.Parse(chunk, False)
            except InputError:
                raise
            except (ExpatError, LookupError, ValueError):
                readable = False
                if path.lower().endswith(".xml"):
                    raise InputError([Problem(self.name, WORKBOOK)]) from None
        self._next()

    def _next(self) -> None:
        self.before += self.area.height * self.area.width
        self.area = Area()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind in _STARTS:
            _STARTS[kind](self, attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.area.row = int(number[:12]) - 1 if number.isdecimal() else self.area.row + 1
        self.area.column = -1

    def _cell(self, attributes: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.area.column = _column(found[1]) if found else self.area.column + 1
        self.area.row = int(found[2]) - 1 if found else self.area.row

    def _value(self, _attributes: dict[str, str]) -> None:
        if self.area.column >= 0:
            self.area.fill()
            self._refuse()

    def _table(self, _attributes: dict[str, str]) -> None:
        self._next()

    def _table_row(self, attributes: dict[str, str]) -> None:
        self.area.row += _repeated("table-row", attributes)
        self.area.column = -1

    def _table_cell(self, attributes: dict[str, str]) -> None:
        self.area.column += _repeated("table-cell", attributes)
        if any(key.endswith(("value", "value-type", "formula")) for key in attributes):
            self.area.fill()
            self._refuse()

    def _refuse(self) -> None:
        if self.before + self.area.height * self.area.width > self.limits.cells:
            raise InputError([excess.cells(self.name, self.limits)])


_STARTS = {
    "row": Areas._row,
    "c": Areas._cell,
    "v": Areas._value,
    "is": Areas._value,
    "t": Areas._value,
    "table": Areas._table,
    "table-row": Areas._table_row,
    "table-cell": Areas._table_cell,
    "covered-table-cell": Areas._table_cell,
}


def _repeated(kind: str, attributes: dict[str, str]) -> int:
    known = (text for key, text in attributes.items() if key.endswith(_REPEATED[kind]))
    number = next(known, "1")
    return max(1, int(number[:12])) if number.isdecimal() else 1


def _column(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _is_xml(chunk: bytes) -> bool:
    return chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"
