"""``/v1/runs/ID/events``: what happens in a run, as it happens."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing

from fastapi import APIRouter
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.store.records import EventRecord
from u16opt_api.dependencies import Following, LastEvent, NoQuery, RunId, Store
from u16opt_api.following import Following as Follower
from u16opt_api.lookup import run_with
from u16opt_api.openapi.operation import Forms, operation
from u16opt_api.security.scopes import Reads

router = APIRouter(prefix="/v1/runs", tags=["runs"])

HEADERS = {"X-Accel-Buffering": "no"}
EVENT = {
    "type": "object",
    "description": "Een gebeurtenis; data is JSON.",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$"},
        "event": {"enum": ["state", "progress"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAM = Forms({EventSourceResponse.media_type: EVENT})


@router.get(
    "/{runId}/events",
    **operation(
        "followRun",
        "Volg een berekening.",
        "Server-sent events: id is een volgnummer, event is state of progress, data is JSON. Met "
        "Last-Event-ID gaat het precies daarna verder. De stroom eindigt als de berekening eindigt; wie dan "
        "nog eens om meer vraagt, krijgt 204.",
        {200: STREAM, 204: None},
        refuses=(404,),
    ),
)
async def events(
    run_id: RunId,
    _asker: Reads,
    _query: NoQuery,
    store: Store,
    following: Following,
    last_event_id: LastEvent = None,
) -> Response:
    """Answer with the events of a run, as they come."""
    record, after = await run_in_threadpool(run_with, store, run_id), _number(last_event_id)
    if record.over and after >= record.events:
        return Response(status_code=204)
    return EventSourceResponse(_stream(following, record.id, after), headers=HEADERS)


def _number(text: str | None) -> int:
    """Return the number of the last event that somebody has; what is no number of ours is none."""
    return int(text[:9]) if text and text.isascii() and text.isdigit() else 0


async def _stream(following: Follower, run: str, after: int) -> AsyncIterator[bytes]:
    async with aclosing(following.events(run, after)) as coming:
        async for event in coming:
            yield KEEPALIVE_COMMENT if event is None else written(event)


def written(event: EventRecord) -> bytes:
    """Return an event as it is sent."""
    data = json.dumps(event.content, ensure_ascii=False, allow_nan=False)
    return format_sse_event(data_str=data, event=event.kind, id=str(event.number))
