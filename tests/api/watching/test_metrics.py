"""What a monitoring program reads."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from support.guarded import Guarded, guarded

from u16opt.running.request import SolveRequest
from u16opt.store.faults import StoreError
from u16opt.store.instances import add_instance
from u16opt.store.records import InstanceFacts
from u16opt.store.runs import ask, ask_to_stop
from u16opt.store.tables import runs
from u16opt_api.watching import stored
from u16opt_api.watching.lag import Lag


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Guarded]:
    """A guarded application without keys."""
    with guarded(tmp_path) as given:
        yield given


def figures(service: Guarded) -> dict[str, float]:
    """All metrics by name and labels."""
    text = service.client.get("/metrics").text
    return {name: float(value) for name, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)}


def test_requests_are_counted_by_route(service: Guarded) -> None:
    """Tests that requests are counted by the path of their route, never by what stood in it."""
    for name in ("r1", "r2", "r3"):
        service.client.get(f"/v1/runs/{name}")
    for path in ("/nowhere", "/nothing"):
        service.client.get(path)
    service.client.get("/v1/runs/r1", headers={"Host": "evil.example"})
    service.client.request("BREW", "/v1/runs/r1")
    found = figures(service)
    counted = {name: value for name, value in found.items() if name.startswith("http_requests_total")}
    assert counted == {
        'http_requests_total{handler="/v1/runs/{run}",method="GET",status="2xx"}': 3.0,
        'http_requests_total{handler="/v1/runs/{run}",method="GET",status="4xx"}': 1.0,
        'http_requests_total{handler="none",method="GET",status="4xx"}': 2.0,
    }


def test_each_application_has_its_own(service: Guarded, tmp_path: Path) -> None:
    """Tests that two applications in one process do not count each other's requests."""
    service.client.get("/v1/runs/r1")
    (tmp_path / "other").mkdir()
    with guarded(tmp_path / "other") as other:
        assert not any(name.startswith("http_requests_total") for name in figures(other))


def test_runs_are_counted(service: Guarded) -> None:
    """Tests that runs are there by state and waiting ones by kind, also when there are none."""
    found = figures(service)
    assert found["u16opt_store_up"] == 1
    assert [found[f'u16opt_queued_runs{{kind="{kind}"}}'] for kind in ("solve", "explain", "compare")] == [
        0
    ] * 3
    assert found['u16opt_runs{state="failed"}'] == 0
    assert found["u16opt_workers_alive"] == 0


def test_how_long_the_oldest_waits(service: Guarded) -> None:
    """Tests that it is told how long the run that waits longest has waited, and that others do not count."""
    name = "u16opt_oldest_queued_seconds"
    assert figures(service)[name] == 0
    facts = InstanceFacts("a" * 64, "b" * 64, "leeg", "Leeg", {})
    add_instance(service.store, {"instance.toml": b""}, "folder", facts, "local")
    asked = [ask(service.store, "solve", facts.id, SolveRequest(instance=facts.id), "x")[0] for _ in "abc"]
    for run, age in zip(asked, (5000.0, 1000.0, 10.0), strict=True):
        with service.store.writing() as connection:
            moment = time.time() - age
            connection.execute(runs.update().where(runs.c.id == run.id).values(created=moment))
    ask_to_stop(service.store, asked[0].id, "x")
    assert 1000 <= figures(service)[name] < 1060


def test_a_store_that_does_not_answer(service: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that when the store does not answer the rest of the metrics is there, and one that says so."""

    def fail(_: object) -> None:
        raise StoreError("locked", "u16opt.db")

    monkeypatch.setattr(stored, "counts", fail)
    found = figures(service)
    assert found["u16opt_store_up"] == 0
    assert not any(name.startswith("u16opt_runs{") for name in found)
    assert "u16opt_event_loop_lag_max_seconds" in found


def test_metrics_need_a_key(service: Guarded) -> None:
    """Tests that once there are keys metrics need one that may read."""
    headers = service.bearer("prometheus", "read")
    assert service.client.get("/metrics").status_code == 401
    assert service.client.get("/metrics", headers=headers).status_code == 200


def test_what_holds_up_the_event_loop_is_seen() -> None:
    """Tests that something that holds up the event loop is seen for as long as it did, and counted."""
    registry = CollectorRegistry()

    async def held_up() -> None:
        async with Lag(registry).watched():
            await asyncio.sleep(0.12)
            time.sleep(0.3)
            await asyncio.sleep(0.12)

    asyncio.run(held_up())
    worst = registry.get_sample_value("u16opt_event_loop_lag_max_seconds")
    assert worst is not None
    assert 0.2 < worst < 2
    late = registry.get_sample_value("u16opt_event_loop_lag_seconds_bucket", {"le": "0.1"})
    every = registry.get_sample_value("u16opt_event_loop_lag_seconds_count")
    assert late is not None
    assert every is not None
    assert every > late


def test_the_worst_is_that_of_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that the worst is forgotten after a minute, and until then stays whatever comes after it."""
    lag, now = Lag(CollectorRegistry()), [0.0]
    monkeypatch.setattr("u16opt_api.watching.lag.time.monotonic", lambda: now[0])
    seen = {0: 0.1, 10: 0.9, 20: 0.2, 50: 0.3, 69: 0.05, 71: 0.05, 111: 0.01, 131: 0.01, 190: 0.0}
    worst = []
    for moment, late in seen.items():
        now[0] = float(moment)
        lag.see(late)
        worst.append(lag.worst())
    assert worst == [0.1, 0.9, 0.9, 0.9, 0.9, 0.3, 0.05, 0.05, 0.01]


def test_the_service_watches_its_own_loop(service: Guarded) -> None:
    """Tests that as long as the service runs its event loop is measured."""
    time.sleep(0.2)
    assert figures(service)["u16opt_event_loop_lag_seconds_count"] >= 2
