"""``u16opt herijk`` as a policy officer meets it: what changes, a new instance, and then a solve."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.program import FIVE_YEARS, TINY, Finished, u16opt
from support.recalibration.case import Recalibration, Town
from support.recalibration.valley import VALLEY

from u16opt.instance.read import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that this module writes to."""
    return tmp_path_factory.mktemp("made") / "here" / "new"


@pytest.fixture(scope="module")
def done(folder: Path) -> Finished:
    """Return a recalibration of the tiny instance."""
    return u16opt("herijk", TINY, "--write", folder)


def test_what_changes_is_shown(done: Finished, folder: Path) -> None:
    """Tests that a proven recalibration ends with 0, shows every municipality, and tells where it is."""
    assert done.code == 0
    assert all(word in done.output for word in ("Dorp Bee", "Dorp Cee", "Stad Aa", "Grootste verandering"))
    assert done.messages.endswith(f"Geschreven: {folder}\n")


def test_the_new_instance_is_sound(done: Finished, folder: Path) -> None:
    """Tests that the new instance has no errors, and can be verified against what was proposed."""
    assert done.code == 0
    assert u16opt("check", folder).code == 0
    assert read(folder).name == "tiny-herijkt"


def test_the_chain_of_a_policy_officer(tmp_path: Path) -> None:
    """Tests that recalibrating the U16 and then allocating works, and the totals of 385 and 215 hold."""
    found = u16opt("herijk", FIVE_YEARS, "--write", tmp_path / "new", "--lang", "en")
    assert found.code == 0
    assert "Contingent by municipality" in found.output
    new = read(tmp_path / "new")
    for period in new.periods:
        rows = [row for row in new["contingents"].rows() if row["period"] == period]
        city = sum(row["lettings"] for row in rows if row["municipality"] == "GM0344")
        assert (city, sum(row["lettings"] for row in rows) - city) == (385, 215)
    assert u16opt("solve", tmp_path / "new", "--model", "allocation").code == 0


def test_json(tmp_path: Path) -> None:
    """Tests that with --json the proposal of a solve is printed, and nothing else on standard output."""
    found = u16opt("herijk", TINY, "--write", tmp_path / "new", "--json")
    solved = json.loads(u16opt("solve", TINY, "--model", "herijking", "--json").output)
    proposal = json.loads(found.output)
    assert found.code == 0
    assert proposal | {"solver": {}} == solved | {"solver": {}}
    assert proposal["contingents"][0] == {
        "municipality": "A",
        "current": 4,
        "quota": 6.0,
        "lettings": 5,
        "binding": "max_change",
    }


def test_the_same_bytes_every_time(tmp_path: Path, folder: Path, done: Finished) -> None:
    """Tests that another process writes the same files."""
    assert done.code == 0
    u16opt("herijk", TINY, "--write", tmp_path / "new", env={"PYTHONHASHSEED": "5"})
    one, other = (
        {file.relative_to(path): file.read_bytes() for file in path.rglob("*") if file.is_file()}
        for path in (folder, tmp_path / "new")
    )
    assert one == other


def test_a_scenario(tmp_path: Path) -> None:
    """Tests that a scenario is applied first, and is in the document."""
    found = u16opt(
        "herijk", TINY, "--write", tmp_path / "new", "--scenario", "contingent-naar-instroom", "--json"
    )
    assert (found.code, json.loads(found.output)["scenario"]) == (0, "contingent-naar-instroom")
    assert u16opt("herijk", TINY, "--write", tmp_path / "other", "--scenario", "droom").code == 2


def test_a_folder_that_is_taken(tmp_path: Path) -> None:
    """Tests that a folder with something in it ends with 2, is named, and loses nothing."""
    shutil.copytree(TINY, tmp_path / "mine")
    before = {file: file.read_bytes() for file in (tmp_path / "mine").rglob("*") if file.is_file()}
    found = u16opt("herijk", TINY, "--write", tmp_path / "mine")
    assert (found.code, found.output) == (2, "")
    assert str(tmp_path / "mine") in found.messages
    assert {file: file.read_bytes() for file in (tmp_path / "mine").rglob("*") if file.is_file()} == before


def test_a_workbook(tmp_path: Path) -> None:
    """Tests that a workbook is recalibrated into a folder."""
    path = VALLEY.write_workbook(tmp_path / "valley.xlsx")
    assert u16opt("herijk", path, "--write", tmp_path / "new").code == 0
    assert read(tmp_path / "new")["recalibration"]["current"] == (3, 3, 5, 3, 2)


