"""``u16opt solve`` as a script meets it: exit codes, one clean document, files, and what Ctrl-C leaves."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.hamlet import hamlet_case
from support.program import FIVE_YEARS, TINY, Finished, interrupted, u16opt

from u16opt.instance.read import read
from u16opt.verification import verify


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the solve of this module writes to."""
    return tmp_path_factory.mktemp("out") / "made" / "here"


@pytest.fixture(scope="module")
def solved(folder: Path) -> Finished:
    """Return a solve of the tiny instance with a folder and with JSON."""
    return u16opt("solve", TINY, "--json", "--out", folder)


def proposal_in(folder: Path) -> Any:
    """Return the proposal that was written."""
    return json.loads((folder / "proposal.json").read_text(encoding="utf-8"))


def test_proven(solved: Finished) -> None:
    """Tests that a solve that is proven and verified ends with 0."""
    assert solved.code == 0
    assert json.loads(solved.output)["status"] == "optimal"


def test_one_document(solved: Finished, folder: Path) -> None:
    """Tests that with --json standard output is the written proposal and nothing else."""
    assert solved.output == (folder / "proposal.json").read_text(encoding="utf-8")
    assert json.loads(solved.output)["verified"] is True


def test_messages_go_to_standard_error(solved: Finished, folder: Path) -> None:
    """Tests that where it was written is told on standard error."""
    assert str(folder) in solved.messages


def test_tables_beside_the_proposal(solved: Finished, folder: Path) -> None:
    """Tests that the CSV tables beside the proposal say what the proposal says."""
    proposal = json.loads(solved.output)
    for name in ("placements", "unplaced", "goals", "rules", "measures"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(proposal[name]), name
    with (folder / "placements.csv").open(encoding="utf-8", newline="") as file:
        assert [{**row, "clients": int(row["clients"])} for row in csv.DictReader(file)] == proposal[
            "placements"
        ]


def test_nothing_else_is_left_behind(solved: Finished, folder: Path) -> None:
    """Tests that no half-written file stays in the folder."""
    assert solved.code == 0
    assert {file.suffix for file in folder.iterdir()} == {".json", ".csv"}


@pytest.mark.parametrize(("language", "word"), [("nl", "Zonder woning"), ("en", "Unplaced")])
def test_summary(language: str, word: str) -> None:
    """Tests that without --json a summary in the chosen language is printed, as many columns as it needs."""
    found = u16opt("solve", TINY, env={"U16OPT_LANG": language})
    assert found.code == 0
    assert word in found.output
    assert "{" not in found.output
    assert found.messages == ""


def test_option_goes_before_environment() -> None:
    """Tests that --lang counts more than the environment, and Dutch is spoken when nobody says anything."""
    assert "sound" in u16opt("check", TINY, "--lang", "en", env={"U16OPT_LANG": "nl"}).output
    assert "in orde" in u16opt("check", TINY).output


def test_the_same_in_every_process() -> None:
    """Tests that two processes that hash texts differently print the same bytes, but for the seconds."""
    one, other = (
        u16opt("solve", TINY.parent / "u16-2024", "--json", env={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert one.code == other.code == 0
    assert without_seconds(one.output) == without_seconds(other.output)


def without_seconds(text: str) -> str:
    """Return a proposal without the number that may differ."""
    return re.sub(r'"seconds": [0-9.]+', "", text)


@pytest.mark.parametrize("limit", ["0", "0.2"])
def test_hardly_any_time(tmp_path: Path, limit: str) -> None:
    """Tests that with hardly any time five years end with 3 or 6, and the document says the same."""
    found = u16opt("solve", FIVE_YEARS, "--time-limit", limit, "--json", "--out", tmp_path)
    proposal = json.loads(found.output)
    assert (found.code, proposal["status"]) in ((3, "feasible"), (6, "no_solution"))
    assert proposal_in(tmp_path) == proposal
    assert proposal["verified"] is (found.code == 3)
    if found.code == 6:
        assert "--time-limit" in found.messages
        assert proposal["placements"] == proposal["goals"] == []


def test_infeasible(tmp_path: Path) -> None:
    """Tests that a conflict ends with 4, names its rules on standard error, and is written as such."""
    rules = {"draagkracht": {"mode": "hard"}, "max_distance": {"mode": "hard", "limit": 1}}
    path = hamlet_case(policy={"rules": rules}).write(tmp_path / "hamlet")
    found = u16opt("solve", path, "--json", "--out", tmp_path / "out", "--lang", "en")
    assert found.code == 4
    assert "max_distance" in found.messages
    assert "draagkracht" not in found.messages
    proposal = json.loads(found.output)
    assert (proposal["status"], proposal["conflict"]) == ("infeasible", ["max_distance"])
    assert proposal_in(tmp_path / "out") == proposal


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such-folder"], "no-such-folder"),
        ([TINY, "--model", "horoscope"], "horoscope"),
        ([TINY, "--time-limit", "-1"], "--time-limit"),
        ([TINY, "--threads", "0"], "--threads"),
        ([TINY, "--speed", "9"], "--speed"),
        ([TINY, "--out", TINY / "README.md"], "README.md"),
        ([], "PATH"),
        ([TINY, TINY], "tiny"),
    ],
    ids=["path", "model", "limit", "threads", "option", "out", "nothing", "twice"],
)
def test_bad_input(arguments: list[str | Path], word: str) -> None:
    """Tests that whatever cannot be used ends with 2 and a message that names it, and prints no answer."""
    found = u16opt("solve", *arguments)
    assert found.code == 2
    assert word in found.messages
    assert found.output == ""


def test_a_broken_instance(tmp_path: Path) -> None:
    """Tests that every fault of an instance is listed with its place before anything is solved."""
    case = hamlet_case()
    case.tables["supply"][0]["homes"] = "many"
    case.tables["client_groups"][1]["network"] = "W9"
    found = u16opt("solve", case.write(tmp_path), "--json")
    assert (found.code, found.output) == (2, "")
    assert "supply.csv, rij 2, kolom homes" in found.messages
    assert "client_groups.csv, rij 3, kolom network" in found.messages


def test_an_interrupted_solve(tmp_path: Path) -> None:
    """Tests that Ctrl-C ends a solve with 130, and what was found is written and not called optimal."""
    found = interrupted("Zonder woning", "solve", FIVE_YEARS, "--json", "--out", tmp_path)
    assert found.code == 130
    proposal = proposal_in(tmp_path)
    assert proposal == json.loads(found.output)
    assert proposal["status"] == "feasible"
    assert proposal["placements"]
    proven = [goal["proven"] for goal in proposal["goals"]]
    assert not all(proven)
    assert proven == sorted(proven, reverse=True)
    assert verify(read(FIVE_YEARS), proposal) == ()
