"""Processes that cannot begin: who hears of it, and what stays behind."""

from __future__ import annotations

import multiprocessing.process
import os
import tempfile
import time
from pathlib import Path

import pytest
from support.runs import until

from u16opt.running import place, worker
from u16opt.running.news import News
from u16opt.running.options import WorkerOptions
from u16opt.running.place import Place
from u16opt.running.process import GoneError, Process
from u16opt.running.worker import Worker
from u16opt.store.database import Database

from .conftest import Start

TOO_LITTLE = 0.01
"""Gigabytes in which not even a thread can be started."""


def test_a_fault_at_the_start_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    """Tests that a process that cannot begin tells who started it why, and standard error nothing."""
    process = Process(TOO_LITTLE)
    with pytest.raises(GoneError, match=r"ended with 1: \w+Error"):
        until(lambda: process.ready(0.2), "ready")
    process.end()
    assert capfd.readouterr().err == ""


def test_a_worker_that_cannot_begin(db: Database, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a worker is alive while it begins, and not when no process of it has begun for long."""
    monkeypatch.setattr(place, "UNREADY_SECONDS", 1.0)
    said: list[News] = []
    running = start(db, said.append, memory=TOO_LITTLE, explanations=0)
    assert running.alive
    until(lambda: not running.alive, "not alive")
    until(lambda: said, "told")
    assert said[0].event == "defect"
    assert "Error" in said[0].text.nl


def test_a_worker_that_began(db: Database, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a worker that waits for work is alive, however long it waits."""
    running = start(db, explanations=0)
    until(lambda: running._places[0]._unready is None, "ready")
    monkeypatch.setattr(place, "UNREADY_SECONDS", 1.0)
    for _ in range(15):
        assert running.alive
        time.sleep(0.1)


def test_nothing_is_left_of_what_did_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a process that the system does not start leaves no folder and no open pipe."""
    Process().end()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fail(_process: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", fail)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(BlockingIOError):
            Process()
    assert len(os.listdir("/proc/self/fd")) == before
    assert list(tmp_path.iterdir()) == []


def test_places_say_goodbye_together(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a worker whose places do not stop waits for all of them together, not for each in turn."""
    monkeypatch.setattr(worker, "_FAREWELL", 0.5)
    monkeypatch.setattr(Place, "work", lambda _place: time.sleep(4))
    running = Worker(db, WorkerOptions(solves=4, explanations=2))
    running.start()
    began = time.monotonic()
    running.stop()
    assert 0.4 < time.monotonic() - began < 1.5
