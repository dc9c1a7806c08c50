"""Sheets of a workbook that are no tables: nobody reads them, and the store keeps them all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from u16opt.instance.citizen_numbers import citizen_number_in
from u16opt.instance.sheet import Source
from u16opt.instance.wording import Wording

_ENOUGH = 3


def strangers(file: Path, source: Source) -> tuple[Wording, ...]:
    """Return the texts of the sheets that are no part of the instance.

    Parameters
    ----------
    file
        A workbook that could be read.
    source
        What was found in it.

    Returns
    -------
    Texts column by column. Nobody knows what the numbers there are: they are taken as text only where at
    least three of eight or nine digits stand below each other and every one could be a citizen number.
    """
    names = [each.value for each in source.problems if each.file == f"{file.name}[{each.value}]"]
    if not names:
        return ()
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(file)
    grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names if name}
    return tuple(each for name, grid in grids.items() for each in _columns(f"{file.name}[{name}]", grid))


def _columns(file: str, grid: Sequence[Sequence[Any]]) -> Iterator[Wording]:
    for place in range(max(map(len, grid), default=0)):
        cells = [row[place] if place < len(row) else "" for row in grid]
        numbers = [f"{int(each):09}" for each in cells if _has_nine_digits(each)]
        suspect = len(numbers) >= _ENOUGH and all(map(citizen_number_in, numbers))
        texts = [_text(each, suspect) for each in cells]
        yield Wording(file, _letters(place), range(1, len(texts) + 1), texts)


def _text(cell: Any, suspect: bool) -> str:
    if suspect and _has_nine_digits(cell):
        return f"{int(cell):09}"
    return cell if isinstance(cell, str) else ""


def _has_nine_digits(cell: Any) -> bool:
    """Return whether a cell is a whole number of nine digits, the zero that a spreadsheet drops included."""
    return isinstance(cell, float) and cell.is_integer() and 10**7 <= cell < 10**9


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column.

    Examples
    --------
    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
