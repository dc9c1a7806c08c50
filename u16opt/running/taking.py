"""From a run in the store to a task that holds all it needs."""

from __future__ import annotations

from u16opt.problems import InputError, Problem
from u16opt.running.request import CompareRequest, ExplainRequest, SolveRequest
from u16opt.running.tasks import CompareTask, ExplainTask, SolveTask, Subject, Task
from u16opt.solving import DEFAULT_TIME_LIMIT
from u16opt.store.database import Database
from u16opt.store.documents import proposal_of
from u16opt.store.instances import instance_files
from u16opt.store.records import RunRecord
from u16opt.store.runs import run_record
from u16opt.texts import Text

_WITH_PROPOSAL = Text("het id van een berekening met een voorstel", "the id of a solve with a proposal")


def task_of(db: Database, run: RunRecord) -> Task:
    """Return what a run asks, with files and proposals.

    Raises
    ------
    InputError
        When a run that it is about is not there any more, or has no proposal.
    """
    if run.kind == "solve":
        asked = SolveRequest.model_validate(run.request)
        return SolveTask(instance_files(db, asked.instance), asked)
    if run.kind == "explain":
        return _explanation(db, ExplainRequest.model_validate(run.request))
    compared = CompareRequest.model_validate(run.request)
    subjects = tuple(subject_of(db, each, "runs") for each in compared.runs)
    return CompareTask(subjects, compared.targets, compared.baseline)


def subject_of(db: Database, id: str, place: str = "run") -> Subject:
    """Return the proposal of a run with all that it was made of.

    Parameters
    ----------
    place
        What named the run, for problems.

    Raises
    ------
    InputError
        When there is no such run, or it has no proposal.
    """
    run, proposal = run_record(db, id), proposal_of(db, id)
    if run is None or proposal is None:
        raise InputError([Problem(place, _WITH_PROPOSAL, value=id)])
    asked = SolveRequest.model_validate(run.request)
    return Subject(id, instance_files(db, run.instance), asked, proposal)


def seconds_of(task: Task) -> float:
    """Return the time limit that a task has by itself."""
    if isinstance(task, SolveTask):
        return task.asked.options.time_limit
    return task.options.time_limit if isinstance(task, ExplainTask) else DEFAULT_TIME_LIMIT


def _explanation(db: Database, asked: ExplainRequest) -> ExplainTask:
    others = asked.parameters.get("others", ()) if asked.question == "difference" else ()
    named = [each for each in others if isinstance(each, str)] if isinstance(others, list | tuple) else []
    return ExplainTask(
        subject_of(db, asked.run),
        asked.question,
        asked.parameters,
        asked.options,
        tuple(subject_of(db, each, "others") for each in named),
    )
