"""The page on adding a model is followed word for word: its files, its package, its commands, its answer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import complete
from support.page import files_of, write
from support.program import ROOT, TINY, Finished, u16opt

PAGE = ROOT / "docs" / "add-a-model.md"
Run = Callable[..., Finished]


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every file of the page, its package installed in a folder of its own."""
    folder = tmp_path_factory.mktemp("newcomer")
    write(files_of(PAGE), folder)
    install(folder)
    return folder


def install(folder: Path) -> None:
    """Install the package of a folder into its folder `site`, from what is there already."""
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    command = [sys.executable, *pip, "--target", str(folder / "site"), str(folder)]
    subprocess.run(command, check=True, capture_output=True)


def with_package(folder: Path) -> Run:
    """Return what runs the program with the package of a folder installed."""
    return lambda *arguments: u16opt(*arguments, env={"PYTHONPATH": str(folder / "site")})


@pytest.fixture
def run(newcomer: Path) -> Run:
    """Return what runs the program with the package installed."""
    return with_package(newcomer)


@pytest.fixture
def village(newcomer: Path, tmp_path: Path) -> Path:
    """Return a copy of the instance of the page."""
    return Path(shutil.copytree(newcomer / "village", tmp_path / "village"))


def changed(village: Path, old: str, new: str) -> Path:
    """Change a line of the settings."""
    file = village / "instance.toml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return village


def solved(run: Run, village: Path, *options: str) -> dict[str, Any]:
    """Return the proposal for an instance, proven."""
    done = run("solve", village, "--model", "desks", "--json", *options)
    assert (done.code, done.messages) == (0, ""), done.messages
    proposal: dict[str, Any] = json.loads(done.output)
    assert (proposal["status"], proposal["verified"]) == ("optimal", True)
    assert all(goal["proven"] and goal["value"] == goal["bound"] for goal in proposal["goals"])
    return proposal


def values(proposal: dict[str, Any]) -> dict[str, float]:
    """Return the value of each goal of the order."""
    return {goal["name"]: goal["value"] for goal in proposal["goals"]}


def desks(proposal: dict[str, Any]) -> list[str]:
    """Return where a desk comes."""
    return [row["neighbourhood"] for row in proposal["desks"]]


def test_the_answer_of_the_page(run: Run, newcomer: Path, tmp_path: Path) -> None:
    """Tests that the four commands do what the page says, with the answer worked out there by hand."""
    village, out = newcomer / "village", tmp_path / "out"
    assert run("check", village).code == 0
    done = run("solve", village, "--model", "desks", "--out", out)
    assert done.code == 0
    assert "Waar een loket komt" in done.output
    written = (out / "desks.csv").read_text(encoding="utf-8")
    assert f"```\n{written}```" in PAGE.read_text(encoding="utf-8")
    proposal = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert values(proposal) == {"desks": 2, "without": 0, "walk": 600}
    assert [(rule["name"], rule["violation"]) for rule in proposal["rules"]] == [("near", 0), ("own_desk", 0)]
    assert run("verify", village, out / "proposal.json").code == 0


def test_every_command_of_the_page_is_run() -> None:
    """Tests that the page has no other command than those above."""
    page = PAGE.read_text(encoding="utf-8")
    assert "check village\n" in page
    assert "solve village --model desks --out out\n" in page
    assert "verify village out/proposal.json\n" in page
    assert page.count("\nu16opt ") == 3


def test_a_changed_proposal(run: Run, newcomer: Path, tmp_path: Path) -> None:
    """Tests that a desk put elsewhere by hand is found out, goal by goal."""
    proposal = solved(run, newcomer / "village")
    proposal["desks"][1]["neighbourhood"] = "W3"
    file = tmp_path / "proposal.json"
    file.write_text(json.dumps(proposal), encoding="utf-8")
    done = run("verify", newcomer / "village", file)
    assert done.code == 5
    assert "without: 0.0 moet 1.0 zijn" in done.output + done.messages
    assert "walk: 600.0 moet 300.0 zijn" in done.output + done.messages


def test_answers_that_are_none(run: Run, newcomer: Path, tmp_path: Path) -> None:
    """Tests that a desk in no known place, and no desk at all, are faults of the answer."""
    proposal = solved(run, newcomer / "village")
    for rows, expected in (([{"neighbourhood": "W9"}], "W9: staat niet in"), ([], "nergens een loket")):
        file = tmp_path / "proposal.json"
        file.write_text(json.dumps(proposal | {"desks": rows}), encoding="utf-8")
        done = run("verify", newcomer / "village", file)
        assert done.code == 5
        assert expected in done.output + done.messages


