"""Short work in warm processes: what comes back, and what happens when a process does not live."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from pickle import PicklingError
from typing import Any

import pytest
from support import jobs
from support.runs import TINY, files_in, until

from u16opt.problems import InputError
from u16opt.running.aside import Aside, AsideError
from u16opt.running.confining import ASIDE
from u16opt.running.judging import problems_of_request
from u16opt.running.request import SolveRequest
from u16opt.verification import VerificationError

SECONDS = 30.0


@pytest.fixture(scope="module")
def aside() -> Iterator[Aside]:
    """Return one process for all tests, so that each finds what the one before left."""
    aside = Aside(size=1, memory=2.0, seconds=SECONDS, room=2)
    aside.start()
    yield aside
    aside.stop()


def fault_of(future: Future[Any]) -> AsideError:
    """Return why work was not done."""
    with pytest.raises(AsideError) as fault:
        future.result(SECONDS)
    return fault.value


def accepted(aside: Aside, number: int) -> Future[int] | None:
    """Return work that was taken; None when there is no room for it."""
    try:
        return aside.run(jobs.doubled, number)
    except AsideError as fault:
        return {"busy": None}[fault.kind]


def test_what_a_function_returns(aside: Aside) -> None:
    """Tests that a function is called in another process, always the same one, with what it was given."""
    assert aside.run(jobs.doubled, 4, plus=1).result(SECONDS) == 9
    first, second = (aside.run(jobs.process_id).result(SECONDS) for _ in range(2))
    assert first == second != os.getpid()


def test_what_a_function_raises(aside: Aside) -> None:
    """Tests that bad input comes back with every problem, and a proposal that is wrong with its findings."""
    with pytest.raises(InputError) as fault:
        aside.run(jobs.refused).result(SECONDS)
    with pytest.raises(InputError) as here:
        jobs.refused()
    assert fault.value.problems == here.value.problems
    with pytest.raises(VerificationError) as found:
        aside.run(jobs.unverified).result(SECONDS)
    assert found.value.findings[0][1].nl == "moet 1 zijn"


def test_modest_and_prepared(aside: Aside) -> None:
    """Tests that work steps back for the service, and finds everything imported."""
    assert aside.run(jobs.priority).result(SECONDS) == ASIDE
    wanted = ("highspy", "pandas", "pyomo", "u16opt.explaining.prices.price", "u16opt_models.spread.build")
    assert all(aside.run(jobs.modules, *wanted).result(SECONDS))
    assert not any(aside.run(jobs.modules, "sqlalchemy", "fastapi").result(SECONDS))


def test_standard_output_stays_clean(aside: Aside, capfd: pytest.CaptureFixture[str]) -> None:
    """Tests that what a library prints in a process never reaches the standard output of the service."""
    aside.run(jobs.print_something).result(SECONDS)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("job", "kind"),
    [(jobs.killed, "died"), (jobs.greedy, "memory")],
)
def test_after_a_death_comes_another(aside: Aside, job: Any, kind: str) -> None:
    """Tests that who asked is told that a process died or had no memory, and the next finds a fresh one."""
    before = aside.run(jobs.process_id).result(SECONDS)
    fault = fault_of(aside.run(job))
    assert fault.kind == kind
    assert fault.text.nl != fault.text.en
    assert aside.run(jobs.process_id).result(SECONDS) != before


def test_a_crash_within_a_memory_limit(aside: Aside) -> None:
    """Tests that a library that breaks down, as one does that gets no memory, is told as too little."""
    assert fault_of(aside.run(jobs.killed, signal.SIGABRT)).kind == "memory"


def test_killed_between_two(aside: Aside) -> None:
    """Tests that a process that is killed while it has nothing to do is replaced before anybody notices."""
    process = aside.run(jobs.process_id).result(SECONDS)
    os.kill(process, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{process}/stat").exists(), "gone")
    assert aside.run(jobs.doubled, 1).result(SECONDS) == 2


def test_too_long(aside: Aside) -> None:
    """Tests that work that takes too long is broken off, and its process with it."""
    process = aside.run(jobs.process_id).result(SECONDS)
    assert fault_of(aside.run_within(0.3, jobs.endless)).kind == "late"
    until(lambda: not Path(f"/proc/{process}/stat").exists(), "gone")
    assert aside.run(jobs.doubled, 1).result(SECONDS) == 2


def test_no_more_than_there_is_room_for(aside: Aside) -> None:
    """Tests that work is refused at once when too much waits already, and taken again afterwards."""
    waiting = [aside.run_within(0.5, jobs.endless)]
    while (future := accepted(aside, len(waiting))) is not None:
        waiting.append(future)
    assert fault_of(waiting[0]).kind == "late"
    assert [each.result(SECONDS) for each in waiting[1:]] == [2 * each for each in range(1, len(waiting))]
    assert len(waiting) in (2, 3)


def test_what_cannot_be_sent(aside: Aside) -> None:
    """Tests that what no other process can be sent is refused, on the way there and on the way back."""
    for job in (lambda: 1, jobs.unspeakable):
        with pytest.raises((AttributeError, PicklingError), match="pickle"):
            aside.run(job).result(SECONDS)
    assert aside.run(jobs.doubled, 1).result(SECONDS) == 2


def test_nothing_stays_on_disk(aside: Aside) -> None:
    """Tests that what a process left on disk is gone when the process is."""
    folder = Path(aside.run(jobs.folder_for_files).result(SECONDS))
    assert folder.exists()
    assert (folder.stat().st_mode & 0o777) == 0o700
    fault_of(aside.run(jobs.killed))
    until(lambda: not folder.exists(), "folder gone")


def test_judges_a_request(aside: Aside) -> None:
    """Tests that a request to solve is judged there as it is here."""
    asked = SolveRequest(instance="i", changes=("nonsense",))
    there = aside.run(problems_of_request, files_in(TINY), asked).result(SECONDS)
    assert there == problems_of_request(files_in(TINY), asked) != ()


def test_stopped() -> None:
    """Tests that work that waits when the service stops fails, and nothing more is taken."""
    aside = Aside(size=1, room=4)
    waiting = [aside.run(jobs.doubled, each) for each in range(2)]
    aside.start()
    aside.stop()
    done = [each for each in waiting if each.exception(0) is None]
    failed = [each.exception(0) for each in waiting if each not in done]
    assert all(isinstance(each, AsideError) and each.kind == "stopped" for each in failed)
    with pytest.raises(AsideError):
        aside.run(jobs.doubled, 1)
