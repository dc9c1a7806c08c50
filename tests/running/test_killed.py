"""What is left when a worker or a calculation is killed: every run ends once, none is lost or doubled."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.runs import FIVE_YEARS, TINY, asked, kept, run_of, until, waited
from support.workers import Started, gone, kill

from u16opt.running.request import SolveOptions, SolveRequest
from u16opt.store.database import Database
from u16opt.store.events import events_after
from u16opt.store.integrity import faults_of
from u16opt.store.records import RunRecord

Begin = Callable[..., Started]


@pytest.fixture
def begin(where: str, tmp_path: Path) -> Iterator[Begin]:
    """Return what starts a worker from the command line; all are gone afterwards."""
    started: list[Started] = []

    def one(*options: str) -> Started:
        log = tmp_path / f"worker-{len(started)}.log"
        started.append(Started(where, log, "--lease", "3", "--explanations", "0", *options))
        return started[-1]

    yield one
    for each in started:
        if each.process.poll() is None:
            each.end()


def solving(db: Database, folder: Path = FIVE_YEARS, seed: int = 0) -> str:
    """Ask for a solve; return the id of the run."""
    instance = kept(db, folder)
    return asked(db, SolveRequest(instance=instance, options=SolveOptions(seed=seed)), instance)


def progressed(run: RunRecord) -> bool:
    """Return whether a run has told how far it is."""
    assert not run.over, run
    return run.progress is not None


def ends(db: Database, id: str) -> list[str]:
    """Return the states that a run went through."""
    return [event.content["state"] for event in events_after(db, id, 0) if event.kind == "state"]


def test_a_killed_calculation(both: Database, begin: Begin) -> None:
    """Tests that a solve whose process is killed is taken up again, and ends once."""
    worker = begin()
    id = solving(both)
    waited(both, id, progressed)
    kill(worker.calculations())
    run = waited(both, id)
    assert (run.state, run.status, run.attempts) == ("done", "optimal", 2)
    assert ends(both, id) == ["queued", "running", "queued", "running", "done"]
    assert faults_of(both) == ()
    assert worker.end(signal.SIGTERM) == 0
    assert f"{id}: back in the queue" in worker.said


def test_a_killed_worker(both: Database, begin: Begin) -> None:
    """Tests that a killed worker's calculations die with it, and another one ends its run, once."""
    first = begin()
    ids = [solving(both), solving(both, TINY, seed=1)]
    waited(both, ids[0], progressed)
    calculations = first.calculations()
    assert calculations
    first.end(signal.SIGKILL)
    gone(calculations)
    assert [run_of(both, id).state for id in ids] == ["running", "queued"]
    begin()
    runs = [waited(both, id) for id in ids]
    assert [(run.state, run.status, run.attempts) for run in runs] == [
        ("done", "optimal", 2),
        ("done", "optimal", 1),
    ]
    assert ends(both, ids[0]) == ["queued", "running", "running", "done"]
    assert faults_of(both) == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_killed_again_and_again(both: Database, begin: Begin) -> None:
    """Tests that a run whose process dies each time ends as failed, and others have their turn."""
    worker = begin()
    ids = [solving(both), solving(both, TINY)]
    for attempt in (1, 2, 3):
        waited(both, ids[0], lambda run, attempt=attempt: run.attempts == attempt and run.state == "running")
        kill(worker.calculations())
    run = waited(both, ids[0])
    assert run.problem is not None
    assert (run.state, run.attempts) == ("failed", 3)
    assert waited(both, ids[1]).state == "done"
    assert faults_of(both) == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_asked_to_stop(both: Database, begin: Begin, number: int, code: int) -> None:
    """Tests that SIGTERM and Ctrl-C give a run back at once, and that only its id is told."""
    worker = begin()
    id = solving(both)
    waited(both, id, progressed)
    calculations = worker.calculations()
    assert worker.end(number) == code
    gone(calculations)
    assert (run_of(both, id).state, run_of(both, id).attempts) == ("queued", 1)
    assert f"{id}: taken up (solve)" in worker.said
    assert f"{id}: back in the queue" in worker.said
    assert faults_of(both) == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_everybody_is_asked_to_stop(both: Database, begin: Begin) -> None:
    """Tests that SIGTERM to all processes of a worker, as systemd sends it, is the same as to the worker."""
    worker = begin()
    id = solving(both)
    waited(both, id, progressed)
    calculations = worker.calculations()
    for each in calculations:
        os.kill(each, signal.SIGTERM)
    time.sleep(0.5)
    run = run_of(both, id)
    assert (run.state, run.attempts) == ("running", 1)
    for each in calculations:
        os.kill(each, signal.SIGTERM)
    assert worker.end(signal.SIGTERM) == 0
    gone(calculations)
    assert run_of(both, id).state == "queued"
    assert ends(both, id) == ["queued", "running", "queued"]
    assert "went wrong" not in worker.said
    assert faults_of(both) == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_worker_in_a_hurry(both: Database, begin: Begin) -> None:
    """Tests that a worker that is asked to stop before its processes are ready ends without a complaint."""
    worker = begin()
    until(worker.calculations, "process started")
    for each in worker.calculations():
        os.kill(each, signal.SIGTERM)
    until(lambda: "waits for work" in worker.said, "told")
    assert worker.end(signal.SIGTERM) == 0
    assert "went wrong" not in worker.said
    assert faults_of(both) == ()


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "options",
    [("--solves", "0"), ("--memory-limit", "0.1"), ("--lease", "1"), ("--store", "nowhere/none.db")],
)
def test_what_cannot_be(both: Database, begin: Begin, options: tuple[str, ...]) -> None:
    """Tests that a worker that could do nothing says why, and ends as bad input."""
    assert faults_of(both) == ()
    worker = begin(*options)
    assert worker.waited() == 2
    assert options[-1] in worker.said
