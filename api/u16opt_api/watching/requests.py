"""A line in the log for every request, and an answer to every fault of our own."""

from __future__ import annotations

import re
import time
import uuid
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from u16opt.store.faults import StoreError
from u16opt.texts import Text
from u16opt_api.problems import Refused, problem_response
from u16opt_api.refusing import STORE
from u16opt_api.security.arriving import asker_of, state_of, value_of
from u16opt_api.watching.logs import logger
from u16opt_api.watching.templates import method_of, template_of

SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
DEFECT = Text(
    "Er ging iets mis in de dienst zelf. Meld dit met het nummer van het verzoek (X-Request-ID).",
    "Something went wrong inside the service. Report this with the id of the request (X-Request-ID).",
)


class Requests:
    """Log every request, answer every fault, and give every request an id."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.log = app, logger("request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        answer = _Answer(request_id(scope), send)
        state_of(scope)["request_id"] = answer.id
        start = time.perf_counter()
        try:
            await self.app(scope, receive, answer.send)
        except Exception as fault:
            await self._fault(scope, receive, answer, fault)
        finally:
            self._line(scope, answer, time.perf_counter() - start)

    async def _fault(self, scope: Scope, receive: Receive, answer: _Answer, fault: Exception) -> None:
        if isinstance(fault, StoreError):
            self.log.error("store", kind=fault.kind, request=answer.id)
            status, detail, headers = STORE[fault.kind]
            refused = Refused(status, detail, headers=headers)
        else:
            self.log.error("fault", request=answer.id, exc_info=fault)
            refused = Refused(HTTPStatus.INTERNAL_SERVER_ERROR, DEFECT)
        if answer.status is None:
            response = problem_response(HTTPConnection(scope), refused)
            await response(scope, receive, answer.send)

    def _line(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        asker = asker_of(scope)
        self.log.info(
            "request",
            method=method_of(scope),
            route=template_of(scope),
            status=answer.status,
            milliseconds=round(1000 * seconds, 1),
            request=answer.id,
            asker=None if asker is None else asker.id,
        )


class _Answer:
    """An answer on its way: it carries the id, and its status is seen. Without one nobody waited for it."""

    def __init__(self, request: str, send: Send) -> None:
        self.id, self._send = request, send
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        """Send a part of it."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-ID"] = self.id
        await self._send(message)


def request_id(scope: Scope) -> str:
    """Return the id that came with a request, when it is one that can stand in a log, or a new one."""
    given = value_of(scope, "x-request-id")
    return given if given is not None and SANE.fullmatch(given) else str(uuid.uuid4())
