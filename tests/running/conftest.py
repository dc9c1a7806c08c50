"""Stores in both kinds of database, with instances in them, and workers that are stopped afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from u16opt.running.news import News
from u16opt.running.options import WorkerOptions
from u16opt.running.worker import Worker
from u16opt.store.database import Database
from u16opt.store.opening import opened

Start = Callable[..., Worker]


@pytest.fixture
def both(where: str) -> Iterator[Database]:
    """Return a new store, in each kind of database."""
    db = opened(where)
    yield db
    db.close()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return a new store in SQLite."""
    db = opened(str(tmp_path / "u16opt.db"))
    yield db
    db.close()


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Start:
    """Return what starts a worker that is stopped when the test is over."""

    def started(db: Database, say: Callable[[News], None] = lambda _: None, **options: float) -> Worker:
        worker = Worker(db, WorkerOptions(**options), say)  # type: ignore[arg-type]
        request.addfinalizer(worker.stop)
        worker.start()
        return worker

    return started
