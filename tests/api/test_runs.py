"""Runs: listed by the page, told once, stopped, removed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from support.service import Asked, asking

LONG = Path(__file__).resolve().parents[2] / "instances" / "u16-2024-2028"
LINK = re.compile(r'<([^>]+)>; rel="(\w+)"')


@pytest.fixture(scope="module")
def queue(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A service in which seven solves wait for a worker that never comes."""
    with asking(tmp_path_factory.mktemp("pages"), workers=0) as service:
        instance = service.upload()
        for seed in range(7):
            asked = {"instance": instance, "options": {"seed": seed}}
            assert service.client.post("/v1/solve", json=asked).status_code == 202
        yield service


def links(answer: Any) -> dict[str, str]:
    """The pages beside a page."""
    return {name: path for path, name in LINK.findall(answer.headers.get("link", ""))}


def seeds(answer: Any) -> list[int]:
    """What tells the runs of a page apart."""
    return [run["request"]["options"]["seed"] for run in answer.json()]


def test_pages_lead_through_all_runs(queue: Asked) -> None:
    """Tests that following next shows every run once, newest first, and prev leads back the same way."""
    page, forth, back = queue.client.get("/v1/runs?pageSize=3"), [], []
    while True:
        forth.append(seeds(page))
        if "next" not in links(page):
            break
        page = queue.client.get(links(page)["next"])
    assert forth == [[6, 5, 4], [3, 2, 1], [0]]
    while "prev" in links(page):
        page = queue.client.get(links(page)["prev"])
        back.append(seeds(page))
    assert back == [[3, 2, 1], [6, 5, 4]]


def test_pages_keep_what_was_asked(queue: Asked) -> None:
    """Tests that a link to a page is a path of this service with the same choice of runs."""
    page = queue.client.get("/v1/runs?state=queued&pageSize=2&kind=solve")
    parts = urlsplit(links(page)["next"])
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/v1/runs")
    assert {"state=queued", "pageSize=2", "kind=solve"} <= set(parts.query.split("&"))
    assert queue.client.get("/v1/runs?state=done").json() == []
    assert queue.client.get("/v1/runs?kind=explain").json() == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("pageSize=0", "/pageSize"),
        ("pageSize=201", "/pageSize"),
        ("pageSize=veel", "/pageSize"),
        ("page_size=3", "/page_size"),
        ("after=-1", "/after"),
        ("state=klaar", "/state"),
        ("kind=x", "/kind"),
        ("zoek=x", "/zoek"),
    ],
)
def test_queries(queue: Asked, query: str, pointer: str) -> None:
    """Tests that a query that is unknown or out of range is refused at its place, in one sentence."""
    answer = queue.client.get(f"/v1/runs?{query}")
    assert answer.status_code == 400
    assert [(each["in"], each["pointer"]) for each in answer.json()["errors"]] == [("query", pointer)]
    assert answer.json()["errors"][0]["detail"] != "klopt niet"


def test_calls_without_a_query_refuse_one(queue: Asked) -> None:
    """Tests that a query where none is known is a mistake that is told, all of it at once."""
    answer = queue.client.get("/v1/rules?model=allocation&x=1")
    assert {each["pointer"] for each in answer.json()["errors"]} == {"/model", "/x"}


def test_what_is_known_is_not_sent_again(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that every GET with a tag answers 304 to that tag, in a list and to a star, and else in full."""
    own = solved["links"]
    paths = (own["self"], own["proposal"], own["instance"], "/v1/models", "/v1/rules", "/v1/instances")
    for path in paths:
        first = service.client.get(path)
        tag = first.headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]+"', tag)
        for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
            answer = service.client.get(path, headers={"If-None-Match": known})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
        assert service.client.get(path, headers={"If-None-Match": '"x"'}).content == first.content


def test_the_language_of_a_run(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that what depends on the language says so."""
    assert "Accept-Language" in service.client.get(solved["links"]["self"]).headers["vary"]
    assert "Accept-Language" in service.client.get("/v1/runs/geen").headers["vary"]


def test_a_waiting_run_is_cancelled_at_once(queue: Asked) -> None:
    """Tests that a run that waits is over as soon as it is cancelled, and stays so."""
    run = queue.client.get("/v1/runs").json()[0]
    for _ in range(2):
        answer = queue.client.post(run["links"]["cancel"])
        assert answer.status_code == 200
        assert answer.json()["state"] == "cancelled"
    assert queue.client.get(f"{run['links']['self']}/proposal").status_code == 404


def test_what_has_not_ended_has_no_proposal_yet(queue: Asked) -> None:
    """Tests that a proposal, an answer and a question come too early for a run that has not ended."""
    run = queue.client.get("/v1/runs?state=queued").json()[0]
    for part in ("proposal", "answer"):
        answer = queue.client.get(f"{run['links']['self']}/{part}")
        assert answer.status_code == 409
        assert answer.headers["retry-after"]
    asked = {"run": run["id"], "question": "why"}
    assert queue.client.post("/v1/explain", json=asked).status_code == 409
    assert queue.client.post("/v1/compare", json={"runs": [run["id"], run["id"]]}).status_code == 409


def test_a_running_solve_stops(service: Asked) -> None:
    """Tests that a solve that is worked on ends after it is cancelled, and what it had found stays."""
    asked = {"instance": service.upload(LONG)}
    own = service.client.post("/v1/solve", json=asked).json()["links"]["self"]
    until(service, own, lambda run: run["state"] == "running")
    answer = service.client.post(f"{own}/cancel")
    assert answer.status_code == 202
    run = until(service, own, lambda run: run["ended"] is not None)
    assert run["state"] == "cancelled"
    found = service.client.get(f"{own}/proposal").status_code
    assert found == (200 if run["status"] else 404)
    assert ("proposal" in run["links"]) == (found == 200)


def until(service: Asked, path: str, seen: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """A run as soon as something is seen of it."""
    for _ in range(600):
        run: dict[str, Any] = service.client.get(path).json()
        if seen(run):
            return run
        time.sleep(0.1)
    raise AssertionError(run)


def test_removal(service: Asked, tiny: str) -> None:
    """Tests that a run that was removed is not there any more, nor anything that came of it."""
    run = service.solved(tiny, model="herijking")
    own = run["links"]["self"]
    assert service.client.delete(own).status_code == 204
    for path in (own, f"{own}/events", f"{own}/proposal", f"{own}/answer"):
        assert service.client.get(path).status_code == 404
    assert service.client.delete(own).status_code == 404
    assert service.client.post(f"{own}/cancel").status_code == 404


@pytest.mark.parametrize(
    "identifier", ["geen", "f" * 64, "%00", "%F0%9F%8F%A0", "a" * 1000, "..%2F..", "%20"]
)
def test_unknown_runs(service: Asked, identifier: str) -> None:
    """Tests that an id that is not there is 404 whatever its shape, in a path and in a body."""
    for part in ("", "/events", "/proposal", "/answer"):
        assert service.client.get(f"/v1/runs/{identifier}{part}").status_code == 404
    assert service.client.post("/v1/explain", json={"run": identifier, "question": "why"}).status_code == 404
    runs = {"runs": [identifier, identifier]}
    assert service.client.post("/v1/compare", json=runs).status_code == 404
