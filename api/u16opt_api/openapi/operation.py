"""How a call is described: once, beside its route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import GenericAlias
from typing import Any

from u16opt_api.openapi.words import ANSWERS, HEADERS, REFUSALS

Schema = Mapping[str, Any]
JSON = "application/json"
ALWAYS = (421, 500)
USUAL = (400, 401, 403, 421, 429, 500, 503)
WITH_BODY = (413, 415)


@dataclass(frozen=True)
class Forms:
    """An answer, or what is sent, in one of several forms.

    Parameters
    ----------
    content
        Schema by media type.
    """

    content: Mapping[str, Schema]


Told = type | GenericAlias | Forms | None
"""What is answered: a view, a list of views, one of several forms, or nothing."""


def operation(
    identifier: str,
    summary: str,
    description: str,
    answers: Mapping[int, Told],
    *,
    refuses: tuple[int, ...] = (),
    body: Told = None,
    headers: Mapping[int, tuple[str, ...]] | None = None,
    is_open: bool = False,
) -> dict[str, Any]:
    """Return the arguments with which a route is declared.

    Parameters
    ----------
    answers
        By status what is answered.
    refuses
        With which statuses it can be refused, besides the usual ones.
    body
        What is sent.
    headers
        By status what stands in the answer besides what always does.
    is_open
        Whether anybody may ask it.
    """
    responses = {
        status: _answer(status, told, (headers or {}).get(status, ())) for status, told in answers.items()
    }
    usual = ALWAYS if is_open else USUAL
    for status in sorted({*usual, *refuses, *(WITH_BODY if body else ())}):
        responses[status] = {"description": REFUSALS[status]}
    sent = {"requestBody": {"required": True, "content": content_of(body)}} if body else {}
    return {
        "operation_id": identifier,
        "status_code": min(answers),
        "summary": summary,
        "description": description,
        "responses": responses,
        "openapi_extra": sent,
    }


def content_of(told: Told) -> dict[str, Any]:
    """Return the schema by media type of what is sent or answered."""
    if isinstance(told, Forms):
        return {media: {"schema": dict(schema)} for media, schema in told.content.items()}
    return {JSON: {"schema": schema_of(told)}}


def schema_of(told: Any) -> dict[str, Any]:
    """Return the schema of a view or of a list of views, by its name in the description."""
    if isinstance(told, GenericAlias):
        return {"type": "array", "items": schema_of(told.__args__[0])}
    return {"$ref": f"#/components/schemas/{told.__name__}"}


def _answer(status: int, told: Told, more: tuple[str, ...]) -> dict[str, Any]:
    names = ("API-Version", *more)
    answer: dict[str, Any] = {
        "description": ANSWERS[status],
        "headers": {name: HEADERS[name] for name in names},
    }
    return answer if told is None else answer | {"content": content_of(told)}
