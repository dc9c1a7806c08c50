"""Refusals as the description of the API tells them: each once, with an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt_api.openapi.words import HEADERS, REFUSALS
from u16opt_api.problems import MEDIA, TITLES

SCHEMA = {"$ref": "#/components/schemas/ProblemDocument"}

MORE: Mapping[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    409: ("Content-Location", "Retry-After"),
    429: ("Retry-After",),
    500: ("Content-Location",),
    503: ("Content-Location", "Retry-After"),
}
"""Header fields of refusals by status; a Content-Location is there when a run ended without an answer."""


def name_of(status: int) -> str:
    """Return what a refusal is called in the description."""
    return f"Refused{status}"


def refusals() -> dict[str, Any]:
    """Return every refusal by name."""
    return {name_of(status): _refusal(status) for status in REFUSALS}


def _refusal(status: int) -> dict[str, Any]:
    return {
        "description": REFUSALS[status],
        "headers": {name: HEADERS[name] for name in ("API-Version", *MORE.get(status, ()))},
        "content": {MEDIA: {"schema": SCHEMA, "example": _example(status)}},
    }


def _example(status: int) -> dict[str, Any]:
    told = {
        "type": "about:blank",
        "title": TITLES[status].nl,
        "status": status,
        "detail": REFUSALS[status],
        "instance": "/v1/solve",
    }
    detail = "moet een getal zijn"
    fault = {"in": "body", "pointer": "/options/timeLimit", "code": "float_type", "detail": detail}
    return told | ({"errors": [fault]} if status == 400 else {})
