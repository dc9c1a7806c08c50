"""Asking for a solve: waiting, idempotency, refusals, and the same proposal as the command line's."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from support.service import TINY, Asked, asking


def solve(service: Asked, body: dict[str, Any], **headers: str) -> Any:
    """The answer to a request for a solve; underscores in names of headers stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return service.client.post("/v1/solve", json=body, headers=named)


def without_seconds(text: str) -> str:
    """A proposal without the one number that differs."""
    content = json.loads(text)
    content["solver"].pop("seconds")
    return json.dumps(content)


def test_a_solve_is_accepted_and_leads_to_its_run(service: Asked, tiny: str) -> None:
    """Tests that a solve is 202 at once, with a path to its run and when to look again."""
    answer = solve(service, {"instance": tiny, "model": "herijking"})
    assert answer.status_code == 202
    run = answer.json()
    assert answer.headers["location"] == f"/v1/runs/{run['id']}" == run["links"]["self"]
    assert int(answer.headers["retry-after"]) >= 1
    assert (run["kind"], run["state"], run["model"], run["instance"]) == (
        "solve",
        "queued",
        "herijking",
        tiny,
    )
    assert "preference-applied" not in answer.headers


def test_a_solve_that_is_waited_for(service: Asked, tiny: str) -> None:
    """Tests that with Prefer: wait a solve that ends in time is 200, with its status and proposal."""
    answer = solve(service, {"instance": tiny, "model": "herijking"}, Prefer="wait=60")
    assert answer.status_code == 200
    assert answer.headers["preference-applied"] == "wait=60"
    run = answer.json()
    assert (run["state"], run["status"], run["problem"]) == ("done", "optimal", None)
    assert run["created"] <= run["started"] <= run["ended"]
    assert run["links"]["proposal"] == f"{run['links']['self']}/proposal"
    assert "cancel" not in run["links"]


