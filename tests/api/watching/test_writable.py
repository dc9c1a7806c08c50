"""A store that cannot be written: what is answered, that nothing is half written, and what ready says."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event
from support.service import ZIP, Asked, asking
from support.zipped import zipped

from u16opt.store.database import Database
from u16opt.store.integrity import faults_of
from u16opt.store.opening import opened
from u16opt_api import application
from u16opt_api.watching import writable

YEAR = Path(__file__).resolve().parents[3] / "instances" / "u16-2024"
READY = "/v1/health/ready"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """A service without workers, that is not patient with its store."""
    monkeypatch.setattr(application, "opened", partial(opened, busy=0.3))
    monkeypatch.setattr(writable, "EVERY", 0.0)
    with asking(tmp_path, workers=0, queue=10_000) as asked:
        yield asked


def store_of(service: Asked) -> Database:
    """The store of a service."""
    app = service.client.app
    assert isinstance(app, FastAPI)
    store: Database = app.state.store
    return store


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Have another program write to a store while the block runs."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(store: Database) -> Iterator[None]:
    """Give a store no more room while the block runs."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(store.engine, "connect", limit)
    store.engine.dispose()
    try:
        yield
    finally:
        event.remove(store.engine, "connect", limit)
        store.engine.dispose()


def problem(answer: Any) -> int:
    """Status of an answer that is a problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert answer.json()["status"] == answer.status_code
    return int(answer.status_code)


def test_a_locked_store(service: Asked, tmp_path: Path) -> None:
    """Tests that while another program writes all that would write is 503, and that all goes on after it."""
    instance = service.upload()
    with locked(tmp_path / "u16opt.db"):
        began = time.monotonic()
        answer = service.client.get(READY)
        assert time.monotonic() - began < 1
        assert problem(answer) == 503
        assert answer.headers["retry-after"]
        assert problem(service.client.post("/v1/solve", json={"instance": instance})) == 503
        assert problem(service.client.post("/v1/instances", content=zipped(YEAR), headers=ZIP)) == 503
        assert service.client.get("/v1/runs").status_code == 200
    assert service.client.get(READY).status_code == 200
    assert service.client.get("/v1/runs").json() == []
    assert len(service.client.get("/v1/instances").json()) == 1
    assert service.client.post("/v1/solve", json={"instance": instance}).status_code == 202
    assert faults_of(store_of(service)) == ()


def test_a_full_disk(service: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that what has no room is 507, that ready knows from then on, and that nothing is half written."""
    instance = service.upload()
    with full(store_of(service)):
        assert problem(service.client.post("/v1/instances", content=zipped(YEAR), headers=ZIP)) == 507
        assert problem(service.client.get(READY)) == 503
        monkeypatch.setattr(writable, "HELD", -1.0)
        assert service.client.get(READY).status_code == 200
        monkeypatch.setattr(writable, "HELD", 30.0)
        asked = 0
        while True:
            body = {"instance": instance, "options": {"seed": asked}}
            answer = service.client.post("/v1/solve", json=body)
            if answer.status_code != 202:
                break
            asked += 1
            assert asked < 100
        assert problem(answer) == 507
        assert problem(service.client.get(READY)) == 503
    assert len(service.client.get("/v1/instances").json()) == 1
    assert store_of(service).name not in answer.text
    assert faults_of(store_of(service)) == ()
    assert service.client.post("/v1/solve", json={"instance": instance}).status_code in (200, 202)


def test_a_disk_with_hardly_any_room(service: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a service is not ready when there is no room left, before anybody writes."""
    assert service.client.get(READY).status_code == 200
    monkeypatch.setattr(writable, "LEAST_ROOM", 10**18)
    answer = service.client.get(READY)
    assert problem(answer) == 503
    assert "vol" in answer.json()["detail"]


def test_a_store_that_may_only_be_read(service: Asked) -> None:
    """Tests that a try really writes: a connection that may not is not ready."""
    app = service.client.app
    assert isinstance(app, FastAPI)
    trial = app.state.writable._trial
    event.listen(trial.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    trial.engine.dispose()
    assert problem(service.client.get(READY)) == 503


def test_ready_is_quick(service: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that ready answers in milliseconds, and that however often it is asked few tries are made."""
    monkeypatch.setattr(writable, "EVERY", 1.0)
    tries, right = list[int](), writable.Writable._try

    def counted(self: writable.Writable) -> Any:
        tries.append(1)
        return right(self)

    monkeypatch.setattr(writable.Writable, "_try", counted)
    began = time.monotonic()
    for _ in range(50):
        assert service.client.get(READY).status_code == 200
    seconds = time.monotonic() - began
    assert len(tries) <= 1 + seconds
    assert seconds < 5
