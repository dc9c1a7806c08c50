"""Where an export may be written, and that it is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.hand_made import SOFT, hand_made
from support.village import village

from u16opt.export.export import FORMATS, export
from u16opt.export.files import write
from u16opt.instance.instance import Instance
from u16opt.problems import InputError
from u16opt_models.allocation import MODEL


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Return the village, kept apart from what is written."""
    return village(tmp_path / "instance", policy=SOFT)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("voorstel.pdf", "een bestand dat eindigt op .csv, .xlsx, .ods, .geojson, .html"),
        ("voorstel", "een bestand dat eindigt op .csv, .xlsx, .ods, .geojson, .html"),
        ("nergens/voorstel.csv", "een bestand in een map die bestaat"),
        ("map.csv", "een bestand, geen map"),
    ],
)
def test_path_that_cannot_be_written(tmp_path: Path, instance: Instance, name: str, expected: str) -> None:
    """Tests that a path that cannot be used is refused with what is expected, before anything is made."""
    (tmp_path / "map.csv").mkdir()
    with pytest.raises(InputError) as error:
        export(instance, MODEL, hand_made(instance), tmp_path / name, internal=False)
    (problem,) = error.value.problems
    assert problem.expected.nl == expected
    assert problem.value == str(tmp_path / name)


def test_proposal_of_another_instance(tmp_path: Path, instance: Instance) -> None:
    """Tests that a proposal for other input is refused: its codes would mean something else."""
    proposal = hand_made(instance, instance_hash="0" * 64)
    with pytest.raises(InputError) as error:
        export(instance, MODEL, proposal, tmp_path / "v.csv", internal=False)
    assert error.value.problems[0].column == "instanceHash"


@pytest.mark.parametrize("internal", [False, True])
@pytest.mark.parametrize("ending", FORMATS)
def test_same_proposal_same_bytes(tmp_path: Path, instance: Instance, ending: str, internal: bool) -> None:
    """Tests that the same proposal gives the same bytes, that capitals are fine, and nothing else is left."""
    proposal = hand_made(instance)
    written = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        file = tmp_path / folder / f"v{ending.upper()}"
        written.append(export(instance, MODEL, proposal, file, internal=internal))
        assert sorted(written[-1]) == sorted((tmp_path / folder).iterdir())
        assert written[-1][0] == file
    assert [file.read_bytes() for file in written[0]] == [file.read_bytes() for file in written[1]]


def test_overwrites(tmp_path: Path, instance: Instance) -> None:
    """Tests that an export takes the place of an older one, readable for others."""
    file = tmp_path / "v.html"
    file.write_text("old", encoding="utf-8")
    export(instance, MODEL, hand_made(instance), file, internal=False)
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert file.stat().st_mode & 0o777 == 0o644


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that when writing fails the older file is as it was and nothing else is left behind."""
    file = tmp_path / "v.csv"
    file.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="folder that can be written"):
        write(file, b"new")
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == b"old"
