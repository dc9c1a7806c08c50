"""What every answer carries, whatever made it, an answer to a fault of our own included; and HEAD."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from u16opt_api.version import VERSION

SAFE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""Content security policy of an answer that no browser shows as a page."""


class Headers:
    """Puts the headers of the service on every answer, and answers HEAD as GET without the content.

    It stands around all that the application does: what goes wrong inside is answered inside it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(MutableHeaders(scope=message))
            await send(message)

        if scope["method"] == "HEAD":
            await _Head(answer, receive).run(self.app, scope)
        else:
            await self.app(scope, receive, answer)


def complete(headers: MutableHeaders) -> None:
    """Add what a route has not set itself."""
    for name, value in SAFE.items():
        headers.setdefault(name, value)
    headers["API-Version"] = VERSION
    headers.setdefault("Content-Security-Policy", NOTHING)
    headers.setdefault("Cache-Control", "no-store")


class _Head:
    """A HEAD request: GET up to where the content begins. A stream is told that nobody listens any more."""

    def __init__(self, send: Send, receive: Receive) -> None:
        self._send, self._receive, self._answered = send, receive, False

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        await app({**scope, "method": "GET"}, self._listen, self._answer)

    async def _listen(self) -> Message:
        return {"type": "http.disconnect"} if self._answered else await self._receive()

    async def _answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._send(message)
            await self._send({"type": "http.response.body", "body": b""})
            self._answered = True
