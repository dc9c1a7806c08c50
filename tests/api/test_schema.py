"""The description and the service agree: over a thousand requests made of the description by schemathesis."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
from support.served import started, stop
from support.service import TINY, ZIP
from support.zipped import zipped

from u16opt.store.keys import make_key
from u16opt.store.opening import opened

CONFIGURATION = Path(__file__).resolve().parents[2] / "schemathesis.toml"
EXAMPLE = re.compile(r"3f0c9a52-7b1e-4c68-9d24-\d{12}")
LEAST = 1000
SERVED = {"U16OPT_RATE_LIMIT": "", "U16OPT_QUEUE": "100000", "U16OPT_PATIENCE": "0.1"}


def test_the_description_and_the_service_agree(tmp_path: Path) -> None:
    """Tests that no request that the description allows or forbids is answered otherwise than it says."""
    store = opened(str(tmp_path / "u16opt.db"))
    key = make_key(store, "schemathesis", ("manage",))[1]
    store.close()
    server = started(tmp_path / "u16opt.db", log=tmp_path / "log", environment=SERVED)
    try:
        bearer = {"Authorization": f"Bearer {key}"}
        with httpx2.Client(base_url=server.url, timeout=120, headers=bearer) as client:
            (tmp_path / "openapi.json").write_text(json.dumps(_alive(client)), encoding="utf-8")
        program = Path(sys.executable).with_name("schemathesis")
        command = [str(program), "--config-file", str(CONFIGURATION), "run"]
        options = ["--url", f"{server.url}/v1", "--checks", "all", "--no-color", "--header"]
        told = f"Authorization: Bearer {key}"
        run = [*command, str(tmp_path / "openapi.json"), *options, told]
        finished = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    finally:
        stop(server)
    assert finished.returncode == 0, finished.stdout[:20_000]
    cases = re.search(r"(\d+) generated", finished.stdout)
    assert cases is not None
    assert int(cases[1]) >= LEAST
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert not re.search(r'"status": 5\d\d', log)


def _alive(client: httpx2.Client) -> dict[str, Any]:
    """The description with, in its examples, an instance and runs that are there."""
    description = client.get("/v1/openapi.json").json()
    instance = client.post("/v1/instances", content=zipped(TINY), headers=ZIP).json()["id"]
    runs = [
        client.post("/v1/solve", json={"instance": instance, "model": model}, headers={"Prefer": "wait=60"})
        for model in ("allocation", "herijking")
    ]
    kept, removed = (run.json()["id"] for run in runs)
    shown = description["paths"]["/instances/{instanceId}"]["get"]["parameters"][0]["example"]
    text = EXAMPLE.sub(kept, json.dumps(description)).replace(shown, instance)
    alive: dict[str, Any] = json.loads(text)
    for parameter in alive["paths"]["/runs/{runId}"]["delete"]["parameters"]:
        if parameter["name"] == "runId":
            parameter["example"] = removed
    return alive
