"""Sections as they may leave the house: small counts of people hidden, in all sections together (P03)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from u16opt.export.suppression import SECRET, THRESHOLD, suppress
from u16opt.model.model import Section
from u16opt.report.numbers import Year
from u16opt.report.people import Key, ReportSection, together
from u16opt.report.words import each
from u16opt.texts import Text

WITHHELD = Text(
    "Niet gepubliceerd: uit deze bedragen is af te leiden hoeveel mensen van een gemeente een woning kregen, "
    "ook als het er één is. Een export met --internal heeft ze wel.",
    "Not published: these amounts tell how many people of a municipality were given a home, even if it was "
    "one. An export with --internal has them.",
)


@dataclass(frozen=True)
class Protection:
    """What is shown instead of counts that must be hidden.

    Parameters
    ----------
    counts
        All counts of people that leave together.
    marks
        ``<5`` or ``x``, for the counts that are hidden.
    """

    counts: Mapping[Key, int]
    marks: Mapping[Key, str]
    threshold: int

    def shown(self, cell: Any, keys: Sequence[Key]) -> Any:
        """Return a cell, or what stands there instead when one of the counts it rests on is hidden.

        The mark of a count stands where that count itself would stand; anything worked out from it is
        secret. A mean or a share is rounded as it is printed: many decimals tell which counts it is made of.
        """
        hidden = [key for key in keys if key in self.marks]
        if not hidden:
            return round(cell, 1 if abs(cell) >= 1 else 2) if keys and isinstance(cell, float) else cell
        itself = len(keys) == 1 and isinstance(cell, int) and cell == self.counts[hidden[0]]
        return self.marks[hidden[0]] if itself else SECRET

    def plain(self, cell: Any) -> Any:
        """Return a cell of which nothing is known: every small whole number is taken for a count."""
        whole = isinstance(cell, int) and not isinstance(cell, bool | Year)
        return f"<{self.threshold}" if whole and 0 < cell < self.threshold else cell


def protection_of(
    sections: Iterable[Section], also: Collection[Key] = (), threshold: int = THRESHOLD
) -> Protection:
    """Return what must be hidden in sections that leave together.

    The same sections give the same marks for every kind of file, so that two files together give no more
    away than one.

    Parameters
    ----------
    also
        Counts that are shown outside the sections, on a map for instance.
    threshold
        As for `suppress`.
    """
    reports = [section for section in sections if isinstance(section, ReportSection)]
    people = together(report.people for report in reports)
    shown = {key for report in reports for keys in report.cells.values() for key in keys}
    return Protection(people.counts, suppress(people, shown | set(also), threshold), threshold)


def published(section: Section, protection: Protection) -> Section:
    """Return a section with marks in place of what must be hidden, and with a note that explains them.

    A section that does not say what it counts is taken to count people in every whole number. An internal
    section keeps its headings alone.
    """
    if not isinstance(section, ReportSection):
        plain = tuple(tuple(protection.plain(cell) for cell in row) for row in section.rows)
        return replace(section, rows=plain, note=_note(section, plain, protection))
    if section.internal:
        return replace(section, rows=(), cells={}, note=WITHHELD)
    rows = tuple(
        tuple(
            protection.shown(cell, section.cells.get((number, column), ())) for column, cell in enumerate(row)
        )
        for number, row in enumerate(section.rows)
    )
    if section.chosen:
        rows = tuple(row for row, old in zip(rows, section.rows, strict=True) if row == old)
    return replace(section, rows=rows, note=_note(section, rows, protection))


def _note(section: Section, rows: tuple[tuple[Any, ...], ...], protection: Protection) -> Text | None:
    cells = {cell for row in rows for cell in row if isinstance(cell, str)}
    small = protection.threshold
    told = [
        Text(f"<{small}: 1 tot en met {small - 1}.", f"<{small}: 1 to {small - 1}.")
        if f"<{small}" in cells
        else None,
        Text(
            f"{SECRET}: niet getoond, omdat anders een klein aantal is uit te rekenen.",
            f"{SECRET}: not shown, because a small number could be worked out from it.",
        )
        if SECRET in cells
        else None,
        Text("Rijen met een klein aantal zijn weggelaten.", "Rows with a small number have been left out.")
        if len(rows) < len(section.rows)
        else None,
    ]
    notes = [note for note in (section.note, *told) if note is not None]
    return each(notes, " ") if notes else None
