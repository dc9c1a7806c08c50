"""What ``u16opt keys`` is told: names, days, scopes."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

import typer

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

Store = Annotated[
    str | None,
    typer.Option(
        "--store", envvar="U16OPT_STORE", metavar="URL", help="The store: a file, or postgresql://..."
    ),
]
Scope = Annotated[
    Literal["read", "compute", "manage"],
    typer.Option("--scope", help="What its holder may: compute can all that read can, manage can all."),
]
Expires = Annotated[
    str | None,
    typer.Option(
        "--expires", metavar="DATE|DAYS", help="Last day it is good (2027-12-31, UTC), or for how many days."
    ),
]

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
DAY = 86_400.0
LONGEST = 36_525
"""Days: a hundred years."""

NAMED = Text(
    "1 tot 64 tekens: a-z, A-Z, 0-9 en . _ - @; begint met een letter of cijfer",
    "1 to 64 characters: a-z, A-Z, 0-9 and . _ - @; begins with a letter or a digit",
)
DATED = Text(
    "een dag die nog niet voorbij is (2027-12-31), of een aantal dagen",
    "a day that is not over yet (2027-12-31), or a number of days",
)


def checked_name(name: str) -> str:
    """Return a name that a key can have: the audit names whoever asks by it.

    Raises
    ------
    InputError
        When it cannot.
    """
    if not NAME.fullmatch(name):
        raise InputError([Problem("NAME", NAMED, value=name)])
    return name


def moment(text: str | None, now: float) -> float | None:
    """Return when a key ends, in seconds since 1970: after a day, or after so many days; None: never.

    Raises
    ------
    InputError
        When it is no day or number, or is over.

    Examples
    --------
    >>> moment("2", now=100.0), moment("1970-01-02", now=100.0)
    (172900.0, 172800.0)
    """
    if text is None:
        return None
    if text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST:
        return now + int(text) * DAY
    try:
        after = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        after = datetime.min.replace(tzinfo=UTC)
    if after.year < 1970 or after.timestamp() <= now:
        raise InputError([Problem("--expires", DATED, value=text)])
    return after.timestamp()


def day(at: float | None) -> str | None:
    """Return a moment as others read it (ISO 8601, UTC)."""
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def now() -> float:
    """Return the moment it is."""
    return time.time()