def test_the_proposal_is_the_command_lines(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that a proposal is, byte for byte but for seconds, what `u16opt solve --json` prints."""
    command = [sys.executable, "-m", "u16opt", "solve", str(TINY), "--json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    got = service.client.get(solved["links"]["proposal"])
    assert got.headers["content-type"] == "application/json"
    assert without_seconds(got.text) == without_seconds(printed)
    assert got.text.splitlines()[:6] == printed.splitlines()[:6]


def test_options_scenario_and_changes(service: Asked, tiny: str) -> None:
    """Tests that seed, scenario and changes of a request are those of its proposal."""
    run = service.solved(
        tiny,
        scenario="draagkracht-ruimer",
        changes=["contingents[municipality=A]:lettings+=1"],
        options={"seed": 7},
    )
    proposal = service.client.get(run["links"]["proposal"]).json()
    assert (proposal["seed"], proposal["scenario"]) == (7, "wijzigingen")
    assert run["scenario"] == "draagkracht-ruimer"
    assert "contingents" in json.dumps(proposal["assumptions"])
    written = {"table": "contingents", "where": {"municipality": "A"}, "add": {"lettings": 1}}
    other = service.solved(tiny, scenario="draagkracht-ruimer", changes=[written], options={"seed": 7})
    again = service.client.get(other["links"]["proposal"]).json()
    assert again["instanceHash"] == proposal["instanceHash"]


def test_the_same_key_is_the_same_run(service: Asked, tiny: str) -> None:
    """Tests that a key with what means the same is one run, also in other words and when it has ended."""
    body = {"instance": tiny, "model": "herijking", "options": {"seed": 3}}
    first = solve(service, body, Idempotency_Key="sleutel 1")
    spelled = {"model": "herijking", "options": {"seed": 3.0, "gap": 0}, "instance": tiny, "changes": []}
    waited = solve(service, spelled, Idempotency_Key="sleutel 1", Prefer="wait=60")
    after = solve(service, body, Idempotency_Key="sleutel 1")
    assert [each.status_code for each in (first, waited, after)] == [202, 200, 202]
    assert len({each.headers["location"] for each in (first, waited, after)}) == 1
    assert solve(service, body, Idempotency_Key="sleutel 2").headers["location"] != first.headers["location"]


def test_the_same_key_for_something_else(service: Asked, tiny: str, solved: dict[str, Any]) -> None:
    """Tests that a key that was used to ask something else is 409, for a question as well."""
    body = {"instance": tiny, "model": "herijking"}
    assert solve(service, body, Idempotency_Key="sleutel 3").status_code == 202
    assert solve(service, body | {"options": {"seed": 1}}, Idempotency_Key="sleutel 3").status_code == 409
    question = {"run": solved["id"], "question": "why"}
    asked = service.client.post("/v1/explain", json=question, headers={"Idempotency-Key": "sleutel 3"})
    assert asked.status_code == 409
    assert asked.json()["title"] == "Dit kan nu niet"


def test_a_removed_run_frees_its_key(service: Asked, tiny: str) -> None:
    """Tests that when a run was removed its key stands for a new one."""
    body = {"instance": tiny, "model": "herijking"}
    first = solve(service, body, Idempotency_Key="sleutel 4", Prefer="wait=60").json()
    assert service.client.delete(first["links"]["self"]).status_code == 204
    assert solve(service, body, Idempotency_Key="sleutel 4").json()["id"] != first["id"]


@pytest.mark.parametrize("key", ["", " ", "a" * 256])
def test_keys_that_are_none(service: Asked, tiny: str, key: str) -> None:
    """Tests that an Idempotency-Key that is empty or too long is refused, and says where."""
    answer = solve(service, {"instance": tiny}, Idempotency_Key=key)
    assert answer.status_code == 400
    assert [(each["in"], each["pointer"]) for each in answer.json()["errors"]] == [
        ("header", "/Idempotency-Key")
    ]


def test_faults_are_those_of_the_command_line(service: Asked, tiny: str) -> None:
    """Tests that all that `u16opt solve` would refuse is refused at once, each with its place."""
    body = {
        "instance": tiny,
        "scenario": "geen",
        "changes": [
            "contingents:lettingen=2",
            {"table": "supply", "where": {}, "drop": True, "set": {"homes": 1}},
        ],
    }
    found = service.errors("/v1/solve", body)
    assert {"/scenario", "/changes/0/set/lettingen", "/changes/1"} <= set(found)
    english = service.errors("/v1/solve", body, {"Accept-Language": "en-GB, nl;q=0.5"})
    assert "expected" in english["/scenario"]
    assert "verwacht" in found["/scenario"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"instance": 1}, "/instance"),
        ({"instance": None}, "/instance"),
        ({"model": "geen"}, "/model"),
        ({"model": True}, "/model"),
        ({"scenario": ""}, "/scenario"),
        ({"scenario": "a\u0000b"}, "/scenario"),
        ({"changes": "x"}, "/changes"),
        ({"changes": [1]}, "/changes/0"),
        ({"changes": [{"tabel": "x"}]}, "/changes/0/table"),
        ({"changes": [{"table": "supply", "set": {"homes": {}}}]}, "/changes/0/set/homes"),
        ({"changes": [{"table": "supply", "drop": False}]}, "/changes/0/drop"),
        ({"options": {"timeLimit": False}}, "/options/timeLimit"),
        ({"options": {"timeLimit": "10"}}, "/options/timeLimit"),
        ({"options": {"timeLimit": 1e9}}, "/options/timeLimit"),
        ({"options": {"seed": 2**31}}, "/options/seed"),
        ({"options": {"seed": True}}, "/options/seed"),
        ({"options": {"gap": -0.1}}, "/options/gap"),
        ({"options": {"threads": 2}}, "/options/threads"),
        ({"opties": {}}, "/opties"),
    ],
)
def test_fields(service: Asked, tiny: str, change: dict[str, Any], pointer: str) -> None:
    """Tests that a field of the wrong kind, out of range or unknown is refused at its place."""
    assert pointer in service.errors("/v1/solve", {"instance": tiny} | change)


def test_missing_and_unknown_instance(service: Asked) -> None:
    """Tests that no instance is 400, and an unknown one 404 whatever its shape."""
    assert set(service.errors("/v1/solve", {})) == {"/instance"}
    for unknown in ("", "geen", "\u0000", "f" * 64, "é" * 1000):
        assert solve(service, {"instance": unknown}).status_code == 404


@pytest.mark.parametrize(
    "content", ["", "{", "nee", '{"instance": NaN}', '{"instance": "\\ud800"}', "[]", "null"]
)
def test_what_is_no_object(service: Asked, content: str) -> None:
    """Tests that what is no JSON object is refused in words."""
    headers = {"Content-Type": "application/json"}
    answer = service.client.post("/v1/solve", content=content, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "", "application/zip"])
def test_other_media_types(service: Asked, media: str) -> None:
    """Tests that a body of another kind is 415, with the kind that is read."""
    answer = service.client.post("/v1/solve", content=b"{}", headers={"Content-Type": media})
    assert answer.status_code == 415
    assert answer.headers["accept-post"] == "application/json"


def test_json_may_name_its_letters(service: Asked, tiny: str) -> None:
    """Tests that a parameter of the media type does no harm."""
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    answer = service.client.post("/v1/solve", content=json.dumps({"instance": tiny}), headers=headers)
    assert answer.status_code == 202


def test_a_full_queue(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests that when no more runs may wait the next is 503 with when to try again; a known key is not."""
    with asking(tmp_path_factory.mktemp("queue"), queue=2, workers=0) as service:
        tiny = service.upload()
        keyed = solve(service, {"instance": tiny}, Idempotency_Key="a")
        assert solve(service, {"instance": tiny}).status_code == 202
        refused = solve(service, {"instance": tiny})
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "2" in refused.json()["detail"]
        again = solve(service, {"instance": tiny}, Idempotency_Key="a")
        assert again.headers["location"] == keyed.headers["location"]


def test_an_infeasible_solve(service: Asked, tiny: str) -> None:
    """Tests that a solve without any possible proposal is infeasible, and has a proposal in JSON only."""
    run = service.solved(tiny, scenario="contingenten-hard")
    assert (run["state"], run["status"]) == ("done", "infeasible")
    assert service.client.get(run["links"]["proposal"]).json()["conflict"]
    other = service.client.get(run["links"]["proposal"], headers={"Accept": "text/csv"})
    assert other.status_code == 406
