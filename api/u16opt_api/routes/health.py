"""``/v1/health``: whether the service is there, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.migrating import NEWEST, schema_of
from u16opt.texts import Text
from u16opt_api.conditional import JSON_MEDIA, document
from u16opt_api.dependencies import Store
from u16opt_api.openapi.operation import operation
from u16opt_api.problems import Refused
from u16opt_api.refusing import of_store
from u16opt_api.views.health import HealthView
from u16opt_api.watching.writable import Writable

router = APIRouter(prefix="/v1/health", tags=["health"])

OLD = Text("De opslag heeft nog een oud schema.", "The store still has an old schema.")
IDLE = Text(
    "De werkers van deze server rekenen niets uit; zie het log.",
    "The workers of this server work nothing out; see the log.",
)


@router.get(
    "/live",
    **operation(
        "getLive",
        "Is de dienst er?",
        "Altijd 200 zolang het proces antwoordt.",
        {200: HealthView},
        is_open=True,
    ),
)
async def live() -> Response:
    """Answer: it is there."""
    return Response(document({"status": "live"}), media_type=JSON_MEDIA)


@router.get(
    "/ready",
    **operation(
        "getReady",
        "Kan de dienst werken?",
        "200 als de opslag antwoordt en te beschrijven is, haar schema bij is en de werkers kunnen werken; "
        "anders 503.",
        {200: HealthView},
        refuses=(503,),
        is_open=True,
    ),
)
async def ready(request: Request, store: Store) -> Response:
    """Answer whether it can work."""
    await run_in_threadpool(_usable, store, request.app.state.writable)
    worker = request.app.state.worker
    if worker is not None and not worker.alive:
        raise Refused(503, IDLE)
    return Response(document({"status": "ready"}), media_type=JSON_MEDIA)


def _usable(store: Database, writable: Writable) -> None:
    """See that the store can be read and written; whatever it is, whoever watches knows 503."""
    try:
        with store.reading() as connection:
            schema = schema_of(connection)
        writable.check()
    except StoreError as fault:
        refused = of_store(fault)
        raise Refused(503, refused.detail, headers=refused.headers) from None
    if schema != NEWEST:
        raise Refused(503, OLD)
