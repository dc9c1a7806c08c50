"""A store that is locked, full or out of reach while a run goes on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from support.postgres import Cluster
from support.runs import TINY, YEAR, asked, kept, run_of, until, waited

from u16opt.running.news import News
from u16opt.running.request import SolveRequest
from u16opt.store.database import Database
from u16opt.store.events import events_after
from u16opt.store.integrity import faults_of
from u16opt.store.opening import opened

from .conftest import Start


def solving(db: Database, folder: Path) -> str:
    """Ask for a solve; return the id of the run."""
    instance = kept(db, folder)
    return asked(db, SolveRequest(instance=instance), instance)


def troubled(said: list[News]) -> bool:
    """Return whether a worker said that the store cannot be used."""
    return any(news.event == "trouble" for news in said)


@contextmanager
def full(db: Database) -> Iterator[None]:
    """Give the store no more room on its disk while the block runs."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(db.engine, "connect", limit)
    db.engine.dispose()
    try:
        yield
    finally:
        event.remove(db.engine, "connect", limit)
        db.engine.dispose()


def test_locked_for_longer_than_anybody_waits(tmp_path: Path, start: Start) -> None:
    """Tests that a worker waits until a locked store is free again, and then writes what came of the run."""
    db, said = opened(str(tmp_path / "u16opt.db"), busy=0.2), list[News]()
    try:
        worker = start(db, said.append, explanations=0)
        id = solving(db, YEAR)
        waited(db, id, lambda run: run.state == "running")
        other = sqlite3.connect(tmp_path / "u16opt.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        until(lambda: troubled(said), "trouble told")
        time.sleep(2.0)
        assert run_of(db, id).state == "running"
        other.execute("COMMIT")
        other.close()
        run = waited(db, id)
        assert (run.state, run.status, run.attempts) == ("done", "optimal", 1)
        assert faults_of(db) == ()
        until(lambda: said[-1].event == "ended", "end told")
        assert "recovered" in [news.event for news in said]
        worker.stop()
    finally:
        db.close()


def test_a_full_disk(db: Database, start: Start) -> None:
    """Tests that nothing is half written on a full disk, and all of it as soon as there is room."""
    said: list[News] = []
    start(db, said.append, explanations=0)
    id = solving(db, YEAR)
    waited(db, id, lambda run: run.state == "running")
    with full(db):
        until(lambda: [news for news in said if "full" in news.text.en], "full told")
        assert run_of(db, id).state == "running"
        assert [each.content.get("state") for each in events_after(db, id, 0)][:2] == ["queued", "running"]
        assert faults_of(db) == ()
    run = waited(db, id)
    assert (run.state, run.attempts) == ("done", 1)
    assert faults_of(db) == ()


def test_a_database_that_goes_away(cluster: Cluster, start: Start) -> None:
    """Tests that a worker outlives its database: it goes on when that is back, and every run ends once."""
    url = cluster.fresh()
    db, said = opened(url), list[News]()
    try:
        worker = start(db, said.append, explanations=0)
        id = solving(db, YEAR)
        waited(db, id, lambda run: run.state == "running")
        cluster.stop("immediate")
        until(lambda: troubled(said), "trouble told")
        cluster.start()
        assert waited(db, id).state == "done"
        assert waited(db, solving(db, TINY)).state == "done"
        assert faults_of(db) == ()
        assert not any("postgresql://u16:" in news.text.en for news in said)
        worker.stop()
    finally:
        db.close()
        cluster.drop(url)
