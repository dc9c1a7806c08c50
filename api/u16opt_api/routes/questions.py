"""``/v1/explain`` and ``/v1/compare``: questions about proposals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt_api.bodies.compare import CompareBody
from u16opt_api.bodies.explain import ExplainBody, Question
from u16opt_api.dependencies import Following, NoQuery, Nudge, Prefer, Settings, Speaks, Store, sent
from u16opt_api.judged import short_enough
from u16opt_api.keeping import GivenKey, key_of
from u16opt_api.openapi.operation import Forms, operation
from u16opt_api.preferences import preference
from u16opt_api.questioning import answered, asked_about, asked_to_compare
from u16opt_api.security.scopes import Computes
from u16opt_api.views.documents import AnswerView
from u16opt_api.views.run import RunView

router = APIRouter(prefix="/v1", tags=["solve"])

WAITS = (
    "Het antwoord komt binnen twintig seconden, of zo lang als Prefer: wait=N zegt (hoogstens 60); duurt het "
    "langer, dan 202 met de berekening in Location, en later het antwoord onder /runs/{runId}/answer. "
    "Eindigt de berekening zonder antwoord, dan 503 (te weinig geheugen of tijd), 500 (een fout van de "
    "dienst) of 409 (gestopt), met de berekening in Content-Location. "
)
LED = {
    200: ("Content-Location", "Preference-Applied"),
    202: ("Location", "Preference-Applied", "Retry-After"),
}


@router.post(
    "/explain",
    **operation(
        "explain",
        "Stel een vraag over een voorstel.",
        WAITS + "Het antwoord is precies dat van u16opt explain --json.",
        {200: AnswerView, 202: RunView},
        refuses=(404, 409, 507),
        body=Forms({"application/json": {"$ref": "#/components/schemas/ExplainBody"}}),
        headers=LED,
    ),
)
async def explain(
    asker: Computes,
    _query: NoQuery,
    body: Annotated[Question, Depends(sent(ExplainBody, Question))],
    settings: Settings,
    store: Store,
    following: Following,
    nudge: Nudge,
    speaks: Speaks,
    idempotency_key: GivenKey = None,
    prefer: Prefer = None,
) -> Response:
    """Ask a question."""
    asked = short_enough(body.asked(), "time_limit" in body.options.model_fields_set, settings)
    key = key_of(idempotency_key, "explain", asked)
    run = await run_in_threadpool(asked_about, store, asked, asker.name, key, settings)
    nudge()
    return await answered(store, following, run, preference(prefer or "", settings.patience), speaks)


@router.post(
    "/compare",
    **operation(
        "compare",
        "Vergelijk voorstellen.",
        WAITS + "Het antwoord is precies dat van u16opt compare --json.",
        {200: AnswerView, 202: RunView},
        refuses=(404, 409, 507),
        body=CompareBody,
        headers=LED,
    ),
)
async def compare(
    asker: Computes,
    _query: NoQuery,
    body: Annotated[CompareBody, Depends(sent(CompareBody))],
    settings: Settings,
    store: Store,
    following: Following,
    nudge: Nudge,
    speaks: Speaks,
    idempotency_key: GivenKey = None,
    prefer: Prefer = None,
) -> Response:
    """Ask for a comparison."""
    asked = body.asked()
    key = key_of(idempotency_key, "compare", asked)
    run = await run_in_threadpool(asked_to_compare, store, asked, asker.name, key, settings)
    nudge()
    return await answered(store, following, run, preference(prefer or "", settings.patience), speaks)
