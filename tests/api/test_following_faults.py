"""Following runs while the store does not answer: nobody waits in silence, and all go on after it."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import pytest

from u16opt.running.request import SolveRequest
from u16opt.store.faults import RefusedError, StoreError
from u16opt.store.instances import add_instance
from u16opt.store.opening import opened
from u16opt.store.records import InstanceFacts
from u16opt.store.runs import ask, ask_to_stop
from u16opt_api import following
from u16opt_api.following import Following

FACTS = InstanceFacts("a" * 64, "b" * 64, "leeg", "Leeg", {})
FAULTS = [StoreError("locked", "store"), RefusedError("defect", "Fault"), RuntimeError("other")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("asked", ["standings", "events_after"])
def test_a_store_that_does_not_answer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    asked: str,
) -> None:
    """Tests that streams are not silent, whatever is wrong, that it is logged, and that they go on."""
    store, right, away = opened(str(tmp_path / "u16opt.db")), getattr(following, asked), [False]
    add_instance(store, {"instance.toml": b""}, "folder", FACTS, "local")
    run = ask(store, "solve", FACTS.id, SolveRequest(instance=FACTS.id), "local")[0].id

    def answer(*arguments: Any) -> Any:
        if away[0]:
            raise fault
        return right(*arguments)

    monkeypatch.setattr(following, asked, answer)
    monkeypatch.setattr(following, "QUIET", 0.3)

    async def test() -> list[Any]:
        follower, found = Following(store), list[Any]()

        async def follow() -> None:
            async for event in follower.events(run, 0):
                found.append(event and event.content["state"])

        async with follower.running():
            stream = asyncio.create_task(follow())
            await asyncio.sleep(0.5)
            away[0] = True
            found.append("away")
            await asyncio.sleep(1)
            ask_to_stop(store, run, "local")
            await asyncio.sleep(1)
            found.append("back")
            away[0] = False
            await asyncio.wait_for(asyncio.gather(stream, follower.ended(run, 60)), 10)
        return found

    with caplog.at_level(logging.WARNING, "u16opt.following"):
        found = asyncio.run(test())
    store.close()
    assert found[found.index("away") + 1] is None
    assert [each for each in found if each not in (None, "away", "back")] == ["queued", "cancelled"]
    assert 1 <= len(caplog.records) < 10


def test_a_look_that_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a stream says that it is there while a look at the store does not come back."""
    store, right = opened(str(tmp_path / "u16opt.db")), following.standings
    add_instance(store, {"instance.toml": b""}, "folder", FACTS, "local")
    run = ask(store, "solve", FACTS.id, SolveRequest(instance=FACTS.id), "local")[0].id

    def slow(*arguments: Any) -> Any:
        time.sleep(2)
        return right(*arguments)

    monkeypatch.setattr(following, "standings", slow)
    monkeypatch.setattr(following, "QUIET", 0.3)

    async def test() -> float:
        follower, began = Following(store), time.monotonic()
        async with follower.running():
            async for event in follower.events(run, 0):
                if event is None:
                    return time.monotonic() - began
        return 60.0

    assert asyncio.run(test()) < 1.5
    store.close()
