"""How wide the columns of a table are on a terminal: numbers whole, words whole as long as there is room."""

from __future__ import annotations

import textwrap

from u16opt.report.grid import Grid

WHOLE, BROKEN = 20, 6
"""Letters of a word that stay together where there is room, and however narrow the terminal."""

GAP = 2
"""Width between two columns."""


def fitting(content: Grid, width: int) -> list[int] | None:
    """Return the width of each column; None where the numbers do not fit, however words are broken.

    Parameters
    ----------
    width
        Width of the terminal in characters.
    """
    for letters in range(WHOLE, BROKEN - 1, -1):
        least = _least(content, letters)
        room = width - sum(least) - GAP * (len(least) - 1)
        if room >= 0:
            return _widened(least, _natural(content), room)
    return None


def _columns(content: Grid) -> list[list[str]]:
    return [[row[at] for row in content.rows] for at in range(len(content.columns))]


def _natural(content: Grid) -> list[int]:
    """Return the widths at which nothing is wrapped."""
    cells = zip(content.columns, _columns(content), strict=True)
    return [max(map(len, (heading, *column))) for heading, column in cells]


def _least(content: Grid, letters: int) -> list[int]:
    """Return the least widths: numbers stay whole, of words so many letters."""
    least = []
    for heading, column, right in zip(content.columns, _columns(content), content.numeric, strict=True):
        words = [word for text in ([heading] if right else [heading, *column]) for word in _words(text)]
        numbers = column if right else []
        longest = min(max(map(len, words), default=1), letters)
        least.append(max([longest, *map(len, numbers)]))
    return least


def _words(text: str) -> list[str]:
    """Return the parts between which a line may end, as `wrapped` does: words, and what a hyphen joins."""
    return wrapped(text, 1, whole=True)


def wrapped(text: str, width: int, *, whole: bool = False) -> list[str]:
    """Return the lines of a text in a column, broken at spaces and after hyphens.

    Parameters
    ----------
    whole
        Whether a word longer than the column stays whole.
    """
    return textwrap.wrap(text, width, break_long_words=not whole) or [""]


def _widened(widths: list[int], natural: list[int], room: int) -> list[int]:
    """Return the widths with the room that is left given to whichever column lacks most."""
    widths = list(widths)
    for _ in range(room):
        lacking = [full - width for full, width in zip(natural, widths, strict=True)]
        if max(lacking, default=0) <= 0:
            break
        widths[lacking.index(max(lacking))] += 1
    return widths
