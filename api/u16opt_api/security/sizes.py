"""How large a body may be, by what its sender says and by what really comes, and how deep its JSON."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from u16opt.texts import Text
from u16opt_api.problems import Fault
from u16opt_api.security.arriving import path_of, value_of, values_of
from u16opt_api.security.depth import MOST, too_deep
from u16opt_api.security.refusing import refuse
from u16opt_api.security.settings import MEBIBYTE

UPLOADS = ("POST", "/v1/instances")
LIMIT = Text("De inhoud mag hier hoogstens {limit} zijn.", "The body may be at most {limit} here.")
NESTED = Text(
    "De JSON is meer dan {most} niveaus diep, of is geen UTF-8.",
    "The JSON is nested more than {most} levels deep, or is not UTF-8.",
)


class TooLarge(HTTPException):
    """More came than there may come."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


class Sizes:
    """Refuse bodies that are too large, before they are read where their size is told.

    Parameters
    ----------
    upload_limit, body_limit
        Bytes, of an uploaded instance and of any other body.
    """

    def __init__(self, app: ASGIApp, upload_limit: int, body_limit: int) -> None:
        self.app, self.upload_limit, self.body_limit = app, upload_limit, body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with a body that is cut off where it becomes too large."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        uploads = (scope["method"], path_of(scope)) == UPLOADS
        limit = self.upload_limit if uploads else self.body_limit
        if told(scope) > limit:
            return await _refuse(scope, receive, send, limit)
        body = _Body(receive, send, limit)
        try:
            given = body.receive if uploads else await _shallow(scope, body)
            if given is None:
                return await _too_deep(scope, receive, send)
            await self.app(scope, given, body.send)
        except TooLarge:
            if body.answered:
                raise
        if body.exceeded and not body.answered:
            await _refuse(scope, receive, send, limit)


class _Body:
    """A body that is counted; once it is too large only the refusal is sent."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive, self._send, self.limit = receive, send, limit
        self.taken, self.exceeded, self.answered = 0, False, False

    async def receive(self) -> Message:
        """Take the next piece, unless that makes it too large."""
        message = await self._receive()
        self.taken += len(message.get("body", b""))
        if self.taken > self.limit:
            self.exceeded = True
            raise TooLarge(self.limit)
        return message

    async def send(self, message: Message) -> None:
        """Send, unless something answers a body that it did not get to see as a whole."""
        if self.exceeded and not self.answered:
            return
        self.answered = True
        await self._send(message)


def told(scope: Scope) -> int:
    """Return what the sender says the size is; 0 when nothing sensible is said."""
    sizes = [
        int(value) for value in values_of(scope, "content-length") if value.isascii() and value.isdigit()
    ]
    return max(sizes, default=0)


def size_of(limit: int) -> Text:
    """Return a size in words: in the largest unit of which it has one, rounded down.

    Examples
    --------
    >>> size_of(64 * MEBIBYTE).nl, size_of(1536).nl, size_of(1000).nl
    ('64 MiB', '1,5 KiB', '1000 bytes')
    """
    for unit, name in ((MEBIBYTE, "MiB"), (1024, "KiB"), (1, "bytes")):
        if limit >= unit:
            whole, tenths = divmod(10 * limit // unit, 10)
            nl, en = (f"{whole}{sign}{tenths}" if tenths else f"{whole}" for sign in ",.")
            return Text(f"{nl} {name}", f"{en} {name}")
    return Text("0 bytes", "0 bytes")


async def _shallow(scope: Scope, body: _Body) -> Receive | None:
    """Return the body again, or None when it is JSON that is nested too deep."""
    if "json" not in (value_of(scope, "content-type") or "").lower():
        return body.receive
    messages: list[Message] = []
    while not messages or (messages[-1]["type"] == "http.request" and messages[-1].get("more_body")):
        messages.append(await body.receive())
    if too_deep(b"".join(message.get("body", b"") for message in messages)):
        return None
    return _again(messages, body.receive)


def _again(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def given() -> Message:
        return next(waiting, None) or await receive()

    return given


async def _refuse(scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    size = size_of(limit)
    detail = Text(LIMIT.nl.format(limit=size.nl), LIMIT.en.format(limit=size.en))
    await refuse(scope, receive, send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)


async def _too_deep(scope: Scope, receive: Receive, send: Send) -> None:
    detail = Text(NESTED.nl.format(most=MOST), NESTED.en.format(most=MOST))
    errors = [Fault("body", "", detail, "too_deep")]
    await refuse(scope, receive, send, HTTPStatus.BAD_REQUEST, detail, errors=errors)
