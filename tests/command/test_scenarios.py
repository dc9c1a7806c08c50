"""Scenarios and products as a script meets them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.program import ROOT, TINY, Finished, environment, u16opt

MORE = """\
title = "Meer woningen"
[[change]]
table = "supply"
where = {kind = ["studio", "tweekamer"]}
scale = {homes = "3/2"}
"""
LATE = 'title = "Later"\nbase = "more"\n[budget]\nphase_in_start = 2025\n'
BAD = '[[change]]\ntable = "supply"\nwhere = {kind = "studoi"}\nset = {homes = 1}\n'


def tiny(path: Path, **scenarios: str) -> Path:
    """Return a copy of the tiny instance with these scenarios and no others."""
    shutil.copytree(TINY, path, dirs_exist_ok=True)
    shutil.rmtree(path / "scenarios", ignore_errors=True)
    (path / "scenarios").mkdir()
    for name, text in scenarios.items():
        (path / "scenarios" / f"{name}.toml").write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny instance with two sound scenarios."""
    return tiny(tmp_path_factory.mktemp("sound"), more=MORE, late=LATE)


@pytest.fixture(scope="module")
def out(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the proposal under a scenario."""
    folder = tmp_path_factory.mktemp("out")
    found = u16opt("solve", path, "--scenario", "late", "--out", folder)
    assert found.code == 0
    return folder


def content(file: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(file.read_text(encoding="utf-8"))


def test_solve(path: Path, out: Path) -> None:
    """Tests that a proposal under a scenario says so, and is another one than for the instance itself."""
    proposal, plain = content(out / "proposal.json"), json.loads(u16opt("solve", path, "--json").output)
    assert (proposal["scenario"], plain["scenario"]) == ("late", None)
    assert [each["scenario"] for each in proposal["assumptions"]] == ["more", "late"]
    assert proposal["instanceHash"] != plain["instanceHash"]
    assert proposal["goals"][0]["value"] <= plain["goals"][0]["value"]


def test_summary(path: Path) -> None:
    """Tests that the summary shows the scenario and what it assumes, in the language that is asked for."""
    found = u16opt("solve", path, "--scenario", "more", "--lang", "en")
    assert "Scenario: Meer woningen (more)" in found.output
    assert "supply.homes × 1.5 where kind = studio or tweekamer in 6 rows (in all " in found.output


@pytest.mark.parametrize("arguments", [[], ["--scenario", "late"]])
def test_verify(path: Path, out: Path, arguments: list[str]) -> None:
    """Tests that a proposal is verified under its own scenario, whether that is named or not."""
    found = u16opt("verify", path, out / "proposal.json", *arguments)
    assert (found.code, found.messages) == (0, "")


def test_verify_under_another(path: Path, out: Path) -> None:
    """Tests that a proposal is refused under a scenario that is not its own."""
    found = u16opt("verify", path, out / "proposal.json", "--scenario", "more")
    assert found.code == 5
    assert "scenario" in found.messages


def test_export(path: Path, out: Path, tmp_path: Path) -> None:
    """Tests that an export shows the assumptions, in a table of numbers and on a page."""
    for name in ("x.csv", "x.html"):
        assert u16opt("export", path, out / "proposal.json", "--to", tmp_path / name).code == 0
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0] == "assumptions"]
    assert [(row[1], row[3].partition(" waar")[0]) for row in rows[:2]] == [
        ("more", "supply.homes × 1,5"),
        ("late", "budget.phase_in_start = 2025 (was 2024)"),
    ]
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "Aannames van het scenario" in page
    assert "supply.homes × 1,5" in page


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scenario in a file of its own that builds on one of the instance."""
    file = tmp_path_factory.mktemp("own") / "mine.toml"
    file.write_text('base = "more"\n[budget]\nphase_in_years = 4\n', encoding="utf-8")
    return file


def test_a_file_of_its_own(path: Path, own: Path, tmp_path: Path) -> None:
    """Tests that a scenario in a file elsewhere is applied, and verify and export ask for that file."""
    assert u16opt("solve", path, "--scenario", own, "--out", tmp_path).code == 0
    proposal = tmp_path / "proposal.json"
    assert content(proposal)["scenario"] == "mine"
    for command in (["verify", path, proposal], ["export", path, proposal, "--to", tmp_path / "x.html"]):
        without = u16opt(*command)
        assert without.code == 2
        assert "--scenario" in without.messages
        assert u16opt(*command, "--scenario", own).code == 0


@pytest.mark.parametrize("command", ["solve", "check"])
def test_an_unknown_scenario(path: Path, command: str) -> None:
    """Tests that a scenario nobody knows ends with 2 and names those that there are."""
    found = u16opt(command, path, "--scenario", "moer", "--lang", "en")
    assert (found.code, found.output) == (2, "")
    assert '--scenario: "moer"; expected: a .toml file, or one of: late, more (did you mean "more"?)' in (
        found.messages
    )


def test_a_scenario_that_fails(tmp_path: Path) -> None:
    """Tests that a fault in a scenario ends with 2, at its key, before anything is solved."""
    found = u16opt("solve", tiny(tmp_path, bad=BAD), "--scenario", "bad", "--json")
    assert (found.code, found.output) == (2, "")
    assert "scenarios/bad.toml, kolom change[1].where" in found.messages


def test_check_looks_at_all(tmp_path: Path) -> None:
    """Tests that a check applies every scenario of the instance, and one that is broken makes it fail."""
    path = tiny(tmp_path, more=MORE, bad=BAD)
    found = u16opt("check", path, "--lang", "en")
    assert (found.code, found.output) == (2, "")
    assert 'scenarios/bad.toml, column change[1].where: "{kind = "studoi"}"' in found.messages
    assert 'did you mean "studio"?' in found.messages
    assert len(found.messages.splitlines()) == 2


@pytest.mark.parametrize(("name", "code"), [("more", 0), ("bad", 2)])
def test_check_looks_at_one(tmp_path: Path, name: str, code: int) -> None:
    """Tests that a check of one scenario says nothing of others."""
    found = u16opt("check", tiny(tmp_path, more=MORE, bad=BAD), "--scenario", name, "--lang", "en")
    assert found.code == code
    assert ("Meer woningen: sound" in found.output) is (code == 0)
    assert ("bad.toml" in found.messages) is (code == 2)


def test_check_lists_the_scenarios(path: Path) -> None:
    """Tests that a sound instance is one line that names its scenarios."""
    found = u16opt("check", path)
    assert (found.code, found.messages) == (0, "")
    assert found.output.endswith("; scenario's: late, more).\n")
    assert len(found.output.splitlines()) == 1


def test_check_as_json(path: Path, out: Path) -> None:
    """Tests that the document of a check gives the hash of the instance under each scenario."""
    found = json.loads(u16opt("check", path, "--json").output)
    assert [each["name"] for each in found["scenarios"]] == ["late", "more"]
    assert found["scenarios"][0]["instanceHash"] == content(out / "proposal.json")["instanceHash"]
    one = json.loads(u16opt("check", path, "--scenario", "late", "--json").output)
    assert (one["scenario"], one["instanceHash"]) == ("late", found["scenarios"][0]["instanceHash"])
    assert (one["sound"], one["problems"], one["scenarios"]) == (True, [], [])


def test_check_is_light() -> None:
    """Tests that a check of all scenarios loads neither the solver nor what models are written with."""
    heavy = {"pyomo", "highspy", "pandas", "scipy", "networkx", "jinja2"}
    code = (
        "import sys; from pathlib import Path; from u16opt.checkup import checkup_of_all\n"
        f"checkup_of_all(Path({str(TINY)!r})); print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def refused(*arguments: str | Path) -> Finished:
    """Return a solve that ends with 2 and prints no answer."""
    found = u16opt("solve", *arguments, "--json", "--lang", "en")
    assert (found.code, found.output) == (2, "")
    return found


def test_no_products() -> None:
    """Tests that a product for a model that knows none ends with 2 and says so."""
    assert '--product: "BV"; expected: no product' in refused(TINY, "--product", "BV").messages


@pytest.mark.parametrize("instance", ["tiny", "u16-2024"])
def test_an_unknown_product(instance: str) -> None:
    """Tests that a product nobody speaks of ends with 2 and names those that there are."""
    path = ROOT / "instances" / instance
    found = refused(path, "--model", "spread", "--product", "BX")
    assert '--product: "BX"; expected: one of: ' in found.messages
    assert "BV" in found.messages
