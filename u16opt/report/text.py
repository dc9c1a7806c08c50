"""A summary for the terminal, or for whatever its output is sent to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from u16opt.report.cells import shown
from u16opt.report.grid import Grid, grid
from u16opt.report.summary import Summary
from u16opt.report.words import EMPTY

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def render_text(summary: Summary) -> str:
    """Return a summary as plain text: aligned columns, nothing wrapped, ending in a newline."""
    return "\n".join(_lines(summary)) + "\n"


def print_summary(summary: Summary, stream: TextIO) -> None:
    """Write a summary to a stream: with drawn tables on a terminal, as plain text anywhere else."""
    if not stream.isatty():
        stream.write(render_text(summary))
        return
    from rich.console import Console

    _print(summary, Console(file=stream, highlight=False, markup=False, emoji=False))


def _lines(summary: Summary) -> Iterator[str]:
    yield shown(summary.title, summary.language)
    yield from _pairs(summary.facts)
    for section in summary.sections:
        table = grid(section, summary.language)
        yield from ("", table.title, "=" * len(table.title))
        yield from table.lines() if table.rows else [EMPTY[summary.language]]
        yield from filter(None, [table.note])
    yield ""
    yield from _pairs(summary.foot)


def _pairs(pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for label, text in pairs:
        yield f"{label}: {shown(text, 'nl')}"


def _print(summary: Summary, console: Console) -> None:
    from rich.padding import Padding

    console.print(shown(summary.title, summary.language), style="bold")
    for line in _pairs(summary.facts):
        console.print(line)
    for section in summary.sections:
        table = grid(section, summary.language)
        console.print()
        console.print(_table(table))
        if table.note:
            console.print(Padding(table.note, (0, 1)), style="italic")
    console.print()
    for line in _pairs(summary.foot):
        console.print(line, soft_wrap=True)


def _table(content: Grid) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(content.title), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for heading, right in zip(content.columns, content.numeric, strict=True):
        table.add_column(Text(heading), justify="right" if right else "left")
    for row in content.rows:
        table.add_row(*map(Text, row))
    return table
