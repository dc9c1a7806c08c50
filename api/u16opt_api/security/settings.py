"""What whoever runs the service can set about its safety; each has a safe value of its own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from u16opt.store.records import Scope

MEBIBYTE = 1024 * 1024
SCOPES_OF_CLAIM: dict[str, Scope] = {
    "u16opt:read": "read",
    "u16opt:compute": "compute",
    "u16opt:manage": "manage",
}


class SecuritySettings(BaseSettings):
    """Part of the settings of the service.

    Parameters
    ----------
    rate_limit
        Requests of one asker (without a key: of one address), such as ``200/second``; empty: no limit.
    upload_limit, body_limit
        Bytes of an uploaded instance, and of any other body.
    allowed_hosts
        Names (with a comma between them, without port) that the service answers to; none: all. Without keys
        it is always this machine's own.
    oidc_issuer
        Address of an OpenID Connect issuer whose tokens are taken, exactly as it calls itself.
    oidc_audience
        What a token must be meant for; required with an issuer.
    oidc_scope_claim
        Claim of a token with what its bearer may; with points into objects: ``realm_access.roles``.
    oidc_scopes
        Which value of that claim gives which scope.
    oidc_leeway
        Seconds that the clocks of issuer and service may differ.
    """

    rate_limit: str = "200/second"
    upload_limit: int = Field(default=64 * MEBIBYTE, ge=1)
    body_limit: int = Field(default=MEBIBYTE, ge=1)
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    oidc_issuer: str | None = None
    oidc_audience: str | None = None
    oidc_scope_claim: str = "scope"
    oidc_scopes: dict[str, Scope] = Field(default_factory=lambda: dict(SCOPES_OF_CLAIM))
    oidc_leeway: int = Field(default=30, ge=0, le=300)

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """Take names with commas between them, as an environment variable holds them."""
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
