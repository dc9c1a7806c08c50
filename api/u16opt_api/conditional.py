"""Answers with an entity tag: what somebody already has is not sent again (RFC 9110)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

JSON_MEDIA = "application/json"


def document(content: Any) -> bytes:
    """Return JSON as the service writes it, which is how the command line writes it."""
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def tagged(
    request: Request, content: bytes, media: str = JSON_MEDIA, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an answer with a strong tag over its bytes, or 304 when the request names that tag.

    Parameters
    ----------
    headers
        To send along, also with 304.
    """
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    told = {"ETag": tag} | dict(headers or {})
    if known(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=told)
    return Response(content, headers=told, media_type=media)


def known(field: str | None, tag: str) -> bool:
    """Return whether ``If-None-Match`` names a tag; a weak tag is compared as a strong one.

    Examples
    --------
    >>> known('W/"a", "b"', '"a"'), known("*", '"a"'), known('"b"', '"a"'), known(None, '"a"')
    (True, True, False, False)
    """
    if field is None:
        return False
    tags = [each.strip().removeprefix("W/") for each in field.split(",")]
    return "*" in tags or tag in tags
