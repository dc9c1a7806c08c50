"""What somebody shows to be let in: a key or a token."""

from __future__ import annotations

from starlette.types import Scope

from u16opt_api.security.arriving import values_of

LONGEST = 16_384


def credential_of(scope: Scope) -> str | None:
    """Return the one key or token that a request shows; None without, or with more than one.

    It stands in ``Authorization: Bearer`` or in ``X-API-Key``.
    """
    shown = [*map(_bearer, values_of(scope, "authorization")), *values_of(scope, "x-api-key")]
    if len(shown) != 1 or not shown[0] or len(shown[0]) > LONGEST:
        return None
    return shown[0].strip() if shown[0].isascii() else None


def _bearer(value: str) -> str:
    scheme, _, rest = value.partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else ""
