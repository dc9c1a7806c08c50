"""A run as the service tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from u16opt.part import Part
from u16opt.proposal import Status
from u16opt.store.records import Kind, RunRecord, State
from u16opt.texts import Language
from u16opt_api.views.moments import Moment, moment, moment_or_none

PATH = "/v1/runs"


class RunLinks(Part):
    """Where to go from a run; a link that leads nowhere yet is not there."""

    self: str
    events: str
    instance: str
    cancel: str | None = None
    proposal: str | None = None
    answer: str | None = None


class RunView(Part):
    """A run.

    Parameters
    ----------
    status
        As in its proposal, once there is one.
    model, scenario
        Of a solve.
    question
        Of an explanation.
    request
        What was asked.
    progress
        The last that is known: of a solve goal, incumbent, bound and gap; else done and all.
    problem
        Why it failed.
    """

    id: str
    kind: Kind
    state: State
    status: Status | None
    instance: str
    model: str | None
    scenario: str | None
    question: str | None
    request: Mapping[str, Any]
    progress: Mapping[str, Any] | None
    created: Moment
    started: Moment | None
    ended: Moment | None
    attempts: Annotated[int, Field(ge=0)]
    problem: Mapping[str, Any] | None
    links: RunLinks


def run_view(record: RunRecord, language: Language) -> dict[str, Any]:
    """Return a run as JSON holds it.

    Parameters
    ----------
    language
        Of why it failed, if it did.
    """
    content = {
        "id": record.id,
        "kind": record.kind,
        "state": record.state,
        "status": record.status,
        "instance": record.instance,
        "model": record.request.get("model"),
        "scenario": record.request.get("scenario"),
        "question": record.request.get("question"),
        "request": record.request,
        "progress": record.progress,
        "created": moment(record.created),
        "started": moment_or_none(record.started),
        "ended": moment_or_none(record.ended),
        "attempts": record.attempts,
        "problem": told(record.problem, language),
    }
    return content | {"links": _links(record)}


def told(problem: Mapping[str, Any] | None, language: Language) -> dict[str, Any] | None:
    """Return why a run failed, in one of the languages in which it is kept (`u16opt.running.troubles`)."""
    if problem is None:
        return None
    dutch = {key: value for key, value in problem.items() if key != "en"}
    return dutch | dict(problem.get("en", {})) if language == "en" else dutch


def _links(record: RunRecord) -> dict[str, str]:
    own = f"{PATH}/{record.id}"
    links = {"self": own, "events": f"{own}/events", "instance": f"/v1/instances/{record.instance}"}
    if not record.over:
        links["cancel"] = f"{own}/cancel"
    elif record.kind == "solve" and record.status is not None:
        links["proposal"] = f"{own}/proposal"
    elif record.kind != "solve" and record.state == "done":
        links["answer"] = f"{own}/answer"
    return links
