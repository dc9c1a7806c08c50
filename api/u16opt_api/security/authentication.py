"""Finding out who asks, before anything of a request is read."""

from __future__ import annotations

from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from u16opt.store.records import Scope as Right
from u16opt.texts import Text
from u16opt_api.security.arriving import asker_of, path_of, state_of, store_of
from u16opt_api.security.asker import LOCAL, Asker
from u16opt_api.security.bearer import PREFIX, Keys
from u16opt_api.security.credentials import credential_of
from u16opt_api.security.gate import Gate
from u16opt_api.security.oidc import Issuer
from u16opt_api.security.openness import is_open
from u16opt_api.security.refusing import refuse

CHALLENGE = 'Bearer realm="u16opt"'
NO_KEY = Text(
    "Hiervoor is een geldige sleutel nodig, in Authorization: Bearer of X-API-Key.",
    "This needs a valid key, in Authorization: Bearer or X-API-Key.",
)
LACKS = Text("Deze sleutel mag dit niet: het recht {scope} ontbreekt.", "This key lacks the scope {scope}.")
LEAST: dict[str, Right] = {"GET": "read", "HEAD": "read", "OPTIONS": "read", "DELETE": "manage"}
"""What a method needs at the least; any other method needs `compute`."""


class Authentication:
    """Note who asks; that may be nobody."""

    def __init__(self, app: ASGIApp, gate: Gate, issuer: Issuer | None) -> None:
        self.app, self.gate, self.issuer, self.keys = app, gate, issuer, Keys()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its asker."""
        if scope["type"] == "http" and not is_open(path_of(scope)):
            state_of(scope)["asker"] = await self._asker(scope)
        await self.app(scope, receive, send)

    async def _asker(self, scope: Scope) -> Asker | None:
        if await self.gate.keyless(scope):
            return LOCAL
        text = credential_of(scope)
        if text is None:
            return None
        if text.startswith(PREFIX):
            return await self.keys.asker(store_of(scope), text)
        return None if self.issuer is None else await self.issuer.asker(text)


class Admission:
    """Refuse whoever may not come in, before a byte of what they send is read.

    What a route needs beyond the least for its method it says itself (`u16opt_api.security.scopes`); a route
    that says nothing is no way in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or is_open(path_of(scope)):
            return await self.app(scope, receive, send)
        asker, needed = asker_of(scope), LEAST.get(scope["method"], "compute")
        if asker is None:
            headers = {"WWW-Authenticate": CHALLENGE}
            return await refuse(scope, receive, send, HTTPStatus.UNAUTHORIZED, NO_KEY, headers)
        if not asker.may(needed):
            headers = insufficient(needed)
            return await refuse(scope, receive, send, HTTPStatus.FORBIDDEN, lacks(needed), headers)
        await self.app(scope, receive, send)


def lacks(scope: Right) -> Text:
    """Return what is said to whoever lacks a scope."""
    return Text(LACKS.nl.format(scope=scope), LACKS.en.format(scope=scope))


def insufficient(scope: Right) -> dict[str, str]:
    """Return the challenge that names the scope that is lacking (RFC 6750)."""
    return {"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'}
