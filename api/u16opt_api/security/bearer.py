"""Who holds a key, as the store knows it."""

from __future__ import annotations

import hashlib
import time

import anyio.to_thread

from u16opt.store.database import Database
from u16opt.store.keys import key_of
from u16opt.store.records import KeyRecord
from u16opt_api.security.asker import Asker

FRESH = 2.0
"""Seconds that a key that was good is not looked up again: so long a revoked one may still work."""

MOST = 1000
"""Keys that are remembered at once."""

PREFIX = "u16_"


class Keys:
    """Looks keys up, those that are used all the time not at every request.

    Only what was good is remembered, by its hash: an unknown, a revoked and an expired key take the same way.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[KeyRecord, float]] = {}

    async def asker(self, store: Database, text: str) -> Asker | None:
        """Return who holds a key; None when it is none, or no longer."""
        digest = hashlib.sha256(text.encode("ascii")).digest()
        record, until = self._known.get(digest, (None, 0.0))
        if record is None or time.monotonic() >= until:
            record = await anyio.to_thread.run_sync(key_of, store, text)
            self._remember(digest, record)
        if record is None or (record.expires is not None and record.expires <= time.time()):
            return None
        return Asker(record.name, record.id, record.scopes)

    def _remember(self, digest: bytes, record: KeyRecord | None) -> None:
        self._known.pop(digest, None)
        if record is None:
            return
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[digest] = (record, time.monotonic() + FRESH)
