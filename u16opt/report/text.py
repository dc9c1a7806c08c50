"""A summary for the terminal, or for whatever its output is sent to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TextIO

from u16opt.report.cells import shown
from u16opt.report.grid import Grid, grid
from u16opt.report.summary import Fact, Summary
from u16opt.report.widths import fitting, wrapped
from u16opt.report.words import EMPTY
from u16opt.texts import Language

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def render_text(summary: Summary, language: Language | None = None) -> str:
    """Return a summary as plain text: aligned columns, nothing wrapped, ending in a newline.

    Parameters
    ----------
    language
        By default the summary's own.
    """
    return "\n".join(_lines(summary, language or summary.language)) + "\n"


def print_text(summary: Summary, language: Language | None = None, stream: TextIO | None = None) -> None:
    """Write a summary: with drawn tables on a terminal, as plain text anywhere else.

    Parameters
    ----------
    language
        By default the summary's own.
    stream
        By default standard output.
    """
    stream = stream or sys.stdout
    language = language or summary.language
    if not stream.isatty():
        stream.write(render_text(summary, language))
        return
    from rich.console import Console

    _draw(summary, language, Console(file=stream, highlight=False, markup=False, emoji=False))


def _lines(summary: Summary, language: Language) -> Iterator[str]:
    yield shown(summary.title, language)
    yield from _pairs(summary.facts, language)
    for section in summary.sections:
        table = grid(section, language)
        yield from ("", table.title, "=" * len(table.title))
        yield from table.lines() if table.rows else [EMPTY[language]]
        yield from filter(None, [table.note])
    yield ""
    yield from _pairs(summary.foot, language)


def _pairs(pairs: tuple[Fact, ...], language: Language) -> Iterator[str]:
    for label, text in pairs:
        yield f"{shown(label, language)}: {shown(text, language)}"


def _draw(summary: Summary, language: Language, console: Console) -> None:
    console.print(shown(summary.title, language), style="bold")
    for line in _pairs(summary.facts, language):
        console.print(line)
    for section in summary.sections:
        table = grid(section, language)
        console.print()
        _draw_table(table, console)
        if table.note:
            console.print(table.note, style="italic")
    console.print()
    for line in _pairs(summary.foot, language):
        console.print(line, soft_wrap=True)


def _draw_table(content: Grid, console: Console) -> None:
    """Draw a table; one whose numbers do not fit, however words are broken, is left to the terminal."""
    widths = fitting(content, console.width)
    if widths is not None:
        console.print(_table(content, widths))
        return
    console.print(content.title, style="bold")
    for line in content.lines():
        console.print(line, soft_wrap=True)


def _table(content: Grid, widths: list[int]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    title = Text(content.title, style="bold")
    table = Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for heading, right, width in zip(content.columns, content.numeric, widths, strict=True):
        justify: Literal["right", "left"] = "right" if right else "left"
        table.add_column(Text("\n".join(wrapped(heading, width))), justify=justify, width=width)
    for row in content.rows:
        cells = zip(row, widths, strict=True)
        table.add_row(*(Text("\n".join(wrapped(cell, width))) for cell, width in cells))
    return table
