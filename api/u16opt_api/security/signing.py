"""The public keys of an issuer: fetched when needed, kept, and fetched again when a token names a new one."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping
from typing import Any

import anyio
import anyio.to_thread
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from u16opt_api.security.fetching import UnreachableError, fetched, safe
from u16opt_api.watching.logs import logger

KEPT = 600.0
"""Seconds after which the keys are fetched again."""

AGAIN = 30.0
"""Seconds that are at least between two fetches, whatever tokens say and whether or not they succeed."""

PUBLIC = ("RSA", "EC", "OKP")
SMALLEST_RSA = 2048

HELD = 86_400.0
"""Seconds that the last keys hold while the issuer cannot be reached."""

PATIENCE = 12.0
"""Seconds that a fetch may take in all, however slowly it comes."""


class Keyring:
    """Keys by id; while the issuer cannot be reached the last ones hold for a day.

    Parameters
    ----------
    issuer
        Address of the issuer, as it calls itself.
    again
        Seconds between two fetches.
    """

    def __init__(self, issuer: str, again: float = AGAIN) -> None:
        self.issuer, self.again = issuer, again
        self._keys: dict[str | None, Key] = {}
        self._fetched = self._tried = -math.inf
        self._alone, self._log = asyncio.Lock(), logger("oidc")

    async def key(self, name: str | None) -> Key | None:
        """Return a key by its id; without an id the only key there is.

        One request waits while keys are fetched, and those for which there is no key yet.
        """
        found = self._find(name)
        if found is not None and (not self._is_old(KEPT) or self._alone.locked()):
            return found
        async with self._alone:
            if (self._is_old(KEPT) or self._find(name) is None) and self._may_fetch():
                await self._fetch()
        return self._find(name)

    def _find(self, name: str | None) -> Key | None:
        if self._is_old(HELD):
            return None
        if name is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(name)

    def _is_old(self, seconds: float) -> bool:
        return time.monotonic() - self._fetched >= seconds

    def _may_fetch(self) -> bool:
        return time.monotonic() - self._tried >= self.again

    async def _fetch(self) -> None:
        self._tried = time.monotonic()
        try:
            with anyio.fail_after(PATIENCE):
                keys = await anyio.to_thread.run_sync(published, self.issuer, abandon_on_cancel=True)
        except (UnreachableError, TimeoutError) as fault:
            self._log.warning("issuer", exc_info=fault)
            return
        self._keys, self._fetched = keys, time.monotonic()


def published(issuer: str) -> dict[str | None, Key]:
    """Return the keys that an issuer publishes for signatures.

    Raises
    ------
    UnreachableError
        When the issuer gives nothing usable.
    """
    description = fetched(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if description.get("issuer") != issuer:
        raise UnreachableError("another issuer")
    keys = str(description.get("jwks_uri"))
    if not safe(keys, beside=issuer):
        raise UnreachableError("keys not https")
    listed = fetched(keys).get("keys")
    if not isinstance(listed, list):
        raise UnreachableError("no keys")
    return {each.get("kid"): key for each in listed if isinstance(each, dict) and (key := usable(each))}


def usable(given: Mapping[str, Any]) -> Key | None:
    """Return a public key that signatures can be checked with; None for any other."""
    name = given.get("kid")
    if given.get("kty") not in PUBLIC or given.get("use", "sig") != "sig" or _is_weak(given.get("n")):
        return None
    if not (name is None or isinstance(name, str)):
        return None
    try:
        return JWKRegistry.import_key(dict(given))
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _is_weak(modulus: object) -> bool:
    """Return whether a modulus, six bits a letter, is too short; a key of another kind has none."""
    return isinstance(modulus, str) and 6 * len(modulus) < SMALLEST_RSA
