"""How a run ends: state, document, last event and line in the audit, all together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from u16opt.problems import InputError, Problem
from u16opt.store.audit import note
from u16opt.store.changing import changed, state_event
from u16opt.store.clock import clock
from u16opt.store.lines import AuditLine
from u16opt.store.plain import must_be_plain
from u16opt.store.records import Ending, RunRecord
from u16opt.store.tables import answers, instances, proposals
from u16opt.texts import Language, Text

ENDED = "run.ended"

_LANGUAGES: tuple[Language, Language] = ("nl", "en")
_LONGEST = 2**29
"""Characters: PostgreSQL holds no text of more than 1 GB."""

_EXPECTED = Text("een voorstel: een JSON-object", "a proposal: a JSON object")

_TITLE = Text("het rekenen is afgebroken", "the work was broken off")
_DIED = Text(
    "Het rekenen is {attempts} keer halverwege gestopt; het wordt niet nog eens geprobeerd.",
    "The work stopped half-way {attempts} times; it is not tried again.",
)


def end(connection: Connection, condition: ColumnElement[bool], ending: Ending) -> RunRecord | None:
    """End the run for which a condition holds.

    Returns
    -------
    The run as it ended; None when the condition holds for none, and then nothing is written.
    """
    proposal = json.loads(ending.proposal) if ending.proposal else {}
    values = {
        **_reached(proposal),
        "state": ending.state,
        "status": ending.status,
        "problem": ending.problem,
        "ended": clock(connection),
        **dict.fromkeys(("worker", "claim", "lease")),
    }
    event = state_event(ending.state, ending.status)
    run = changed(connection, condition, values, "state", event)
    if run is None:
        return None
    for table, document in ((proposals, ending.proposal), (answers, ending.answer)):
        if document is not None:
            connection.execute(insert(table).values(run=run.id, document=document))
    note(connection, _line(connection, run, proposal))
    return run


def _reached(proposal: Mapping[str, Any]) -> dict[str, Any]:
    """Return how far a solve got as its progress: the first goal that is not proven, or else the last."""
    goals = proposal.get("goals") or []
    if not goals:
        return {}
    goal = next((each for each in goals if not each.get("proven")), goals[-1])
    gap = (proposal.get("solver") or {}).get("gap")
    reached = {"goal": goal.get("name"), "incumbent": goal.get("value"), "bound": goal.get("bound")}
    return {"progress": {**reached, "gap": gap}}


def must_be_kept(ending: Ending) -> None:
    """See that the documents of an ending can be kept, and the proposal can be read.

    Raises
    ------
    InputError
        When they cannot.
    """
    documents = {"proposal": ending.proposal, "answer": ending.answer}
    must_be_plain({name: text for name, text in documents.items() if text is not None}, _LONGEST)
    try:
        if ending.proposal is None or isinstance(json.loads(ending.proposal), dict):
            return
    except (ValueError, RecursionError):
        pass
    raise InputError([Problem("proposal", _EXPECTED)])


def instance_hash(connection: Connection, run: RunRecord) -> str | None:
    """Return the contract's hash of the instance that a run is about."""
    return connection.scalar(select(instances.c.hash).where(instances.c.id == run.instance))


def seed_of(request: Mapping[str, Any]) -> int | None:
    """Return the seed that was asked for; None when what is asked draws nothing."""
    seed = (request.get("options") or {}).get("seed")
    return seed if isinstance(seed, int) else None


def died(attempts: int) -> Ending:
    """Return the ending of a run that nobody managed to finish, in words as of `u16opt.running.troubles`."""
    nl, en = (
        {"title": _TITLE[language], "detail": _DIED[language].format(attempts=attempts), "errors": []}
        for language in _LANGUAGES
    )
    problem = {"kind": "died", **nl, "en": en}
    return Ending("failed", problem=problem)


def _line(connection: Connection, run: RunRecord, proposal: Mapping[str, Any]) -> AuditLine:
    return AuditLine(
        asker=run.asker,
        action=ENDED,
        subject=run.id,
        content={"kind": run.kind, "state": run.state, "status": run.status, "attempts": run.attempts},
        instance_hash=proposal.get("instanceHash") or instance_hash(connection, run),
        seed=proposal.get("seed", seed_of(run.request)),
        policy=proposal.get("policy"),
        version=proposal.get("versions", {}).get("u16opt"),
    )
