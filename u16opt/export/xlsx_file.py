"""A proposal as an Excel workbook."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from u16opt.export.content import Content
from u16opt.export.sheets import Sheet, sheets
from u16opt.report.cells import is_number
from u16opt.report.numbers import Year

CREATED = datetime(2000, 1, 1)
"""The same for every file, so that the same proposal gives the same bytes."""

LONGEST_CELL = 32_767

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_files(content: Content, path: Path) -> dict[Path, bytes]:
    """Return the workbook of an export."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": content.report.title, "created": CREATED})
        formats = _Formats(book)
        for sheet in sheets(content):
            _write(book.add_worksheet(sheet.name), sheet, formats)
    return {path: target.getvalue()}


class _Formats:
    """The looks of cells, each made once a workbook."""

    def __init__(self, book: Any) -> None:
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.year = book.add_format({"num_format": "0"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.broken = {places: book.add_format({"num_format": f"#,##0.{'0' * places}"}) for places in (1, 2)}

    def of(self, value: float, decimals: int) -> Any:
        """Return the look of a number."""
        if isinstance(value, Year):
            return self.year
        return self.whole if isinstance(value, int) else self.broken[min(2, decimals)]


def _write(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    worksheet.freeze_panes(1, 0)
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    worksheet.write_row(0, 0, sheet.header, formats.header)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(worksheet, (number, column), cell, formats, sheet.decimals[column])


def _write_cell(worksheet: Any, place: tuple[int, int], cell: Any, formats: _Formats, decimals: int) -> None:
    if is_number(cell):
        worksheet.write_number(*place, cell, formats.of(cell, decimals))
    elif cell:
        worksheet.write_string(*place, cell[:LONGEST_CELL])
