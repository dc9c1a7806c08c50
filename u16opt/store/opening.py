"""Opening a store: made when it is new, brought up to date when it is old."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from u16opt.problems import InputError, Problem
from u16opt.store.database import BUSY_SECONDS, Database
from u16opt.store.faults import StoreError
from u16opt.store.migrating import NEWEST, migrate, schema_of
from u16opt.texts import Text

_MISSING = Text(
    "een opslag die er al is; u16opt serve of u16opt store migrate maakt er een",
    "a store that is there; u16opt serve or u16opt store migrate makes one",
)


def opened(where: str, busy: float = BUSY_SECONDS, *, new: bool = True) -> Database:
    """Return a store that can be used.

    Parameters
    ----------
    where
        As for `Database`.
    busy
        Seconds to wait for another writer.
    new
        Whether it may be made when it is not there.

    Raises
    ------
    StoreError
        When it cannot be reached, is no store, or is of a newer u16opt (``version``).
    InputError
        When it is not there and may not be made.
    """
    db = Database(where, busy)
    try:
        _make_file(db, new)
        with db.reading() as connection:
            schema = schema_of(connection)
        if schema is None and not new:
            raise InputError([Problem(db.name, _MISSING)])
        if schema != NEWEST:
            migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _make_file(db: Database, new: bool) -> None:
    """Make an SQLite file that only its owner can read, for what is in it is people's."""
    if not db.is_sqlite or not db.url.database:
        return
    path = Path(db.url.database)
    if not new:
        if not path.is_file():
            raise InputError([Problem(str(path), _MISSING)])
        return
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        raise StoreError("unreachable", str(path)) from None
