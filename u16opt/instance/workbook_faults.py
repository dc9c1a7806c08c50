"""Cells of an .xlsx file that hold no value: errors such as ``#N/A``, and formulas never computed.

The library that reads workbooks gives both as empty cells, and an empty cell is a value of its own here
(no limit, no budget), so they are looked for in the file itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Spot = tuple[int, int]


class Valueless(str):
    """What stands in a cell that has no value."""


def valueless_cells(file: Path) -> Mapping[str, Mapping[Spot, str]]:
    """Find the cells without a value.

    Parameters
    ----------
    file
        A workbook; only .xlsx files are looked into.

    Returns
    -------
    Per sheet what stands in the cell, by row and column counted from 0.
    """
    if file.suffix.lower() != ".xlsx":
        return {}
    try:
        with ZipFile(file) as parts:
            return {name: dict(_spots(parts.read(part))) for name, part in _sheets(parts)}
    except (BadZipFile, LookupError, ElementTree.ParseError, ValueError, RuntimeError, OSError, zlib.error):
        return {}  # a workbook of an unusual make: what the library reads must do


def _sheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    target = {link.attrib["Id"]: link.attrib["Target"] for link in links}
    for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        yield sheet.attrib["name"], normpath(join("/xl", target[sheet.attrib[_LINK]])).lstrip("/")


def _spots(content: bytes) -> Iterator[tuple[Spot, str]]:
    if b"<f" not in content and b't="e"' not in content:
        return
    for _, cell in ElementTree.iterparse(BytesIO(content)):
        if cell.tag == f"{_MAIN}c":
            yield from _valueless(cell)
        if cell.tag == f"{_MAIN}row":
            cell.clear()  # a row that has been looked at need not be kept


def _valueless(cell: ElementTree.Element) -> Iterator[tuple[Spot, str]]:
    value, formula = cell.findtext(f"{_MAIN}v") or "", cell.find(f"{_MAIN}f")
    kind = cell.get("t", "n")
    if kind == "e":
        yield _spot(cell.attrib["r"]), value
    elif kind == "n" and formula is not None and not value:
        yield _spot(cell.attrib["r"]), f"={formula.text or ''}"


def _spot(reference: str) -> Spot:
    """Turn ``AB12`` into row and column, counted from 0.

    Examples
    --------
    >>> _spot("AB12")
    (11, 27)
    """
    found = re.fullmatch(r"([A-Z]{1,4})([0-9]{1,9})", reference)
    if found is None:
        raise ValueError(reference)
    letters, digits = found.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
