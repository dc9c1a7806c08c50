"""What the service answers is what the command line prints on the same input, but for `seconds`."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.served import Served, serving
from support.zipped import zipped
from typer.testing import CliRunner

from u16opt.command.application import application

ROOT = Path(__file__).resolve().parents[2]
INSTANCES = ROOT / "instances"
SECONDS = re.compile(r'"seconds": [\d.e-]+')

SOLVES: dict[str, dict[str, Any]] = {
    "plain": {"instance": "u16-2024", "model": "allocation"},
    "flex": {"instance": "u16-2024", "model": "allocation", "scenario": "flexwoningen"},
    "infeasible": {"instance": "u16-2024", "model": "allocation", "scenario": "contingenten-hard"},
    "spread": {"instance": "u16-2024", "model": "spread", "product": "BV"},
    "herijking": {"instance": "u16-2024", "model": "herijking", "options": {"seed": 3}},
    "tiny": {"instance": "tiny", "model": "allocation"},
}
LINE = "contingents[municipality=GM0355]:lettings+=10"
CHANGES = {"instance": "u16-2024", "scenario": "flexwoningen", "changes": [LINE]}
AS_SCENARIO = """
base = "flexwoningen"

[[change]]
table = "contingents"
where = { municipality = "GM0355" }
add = { lettings = 10 }
"""
QUESTIONS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("plain", "why", {}, []),
    ("plain", "why", {"group": "g2024-002"}, ["--group", "g2024-002"]),
    (
        "plain",
        "why-not",
        {"group": "g2024-002", "municipality": "GM0355", "clients": 2},
        ["--group", "g2024-002", "--municipality", "GM0355", "--clients", "2"],
    ),
    ("infeasible", "conflict", {}, []),
    ("infeasible", "repair", {"count": 2}, ["--count", "2"]),
    (
        "plain",
        "price",
        {"rule": "contingent", "place": "GM0355"},
        ["--rule", "contingent", "--place", "GM0355"],
    ),
    (
        "plain",
        "what-if",
        {"changes": [LINE]},
        ["--change", LINE],
    ),
    ("flex", "range", {"municipality": "GM0355"}, ["--municipality", "GM0355"]),
    ("tiny", "alternatives", {"count": 2}, ["--count", "2"]),
    ("tiny", "robust", {"samples": 20, "seed": 4}, ["--samples", "20", "--seed", "4"]),
    ("spread", "why", {}, []),
    ("herijking", "price", {}, []),
]


@dataclass(frozen=True)
class World:
    """A server with a run of each kind, and a folder with what the command line made of the same."""

    server: Served
    instances: dict[str, str]
    runs: dict[str, str]
    folder: Path


def sent(url: str, content: Any = None, **headers: str) -> tuple[int, bytes]:
    """Return status and body of a request; with content it is a POST."""
    data = content if isinstance(content, bytes) or content is None else json.dumps(content).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **names})
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def printed(*arguments: str) -> bytes:
    """Return what the command line prints on standard output."""
    return CliRunner().invoke(application(), [str(each) for each in arguments]).stdout_bytes


def timeless(text: bytes) -> str:
    """Return a document without how long it took."""
    return SECONDS.sub('"seconds": 0', text.decode("utf-8"))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world in which everything has been uploaded and solved."""
    folder = tmp_path_factory.mktemp("world")
    with serving(folder / "u16opt.db") as server:
        instances = {
            name: json.loads(
                sent(f"{server.url}/v1/instances", zipped(INSTANCES / name), Content_Type="application/zip")[
                    1
                ]
            )["id"]
            for name in ("u16-2024", "tiny")
        }
        runs = {name: _run(server, instances, asked) for name, asked in SOLVES.items()}
        yield World(server, instances, runs, folder)


def _run(server: Served, instances: dict[str, str], asked: dict[str, Any]) -> str:
    content = {**asked, "instance": instances[asked["instance"]]}
    status, body = sent(f"{server.url}/v1/solve", content, Prefer="wait=60")
    assert status == 200, body
    return str(json.loads(body)["id"])


def by_hand(world: World, name: str) -> Path:
    """Return the file of the same proposal as the command line makes it, called by the id of the run."""
    file = world.folder / f"{world.runs[name]}.json"
    if not file.exists():
        asked = SOLVES[name]
        options = [f"--model={asked['model']}"]
        options += [f"--{each}={asked[each]}" for each in ("product", "scenario") if each in asked]
        options += [f"--seed={asked['options']['seed']}"] if "options" in asked else []
        file.write_bytes(printed("solve", str(INSTANCES / asked["instance"]), "--json", *options))
    return file


@pytest.mark.parametrize("name", SOLVES)
def test_proposals_are_the_same(world: World, name: str) -> None:
    """Tests that the proposal of a run is what `u16opt solve --json` prints."""
    status, body = sent(f"{world.server.url}/v1/runs/{world.runs[name]}/proposal")
    assert status == 200
    assert timeless(body) == timeless(by_hand(world, name).read_bytes())


