"""Whether the store takes what is written: seen from what is written, and tried now and then."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from threading import Lock

from sqlalchemy import ExceptionContext, event, text

from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.migrating import VERSION_TABLE
from u16opt.store.signs import Kind, kind_of

EVERY = 1.0
"""Seconds between two tries."""

BUSY = 0.2
"""Seconds that a try waits for another writer."""

HELD = 30.0
"""Seconds that a disk is held to be full after it refused real work: a try is far smaller than that."""

LEAST_ROOM = 1_000_000
"""Bytes on the disk below which it is full: a log that is used again has room for a try, but not for work."""

TRY = text(f"UPDATE {VERSION_TABLE} SET version_num = version_num")
"""Written for real, though nothing changes."""

LASTING: tuple[Kind, ...] = ("full", "unwritable")


class Writable:
    """Knows whether a store can be written, without holding anybody up.

    Parameters
    ----------
    where
        Address of the store, for tries of its own that are not patient.
    store
        The store as others write it; what it refuses them is seen.
    """

    def __init__(self, where: str, store: Database) -> None:
        self._trial, self._lock = Database(where, BUSY), Lock()
        self._tried = -EVERY
        self._fault: Kind | None = None
        self._refused: tuple[Kind, float] | None = None
        event.listen(store.engine, "handle_error", self._see)

    def check(self) -> None:
        """Return when the store can be written.

        Raises
        ------
        StoreError
            When it cannot.
        """
        with self._lock:
            if time.monotonic() - self._tried >= EVERY:
                self._fault = self._try()
                self._tried = time.monotonic()
        fault = self._fault or self._remembered()
        if fault is not None:
            raise StoreError(fault, self._trial.name)

    def close(self) -> None:
        """Let go of the store."""
        self._trial.close()

    def _try(self) -> Kind | None:
        if self._trial.is_sqlite and self._room() < LEAST_ROOM:
            return "full"
        try:
            with self._trial.writing() as connection:
                connection.execute(TRY)
        except StoreError as fault:
            return fault.kind
        return None

    def _room(self) -> int:
        try:
            return shutil.disk_usage(Path(self._trial.url.database or "").resolve().parent).free
        except OSError:
            return 0

    def _see(self, context: ExceptionContext) -> None:
        kind = kind_of(context.original_exception)
        if kind in LASTING:
            self._refused = kind, time.monotonic()

    def _remembered(self) -> Kind | None:
        if self._refused is None or time.monotonic() - self._refused[1] > HELD:
            return None
        return self._refused[0]
