"""Questions and comparisons: the same answers as the command line's, at once or later."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.service import PATIENT, TINY, Asked
from support.worked_examples import QUESTIONS
from typer.testing import CliRunner

from u16opt.command.application import application

LATER = {"Prefer": "respond-async"}
SECONDS = re.compile(r'"seconds": [\d.e-]+')
OPTIONS: dict[str, list[str]] = {
    "why-not": ["--group", "g3", "--municipality", "A"],
    "why": [],
    "conflict": ["--group", "g2", "--municipality", "A"],
    "repair": ["--group", "g4", "--municipality", "A", "--count", "3"],
    "price": ["--rule", "draagkracht"],
    "what-if": ["--change", "contingents[municipality=A]:lettings+=1"],
    "range": ["--municipality", "A"],
    "alternatives": ["--count", "2"],
    "robust": ["--samples", "20"],
}


@pytest.fixture(scope="module")
def other(service: Asked, tiny: str) -> dict[str, Any]:
    """A solve with another scenario."""
    return service.solved(tiny, scenario="flexwoningen")


def explain(service: Asked, run: str, question: str, parameters: Any = None, **more: Any) -> Any:
    """The answer to a question, however long it takes."""
    body = {"run": run, "question": question, **({} if parameters is None else {"parameters": parameters})}
    return service.client.post("/v1/explain", json=body | more, headers=PATIENT)


def printed(*command: str) -> str:
    """What the command line prints."""
    finished = CliRunner().invoke(application(), command)
    assert finished.exit_code == 0, finished.output
    return finished.stdout


def written(service: Asked, run: dict[str, Any], file: Path) -> str:
    """Write the proposal of a run to a file and return where it is."""
    file.write_text(service.client.get(run["links"]["proposal"]).text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_the_command_lines(
    service: Asked, solved: dict[str, Any], tmp_path: Path, question: str
) -> None:
    """Tests that each answer is, byte for byte but for seconds, what `u16opt explain --json` prints."""
    answer = explain(service, solved["id"], question, QUESTIONS[question])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    proposal = written(service, solved, tmp_path / "proposal.json")
    text = printed("explain", str(TINY), proposal, question, *OPTIONS[question], "--json")
    assert SECONDS.sub("", answer.text) == SECONDS.sub("", text)


def test_comparing_is_the_command_lines(
    service: Asked, solved: dict[str, Any], other: dict[str, Any], tmp_path: Path
) -> None:
    """Tests that a comparison is what `u16opt compare --json` prints of files named after the runs."""
    answer = service.client.post("/v1/compare", json={"runs": [solved["id"], other["id"]]}, headers=PATIENT)
    assert answer.status_code == 200
    folders = [tmp_path / run["id"] for run in (solved, other)]
    for folder in folders:
        folder.mkdir()
    files = [
        written(service, run, folder / "proposal.json")
        for run, folder in zip((solved, other), folders, strict=True)
    ]
    text = printed("compare", str(TINY), *files, "--json")
    assert SECONDS.sub("", answer.text) == SECONDS.sub("", text)
    asked = explain(service, solved["id"], "difference", {"others": [other["id"]]})
    assert asked.json()["facts"] == answer.json()["facts"]


def test_an_answer_leads_to_its_run(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that an answer names where it can be had again, and that its run is done."""
    answer = explain(service, solved["id"], "why")
    place = answer.headers["content-location"]
    again = service.client.get(place)
    assert again.content == answer.content
    run = service.client.get(place.removesuffix("/answer")).json()
    assert (run["kind"], run["question"], run["state"]) == ("explain", "why", "done")
    assert run["links"]["answer"] == place
    assert service.client.get(f"{run['links']['self']}/proposal").status_code == 404
    assert service.client.get(f"{solved['links']['self']}/answer").status_code == 404


