"""A proposal as sheets of a workbook: the first says what it is, the others hold a table each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from u16opt.export.content import Content
from u16opt.export.safe import safe
from u16opt.model.model import Section
from u16opt.report.cells import in_language, shown
from u16opt.report.grid import decimals_of_column
from u16opt.report.summary import Fact
from u16opt.texts import Language

LONGEST_NAME = 31
WIDEST = 60
NARROWEST = 8

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings in the first row, then rows of texts and numbers, in one language.

    Parameters
    ----------
    decimals
        Decimals of the floats of each column.
    widths
        Width of each column in characters.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    decimals: tuple[int, ...]
    widths: tuple[int, ...]


def sheets(content: Content) -> tuple[Sheet, ...]:
    """Return the sheets of a proposal; every text is safe from being read as a formula."""
    *tables, provenance = content.tables
    names = _names([content.first[content.language], *(table.title[content.language] for table in tables)])
    first = _sheet(names[0], _first(content, provenance), (1, 1))
    others = [
        _sheet(name, list(_rows(table, content.language)), _decimals(table))
        for name, table in zip(names[1:], tables, strict=True)
    ]
    return (first, *others)


def _first(content: Content, provenance: Section) -> list[list[Any]]:
    """Return what the proposal is and rests on, and the provenance of its data in full."""
    language = content.language
    facts: tuple[Fact, ...] = (*content.report.facts, *content.report.foot)
    lines = [[label[language], text[language]] for label, text in facts]
    return [
        [content.first[language], content.report.title],
        *lines,
        [],
        [provenance.title[language]],
        *_rows(provenance, language),
    ]


def _rows(section: Section, language: Language) -> Iterator[list[Any]]:
    yield [heading[language] for heading in section.columns]
    for row in section.rows:
        yield [in_language(cell, language) for cell in row]
    if section.note is not None:
        yield []
        yield [section.note[language]]


def _decimals(section: Section) -> tuple[int, ...]:
    return tuple(decimals_of_column(section, column) or 1 for column in range(len(section.columns)))


def _sheet(name: str, rows: list[list[Any]], decimals: tuple[int, ...]) -> Sheet:
    made = [tuple(safe(cell) if isinstance(cell, str) else cell for cell in row) for row in rows]
    number = max(map(len, made))
    return Sheet(
        name,
        made[0],
        tuple(made[1:]),
        (*decimals, *(1,) * (number - len(decimals))),
        tuple(_width([row[column] for row in made if len(row) > max(column, 1)]) for column in range(number)),
    )


def _width(cells: list[Any]) -> int:
    """Return the width that shows all cells; a row of one text (a note) may run on past its column."""
    longest = max((len(shown(cell, "nl")) for cell in cells), default=0)
    return min(WIDEST, max(NARROWEST, longest + 2))


def _names(titles: list[str]) -> list[str]:
    """Return names a workbook accepts: short, without brackets and the like, no two alike."""
    names: list[str] = []
    for title in titles:
        plain = " ".join(title.translate(_FORBIDDEN).split()).strip("'") or "-"
        name, number = shorten(plain, LONGEST_NAME, placeholder="") or plain[:LONGEST_NAME], 1
        while name.casefold() in {each.casefold() for each in names}:
            number += 1
            tail = f" ({number})"
            name = plain[: LONGEST_NAME - len(tail)].strip() + tail
        names.append(name)
    return names
