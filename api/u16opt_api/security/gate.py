"""Whether keys are needed: not on this machine alone, as long as no key was ever made."""

from __future__ import annotations

import time

import anyio.to_thread
from starlette.types import Scope

from u16opt.store.database import Database
from u16opt.store.keys import any_key
from u16opt_api.security.arriving import from_elsewhere, is_loopback, store_of
from u16opt_api.security.settings import SecuritySettings

FRESH = 1.0
"""Seconds after which is asked again whether a key was made meanwhile."""


class Gate:
    """Knows whether everybody on this machine may come in.

    Parameters
    ----------
    always
        Keys are needed whether or not one was made.
    """

    def __init__(self, always: bool) -> None:
        self._needed, self._until = always, 0.0

    async def keyless(self, scope: Scope) -> bool:
        """Return whether a request needs no key; from that a key was made, never again."""
        if self._needed or from_elsewhere(scope):
            return False
        if time.monotonic() >= self._until:
            self._needed = await _any_key(store_of(scope))
            self._until = time.monotonic() + FRESH
        return not self._needed


def gate_of(settings: SecuritySettings, host: str) -> Gate:
    """Return the gate of a service that listens at a host."""
    return Gate(not is_loopback(host) or settings.oidc_issuer is not None)


async def _any_key(store: Database) -> bool:
    return await anyio.to_thread.run_sync(any_key, store)
