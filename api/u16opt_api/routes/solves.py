"""``/v1/solve``: a proposal, worked out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.store.runs import ask
from u16opt_api.bodies.solve import SolveBody
from u16opt_api.dependencies import Aside, Following, NoQuery, Nudge, Prefer, Settings, Speaks, Store, sent
from u16opt_api.judged import judged, short_enough
from u16opt_api.keeping import GivenKey, key_of
from u16opt_api.lookup import instance_with
from u16opt_api.openapi.operation import operation
from u16opt_api.preferences import preference
from u16opt_api.security.scopes import Computes
from u16opt_api.views.run import RunView
from u16opt_api.waiting import run_after

router = APIRouter(prefix="/v1", tags=["solve"])

LED = ("Location", "Preference-Applied")


@router.post(
    "/solve",
    **operation(
        "solve",
        "Laat een voorstel berekenen.",
        "De invoer wordt eerst nagekeken: 400 met alle fouten, als u16opt check. Daarna 202 met de "
        "berekening in Location, of met Prefer: wait=N 200 als zij op tijd klaar is. Met dezelfde "
        "Idempotency-Key en dezelfde inhoud is het dezelfde berekening; met andere inhoud 409.",
        {200: RunView, 202: RunView},
        refuses=(404, 409, 507),
        body=SolveBody,
        headers={200: LED, 202: (*LED, "Retry-After")},
    ),
)
async def solve(
    asker: Computes,
    _query: NoQuery,
    body: Annotated[SolveBody, Depends(sent(SolveBody))],
    settings: Settings,
    store: Store,
    aside: Aside,
    following: Following,
    nudge: Nudge,
    request: Request,
    speaks: Speaks,
    idempotency_key: GivenKey = None,
    prefer: Prefer = None,
) -> Response:
    """Ask for a solve."""
    asked = short_enough(body.asked(), "time_limit" in body.options.model_fields_set, settings)
    wait = preference(prefer or "", 0.0)
    await run_in_threadpool(instance_with, store, asked.instance)
    await judged(request.app.state.judgements, store, aside, asked)
    key = key_of(idempotency_key, "solve", asked)
    run, _ = await run_in_threadpool(
        ask, store, "solve", asked.instance, asked, asker.name, key, settings.queue
    )
    nudge()
    return await run_after(store, following, run, wait, speaks)
