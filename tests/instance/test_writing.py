"""An instance that is written is read as the same instance, and stands there whole or not at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.complete import FILES, write
from support.drawn import SETTINGS, instances
from support.recalibration.valley import VALLEY
from support.writing import Rows, write_folder

from u16opt.instance.read import problems_of, read
from u16opt.instance.table import Table
from u16opt.instance.writing import write_instance
from u16opt.problems import InputError


@settings(max_examples=30, deadline=None)
@given(tables=instances())
def test_what_is_written_is_read_as_the_same(tables: dict[str, Rows]) -> None:
    """Tests that any instance comes back with the same tables, settings and hash."""
    with tempfile.TemporaryDirectory() as folder:
        one = read(write_folder(Path(folder) / "one", tables, SETTINGS))
        write_instance(Path(folder) / "two", one.settings, one.tables, {})
        two = read(Path(folder) / "two")
        assert (two.hash, two.tables, two.settings) == (one.hash, one.tables, one.settings)


def test_every_table_and_setting(tmp_path: Path) -> None:
    """Tests that an instance with every table comes back whole, with further files beside it."""
    one = read(write(tmp_path / "one"))
    others = {"boundaries.geojson": b'{"type": "FeatureCollection", "features": []}', "scenarios/a.toml": b""}
    write_instance(tmp_path / "made" / "two", one.settings, one.tables, others)
    two = read(tmp_path / "made" / "two")
    assert (two.hash, two.tables, two.settings) == (one.hash, one.tables, one.settings)
    assert two.boundaries == {"type": "FeatureCollection", "features": []}
    names = {file.relative_to(tmp_path / "made" / "two").as_posix() for file in _files(tmp_path / "made")}
    assert names == set(FILES) | set(others)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_tables_that_a_model_needs_are_there(tmp_path: Path) -> None:
    """Tests that a table without rows gets its header when a model asks for it, and else no file."""
    one = VALLEY.instance(tmp_path / "one")
    contingents = Table("contingents", {"municipality": ("A",), "period": (2024,), "lettings": (3,)})
    write_instance(tmp_path / "two", one.settings, {**one.tables, "contingents": contingents}, {})
    instance, problems = problems_of(tmp_path / "two")
    assert instance is not None
    assert instance["contingents"] == contingents
    assert (tmp_path / "two" / "supply.csv").read_text(encoding="utf-8").startswith("lot,neighbourhood,")
    assert not (tmp_path / "two" / "sites.csv").exists()
    assert all(problem.level == "warning" for problem in problems)


def test_numbers_are_written_as_people_do(tmp_path: Path) -> None:
    """Tests that a whole number has no decimals, and nothing stands where nothing was given."""
    one = VALLEY.instance(tmp_path / "one")
    write_instance(tmp_path / "two", one.settings, one.tables, {})
    lines = (tmp_path / "two" / "recalibration.csv").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["municipality,current,basis,minimum,maximum", "A,5,20,1,3", "B,1,10,,"]


@pytest.mark.parametrize("taken", ["file", "folder", "link"])
def test_what_is_there_stays(tmp_path: Path, taken: str) -> None:
    """Tests that a place that is taken is refused, named, and left as it was."""
    one, place = VALLEY.instance(tmp_path / "one"), tmp_path / "two"
    (tmp_path / "elsewhere").mkdir()
    if taken == "file":
        place.write_text("mine", encoding="utf-8")
    elif taken == "folder":
        place.mkdir()
        (place / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        place.symlink_to(tmp_path / "elsewhere")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        write_instance(place, one.settings, one.tables, {})
    assert str(place) in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """Tests that a folder that is there and empty is used."""
    one = VALLEY.instance(tmp_path / "one")
    (tmp_path / "two").mkdir()
    write_instance(tmp_path / "two", one.settings, one.tables, {})
    assert read(tmp_path / "two").hash == one.hash
    assert {each.name for each in tmp_path.iterdir()} == {"one", "two"}


def test_a_place_that_cannot_be(tmp_path: Path) -> None:
    """Tests that a folder below a file is refused as bad input."""
    one = VALLEY.instance(tmp_path / "one")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        write_instance(tmp_path / "file" / "two", one.settings, one.tables, {})


def test_nothing_is_left_of_what_is_no_instance(tmp_path: Path) -> None:
    """Tests that what cannot be read back is not put in its place, and nothing is left behind."""
    one = VALLEY.instance(tmp_path / "one")
    unknown = Table("contingents", {"municipality": ("X",), "period": (2024,), "lettings": (3,)})
    with pytest.raises(InputError) as caught:
        write_instance(tmp_path / "two", one.settings, {**one.tables, "contingents": unknown}, {})
    assert "contingents.csv" in str(caught.value)
    assert {each.name for each in tmp_path.iterdir()} == {"one"}
