"""A server that is killed while it solves, and one that takes over."""

from __future__ import annotations

import json
import time
import urllib.request
from pathlib import Path
from typing import Any

from support.served import Served, started, stop
from support.zipped import zipped

from u16opt.store.integrity import faults_of
from u16opt.store.opening import opened

ROOT = Path(__file__).resolve().parents[2]
LONG = ROOT / "instances" / "u16-2024-2028"
RUNS, PATIENCE = 3, 120.0


def asked(server: Served, path: str, content: Any = None, media: str = "application/json") -> Any:
    """Return what the server answers, as JSON."""
    data = content if isinstance(content, bytes) or content is None else json.dumps(content).encode()
    request = urllib.request.Request(f"{server.url}{path}", data=data, headers={"Content-Type": media})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def waited(server: Served, seen: Any) -> list[Any]:
    """Return the runs as soon as `seen` says so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        runs: list[Any] = asked(server, "/v1/runs")
        if seen(runs):
            return runs
        time.sleep(0.2)
    raise AssertionError(f"not seen in {PATIENCE} seconds: {asked(server, '/v1/runs')}")


def test_a_killed_server_loses_and_doubles_nothing(where: str, tmp_path: Path) -> None:
    """Tests that after kill -9 during a solve another server ends every run, once, with a proposal."""
    log = tmp_path / "server.log"
    server = started(where, log=log)
    try:
        instance = asked(server, "/v1/instances", zipped(LONG), "application/zip")["id"]
        for seed in range(RUNS):
            asked(server, "/v1/solve", {"instance": instance, "options": {"seed": seed}})
        waited(server, lambda runs: any(run["progress"] for run in runs if run["state"] == "running"))
        server.kill()
        server = started(where, log=log)
        runs = waited(server, lambda runs: all(run["ended"] for run in runs))
        assert [(run["state"], run["status"]) for run in runs] == [("done", "optimal")] * RUNS
        assert sum(run["attempts"] for run in runs) == RUNS + 1
    finally:
        stop(server)
    database = opened(where)
    assert faults_of(database) == ()
    database.close()