def test_the_progress_of_a_run_that_has_ended(world: World) -> None:
    """Tests that a run that has ended says how far it got: here to its last goal, proven."""
    url = f"{world.server.url}/v1/runs/{world.runs['plain']}"
    run, proposal = json.loads(sent(url)[1]), json.loads(sent(f"{url}/proposal")[1])
    last = proposal["goals"][-1]
    reached = {"goal": last["name"], "incumbent": last["value"], "bound": last["bound"]}
    assert run["progress"] == {**reached, "gap": proposal["solver"]["gap"]}
    assert run["progress"]["gap"] == 0


@pytest.mark.parametrize(("name", "question", "parameters", "options"), QUESTIONS)
def test_answers_are_the_same(
    world: World, name: str, question: str, parameters: dict[str, Any], options: list[str]
) -> None:
    """Tests that an answer is what `u16opt explain --json` prints."""
    asked = {"run": world.runs[name], "question": question, "parameters": parameters}
    status, body = sent(f"{world.server.url}/v1/explain", asked, Prefer="wait=60")
    instance = INSTANCES / SOLVES[name]["instance"]
    expected = printed("explain", str(instance), str(by_hand(world, name)), question, *options, "--json")
    assert status == 200
    assert timeless(body) == timeless(expected)


def test_changes_are_a_scenario(world: World, tmp_path: Path) -> None:
    """Tests that a solve with changes is that of a scenario file with the same in it, but for its words."""
    run = _run(world.server, world.instances, CHANGES)
    body = json.loads(sent(f"{world.server.url}/v1/runs/{run}/proposal")[1])
    scenario = tmp_path / f"{body['scenario']}.toml"
    scenario.write_text(AS_SCENARIO, encoding="utf-8")
    expected = json.loads(
        printed("solve", str(INSTANCES / "u16-2024"), "--scenario", str(scenario), "--json")
    )
    for content in (body, expected):
        content["solver"].pop("seconds")
        content.pop("assumptions")
    assert body == expected


def test_differences_are_the_same(world: World) -> None:
    """Tests that the question after a difference is answered as a comparison of the same proposals is."""
    parameters = {"others": [world.runs["flex"]]}
    asked = {"run": world.runs["plain"], "question": "difference", "parameters": parameters}
    status, body = sent(f"{world.server.url}/v1/explain", asked, Prefer="wait=60")
    files = [str(by_hand(world, name)) for name in ("plain", "flex")]
    assert status == 200
    assert timeless(body) == timeless(printed("compare", str(INSTANCES / "u16-2024"), *files, "--json"))


def test_comparisons_are_the_same(world: World) -> None:
    """Tests that a comparison is what `u16opt compare --json` prints of files called as the runs."""
    names = ("plain", "flex")
    asked = {"runs": [world.runs[name] for name in names]}
    status, body = sent(f"{world.server.url}/v1/compare", asked, Prefer="wait=60")
    files = [str(by_hand(world, name)) for name in names]
    assert status == 200
    assert timeless(body) == timeless(printed("compare", str(INSTANCES / "u16-2024"), *files, "--json"))


FORMS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "geojson": "application/geo+json",
    "html": "text/html",
}


@pytest.mark.parametrize("ending", FORMS)
def test_exports_are_the_same(world: World, ending: str) -> None:
    """Tests that another form of a proposal is the file that `u16opt export` writes of it."""
    status, body = sent(f"{world.server.url}/v1/runs/{world.runs['plain']}/proposal", Accept=FORMS[ending])
    proposal, file = world.folder / "plain.json", world.folder / f"{world.runs['plain']}.{ending}"
    proposal.write_bytes(sent(f"{world.server.url}/v1/runs/{world.runs['plain']}/proposal")[1])
    printed("export", str(INSTANCES / "u16-2024"), str(proposal), "--to", str(file))
    assert status == 200
    assert body == file.read_bytes()


def test_refusals_are_the_same(world: World, tmp_path: Path) -> None:
    """Tests that an upload that is refused lists what `u16opt check --json` lists."""
    spoilt = tmp_path / "spoilt"
    shutil.copytree(INSTANCES / "tiny", spoilt)
    supply = (spoilt / "supply.csv").read_text(encoding="utf-8").splitlines()
    (spoilt / "supply.csv").write_text("\n".join([*supply, supply[1], "x,y,z"]) + "\n", encoding="utf-8")
    status, body = sent(f"{world.server.url}/v1/instances", zipped(spoilt), Content_Type="application/zip")
    expected = json.loads(printed("check", str(spoilt), "--json"))["problems"]
    told = [{key: each.get(key) for key in expected[0]} for each in json.loads(body)["errors"]]
    assert status == 400
    assert told == [each for each in expected if each["level"] == "error"]
