"""Following runs: one look at the store for all who follow, and nobody kept waiting for nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from u16opt.running.request import SolveRequest
from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.instances import add_instance
from u16opt.store.opening import opened
from u16opt.store.records import InstanceFacts
from u16opt.store.runs import ask, ask_to_stop, remove
from u16opt_api import following
from u16opt_api.following import Following

FACTS = InstanceFacts("a" * 64, "b" * 64, "leeg", "Leeg", {})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A store with an instance."""
    given = opened(str(tmp_path / "u16opt.db"))
    add_instance(given, {"instance.toml": b""}, "folder", FACTS, "local")
    yield given
    given.close()


def asked(store: Database) -> str:
    """Id of a new run."""
    return ask(store, "solve", FACTS.id, SolveRequest(instance=FACTS.id), "local")[0].id


def followed(store: Database, test: Callable[[Following], Awaitable[Any]]) -> Any:
    """What a test finds that follows runs."""

    async def run() -> Any:
        follower = Following(store)
        async with follower.running():
            return await asyncio.wait_for(test(follower), 20)

    return asyncio.run(run())


async def states(follower: Following, run: str, after: int = 0) -> list[Any]:
    """The states that a run comes in, and None for a silence."""
    return [each and each.content["state"] async for each in follower.events(run, after)]


def test_events_come_until_the_end(store: Database) -> None:
    """Tests that whoever follows a run hears of each event once, up to its end, from any number on."""
    run = asked(store)

    async def test(follower: Following) -> Any:
        tasks = [asyncio.create_task(states(follower, run, after)) for after in (0, 0, 1, 7)]
        await asyncio.sleep(0.5)
        ask_to_stop(store, run, "local")
        return [await task for task in tasks]

    assert followed(store, test) == [["queued", "cancelled"]] * 2 + [["cancelled"], []]


def test_a_removed_run_ends_its_streams(store: Database) -> None:
    """Tests that nobody waits for a run that is gone."""
    run = asked(store)

    async def test(follower: Following) -> Any:
        task = asyncio.create_task(states(follower, run))
        await asyncio.sleep(0.5)
        remove(store, run, "local")
        return await task

    assert followed(store, test) == ["queued"]
    assert followed(store, lambda follower: states(follower, "geen")) == []


def test_silence_is_told(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that in a long silence a stream says now and then that it is still there."""
    monkeypatch.setattr(following, "QUIET", 0.3)
    run = asked(store)

    async def test(follower: Following) -> Any:
        task = asyncio.create_task(states(follower, run))
        await asyncio.sleep(2)
        ask_to_stop(store, run, "local")
        return await task

    found = followed(store, test)
    assert (found[0], found[-1]) == ("queued", "cancelled")
    assert found.count(None) >= 2


def test_stopping_lets_everybody_go(store: Database) -> None:
    """Tests that streams and waits end at once when the service stops."""
    run = asked(store)

    async def test(follower: Following) -> Any:
        waiting = asyncio.create_task(follower.ended(run, 60))
        stream = asyncio.create_task(states(follower, run))
        await asyncio.sleep(0.5)
        start = time.monotonic()
        follower.stop()
        await waiting
        return await stream, time.monotonic() - start

    events, seconds = followed(store, test)
    assert events == ["queued"]
    assert seconds < 1


def test_waiting(store: Database) -> None:
    """Tests that waiting for a run ends with its end, and no later than was asked."""
    run, other = asked(store), asked(store)

    async def test(follower: Following) -> Any:
        start = time.monotonic()
        await follower.ended(run, 0.5)
        patience = time.monotonic() - start
        task = asyncio.create_task(follower.ended(other, 60))
        await asyncio.sleep(0.3)
        ask_to_stop(store, other, "local")
        await task
        return patience

    assert 0.4 < followed(store, test) < 2


def test_a_store_that_is_away_for_a_while(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that followers stay when the store does not answer, and go on when it does again."""
    run, standings, failed = asked(store), following.standings, []

    def away(*arguments: Any) -> Any:
        if len(failed) < 3:
            failed.append(1)
            raise StoreError("locked", "store")
        return standings(*arguments)

    monkeypatch.setattr(following, "standings", away)

    async def test(follower: Following) -> Any:
        task = asyncio.create_task(states(follower, run))
        await asyncio.sleep(1)
        ask_to_stop(store, run, "local")
        return await task

    assert followed(store, test) == ["queued", "cancelled"]
    assert len(failed) == 3


def test_many_followers_are_one_query(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that fifty who follow ten runs ask the store no more often than one does."""
    runs, standings, looks = [asked(store) for _ in range(10)], following.standings, []

    def counted(db: Database, ids: Any) -> Any:
        looks.append(len(ids))
        return standings(db, ids)

    monkeypatch.setattr(following, "standings", counted)

    async def test(follower: Following) -> Any:
        tasks = [asyncio.create_task(states(follower, run)) for run in runs * 5]
        await asyncio.sleep(1)
        for run in runs:
            ask_to_stop(store, run, "local")
        return [await task for task in tasks]

    assert followed(store, test) == [["queued", "cancelled"]] * 50
    assert max(looks) == 10
    assert len(looks) < 15
