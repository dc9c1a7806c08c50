"""Questions about proposals: asked as runs, and answered at once when they are quick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from u16opt.problems import InputError, Problem
from u16opt.running.request import CompareRequest, ExplainRequest
from u16opt.store.database import Database
from u16opt.store.documents import answer_of
from u16opt.store.records import IdempotencyKey, RunRecord
from u16opt.store.runs import ask
from u16opt.texts import Language, Text
from u16opt_api.conditional import JSON_MEDIA
from u16opt_api.following import Following
from u16opt_api.lookup import proposal_with
from u16opt_api.preferences import Preference
from u16opt_api.problems import Refused
from u16opt_api.refusing import of_input
from u16opt_api.settings import Settings
from u16opt_api.views.run import PATH
from u16opt_api.waiting import led_to, waited_for

STOPPED = Text(
    "Deze berekening is gestopt voordat er een antwoord was.",
    "This run was stopped before there was an answer.",
)
STATUS: Mapping[str, int] = {"memory": 503, "time": 503}
"""Status when a run ended without an answer, by kind of its problem; any other kind is a defect."""


def asked_about(
    store: Database, asked: ExplainRequest, asker: str, key: IdempotencyKey | None, settings: Settings
) -> RunRecord:
    """Ask a question about the proposal of a run that has ended.

    Raises
    ------
    Refused
        When a run that it names is not there, has not ended, or has no proposal.
    """
    run, _ = proposal_with(store, asked.run)
    for other in asked.parameters.get("others", ()):
        proposal_with(store, other)
    return ask(store, "explain", run.instance, asked, asker, key, settings.queue)[0]


def asked_to_compare(
    store: Database, asked: CompareRequest, asker: str, key: IdempotencyKey | None, settings: Settings
) -> RunRecord:
    """Ask for a comparison of the proposals of runs that have ended (errors: `asked_about`)."""
    found = [proposal_with(store, each)[0] for each in asked.runs]
    return ask(store, "compare", found[0].instance, asked, asker, key, settings.queue)[0]


async def answered(
    store: Database, following: Following, run: RunRecord, wait: Preference, language: Language
) -> Response:
    """Answer with the answer when it comes in time, else with its run.

    Raises
    ------
    Refused
        When what was asked cannot be asked of this proposal (400), or its run ended without an answer.
    """
    run = await waited_for(store, following, run, wait)
    text = await run_in_threadpool(answer_of, store, run.id) if wait.seconds > 0 else None
    if text is None:
        if run.over and run.state != "done":
            raise _unanswered(run)
        return led_to(run, wait, language, 202)
    headers = {"Content-Location": f"{PATH}/{run.id}/answer", "Vary": "Prefer"}
    if wait.applied:
        headers["Preference-Applied"] = wait.applied
    return Response(text, headers=headers, media_type=JSON_MEDIA)


def _unanswered(run: RunRecord) -> Refused:
    """Return the refusal of what there will never be an answer to, in the words of its run."""
    problem = run.problem or {}
    if problem.get("kind") == "input":
        return of_input(InputError(_problems(problem)), ("parameters",))
    status = 409 if run.state == "cancelled" else STATUS.get(str(problem.get("kind")), 500)
    detail = Text(_words(problem), _words(problem["en"])) if problem else STOPPED
    return Refused(status, detail, headers={"Content-Location": f"{PATH}/{run.id}"})


def _words(told: Mapping[str, Any]) -> str:
    title = str(told["title"])
    return f"{title[:1].upper()}{title[1:]}. {told['detail']}"


def _problems(kept: Mapping[str, Any]) -> list[Problem]:
    """Return the faults of a run that failed, out of what the store keeps of them."""
    return [
        Problem(
            nl["file"],
            Text(nl["expected"], en["expected"]),
            nl["row"],
            nl["column"],
            nl["value"],
            nl["level"],
        )
        for nl, en in zip(kept["errors"], kept["en"]["errors"], strict=True)
    ]
