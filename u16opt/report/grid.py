"""A section as texts in rows and columns, for everything that shows it to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from u16opt.model.model import Section
from u16opt.report.cells import is_number, shown
from u16opt.report.people import ReportSection
from u16opt.texts import Language


@dataclass(frozen=True)
class Grid:
    """Texts of a section in one language.

    Parameters
    ----------
    numeric
        For each column whether it holds numbers, which stand to the right.
    listing
        Whether it is there to look something up, and may be folded away.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    note: str
    listing: bool = False

    def lines(self) -> Iterator[str]:
        """Yield the table as aligned lines of text: the headings, a rule, the rows."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        yield self._line(self.columns, widths)
        yield "  ".join("-" * width for width in widths)
        yield from (self._line(row, widths) for row in self.rows)

    def _line(self, cells: tuple[str, ...], widths: list[int]) -> str:
        parts = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, self.numeric, strict=True)
        ]
        return "  ".join(parts).rstrip()


def grid(section: Section, language: Language) -> Grid:
    """Return a section as texts in one language."""
    decimals = [decimals_of_column(section, column) for column in range(len(section.columns))]
    return Grid(
        section.name,
        shown(section.title, language),
        tuple(shown(column, language) for column in section.columns),
        tuple(
            tuple(shown(cell, language, places) for cell, places in zip(row, decimals, strict=True))
            for row in section.rows
        ),
        tuple(_numeric(section, column) for column in range(len(section.columns))),
        "" if section.note is None else shown(section.note, language),
        isinstance(section, ReportSection) and section.listing,
    )


def decimals_of_column(section: Section, column: int) -> int | None:
    """Return the decimals that all floats of a column are shown with, when they have one unit."""
    if not isinstance(section, ReportSection) or section.units[column : column + 1] in ((), (None,)):
        return None
    sizes = [abs(row[column]) for row in section.rows if isinstance(row[column], float)]
    return 1 if max(sizes, default=1) >= 1 else 2


def _numeric(section: Section, column: int) -> bool:
    """Return whether a column holds numbers, or would if they were not hidden."""
    units = section.units if isinstance(section, ReportSection) else ()
    measured = column < len(units) and units[column] is not None
    return measured or any(is_number(row[column]) for row in section.rows)
