"""What a store holds, in numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.engine import URL

from u16opt.store.address import name_of
from u16opt.store.database import Database
from u16opt.store.migrating import schema_of
from u16opt.store.runs import counts
from u16opt.store.tables import audit, instances, keys


def place_of(url: URL) -> str:
    """Return where a store is, as ``--store`` takes it: an absolute path, or a URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return str(Path(url.database).absolute())
    return name_of(url)


def schema_at(where: str) -> str | None:
    """Return how far the tables of a store are before it is opened; None when it has none yet.

    Parameters
    ----------
    where
        As for `Database`.
    """
    db = Database(where)
    try:
        if db.is_sqlite and not Path(db.url.database or "").is_file():
            return None
        with db.reading() as connection:
            return schema_of(connection)
    finally:
        db.close()


def summary_of(db: Database) -> dict[str, Any]:
    """Return where a store is, the version of its tables, and how much of everything is in it.

    ``size`` is that of the SQLite file with its log, in bytes; None for PostgreSQL.
    """
    with db.reading() as connection:
        schema = schema_of(connection)
    return {
        "store": place_of(db.url),
        "schema": schema,
        "size": _size(db),
        "instances": _count(db, instances),
        "runs": counts(db),
        "keys": _count(db, keys),
        "audit": _count(db, audit),
    }


def _count(db: Database, table: Table) -> int:
    with db.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def _size(db: Database) -> int | None:
    if not db.is_sqlite:
        return None
    files = [Path(f"{db.url.database}{ending}") for ending in ("", "-wal")]
    return sum(file.stat().st_size for file in files if file.exists())