@pytest.mark.parametrize("command", ["herijk", "solve"])
def test_bounds_that_cannot_add_up(tmp_path: Path, command: str) -> None:
    """Tests that bounds that leave nothing end with 4, and group, bound and rules are named."""
    towns = [Town("a", 30, 1, 30, None, "Lekstroom"), Town("b", 20, 1, 22, None, "Lekstroom")]
    path = Recalibration(towns, {"Lekstroom": 50}).write(tmp_path / "old")
    more = ["--write", tmp_path / "new"] if command == "herijk" else ["--model", "herijking"]
    found = u16opt(command, path, *more, "--json")
    assert found.code == 4
    assert json.loads(found.output)["conflict"] == ["minimum"]
    assert found.messages.splitlines()[-2:] == [
        "Geen voorstel mogelijk. Met deze invoer kan dit niet samen gelden: Ondergrens (minimum).",
        "Lekstroom: de ondergrenzen tellen op tot 52, meer dan het totaal van 50",
    ]
    english = u16opt(command, path, *more, "--lang", "en")
    assert (english.code, english.output) == (4, "")
    assert "Lekstroom: the minimums add up to 52, more than the total of 50" in english.messages
    assert not (tmp_path / "new").exists()


def test_no_time(tmp_path: Path) -> None:
    """Tests that without a proposal the exit code is 6 and nothing is written."""
    found = u16opt("herijk", TINY, "--write", tmp_path / "new", "--time-limit", "0")
    assert (found.code, found.output) == (6, "")
    assert "--time-limit" in found.messages
    assert not (tmp_path / "new").exists()


FAULTS = {
    "a region nobody has": (
        "total = 9",
        'group = [{ regions = ["Noord", "Zuid", "Oost"], lettings = 9 }]',
        'instance.toml, kolom recalibration.group.0.regions: "Oost"',
    ),
    "a region in no group": (
        "total = 9",
        'group = [{ regions = ["Noord"], lettings = 9 }]',
        'instance.toml, kolom recalibration.group: "Zuid"',
    ),
    "a region in two groups": (
        "total = 9",
        'group = [{ regions = ["Noord", "Zuid"], lettings = 8 }, { regions = ["Zuid"], lettings = 1 }]',
        'instance.toml, kolom recalibration.group.1.regions: "Zuid"',
    ),
    "no total": ("total = 9", "", "instance.toml, kolom recalibration:"),
    "half a letting": ("total = 9", "total = 8.5", 'instance.toml, kolom recalibration.total: "8.5"'),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("command", ["check", "solve", "herijk"])
def test_broken_settings(tmp_path: Path, command: str, old: str, new: str, message: str) -> None:
    """Tests that a fault in the settings of the recalibration ends with 2 in every command, and is named."""
    shutil.copytree(TINY, tmp_path / "old", ignore=shutil.ignore_patterns("scenarios"))
    settings = tmp_path / "old" / "instance.toml"
    text = settings.read_text(encoding="utf-8")
    assert text.count(old) == 1
    settings.write_text(text.replace(old, new), encoding="utf-8")
    more = ["--write", tmp_path / "new"] if command == "herijk" else []
    found = u16opt(command, tmp_path / "old", *more)
    assert (found.code, found.output) == (2, "")
    assert message in found.messages
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("arguments", [[], [TINY], [TINY, "--write"], ["nowhere", "--write", "new"]])
def test_usage(arguments: list[str | Path]) -> None:
    """Tests that a missing argument, or an instance that is not there, ends with 2."""
    assert u16opt("herijk", *arguments).code == 2


def test_an_applied_scenario_stays_behind(tmp_path: Path) -> None:
    """Tests that what a scenario changed is not changed again: it is not in the new instance, others are."""
    folder = tmp_path / "new"
    found = u16opt("herijk", TINY, "--scenario", "flexwoningen", "--write", folder)
    assert found.code == 0, found.messages
    names = {path.stem for path in (folder / "scenarios").iterdir()}
    assert names == {path.stem for path in (TINY / "scenarios").iterdir()} - {
        "flexwoningen",
        "flexwoningen-met-financiering",
    }
    assert u16opt("check", folder).code == 0


def test_contingents_that_are_not_the_current_numbers_are_told(tmp_path: Path) -> None:
    """Tests that a contingent of a period that differs from the current number is warned of."""
    found = u16opt("herijk", TINY, "--write", tmp_path / "new", "--lang", "en")
    assert "contingents.csv, column lettings" in found.messages


def test_tables_of_an_earlier_proposal_do_not_stay(tmp_path: Path) -> None:
    """Tests that a folder written for a second model holds no answer of the first, and keeps other files."""
    (tmp_path / "notes.csv").write_text("mine\n")
    assert u16opt("solve", TINY, "--model", "spread", "--out", tmp_path).code == 0
    assert (tmp_path / "places.csv").is_file()
    assert u16opt("solve", TINY, "--model", "herijking", "--out", tmp_path).code == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert {"contingents.csv", "notes.csv"} <= left
    assert left.isdisjoint({"places.csv", "opened.csv", "served.csv", "unmet.csv"})
