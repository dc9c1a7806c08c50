"""The worked examples in the description of the API, made by asking the service itself.

``PYTHONPATH=tests python -m support.worked_examples`` writes them anew.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.service import PATIENT, TINY, Asked, asking

from u16opt.instance.documents.writing import document_of
from u16opt_api.openapi import examples

WORKED = Path(examples.__file__).parent / examples.FOLDER
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SECONDS = re.compile(r'"seconds": [\d.e-]+')
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "why-not": {"group": "g3", "municipality": "A"},
    "why": {},
    "conflict": {"group": "g2", "municipality": "A"},
    "repair": {"group": "g4", "municipality": "A", "count": 3},
    "price": {"rule": "draagkracht"},
    "what-if": {"changes": ["contingents[municipality=A]:lettings+=1"]},
    "range": {"municipality": "A"},
    "alternatives": {"count": 2},
    "robust": {"samples": 20},
}


def made(service: Asked) -> dict[str, str]:
    """Return every example by the name of its file, with ids, moments and seconds that never change."""
    found = _of_instances(service)
    instance = json.loads(found["addInstance.201.json"])["id"]
    found |= _of_runs(service, instance)
    found |= _of_comparisons(service, instance)
    found |= _of_the_rest(service)
    return _settled(found)


def _of_instances(service: Asked) -> dict[str, str]:
    whole = json.loads(document_of(TINY))
    whole["scenarios"] = {"contingenten-hard": whole["scenarios"]["contingenten-hard"]}
    added = service.client.post("/v1/instances", json=whole)
    known = service.client.post("/v1/instances", json=whole)
    instance = added.json()["id"]
    return {
        "addInstance.request.json": _text(whole),
        "addInstance.201.json": added.text,
        "addInstance.200.json": known.text,
        "listInstances.200.json": service.client.get("/v1/instances").text,
        "getInstance.200.json": service.client.get(f"/v1/instances/{instance}").text,
        "getInstance.parameters.json": _text({"instanceId": instance}),
    }


def _of_runs(service: Asked, instance: str) -> dict[str, str]:
    asked = {"instance": instance, "model": "allocation", "options": {"timeLimit": 60}}
    waiting = service.client.post("/v1/solve", json=asked)
    done = service.client.post("/v1/solve", json=asked, headers=PATIENT)
    changed = {"instance": instance, "changes": ["contingents[municipality=A]:lettings+=1"]}
    other = service.client.post("/v1/solve", json=changed, headers=PATIENT).json()["id"]
    run = done.json()["id"]
    path = f"/v1/runs/{run}"
    found = {
        "solve.request.json": _text(asked),
        "solve.request.changes.json": _text(changed),
        "solve.202.json": waiting.text,
        "solve.200.json": done.text,
        "cancelRun.200.json": service.client.post(f"{path}/cancel").text,
        "listRuns.200.json": service.client.get("/v1/runs?pageSize=2&state=done&kind=solve").text,
        "getRun.200.json": service.client.get(path).text,
        "followRun.200.txt": service.client.get(f"{path}/events").text,
        "getProposal.200.json": service.client.get(f"{path}/proposal").text,
    }
    for call in ("getRun", "deleteRun", "cancelRun", "followRun", "getProposal"):
        found[f"{call}.parameters.json"] = _text({"runId": run})
    found["followRun.parameters.json"] = _text({"runId": run, "Last-Event-ID": "2"})
    found["listRuns.parameters.json"] = _text({"pageSize": 2, "state": "done", "kind": "solve"})
    return found | _of_questions(service, run, other)


def _of_questions(service: Asked, run: str, other: str) -> dict[str, str]:
    found = {}
    asked = {name: {"run": run, "question": name, "parameters": each} for name, each in QUESTIONS.items()}
    asked["difference"] = {"run": run, "question": "difference", "parameters": {"others": [other]}}
    for number, (name, body) in enumerate(asked.items()):
        found[f"explain.request.{number}-{name}.json"] = _text(body)
    first = service.client.post("/v1/explain", json=asked["why-not"], headers=PATIENT)
    later = service.client.post("/v1/explain", json=asked["why-not"], headers={"Prefer": "respond-async"})
    return found | {
        "explain.200.json": first.text,
        "explain.202.json": later.text,
        "getAnswer.200.json": service.client.get(first.headers["content-location"]).text,
        "getAnswer.parameters.json": _text({"runId": later.json()["id"]}),
    }


def _of_comparisons(service: Asked, instance: str) -> dict[str, str]:
    asked = {"instance": instance, "model": "herijking"}
    changed = asked | {"changes": ["recalibration[municipality=A]:basis*=2"]}
    answers = [service.client.post("/v1/solve", json=each, headers=PATIENT) for each in (asked, changed)]
    runs = {"runs": [answer.json()["id"] for answer in answers]}
    compared = service.client.post("/v1/compare", json=runs, headers=PATIENT)
    behind = service.client.post("/v1/compare", json=runs, headers={"Prefer": "respond-async"})
    return {
        "compare.request.json": _text(runs),
        "compare.200.json": compared.text,
        "compare.202.json": behind.text,
    }


def _of_the_rest(service: Asked) -> dict[str, str]:
    paths = {
        "listModels": "/v1/models",
        "listRules": "/v1/rules",
        "getLive": "/v1/health/live",
        "getReady": "/v1/health/ready",
    }
    found = {f"{call}.200.json": service.client.get(path).text for call, path in paths.items()}
    return found | {"getDescription.200.json": _text({"openapi": "3.1.0", "info": {"title": "u16opt"}})}


def _settled(found: dict[str, str]) -> dict[str, str]:
    """Number ids in the order in which they come, and give every moment and duration the same value."""
    ids: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        return ids.setdefault(match[0], f"3f0c9a52-7b1e-4c68-9d24-{len(ids):012d}")

    settled = {name: UUID.sub(named, text) for name, text in found.items()}
    settled = {name: MOMENT.sub("2026-11-24T09:30:00.000Z", text) for name, text in settled.items()}
    return {name: SECONDS.sub('"seconds": 0.1', text) for name, text in settled.items()}


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder, asking(Path(folder)) as service:
        found = made(service)
    WORKED.mkdir(exist_ok=True)
    for old in WORKED.iterdir():
        old.unlink()
    for name, text in found.items():
        (WORKED / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
