"""Who holds a token of an OpenID Connect issuer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry

from u16opt.store.records import Scope
from u16opt_api.security.asker import Asker
from u16opt_api.security.settings import SecuritySettings
from u16opt_api.security.signing import Keyring

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
"""Signatures that only the issuer can make; never one that whoever can check it can also make."""

TYPES = ("jwt", "at+jwt", "application/at+jwt")
LONGEST_NAME = 255
BROKEN = (JoseError, ValueError, TypeError, KeyError, RecursionError)
"""What reading a token may raise; whatever it is, it is no token."""


class Signatures(JWSRegistry):
    """The signatures that are taken; other header fields than the known ones are passed over."""

    max_header_length = 4096

    def __init__(self) -> None:
        super().__init__(algorithms=ALGORITHMS, strict_check_header=False)

    def get_alg(self, name: str) -> Any:
        """Return how a signature is checked; ``EdDSA`` is the older name of ``Ed25519``."""
        return super().get_alg("Ed25519" if name == "EdDSA" else name)


class Issuer:
    """An issuer whose tokens are taken.

    Parameters
    ----------
    settings
        With an issuer and an audience.
    keyring
        The issuer's keys.
    """

    def __init__(self, settings: SecuritySettings, keyring: Keyring) -> None:
        self.settings, self.keyring, self.signatures = settings, keyring, Signatures()
        self.claims = jwt.JWTClaimsRegistry(
            leeway=settings.oidc_leeway,
            iss={"essential": True, "value": settings.oidc_issuer or ""},
            aud={"essential": True, "value": settings.oidc_audience or ""},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def asker(self, text: str) -> Asker | None:
        """Return who a token is of; None when it is none, not of this issuer, not for us, or not now."""
        try:
            header = jws.extract_compact(text.encode("ascii"), registry=self.signatures).headers()
            if str(header.get("typ", "jwt")).lower() not in TYPES or header["alg"] not in ALGORITHMS:
                return None
            key = await self.keyring.key(header.get("kid"))
            return None if key is None else self._bearer(text, key)
        except BROKEN:
            return None

    def _bearer(self, text: str, key: Key) -> Asker | None:
        claims = jwt.decode(text, key, registry=self.signatures).claims
        self.claims.validate(claims)
        subject = claims["sub"]
        if not (subject.isprintable() and len(subject) <= LONGEST_NAME):
            return None
        digest = hashlib.sha256(subject.encode()).hexdigest()
        return Asker(f"oidc:{subject}", f"oidc:{digest[:12]}", scopes_of(claims, self.settings))


def issuer_of(settings: SecuritySettings) -> Issuer | None:
    """Return the issuer whose tokens are taken; None when there is none."""
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    return Issuer(settings, Keyring(settings.oidc_issuer))


def scopes_of(claims: Mapping[str, Any], settings: SecuritySettings) -> tuple[Scope, ...]:
    """Return the scopes that a token gives: a text with spaces or a list, in a claim or deeper."""
    found: Any = claims.get(settings.oidc_scope_claim)
    if found is None:
        found = claims
        for step in settings.oidc_scope_claim.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    values = found.split() if isinstance(found, str) else found if isinstance(found, list) else []
    given = {settings.oidc_scopes.get(value) for value in values if isinstance(value, str)}
    order: tuple[Scope, ...] = ("read", "compute", "manage")
    return tuple(scope for scope in order if scope in given)
