"""What may come along as the id of a request: no number of a person, since ids stand in the log."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from u16opt.instance.citizen_numbers import citizen_number_in

NAME = b"x-request-id"
_DRAWN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Naming:
    """Leave out an id that could be the number of a person, as if none came along."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http":
            headers = [each for each in scope["headers"] if not _is_personal(*each)]
            scope = {**scope, "headers": headers}
        await self.app(scope, receive, send)


def _is_personal(name: bytes, value: bytes) -> bool:
    if name.lower() != NAME:
        return False
    text = value.decode("latin-1").strip()
    return text.isdigit() or (citizen_number_in(text) and not _DRAWN.fullmatch(text))
