"""Server-sent events: what happens in a run, as it happens, and again from where somebody was."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from support.served import Served, serving, stop
from support.service import TINY, Asked
from support.zipped import zipped

ROOT = Path(__file__).resolve().parents[2]
LONG = ROOT / "instances" / "u16-2024-2028"
STREAMS = 50


def told(text: str) -> list[dict[str, str]]:
    """The events of a stream, by field."""
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]  # type: ignore[misc]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server in a process of its own."""
    with serving(tmp_path_factory.mktemp("events") / "u16opt.db") as served:
        yield served


def asked(server: Served, folder: Path, **body: Any) -> str:
    """Path of a new run of an instance."""
    headers = {"Content-Type": "application/zip"}
    with httpx2.Client(base_url=server.url, timeout=60) as client:
        instance = client.post("/v1/instances", content=zipped(folder), headers=headers).json()["id"]
        return str(client.post("/v1/solve", json={"instance": instance, **body}).json()["links"]["self"])


def test_a_run_from_its_beginning_to_its_end(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that the events of a run are numbered from 1 and end with its end."""
    answer = service.client.get(solved["links"]["events"])
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    events = told(answer.text)
    assert [int(event["id"]) for event in events] == list(range(1, len(events) + 1))
    states = [json.loads(event["data"])["state"] for event in events if event["event"] == "state"]
    assert states == ["queued", "running", "done"]
    assert json.loads(events[-1]["data"]) == {"state": "done", "status": "optimal"}
    assert {event["event"] for event in events} == {"state", "progress"}


def test_resuming(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that Last-Event-ID goes on exactly after that event, and that after the last there is nothing."""
    path = solved["links"]["events"]
    everything = told(service.client.get(path).text)
    for number in range(len(everything)):
        resumed = service.client.get(path, headers={"Last-Event-ID": str(number)})
        assert told(resumed.text) == everything[number:]
    for number in (len(everything), 999_999, 10**30):
        assert service.client.get(path, headers={"Last-Event-ID": str(number)}).status_code == 204
    for unknown in ("abc", "-1", "1.5", ""):
        assert told(service.client.get(path, headers={"Last-Event-ID": unknown}).text) == everything


def test_progress_comes_while_the_solve_goes_on(server: Served) -> None:
    """Tests that events come as they happen: progress before the end, with goal, incumbent, bound and gap."""
    path, moments, events = asked(server, LONG), [], []
    with (
        httpx2.Client(base_url=server.url, timeout=90) as client,
        client.stream("GET", f"{path}/events") as stream,
    ):
        for line in stream.iter_lines():
            if line.startswith("data: "):
                moments.append(time.monotonic())
                events.append(json.loads(line.removeprefix("data: ")))
    progress = [each for each in events if "goal" in each]
    assert progress
    assert all(set(each) == {"goal", "incumbent", "bound", "gap"} for each in progress)
    assert events[-1]["state"] == "done"
    assert moments[-1] - moments[0] > 0.5


def test_fifty_streams_hold_up_nobody(server: Served) -> None:
    """Tests that fifty streams of one solve all see its end, while other requests are answered quickly."""
    path = asked(server, LONG, options={"seed": 1})
    ends, slowest = asyncio.run(_fifty(server.url, path))
    assert ends == ["done"] * STREAMS
    assert slowest < 2.0


async def _fifty(url: str, path: str) -> tuple[list[str], float]:
    limits = httpx2.Limits(max_connections=STREAMS + 10)
    async with httpx2.AsyncClient(base_url=url, timeout=90, limits=limits) as client:
        streams = [asyncio.create_task(_end(client, path)) for _ in range(STREAMS)]
        slowest = 0.0
        while not all(stream.done() for stream in streams):
            start = time.monotonic()
            assert (await client.get(path)).status_code == 200
            slowest = max(slowest, time.monotonic() - start)
            await asyncio.sleep(0.1)
        return [await stream for stream in streams], slowest


async def _end(client: httpx2.AsyncClient, path: str) -> str:
    last = ""
    async with client.stream("GET", f"{path}/events") as stream:
        async for line in stream.aiter_lines():
            last = line if line.startswith("data: ") else last
    return str(json.loads(last.removeprefix("data: "))["state"])


def test_a_removed_run_ends_its_streams(tmp_path: Path) -> None:
    """Tests that a stream ends when its run is removed, and HEAD does not wait for a stream at all."""
    with serving(tmp_path / "u16opt.db", "--workers", "0") as server:
        path = asked(server, TINY)
        with httpx2.Client(base_url=server.url, timeout=20) as client:
            assert client.head(f"{path}/events").status_code == 200
            with client.stream("GET", f"{path}/events") as stream:
                lines = stream.iter_lines()
                assert next(lines) == "event: state"
                assert httpx2.delete(f"{server.url}{path}").status_code == 204
                assert "running" not in "".join(lines)


def test_a_server_that_stops_lets_everybody_go(tmp_path: Path) -> None:
    """Tests that streams and waits end when the server stops, well before it would cut them off."""
    with serving(tmp_path / "u16opt.db", "--workers", "0") as server:
        path, found = asked(server, TINY), {}

        def follow() -> None:
            found["events"] = httpx2.get(f"{server.url}{path}/events", timeout=30).text

        def wait() -> None:
            instance = httpx2.get(f"{server.url}{path}").json()["instance"]
            headers = {"Prefer": "wait=60"}
            answer = httpx2.post(
                f"{server.url}/v1/solve", json={"instance": instance}, headers=headers, timeout=30
            )
            found["wait"] = str(answer.status_code)

        threads = [threading.Thread(target=each) for each in (follow, wait)]
        for thread in threads:
            thread.start()
        time.sleep(2)
        start = time.monotonic()
        stop(server)
        for thread in threads:
            thread.join()
        assert time.monotonic() - start < 8
        assert [json.loads(event["data"])["state"] for event in told(found["events"])] == ["queued"]
        assert found["wait"] == "202"
        assert server.process.returncode == 130
