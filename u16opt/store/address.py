"""Where a store is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from u16opt.problems import InputError, Problem
from u16opt.texts import Text

_EXPECTED = Text(
    "het pad van een bestand, sqlite:///PAD of postgresql://GEBRUIKER@COMPUTER/DATABASE",
    "the path of a file, sqlite:///PATH or postgresql://USER@HOST/DATABASE",
)


def url_of(where: str) -> URL:
    """Return the URL of a store; a path is that of an SQLite file.

    Raises
    ------
    InputError
        When it is neither, or a database that is gone when it is closed. What was given is not repeated:
        it may hold a password.

    Examples
    --------
    >>> url_of("u16opt.db").render_as_string(), url_of("postgresql://u16@host/db").drivername
    ('sqlite:///u16opt.db', 'postgresql+psycopg')
    """
    url = _read(where)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    lasting = url.database and not url.database.startswith((":memory:", "file:"))
    if url.get_backend_name() != "sqlite" or not lasting:
        raise InputError([Problem("store", _EXPECTED)])
    return url.set(drivername="sqlite")


def name_of(url: URL) -> str:
    """Return what a store is called: where it is, without anything secret.

    Examples
    --------
    >>> name_of(url_of("postgresql://u16:secret@host/db?password=secret"))
    'postgresql://u16:***@host/db'
    """
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)


def _read(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where)) if where else None)
    try:
        return make_url(where)
    except (ArgumentError, ValueError):
        raise InputError([Problem("store", _EXPECTED)]) from None
