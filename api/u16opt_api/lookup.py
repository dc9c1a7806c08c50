"""What a request names, found in the store; an unknown id is 404, whatever its shape."""

from __future__ import annotations

from u16opt.running.request import SolveRequest
from u16opt.running.tasks import Subject
from u16opt.store.database import Database
from u16opt.store.documents import proposal_of
from u16opt.store.instances import instance_files, instance_record
from u16opt.store.records import InstanceRecord, RunRecord
from u16opt.store.runs import run_record
from u16opt.texts import Text
from u16opt_api.problems import Refused

NO_RUN = Text("Er is geen berekening met dit id.", "There is no run with this id.")
NO_INSTANCE = Text("Er is geen instantie met dit id.", "There is no instance with this id.")
NOT_YET = Text(
    "Deze berekening is nog niet klaar; volg haar via /v1/runs/ID/events.",
    "This run has not ended yet; follow it at /v1/runs/ID/events.",
)
NO_PROPOSAL = Text("Deze berekening heeft geen voorstel.", "This run has no proposal.")
NO_ANSWER = Text("Deze berekening heeft geen antwoord.", "This run has no answer.")


def run_with(store: Database, identifier: str) -> RunRecord:
    """Return a run.

    Raises
    ------
    Refused
        When there is none with this id (404).
    """
    record = run_record(store, identifier)
    if record is None:
        raise Refused(404, NO_RUN)
    return record


def instance_with(store: Database, identifier: str) -> InstanceRecord:
    """Return an instance.

    Raises
    ------
    Refused
        When there is none with this id (404).
    """
    record = instance_record(store, identifier)
    if record is None:
        raise Refused(404, NO_INSTANCE)
    return record


def proposal_with(store: Database, identifier: str) -> tuple[RunRecord, str]:
    """Return a run and the text of its proposal.

    Raises
    ------
    Refused
        When there is no such run or it ended without a proposal (404), or it has not ended (409).
    """
    record = run_with(store, identifier)
    return record, _ended_with(record, proposal_of(store, record.id), NO_PROPOSAL)


def answer_with(record: RunRecord, text: str | None) -> str:
    """Return the text of a run's answer.

    Raises
    ------
    Refused
        When it ended without one (404), or has not ended (409).
    """
    return _ended_with(record, text, NO_ANSWER)


def subject_of(store: Database, record: RunRecord, proposal: str, name: str) -> Subject:
    """Return a proposal with all that it was made of.

    Parameters
    ----------
    name
        What it is called in what is made of it.
    """
    asked = SolveRequest.model_validate(record.request)
    return Subject(name, instance_files(store, record.instance), asked, proposal)


def _ended_with(record: RunRecord, text: str | None, lacking: Text) -> str:
    if text is None:
        raise Refused(404, lacking) if record.over else Refused(409, NOT_YET, headers={"Retry-After": "2"})
    return text
