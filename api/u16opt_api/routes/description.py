"""``/v1/openapi.json``: the description of all this, for everybody."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt_api.conditional import tagged
from u16opt_api.openapi.operation import Forms, operation

router = APIRouter(prefix="/v1", tags=["health"])

FOR_ALL = {"Access-Control-Allow-Origin": "*"}


@router.get(
    "/openapi.json",
    **operation(
        "getDescription",
        "Wat kan deze API?",
        "Deze beschrijving (OpenAPI 3.1); open voor iedereen, ook vanuit een andere site.",
        {200: Forms({"application/json": {"type": "object"}})},
        refuses=(503,),
        headers={200: ("ETag",)},
        is_open=True,
    ),
)
async def description(request: Request) -> Response:
    """Answer with the description of the API, as it is now: with keys or without."""
    state = request.app.state
    keyless = await state.gate.keyless(request.scope)
    # Made at the first request; that takes a while.
    content = await run_in_threadpool(state.description, keyless)
    return tagged(request, content, headers=FOR_ALL)
