"""``/v1/runs/ID/proposal``: what came of a solve, in the form that somebody wants."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt_api.conditional import JSON_MEDIA, tagged
from u16opt_api.dependencies import Aside, RunId, Shown, Speaks, Store
from u16opt_api.exporting import FORMS, made, shape_of
from u16opt_api.lookup import proposal_with
from u16opt_api.openapi.operation import Forms, operation
from u16opt_api.security.scopes import Reads

router = APIRouter(prefix="/v1/runs", tags=["runs"])

VARY = {"Vary": "Accept, Accept-Language"}


@router.get(
    "/{runId}/proposal",
    **operation(
        "getProposal",
        "Wat is het voorstel?",
        "Als JSON precies wat u16opt solve --json geeft; met Accept ook als CSV, werkmap, kaart, rapport of "
        "zip. Zonder internal=true staan daarin geen rijen over mensen en geen kleine aantallen.",
        {200: Forms(FORMS)},
        refuses=(404, 406, 409),
        headers={200: ("ETag", "Content-Disposition")},
    ),
)
async def proposal(
    request: Request,
    run_id: RunId,
    _asker: Reads,
    query: Shown,
    store: Store,
    aside: Aside,
    speaks: Speaks,
) -> Response:
    """Answer with a proposal."""
    shape = shape_of(request.headers.get("accept", ""))
    record, text = await run_in_threadpool(proposal_with, store, run_id)
    if shape.media == JSON_MEDIA:
        return tagged(request, text.encode(), headers=VARY)
    name, content = await made(store, aside, record, text, shape, query.internal, query.lang or speaks)
    headers = VARY | {"Content-Disposition": f'attachment; filename="{name}"'}
    return tagged(request, content, shape.media, headers)
