"""Instances out of the store: what is read, what is wrong with changes, and what stays on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from support.runs import TINY, command, files_in

from u16opt.instance.read import read
from u16opt.problems import InputError, Problem
from u16opt.running.given import instance_asked, laid_out
from u16opt.running.request import Change, SolveRequest

FILES = files_in(TINY)


def refused(*changes: Change, scenario: str | None = None) -> list[tuple[str, str | None]]:
    """Return where the problems of changes are."""
    with pytest.raises(InputError) as fault:
        instance_asked(FILES, SolveRequest(instance="tiny", changes=changes, scenario=scenario))
    return [(problem.file, problem.column) for problem in fault.value.problems]


def test_as_read() -> None:
    """Tests that an instance out of the store is the one that stands in its folder."""
    found = instance_asked(FILES, SolveRequest(instance="tiny", scenario="flexwoningen"))
    assert found == read(TINY, "flexwoningen")


def test_a_workbook_is_read_as_one() -> None:
    """Tests that the one file of a workbook is laid out under its own name."""
    content = {"plan.xlsx": b"no workbook"}
    with laid_out(content) as path:
        assert (path.name, path.read_bytes()) == ("plan.xlsx", b"no workbook")
    with pytest.raises(InputError) as fault:
        instance_asked(content, SolveRequest(instance="plan"))
    assert all(problem.file.startswith("plan.xlsx") for problem in fault.value.problems)


def test_nothing_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that nothing of an instance is on disk after it was read, also when reading failed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    instance_asked(FILES, SolveRequest(instance="tiny", changes=("contingents:lettings+=1",)))
    refused("supply[lot=nobody]:homes=1")
    with pytest.raises(InputError):
        instance_asked({}, SolveRequest(instance="tiny"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../out.csv", "/out.csv", "a/../../out.csv", ""])
def test_no_file_outside(name: str) -> None:
    """Tests that a file that would stand outside its folder is refused."""
    with pytest.raises(InputError), laid_out({name: b""}):
        pass


def test_changes_come_after_the_scenario() -> None:
    """Tests that changes are made on top of the scenario, each as a scenario file would make it."""
    changes: tuple[Change, ...] = (
        "contingents[municipality=A]:lettings+=1",
        {"table": "supply", "scale": {"homes": "1/2"}},
    )
    asked = SolveRequest(instance="tiny", scenario="flexwoningen", changes=changes)
    found = instance_asked(FILES, asked)
    flex = read(TINY, "flexwoningen")
    assert found.scenario == "wijzigingen"
    assert found.assumptions[: len(flex.assumptions)] == flex.assumptions
    assert sum(found["contingents"]["lettings"]) > sum(flex["contingents"]["lettings"])
    assert sum(found["supply"]["homes"]) < sum(flex["supply"]["homes"])


def test_problems_point_at_the_change() -> None:
    """Tests that every change that is wrong is named by its number, as a list in JSON counts."""
    good = "contingents:lettings+=1"
    assert refused(good, "supply[lot=nobody]:homes=1") == [("changes", "changes[1].where")]
    assert refused(good, {"table": "suply", "drop": True, "where": {}}) == [("changes", "changes[1].table")]
    assert refused("nonsense", good, {"table": "supply"}) == [
        ("changes", "changes[0]"),
        ("changes", "changes[2]"),
    ]


def test_what_no_table_holds_is_refused() -> None:
    """Tests that null, and text that is no text, are told as problems of their change."""
    empty = {"table": "supply", "set": {"homes": None}}
    broken = {"table": "supply", "set": {"owner": "\ud800"}}
    assert refused(empty, broken) == [("changes", "changes[0]"), ("changes", "changes[1]")]


def test_the_file_of_changes_is_never_named() -> None:
    """Tests that what a change makes wrong elsewhere names the change, and no file on disk."""
    with pytest.raises(InputError) as fault:
        instance_asked(FILES, SolveRequest(instance="tiny", changes=("supply:homes*=100",)))
    texts = [problem.text(language) for problem in fault.value.problems for language in ("nl", "en")]
    assert any("[changes[0].scale]" in text for text in texts)
    assert not any(".toml" in text or tempfile.gettempdir() in text for text in texts)


def test_an_unknown_scenario() -> None:
    """Tests that a scenario that is not there is told where it was asked, with changes as without."""
    assert refused(scenario="nergens") == [("--scenario", None)]
    assert refused("contingents:lettings+=1", scenario="nergens") == [("--scenario", None)]


def test_as_a_file_on_the_command_line(tmp_path: Path) -> None:
    """Tests that changes are refused for the same reasons as a scenario file with the same in it."""
    file = tmp_path / "wijzigingen.toml"
    file.write_text('[[change]]\ntable = "supply"\nscale = { homes = 100 }\n', encoding="utf-8")
    said = command("solve", TINY, "--scenario", file).messages.splitlines()[:-1]
    with pytest.raises(InputError) as fault:
        instance_asked(FILES, SolveRequest(instance="tiny", changes=("supply:homes*=100",)))
    assert [line.replace(f"{file}, change[1]", "changes[0]") for line in said] == [
        problem.text() for problem in fault.value.problems
    ]


def test_all_faults_at_once() -> None:
    """Tests that changes that cannot be read do not hide what is wrong with the instance itself."""
    wrong = {**FILES, "supply.csv": FILES["supply.csv"].replace(b"lot,", b"lott,")}
    with pytest.raises(InputError) as fault:
        instance_asked(wrong, SolveRequest(instance="tiny", changes=("nonsense",)))
    assert {problem.file for problem in fault.value.problems} == {"changes", "supply.csv"}
    assert Problem("supply.csv", fault.value.problems[1].expected, 1, "lott", "lott") in fault.value.problems
