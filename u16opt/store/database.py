"""The database of a store: SQLite in one file, or PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from u16opt.store.faults import told

DEFAULT = "u16opt.db"
BUSY_SECONDS = 5.0
_WRITING = "u16opt_writing"


class Database:
    """A store's database; made once a process, closed with `close`.

    Parameters
    ----------
    where
        URL (``sqlite:///file.db``, ``postgresql://...``) or the path of an SQLite file.
    busy
        Seconds to wait for another writer (SQLite).

    Raises
    ------
    StoreError
        From any use, when the database is locked, full, damaged or out of reach.
    """

    def __init__(self, where: str, busy: float = BUSY_SECONDS) -> None:
        self.url = url_of(where)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url, busy)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads."""
        with told(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose writes all hold, or none when anything goes wrong.

        In SQLite it is the only writer from the start, so that reading and then writing cannot fail half-way.
        """
        with told(self.url), self.engine.connect() as connection:
            alone = connection.execution_options(**{_WRITING: True})
            with alone.begin():
                yield alone

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def url_of(where: str) -> URL:
    """Return the URL of a store; a path is that of an SQLite file.

    Examples
    --------
    >>> url_of("u16opt.db").render_as_string(), url_of("postgresql://u16@host/db").drivername
    ('sqlite:///u16opt.db', 'postgresql+psycopg')
    """
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where)))
    url = make_url(where)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _engine(url: URL, busy: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": busy, "isolation_level": None})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin by hand: the driver would begin only at the first write, when it may be too late."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
