"""Answering with a run that was just asked for, when it has ended or nobody wants to wait longer."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.store.database import Database
from u16opt.store.records import RunRecord
from u16opt.texts import Language
from u16opt_api.conditional import JSON_MEDIA, document
from u16opt_api.following import Following
from u16opt_api.lookup import run_with
from u16opt_api.preferences import Preference
from u16opt_api.views.run import PATH, run_view


async def waited_for(store: Database, following: Following, run: RunRecord, wait: Preference) -> RunRecord:
    """Return a run as it is when it has ended, or when the wait is over."""
    if wait.seconds <= 0 or run.over:
        return run
    await following.ended(run.id, wait.seconds)
    return await run_in_threadpool(run_with, store, run.id)


async def run_after(
    store: Database, following: Following, run: RunRecord, wait: Preference, language: Language
) -> Response:
    """Answer with a run: 200 when it ended while somebody waited for it, else 202."""
    run = await waited_for(store, following, run, wait)
    return led_to(run, wait, language, 200 if run.over and wait.seconds > 0 else 202)


def led_to(run: RunRecord, wait: Preference, language: Language, status: int) -> Response:
    """Return the answer that leads to a run."""
    headers = {"Location": f"{PATH}/{run.id}", "Vary": "Accept-Language, Prefer"}
    if status == 202:
        headers["Retry-After"] = "1"
    if wait.applied:
        headers["Preference-Applied"] = wait.applied
    return Response(document(run_view(run, language)), status, headers, JSON_MEDIA)