def test_an_answer_that_is_not_waited_for(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that with respond-async a question is a run at once, whose answer can be had later."""
    body = {"run": solved["id"], "question": "why"}
    answer = service.client.post("/v1/explain", json=body, headers=LATER)
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    path = answer.headers["location"]
    assert answer.json()["links"]["self"] == path
    service.client.get(f"{path}/events")
    assert service.client.get(f"{path}/answer").json()["question"] == "why"


@pytest.mark.parametrize(
    ("question", "parameters", "pointer"),
    [
        ("why-not", {"group": "geen", "municipality": "A"}, "/parameters/group"),
        ("why-not", {"group": "g1", "municipality": "Z"}, "/parameters/municipality"),
        ("price", {"rule": "geen"}, "/parameters/rule"),
        ("range", {"municipality": "Z"}, "/parameters/municipality"),
        ("what-if", {"changes": ["geen:x=1"]}, None),
    ],
)
def test_questions_about_what_is_not_there(
    service: Asked, solved: dict[str, Any], question: str, parameters: dict[str, Any], pointer: str | None
) -> None:
    """Tests that a question that names something unknown is 400, in the words of the command line."""
    body = {"run": solved["id"], "question": question, "parameters": parameters}
    found = service.errors("/v1/explain", body, PATIENT)
    assert pointer is None or set(found) == {pointer}
    assert all("verwacht" in each for each in found.values())
    english = service.errors("/v1/explain", body, PATIENT | {"Accept-Language": "en"})
    assert all("expected" in each for each in english.values())


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, {"/question", "/run"}),
        ({"question": "waarom", "run": 3, "x": 1}, {"/question", "/run", "/x"}),
        ({"question": "why", "run": "a", "parameters": {"groep": "g"}}, {"/parameters/groep"}),
        ({"question": "why-not", "run": "a", "parameters": {"clients": True}}, {"/parameters/clients"}),
        ({"question": "why-not", "run": "a", "parameters": {"clients": 0}}, {"/parameters/clients"}),
        ({"question": "robust", "run": "a", "parameters": {"samples": 1, "demand": 11}},
         {"/parameters/samples", "/parameters/demand"}),
        ({"question": "repair", "run": "a", "parameters": {"cost": {"x": -1}}}, {"/parameters/cost/x"}),
        ({"question": "difference", "run": "a"}, {"/parameters"}),
        ({"question": "difference", "run": "a", "parameters": {"others": []}}, {"/parameters/others"}),
        ({"question": "why", "run": "a", "options": {"time_limit": 3}}, {"/options/time_limit"}),
    ],
)  # fmt: skip
def test_fields(service: Asked, body: dict[str, Any], pointers: set[str]) -> None:
    """Tests that all that is wrong with a question is told at once, each at its place."""
    assert set(service.errors("/v1/explain", body)) == pointers


def test_fields_of_a_comparison(service: Asked, solved: dict[str, Any]) -> None:
    """Tests that a comparison needs two runs, that are there and have proposals of one model."""
    run = solved["id"]
    assert set(service.errors("/v1/compare", {"runs": [run]})) == {"/runs"}
    assert set(service.errors("/v1/compare", {"runs": run, "y": 1})) == {"/runs", "/y"}
    assert service.client.post("/v1/compare", json={"runs": [run, "geen"]}).status_code == 404
    unknown = {"runs": [run, run], "baseline": "geen"}
    assert service.errors("/v1/compare", unknown, PATIENT)


def test_proposals_of_two_models(service: Asked, tiny: str, solved: dict[str, Any]) -> None:
    """Tests that proposals of two models cannot be compared, and that this is said in words."""
    herijking = service.solved(tiny, model="herijking")
    assert service.errors("/v1/compare", {"runs": [solved["id"], herijking["id"]]}, PATIENT)


def test_only_what_may_be_published(service: Asked, solved: dict[str, Any], tmp_path: Path) -> None:
    """Tests that an answer for the public is what `u16opt explain --public` prints."""
    answer = explain(service, solved["id"], "why", options={"public": True, "threshold": 3})
    proposal = written(service, solved, tmp_path / "proposal.json")
    text = printed("explain", str(TINY), proposal, "why", "--public", "--threshold", "3", "--json")
    assert SECONDS.sub("", answer.text) == SECONDS.sub("", text)


def test_an_infeasible_proposal_can_be_asked_why(service: Asked, tiny: str) -> None:
    """Tests that a run without a possible proposal still answers which agreements clash."""
    run = service.solved(tiny, scenario="contingenten-hard")
    answer = explain(service, run["id"], "conflict")
    assert answer.status_code == 200
    assert json.loads(answer.text)["facts"]["members"]
