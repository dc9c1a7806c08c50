"""The database of a store: SQLite in one file, or PostgreSQL by URL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from u16opt.store.address import name_of, url_of
from u16opt.store.faults import RefusedError, told
from u16opt.store.journal import keep_journal

DEFAULT = "u16opt.db"
BUSY_SECONDS = 5.0
MOST_CONNECTIONS = 30
_WRITING = "u16opt_writing"


class Database:
    """A store's database; made once a process, closed with `close`.

    Parameters
    ----------
    where
        URL (``sqlite:///file.db``, ``postgresql://...``) or the path of an SQLite file.
    busy
        Seconds to wait for another writer.

    Raises
    ------
    StoreError
        From any use, when the database is locked, full, damaged or out of reach.
    InputError
        When `where` is no address of a store.
    """

    def __init__(self, where: str, busy: float = BUSY_SECONDS) -> None:
        self.url = url_of(where)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite(self.url, busy) if self.is_sqlite else _postgresql(self.url, busy)

    @property
    def name(self) -> str:
        """What it is called: where it is, without anything secret."""
        return name_of(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that only reads."""
        with told(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that reads everything as it was at one moment, whatever others write."""
        with told(self.url), self.engine.connect() as connection:
            if self.is_sqlite:
                yield connection
            else:
                yield connection.execution_options(isolation_level="REPEATABLE READ")

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


def _as_json(content: Any) -> str:
    """Return the text of a value; infinity is no JSON, though SQLite would swallow it."""
    try:
        return json.dumps(content, allow_nan=False, default=dict)
    except (TypeError, ValueError) as fault:
        raise RefusedError("defect", type(fault).__name__) from None


def _engine(url: URL, busy: float, **options: Any) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        json_serializer=_as_json,
        pool_timeout=busy,
        max_overflow=MOST_CONNECTIONS,
        **options,
    )


def _postgresql(url: URL, busy: float) -> Engine:
    waiting = {"connect_timeout": max(2, round(busy))}
    engine = _engine(url, busy, pool_pre_ping=True, connect_args=waiting)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {max(1, round(busy * 1000))}")
        connection.commit()

    return engine


def _sqlite(url: URL, busy: float) -> Engine:
    engine = _engine(url, busy, connect_args={"timeout": busy, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        keep_journal(connection, busy)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")

    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begin by hand: the driver would begin only at the first write, when it may be too late."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
