"""SQLite's write-ahead log: readers and the one writer do not wait for each other."""

from __future__ import annotations

import sqlite3
import time

_PAUSE = 0.02


def keep_journal(connection: sqlite3.Connection, busy: float) -> None:
    """Have a connection keep its journal in a write-ahead log.

    SQLite does not wait for others when the log is begun or taken up again, so that this must.

    Raises
    ------
    sqlite3.Error
        When others do not let go within `busy` seconds, or the file is no database.
    """
    patience = time.monotonic() + busy
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(_PAUSE)