def test_without_a_soft_rule_in_the_order(run: Run, village: Path) -> None:
    """Tests that where nobody pays for a municipality without a desk, 2 and 3 are best: 300, as it says."""
    proposal = solved(run, changed(village, '"desks", "without", "walk"', '"desks", "walk"'))
    assert (desks(proposal), values(proposal)) == (["W2", "W3"], {"desks": 2, "walk": 300})
    assert {each["name"]: each["value"] for each in proposal["measures"]} == {"without": 1}


def test_the_default_of_a_number(run: Run, village: Path) -> None:
    """Tests that without its number the rule takes its default of 5 km: one desk, in 2, for 800."""
    solution = solved(run, changed(village, "limit = 2 ", "# limit = 2 "))
    assert (desks(solution), values(solution)) == (["W2"], {"desks": 1, "without": 1, "walk": 800})


def test_a_hard_rule(run: Run, village: Path) -> None:
    """Tests that a hard rule holds: a desk in every municipality is two, be the limit what it may."""
    hard = 'limit = 9\n[policy.desks.rules.own_desk]\nmode = "hard" '
    proposal = solved(run, changed(village, "limit = 2 ", hard))
    assert (desks(proposal), values(proposal)) == (["W2", "W4"], {"desks": 2, "without": 0, "walk": 600})


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("limit = 2", 'limit = "far"', "policy.desks.rules.near.limit"),
        ('"walk"', '"walks"', "policy.desks.order"),
        ("rules.near", "rules.nearby", "policy.desks.rules"),
        ("[policy.desks]", "[policy.desk]", "policy"),
    ],
)
def test_a_wrong_policy(run: Run, village: Path, old: str, new: str, path: str) -> None:
    """Tests that a wrong policy for the model is found by name, as for any other."""
    done = run("check", changed(village, old, new))
    assert done.code == 2
    assert f"instance.toml, kolom {path}" in done.output + done.messages


def test_a_distance_that_nobody_gave(run: Run, village: Path) -> None:
    """Tests that what only the model can see to be missing is listed by check."""
    file = village / "distances.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("W1,W4,6\n", ""), encoding="utf-8")
    done = run("check", village)
    assert done.code == 2
    assert "neighbourhoods.csv" in done.output + done.messages


def test_scenarios_and_budgets(run: Run, village: Path) -> None:
    """Tests that scenarios apply to the model, and that a budget may be meant for it."""
    (village / "scenarios").mkdir()
    farther = 'title = "Verder lopen"\n[policy.desks.rules.near]\nlimit = 4\n'
    (village / "scenarios" / "farther.toml").write_text(farther, encoding="utf-8")
    budget = "municipality,period,amount,model\nA,2026,1000,desks\n"
    (village / "budgets.csv").write_text(budget, encoding="utf-8")
    proposal = solved(run, village, "--scenario", "farther")
    assert (proposal["scenario"], desks(proposal)) == ("farther", ["W2"])


def test_a_table_of_another_model(run: Run, village: Path, tmp_path: Path) -> None:
    """Tests that a model may use a table of another without all that one needs, and only if it says so."""
    demand = "municipality,period,product,clients\nA,2026,BV,3\n"
    (village / "demand.csv").write_text(demand, encoding="utf-8")
    assert "locations.csv" in run("check", village).messages
    files, other = files_of(PAGE), tmp_path / "other"
    model = files["desks_model/__init__.py"]
    assert model.count('("distances",)') == 1
    files["desks_model/__init__.py"] = model.replace('("distances",)', '("distances", "demand")')
    write(files, other)
    install(other)
    assert with_package(other)("check", village).code == 0


def test_export(run: Run, newcomer: Path, tmp_path: Path) -> None:
    """Tests that a proposal of the model leaves in every form there is."""
    village = newcomer / "village"
    run("solve", village, "--model", "desks", "--out", tmp_path)
    for ending in ("csv", "html", "xlsx", "ods", "geojson"):
        file = tmp_path / f"desks-export.{ending}"
        assert run("export", village, tmp_path / "proposal.json", "--to", file).code == 0
        assert file.stat().st_size > 0


def test_other_instances_are_left_alone(run: Run, tmp_path: Path) -> None:
    """Tests that with the package installed, check says of other instances what it says without."""
    for path in (TINY, complete.write(tmp_path / "complete")):
        assert run("check", path) == u16opt("check", path)


def test_without_the_package(village: Path) -> None:
    """Tests that an instance for a model that is not installed is refused, and that it says why."""
    done = u16opt("check", village)
    assert done.code == 2
    assert '"desks"' in done.messages
    assert u16opt("solve", village, "--model", "desks").code == 2
