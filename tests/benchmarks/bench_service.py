"""How the service answers fifty clients while two solves go on.

Fifty clients read something once a second each for a minute, and one more asks a question every five seconds;
two solves of the five-year plan run all the while, at a lower priority, as they always do. Printed: how long
the server took to be ready, server errors, medians and 95th percentiles by kind of request, and how late the
event loop woke at most.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections import defaultdict
from pathlib import Path

import httpx2 as httpx
import pytest
from support.served import Served, serving
from support.zipped import zipped

ROOT = Path(__file__).resolve().parents[2]
CLIENTS, SECONDS, SOLVES = 50, 60, 2

READS = ("/v1/runs", "/v1/runs/{run}", "/v1/runs/{run}/proposal", "/v1/instances", "/v1/models", "/v1/rules")
LAG = re.compile(r"^u16opt_event_loop_lag_\w*max\w* ([\d.e+-]+)$", re.MULTILINE)


@pytest.fixture
def served(tmp_path: Path) -> object:
    """A server in a process of its own, with two solver processes."""
    with serving(tmp_path / "u16opt.db", "--workers", str(SOLVES)) as server:
        yield server


def bench_fifty_clients(served: Served) -> None:
    """Prints what fifty clients see for a minute."""
    measured = asyncio.run(_minute(served.url))
    errors = sum(status >= 500 for statuses in measured.statuses.values() for status in statuses)
    every = [each for times in measured.times.values() for each in times]
    print(f"\nready after {served.seconds:.1f} s")
    print(f"{len(every)} reads, {errors} server errors, {measured.solved} solves ended meanwhile")
    for path, times in sorted(measured.times.items()):
        print(
            f"{path}: median {_ms(statistics.median(times))}, p95 {_ms(_p95(times))}, {len(times)} requests"
        )
    asked = measured.questions
    print(f"questions: median {_ms(statistics.median(asked))}, {len(asked)} asked")
    print(f"all reads: p95 {_ms(_p95(every))}; event loop late at most {_ms(measured.lag)}")
    assert errors == 0


class _Measured:
    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self.statuses: dict[str, list[int]] = defaultdict(list)
        self.questions: list[float] = []
        self.lag, self.solved = 0.0, 0


async def _minute(url: str) -> _Measured:
    measured = _Measured()
    limits = httpx.Limits(max_connections=2 * CLIENTS)
    async with httpx.AsyncClient(base_url=url, timeout=30, limits=limits) as client:
        run = await _solved(client, await _uploaded(client, "u16-2024"), 0)
        plan = await _uploaded(client, "u16-2024-2028")
        until = time.perf_counter() + SECONDS
        solving = [asyncio.create_task(_solve_on(client, plan, number, until)) for number in range(SOLVES)]
        asking = (_client(client, number, run, until, measured) for number in range(CLIENTS))
        await asyncio.gather(*asking, _ask_on(client, run, until, measured))
        metrics = (await client.get("/metrics")).text
        measured.lag = max(float(each) for each in LAG.findall(metrics))
        measured.solved = sum(await asyncio.gather(*solving))
    return measured


async def _client(client: httpx.AsyncClient, number: int, run: str, until: float, found: _Measured) -> None:
    await asyncio.sleep(number / CLIENTS)
    turn = number
    while time.perf_counter() < until:
        start, path = time.perf_counter(), READS[turn % len(READS)]
        answer = await client.get(path.format(run=run))
        found.times[path].append(time.perf_counter() - start)
        found.statuses[path].append(answer.status_code)
        turn += 1
        await asyncio.sleep(max(0.0, 1 - (time.perf_counter() - start)))


async def _ask_on(client: httpx.AsyncClient, run: str, until: float, found: _Measured) -> None:
    parameters = {"group": "g2024-002", "municipality": "GM0355"}
    while time.perf_counter() < until:
        start = time.perf_counter()
        asked = {"run": run, "question": "why-not", "parameters": parameters}
        answer = await client.post("/v1/explain", json=asked)
        found.statuses["/v1/explain"].append(answer.status_code)
        found.questions.append(time.perf_counter() - start)
        await asyncio.sleep(5)


async def _uploaded(client: httpx.AsyncClient, name: str) -> str:
    content, headers = zipped(ROOT / "instances" / name), {"Content-Type": "application/zip"}
    answer = await client.post("/v1/instances", content=content, headers=headers)
    return str(answer.json()["id"])


async def _solved(client: httpx.AsyncClient, instance: str, seed: int) -> str:
    asked = {"instance": instance, "model": "allocation", "options": {"seed": seed}}
    answer = await client.post("/v1/solve", json=asked)
    run = str(answer.json()["id"])
    while (await client.get(f"/v1/runs/{run}")).json()["state"] in ("queued", "running"):
        await asyncio.sleep(0.5)
    return run


async def _solve_on(client: httpx.AsyncClient, instance: str, number: int, until: float) -> int:
    solved = 0
    while time.perf_counter() < until:
        await _solved(client, instance, 1000 * number + solved)
        solved += 1
    return solved


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"
