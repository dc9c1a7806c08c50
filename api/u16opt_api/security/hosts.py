"""Which requests may come at all: for the right host, and without keys only from a person on this machine.

Without keys a page in somebody's browser, or a proxy that was put in front, could else ask in their name.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from u16opt.store.faults import StoreError
from u16opt.texts import Text
from u16opt_api.security.arriving import is_loopback, path_of, value_of, values_of
from u16opt_api.security.gate import Gate
from u16opt_api.security.openness import DESCRIPTION, HEALTH
from u16opt_api.security.refusing import refuse

FORWARDED = ("forwarded", "x-forwarded", "x-real-ip")
"""How names of headers begin that a proxy adds."""

PROXIES = ("via", "cf-connecting-ip", "true-client-ip", "x-client-ip")
"""Names of other headers that a proxy adds."""

FOREIGN = Text(
    "Deze dienst luistert niet naar die naam (zie U16OPT_ALLOWED_HOSTS).",
    "This service does not answer to that name (see U16OPT_ALLOWED_HOSTS).",
)
BEHIND_PROXY = Text(
    "Er staat een proxy voor deze dienst, en dan zijn sleutels nodig: maak er een met u16opt keys make.",
    "There is a proxy in front of this service, so keys are needed: make one with u16opt keys make.",
)
OTHER_SITE = Text(
    "Dit verzoek komt van een andere site; zonder sleutels mag dat niet.",
    "This request comes from another site; without keys that is not allowed.",
)


class Refusal(NamedTuple):
    """Why a request may not come."""

    status: HTTPStatus
    detail: Text


ELSEWHERE = Refusal(HTTPStatus.MISDIRECTED_REQUEST, FOREIGN)


class Hosts:
    """Refuse what is meant for another host, and without keys what does not come from this machine itself.

    Parameters
    ----------
    allowed
        Names that the service answers to when there are keys; none: all.
    """

    def __init__(self, app: ASGIApp, gate: Gate, allowed: tuple[str, ...]) -> None:
        self.app, self.gate = app, gate
        self.allowed = frozenset(each.lower().strip("[]") for each in allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        keyless = await self._keyless(scope)
        refusal = of_keyless(scope) if keyless else of_host(scope, self.allowed)
        if refusal is not None:
            return await refuse(scope, receive, send, *refusal)
        await self.app(scope, receive, send)

    async def _keyless(self, scope: Scope) -> bool:
        try:
            return await self.gate.keyless(scope)
        except StoreError:
            # Whether the service is there can also be asked while its store is not.
            if path_of(scope) in HEALTH:
                return False
            raise


def of_host(scope: Scope, allowed: frozenset[str]) -> Refusal | None:
    """Return why a request may not come for its host; no names: every host may."""
    if allowed and host_name(value_of(scope, "host") or "") not in allowed:
        return ELSEWHERE
    return None


def of_keyless(scope: Scope) -> Refusal | None:
    """Return why a request may not come without keys."""
    if not is_loopback(host_name(value_of(scope, "host") or "")):
        return ELSEWHERE
    if any(_of_proxy(name.lower().decode("latin-1")) for name, _ in scope["headers"]):
        return Refusal(HTTPStatus.FORBIDDEN, BEHIND_PROXY)
    if path_of(scope) != DESCRIPTION and _from_other_site(scope):
        return Refusal(HTTPStatus.FORBIDDEN, OTHER_SITE)
    return None


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port; empty when it is none.

    Examples
    --------
    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("localhost@evil.example")
    ('localhost', '::1', '')
    """
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.netloc == host and "@" not in host else ""


def _of_proxy(name: str) -> bool:
    return name in PROXIES or name.startswith(FORWARDED)


def _from_other_site(scope: Scope) -> bool:
    """Return whether a browser says that the page of another site asks."""
    if any(value not in ("same-origin", "none") for value in values_of(scope, "sec-fetch-site")):
        return True
    own = (value_of(scope, "host") or "").lower()
    return any(urlsplit(value).netloc.lower() != own for value in map(_origin, values_of(scope, "origin")))


def _origin(value: str) -> str:
    try:
        urlsplit(value)
    except ValueError:
        return "null"
    return value
