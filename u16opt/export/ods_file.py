"""A proposal as an OpenDocument spreadsheet."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from u16opt.export.content import Content
from u16opt.export.sheets import Sheet, sheets
from u16opt.report.cells import is_number
from u16opt.report.numbers import Year

if TYPE_CHECKING:
    from odfdo import Document, Element, Row, Table

CREATED = datetime(2000, 1, 1)
"""The same for every file, so that the same proposal gives the same bytes."""

ZIPPED = (1980, 1, 1, 0, 0, 0)
CENTIMETRES = 0.2
"""Width of a character."""

_NUMBERS = {"whole": (0, True), "year": (0, False), "one": (1, True), "two": (2, True)}
"""Decimals, and whether thousands are set apart, by the name of a cell style."""


def ods_files(content: Content, path: Path) -> dict[Path, bytes]:
    """Return the spreadsheet of an export."""
    from odfdo import Document

    made = sheets(content)
    document = Document("spreadsheet")
    document.body.clear()
    _styles(document)
    for sheet in made:
        document.body.append(_table(document, sheet))
    document.meta.title = content.report.title
    document.meta.creation_date = CREATED
    document.meta.language = {"nl": "nl-NL", "en": "en-GB"}[content.language]
    document.set_part("settings.xml", _settings(made).encode("utf-8"))
    target = io.BytesIO()
    document.save(target)
    return {path: _fixed(target.getvalue())}


def _styles(document: Document) -> None:
    from odfdo import Element

    styles: Any = document.content.get_element("//office:automatic-styles")
    for name, (decimals, grouped) in _NUMBERS.items():
        styles.append(
            Element.from_tag(
                f'<number:number-style style:name="number-{name}">'
                f'<number:number number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" '
                f'number:min-integer-digits="1" number:grouping="{str(grouped).lower()}"/>'
                "</number:number-style>"
            )
        )
        styles.append(_cell_style(name, f'style:data-style-name="number-{name}"', ""))
    styles.append(_cell_style("header", "", '<style:text-properties fo:font-weight="bold"/>'))


def _cell_style(name: str, more: str, inside: str) -> Element:
    from odfdo import Element

    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:parent-style-name="Default" {more}>{inside}</style:style>'
    )


def _table(document: Document, sheet: Sheet) -> Table:
    from odfdo import Column, Style, Table

    table = Table(sheet.name)
    for width in sheet.widths:
        name = f"width-{width}"
        if document.get_style("table-column", name) is None:
            style = Style("table-column", name=name, width=f"{width * CENTIMETRES:.1f}cm")
            document.insert_style(style, automatic=True)
        table.append_column(Column(style=name))
    table.append_row(_row(sheet.header, sheet, header=True))
    for row in sheet.rows:
        table.append_row(_row(row, sheet, header=False))
    return table


def _row(cells: tuple[Any, ...], sheet: Sheet, *, header: bool) -> Row:
    from odfdo import Cell, Row

    row = Row()
    for cell, decimals in zip(cells, sheet.decimals, strict=False):
        value = int(cell) if isinstance(cell, int) else cell
        style = "header" if header else _number_style(cell, decimals)
        row.append_cell(Cell(value if value != "" else None, style=style))
    return row


def _number_style(cell: Any, decimals: int) -> str | None:
    if not is_number(cell):
        return None
    if isinstance(cell, int):
        return "year" if isinstance(cell, Year) else "whole"
    return "one" if decimals == 1 else "two"


def _settings(made: tuple[Sheet, ...]) -> str:
    """Return ``settings.xml`` with the first row of every sheet frozen."""
    frozen = (("VerticalSplitMode", "short", 2), ("VerticalSplitPosition", "int", 1))
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in (*frozen, ("ActiveSplitRange", "short", 2), ("PositionBottom", "int", 1))
    )
    views = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{items}"
        "</config:config-item-map-entry>"
        for sheet in made
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{views}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _fixed(content: bytes) -> bytes:
    """Return the same archive with one fixed time for all its files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, ZIPPED)
            entry.compress_type = part.compress_type
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, source.read(part))
    return target.getvalue()
