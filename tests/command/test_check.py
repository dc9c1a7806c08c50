"""``u16opt check`` as a script meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.program import ROOT, TINY, u16opt


@pytest.mark.parametrize("name", ["tiny", "u16-2024", "u16-2024-2028"])
def test_sound(name: str) -> None:
    """Tests that a shipped instance is sound: 0, and one line that says so."""
    found = u16opt("check", ROOT / "instances" / name)
    assert (found.code, found.messages) == (0, "")
    assert len(found.output.splitlines()) == 1
    assert "in orde" in found.output


def changed(path: Path, **changes: tuple[str, str]) -> Path:
    """Return a copy of the tiny instance, in some files one text replaced by another."""
    shutil.copytree(TINY, path, dirs_exist_ok=True)
    for name, (before, after) in changes.items():
        (file,) = path.glob(f"{name}.*")
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, after), encoding="utf-8")
    return path


def broken(path: Path) -> Path:
    """Return the tiny instance with three faults in three files."""
    return changed(
        path,
        supply=("studio,regular,2,,Corporatie A\na2", "studio,regular,many,,Corporatie A\na2"),
        contingents=("C,2024,2", "GM9,2024,2"),
        instance=("periods", 'policy.allocation.order = ["happiness"]\nperiods'),
    )


def test_every_fault_at_once(tmp_path: Path) -> None:
    """Tests that all faults are told, each with its place, its value and what is expected."""
    found = u16opt("check", broken(tmp_path), "--lang", "en")
    assert (found.code, found.output) == (2, "")
    lines = found.messages.splitlines()
    assert 'supply.csv, row 2, column homes: "many"; expected:' in found.messages
    assert 'contingents.csv, row 5, column municipality: "GM9"; expected:' in found.messages
    assert 'instance.toml, column policy.allocation.order: "happiness"; expected:' in found.messages
    assert lines[-1] == "3 error(s) and 0 warning(s)"
    assert len(lines) == 4


def test_lines_are_not_wrapped(tmp_path: Path) -> None:
    """Tests that a message is one line however narrow the terminal says it is."""
    wide = u16opt("check", broken(tmp_path / "wide")).messages
    assert u16opt("check", broken(tmp_path / "narrow"), env={"COLUMNS": "20"}).messages == wide


def test_json(tmp_path: Path) -> None:
    """Tests that with --json the faults are one document on standard output, and nothing is said beside."""
    found = u16opt("check", broken(tmp_path), "--json", env={"U16OPT_LANG": "en"})
    content = json.loads(found.output)
    assert (found.code, found.messages) == (2, "")
    assert content["sound"] is False
    assert {(each["file"], each["row"]) for each in content["problems"]} == {
        ("supply.csv", 2),
        ("contingents.csv", 5),
        ("instance.toml", None),
    }


def test_json_of_a_sound_instance() -> None:
    """Tests that the document of a sound instance gives its hash and no problem."""
    content = json.loads(u16opt("check", TINY, "--json").output)
    assert content["sound"] is True
    assert len(content["instanceHash"]) == 64
    assert content["problems"] == []


def test_warnings_stop_nothing(tmp_path: Path) -> None:
    """Tests that a kind that no lot has is a warning: it is told, and the exit code is 0."""
    path = changed(tmp_path, client_groups=("g1,2,A,A1,studio", "g1,2,A,A1,castle|studio"))
    found = u16opt("check", path, "--lang", "en")
    assert found.code == 0
    assert "castle" in found.messages
    assert found.messages.splitlines()[-1] == "0 error(s) and 1 warning(s)"
    assert "sound" in found.output


@pytest.mark.parametrize("name", ["nowhere", "README.md"])
def test_no_instance(name: str) -> None:
    """Tests that a path that is not there, or is no instance, ends with 2 and is named."""
    found = u16opt("check", ROOT / name)
    assert (found.code, found.output) == (2, "")
    assert name in found.messages
