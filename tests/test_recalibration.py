"""The instance that follows from a recalibration: what changed, what stayed, and where it comes from."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from support.complete import write
from support.program import TINY
from support.recalibration.case import Recalibration, Town
from support.recalibration.valley import BEST, VALLEY
from support.writing import write_workbook

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.problems import InputError
from u16opt.recalibration import others_of, write_recalibrated
from u16opt.solving import solve

CHANGED = ("contingents", "recalibration", "provenance")
SETTINGS = """\
format = 1
name = "complete"
title = "Every table once"
periods = [2024, 2025]

[recalibration]
total = 5

[policy.herijking.rules.max_change]
mode = "off"

[policy.allocation]
order = ["unplaced", ["away", "distance"]]
weights = { away = 0.5 }
"""
BOTH = "municipality,current,basis,minimum,maximum\nA,2,30,1,9\nB,2,20,,\n"


def recalibrated(path: Path, folder: Path, scenario: str | None = None) -> Instance:
    """Recalibrate an instance and return the one that was written."""
    instance = read(path, scenario)
    write_recalibrated(path, instance, solve(instance, "herijking"), folder)
    return read(folder)


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """Return an instance with every table, of which both municipalities are recalibrated."""
    return write(tmp_path / "complete", instance=SETTINGS, recalibration=BOTH)


def test_contingents_of_every_period(complete: Path, tmp_path: Path) -> None:
    """Tests that the new lettings are the contingents of every period, and current from now on."""
    new = recalibrated(complete, tmp_path / "new")
    assert list(new["contingents"].rows()) == [
        {"municipality": code, "period": period, "lettings": lettings}
        for code, lettings in (("A", 3), ("B", 2))
        for period in (2024, 2025)
    ]
    assert new["recalibration"]["current"] == (3, 2)
    assert new["recalibration"]["basis"] == (30.0, 20.0)


def test_everything_else_stays(complete: Path, tmp_path: Path) -> None:
    """Tests that all other tables and settings are as they were, but for name and title."""
    old, new = read(complete), recalibrated(complete, tmp_path / "new")
    kept = [name for name in old.tables if name not in CHANGED]
    assert {name: new[name] for name in kept} == {name: old[name] for name in kept}
    assert (new.name, new.title) == ("complete-herijkt", "Every table once, herijkt")
    assert new.settings.model_copy(update={"name": old.name, "title": old.title}) == old.settings


def test_provenance(complete: Path, tmp_path: Path) -> None:
    """Tests that both columns say that they were computed, from what and by what; the rest stays."""
    old, new = read(complete), recalibrated(complete, tmp_path / "new")
    rows = {(row["table"], row["column"]): row for row in new["provenance"].rows()}
    made = [rows.pop(("contingents", "lettings")), rows.pop(("recalibration", "current"))]
    assert list(rows.values()) == list(old["provenance"].rows())
    for row in made:
        assert row["status"] == "berekend"
        assert "herijking" in row["source"]
        assert all(word in row["note"] for word in ("herijking", "complete", old.hash, "bewezen optimaal"))


def test_provenance_is_written_once(tmp_path: Path) -> None:
    """Tests that a second recalibration replaces what the first said, and starts from its numbers."""
    once = recalibrated(TINY, tmp_path / "once")
    twice = recalibrated(tmp_path / "once", tmp_path / "twice")
    assert twice.name == "tiny-herijkt-herijkt"
    assert once["contingents"]["lettings"] == (5, 5, 3, 3, 1, 1)
    assert twice["contingents"]["lettings"] == (6, 6, 2, 2, 1, 1)
    rows = [row for row in twice["provenance"].rows() if "model herijking" in row["source"]]
    assert {row["status"] for row in rows} == {"synthetisch"}, "it rests on synthetic figures"
    assert [row["table"] for row in rows] == ["contingents", "recalibration"]
    assert all("tiny-herijkt" in row["note"] and once.hash in row["note"] for row in rows)


def test_synthetic_figures_are_named(tmp_path: Path) -> None:
    """Tests that computed numbers that rest on synthetic ones say so."""
    new = recalibrated(TINY, tmp_path / "new")
    (row,) = (row for row in new["provenance"].rows() if row["column"] == "current")
    assert "synthetische cijfers (recalibration: *)" in row["note"]


def test_one_that_is_not_recalibrated_keeps_its_contingent(complete: Path, tmp_path: Path) -> None:
    """Tests that a municipality without a row in the recalibration keeps what it promised."""
    (complete / "recalibration.csv").write_text("municipality,current,basis\nA,2,30\n", encoding="utf-8")
    old, new = read(complete), recalibrated(complete, tmp_path / "new")
    kept = [row for row in old["contingents"].rows() if row["municipality"] == "B"]
    assert [row for row in new["contingents"].rows() if row["municipality"] == "B"] == kept
    assert [row["lettings"] for row in new["contingents"].rows() if row["municipality"] == "A"] == [5, 5]


def test_files_beside_the_tables(tmp_path: Path) -> None:
    """Tests that scenarios and boundaries are taken along byte for byte, and nothing else is."""
    shutil.copytree(TINY, tmp_path / "old")
    boundaries = b'{"type": "FeatureCollection",\n "features": []}\n'
    (tmp_path / "old" / "boundaries.geojson").write_bytes(boundaries)
    (tmp_path / "old" / "scenarios" / "mine.toml").write_text('title = "Mijn"  # mine\n', encoding="utf-8")
    recalibrated(tmp_path / "old", tmp_path / "new")
    names = {file.relative_to(tmp_path / "new") for file in (tmp_path / "new").rglob("*") if file.is_file()}
    old = {file.relative_to(tmp_path / "old") for file in (tmp_path / "old").rglob("*") if file.is_file()}
    assert names == {name for name in old if name.name != "README.md"}
    for name in ("boundaries.geojson", "scenarios/mine.toml"):
        assert (tmp_path / "new" / name).read_bytes() == (tmp_path / "old" / name).read_bytes()


def test_a_scenario_is_part_of_what_is_written(complete: Path, tmp_path: Path) -> None:
    """Tests that the tables and settings are those with the scenario, and its name is in the provenance."""
    (complete / "scenarios").mkdir()
    (complete / "scenarios" / "meer.toml").write_text(
        'title = "Meer"\nrecalibration.total = 10\n[[change]]\ntable = "supply"\nwhere = { lot = "l1" }\n'
        "set = { homes = 7 }\n",
        encoding="utf-8",
    )
    new = recalibrated(complete, tmp_path / "new", "meer")
    assert new.scenario is None
    assert new["supply"]["homes"][0] == 7
    assert sum(new["recalibration"]["current"]) == 10
    assert new.settings.recalibration is not None
    assert new.settings.recalibration.total == 10
    assert new.title == "Every table once, Meer, herijkt"
    (row,) = (row for row in new["provenance"].rows() if row["table"] == "contingents")
    assert "scenario meer" in row["note"]


def test_a_workbook(tmp_path: Path) -> None:
    """Tests that a workbook gives a folder, its scenarios as files."""
    tables = VALLEY.tables
    sheet = [{"key": "title", "value": "Meer"}, {"key": "recalibration.max_change", "value": 4}]
    path = write_workbook(
        tmp_path / "book.xlsx", tables | {"scenario meer": sheet}, replace(VALLEY, policy={}).settings_toml
    )
    new = recalibrated(path, tmp_path / "new")
    assert dict(zip(new["contingents"]["municipality"], new["contingents"]["lettings"], strict=True)) == BEST
    content = tomllib.loads((tmp_path / "new" / "scenarios" / "meer.toml").read_text(encoding="utf-8"))
    assert content == {"title": "Meer", "recalibration": {"max_change": 4}}
    assert read(tmp_path / "new", "meer").settings != new.settings


def test_a_scenario_of_a_workbook_that_cannot_be_read(tmp_path: Path) -> None:
    """Tests that a scenario that could not be taken along is bad input, for nothing may be lost."""
    sheet = [{"key": "title", "value": "Meer"}, {"key": "title", "value": "Minder"}]
    tables = VALLEY.tables | {"scenario meer": sheet}
    path = write_workbook(tmp_path / "book.xlsx", tables, VALLEY.settings_toml)
    with pytest.raises(InputError) as caught:
        others_of(path)
    assert "scenario meer" in str(caught.value)


def test_an_instance_for_recalibration_alone(tmp_path: Path) -> None:
    """Tests that the new instance can be read where there is nothing but a recalibration."""
    path = Recalibration([Town("a", 1, 1), Town("b", 1, 3)], 4).write(tmp_path / "old")
    new = recalibrated(path, tmp_path / "new")
    assert list(new["contingents"]["lettings"]) == [1, 3]
    assert new.title == "drawn-herijkt"
    assert solve(new, "allocation").status == "optimal"
