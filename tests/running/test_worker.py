"""A worker: what it takes up, how runs end, what it writes meanwhile, and when it stops."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

from support.runs import FIVE_YEARS, TINY, YEAR, asked, kept, run_of, until, waited

from u16opt.running.news import News
from u16opt.running.request import CompareRequest, ExplainRequest, SolveOptions, SolveRequest
from u16opt.store.database import Database
from u16opt.store.documents import answer_of, proposal_of
from u16opt.store.events import events_after
from u16opt.store.integrity import faults_of
from u16opt.store.runs import ask_to_stop, remove

from .conftest import Start


def solving(db: Database, folder: Any, **options: Any) -> str:
    """Ask for a solve of an instance; return the id of the run."""
    instance = kept(db, folder)
    return asked(db, SolveRequest(instance=instance, options=SolveOptions(**options)), instance)


def progressed(run: Any) -> bool:
    """Return whether a run has told how far it is."""
    assert not run.over, run
    return run.progress is not None


def test_solve_explain_and_compare(both: Database, start: Start) -> None:
    """Tests that a solve, a question about it and a comparison end as done, each with its document."""
    said: list[News] = []
    start(both, said.append)
    first, second = solving(both, TINY), solving(both, TINY, seed=1)
    runs = [waited(both, each) for each in (first, second)]
    assert [(run.state, run.status, run.attempts) for run in runs] == [("done", "optimal", 1)] * 2
    question = ExplainRequest(run=first, question="why", parameters={"group": "g1"})
    asked_for = [
        asked(both, question, runs[0].instance),
        asked(both, CompareRequest(runs=(first, second), baseline=second), runs[0].instance),
    ]
    for id in asked_for:
        run, document = waited(both, id), answer_of(both, id)
        assert (run.state, run.problem) == ("done", None)
        assert document is not None
        assert json.loads(document)["question"] == ("why" if run.kind == "explain" else "difference")
    assert faults_of(both) == ()
    assert [news.event for news in said if news.run == first] == ["taken", "ended"]
    assert not any("g1" in news.text.nl for news in said)


def test_what_a_solve_tells(db: Database, start: Start) -> None:
    """Tests that events tell every state, and progress seldom enough, and that the last one is the end."""
    start(db, explanations=0)
    run = waited(db, solving(db, YEAR))
    events = events_after(db, run.id, 0)
    states = [event.content["state"] for event in events if event.kind == "state"]
    assert states == ["queued", "running", "done"]
    told = [event for event in events if event.kind == "progress"]
    assert told
    assert all(event.content.keys() == {"goal", "incumbent", "bound", "gap"} for event in told)
    assert all(one.content != other.content for one, other in pairwise(told))
    assert len(told) <= 1 + 2 * (events[-1].at - told[0].at + 0.2)
    assert events[-1].kind == "state"


def test_cancel_keeps_the_best(db: Database, start: Start) -> None:
    """Tests that a solve that is stopped ends within seconds, with the verified best that it had found."""
    start(db, explanations=0)
    id = solving(db, FIVE_YEARS)
    waited(db, id, progressed)
    ask_to_stop(db, id, "tests")
    asked_at = time.monotonic()
    run = waited(db, id)
    assert time.monotonic() - asked_at < 8
    assert (run.state, run.status) == ("cancelled", "feasible")
    proposal = json.loads(proposal_of(db, id) or "")
    assert (proposal["status"], proposal["verified"]) == ("feasible", True)
    assert faults_of(db) == ()


def test_cancelled_but_it_does_not_stop(db: Database, start: Start) -> None:
    """Tests that a solve that does not stop in time is killed, and ends cancelled without a proposal."""
    start(db, patience=0.0, explanations=0)
    id = solving(db, FIVE_YEARS)
    waited(db, id, progressed)
    ask_to_stop(db, id, "tests")
    assert (waited(db, id).state, proposal_of(db, id)) == ("cancelled", None)
    assert faults_of(db) == ()


def test_long_after_its_time(db: Database, start: Start) -> None:
    """Tests that a solve that goes on long after its own time limit is killed, and says so."""
    start(db, grace=0.0, explanations=0)
    run = waited(db, solving(db, FIVE_YEARS, time_limit=0.2))
    assert run.problem is not None
    assert (run.state, run.problem["kind"]) == ("failed", "time")
    assert faults_of(db) == ()


def test_a_time_limit(db: Database, start: Start) -> None:
    """Tests that a solve that reaches its own time limit is done, with what it found."""
    start(db, explanations=0)
    run = waited(db, solving(db, YEAR, time_limit=0.0))
    assert (run.state, run.status) == ("done", "feasible")


def test_too_little_memory(db: Database, start: Start) -> None:
    """Tests that a solve that needs more memory than it may have fails, and the next one does not."""
    start(db, memory=0.35, explanations=0)
    run = waited(db, solving(db, FIVE_YEARS))
    assert run.problem is not None
    assert (run.state, run.problem["kind"], run.attempts) == ("failed", "memory", 1)
    assert waited(db, solving(db, TINY)).state == "done"
    assert faults_of(db) == ()


def test_removed_while_it_runs(db: Database, start: Start) -> None:
    """Tests that a run that is removed is dropped, and nothing of it comes back."""
    said: list[News] = []
    start(db, said.append, explanations=0)
    id = solving(db, FIVE_YEARS)
    waited(db, id, progressed)
    remove(db, id, "tests")
    until(lambda: [news for news in said if news.event == "lost"], "lost")
    assert waited(db, solving(db, TINY)).state == "done"
    assert faults_of(db) == ()


def test_a_question_about_a_run_that_is_gone(db: Database, start: Start) -> None:
    """Tests that a question whose run is removed before its turn fails as bad input."""
    worker = start(db, explanations=0)
    first = waited(db, solving(db, TINY))
    worker.stop()
    id = asked(db, ExplainRequest(run=first.id, question="why"), first.instance)
    remove(db, first.id, "tests")
    start(db, solves=0)
    run = waited(db, id)
    assert run.problem is not None
    assert (run.state, run.problem["kind"]) == ("failed", "input")
    assert run.problem["errors"][0]["value"] == first.id


def test_a_question_does_not_wait_for_a_solve(db: Database, start: Start) -> None:
    """Tests that a question is answered while a long solve goes on."""
    start(db)
    first = waited(db, solving(db, TINY))
    long = solving(db, FIVE_YEARS)
    waited(db, long, progressed)
    run = waited(db, asked(db, ExplainRequest(run=first.id, question="why"), first.instance))
    assert run.state == "done"
    assert run_of(db, long).state == "running"


def test_questions_in_one_process(db: Database, start: Start) -> None:
    """Tests that one process answers one question after another, each as if it were the first."""
    start(db)
    first = waited(db, solving(db, YEAR))
    question = ExplainRequest(
        run=first.id, question="why-not", parameters={"group": "g2024-001", "municipality": "GM0355"}
    )
    answers = []
    for _ in range(3):
        run = waited(db, asked(db, question, first.instance))
        answers.append(json.loads(answer_of(db, run.id) or "") | {"seconds": 0})
    assert answers[0] == answers[1] == answers[2]


def test_stopping_gives_back(db: Database, start: Start) -> None:
    """Tests that a worker that stops gives back what it is at, and another one ends it, once."""
    said: list[News] = []
    worker = start(db, said.append, explanations=0)
    id = solving(db, FIVE_YEARS)
    waited(db, id, progressed)
    assert worker.busy == 1
    worker.stop()
    assert [news.event for news in said] == ["taken", "returned"]
    assert run_of(db, id).state == "queued"
    assert worker.busy == 0
    start(db, explanations=0)
    run = waited(db, id)
    assert (run.state, run.attempts) == ("done", 2)
    assert faults_of(db) == ()


def test_stopped_before_it_began(db: Database, start: Start) -> None:
    """Tests that a worker can be stopped at once, before anything is ready."""
    began = time.monotonic()
    worker = start(db)
    assert time.monotonic() - began < 0.5
    worker.stop()
    assert time.monotonic() - began < 10


def test_two_workers_share(both: Database, start: Start) -> None:
    """Tests that two workers on one store do every run once."""
    ids = [solving(both, TINY, seed=each) for each in range(3)]
    start(both, name="first", explanations=0)
    start(both, name="second", explanations=0)
    runs = [waited(both, id) for id in ids]
    assert {(run.state, run.attempts) for run in runs} == {("done", 1)}
    assert faults_of(both) == ()


def test_bad_input(db: Database, start: Start) -> None:
    """Tests that a solve of what cannot be solved fails, with its errors in the store."""
    start(db, explanations=0)
    instance = kept(db, TINY)
    run = waited(db, asked(db, SolveRequest(instance=instance, changes=("supply:homes*=1000",)), instance))
    assert run.problem is not None
    assert (run.state, run.problem["kind"]) == ("failed", "input")
    assert run.problem["errors"]
    assert faults_of(db) == ()
