"""A refusal that is sent before any route is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from u16opt.texts import Text
from u16opt_api.problems import Fault, Refused, problem_response


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: HTTPStatus,
    detail: Text,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Fault] = (),
) -> None:
    """Send a problem, as a route that is refused would."""
    response = problem_response(HTTPConnection(scope), Refused(status, detail, errors, headers))
    await response(scope, receive, send)
