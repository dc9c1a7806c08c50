"""``/v1/runs``: what was asked, how far it is, and stopping or removing it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from u16opt.store.documents import answer_of
from u16opt.store.runs import ask_to_stop, remove, run_records
from u16opt_api.conditional import JSON_MEDIA, document, tagged
from u16opt_api.dependencies import NoQuery, RunId, Runs, Settings, Speaks, Store
from u16opt_api.lookup import NO_RUN, answer_with, run_with
from u16opt_api.openapi.operation import operation
from u16opt_api.pages import page_of
from u16opt_api.problems import Refused
from u16opt_api.security.scopes import Computes, Manages, Reads
from u16opt_api.views.documents import AnswerView
from u16opt_api.views.run import RunView, run_view

router = APIRouter(prefix="/v1/runs", tags=["runs"])

SPOKEN = {"Vary": "Accept-Language"}


@router.get(
    "",
    **operation(
        "listRuns",
        "Welke berekeningen zijn er?",
        "De nieuwste eerst, per pagina; de kopregel Link wijst naar de volgende en de vorige.",
        {200: list[RunView]},
        headers={200: ("ETag", "Link")},
    ),
)
def runs(
    request: Request, _asker: Reads, query: Runs, settings: Settings, store: Store, speaks: Speaks
) -> Response:
    """Answer with a page of runs."""
    found = run_records(store, query.paging(settings.page_size), query.state, query.kind)
    return page_of(request, found, [run_view(each, speaks) for each in found.items], SPOKEN)


@router.get(
    "/{runId}",
    **operation(
        "getRun",
        "Hoe ver is een berekening?",
        "Staat, voortgang en tijden; als zij mislukte ook waarom.",
        {200: RunView},
        refuses=(404,),
        headers={200: ("ETag",)},
    ),
)
def run(
    request: Request,
    run_id: RunId,
    _asker: Reads,
    _query: NoQuery,
    store: Store,
    speaks: Speaks,
) -> Response:
    """Answer with a run."""
    return tagged(request, document(run_view(run_with(store, run_id), speaks)), headers=SPOKEN)


@router.delete(
    "/{runId}",
    **operation(
        "deleteRun",
        "Verwijder een berekening.",
        "Met alles wat ervan kwam; alleen het logboek houdt zijn regel. Daarna is zij er niet meer (404).",
        {204: None},
        refuses=(404,),
    ),
)
def delete(run_id: RunId, asker: Manages, _query: NoQuery, store: Store) -> Response:
    """Remove a run."""
    if not remove(store, run_id, asker.name):
        raise Refused(404, NO_RUN)
    return Response(status_code=204)


@router.post(
    "/{runId}/cancel",
    **operation(
        "cancelRun",
        "Stop een berekening.",
        "Het beste voorstel tot nu toe blijft. 202 zolang zij nog moet stoppen, 200 als zij al voorbij is.",
        {200: RunView, 202: RunView},
        refuses=(404,),
    ),
)
def cancel(run_id: RunId, asker: Computes, _query: NoQuery, store: Store, speaks: Speaks) -> Response:
    """Stop a run."""
    record = ask_to_stop(store, run_id, asker.name)
    if record is None:
        raise Refused(404, NO_RUN)
    content = document(run_view(record, speaks))
    return Response(content, 200 if record.over else 202, SPOKEN, JSON_MEDIA)


@router.get(
    "/{runId}/answer",
    **operation(
        "getAnswer",
        "Wat is het antwoord?",
        "Van een vraag of een vergelijking: precies wat u16opt explain --json of compare --json geeft.",
        {200: AnswerView},
        refuses=(404, 409),
        headers={200: ("ETag",)},
    ),
)
def answer(request: Request, run_id: RunId, _asker: Reads, _query: NoQuery, store: Store) -> Response:
    """Answer with the answer."""
    record = run_with(store, run_id)
    return tagged(request, answer_with(record, answer_of(store, record.id)).encode())
