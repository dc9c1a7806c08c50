"""One content is one instance, whatever kind of file it is sent in, and `check` says the same of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.uploaded import (
    COMPLETE,
    JSON,
    SHIPPED,
    XLSX,
    ZIP,
    booked,
    content_of,
    files_of,
    sent,
    workbook,
    zipped,
)

from u16opt.checkup import checkup_of_all
from u16opt.instance.documents.writing import document_of
from u16opt.instance.read import read
from u16opt.store.records import InstanceFacts


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_shipped_instances_are_taken(folder: Path) -> None:
    """Tests that each shipped instance passes without a word, as a zip and as a document alike."""
    files = files_of(folder)
    zip_of_it = sent(zipped({f"{folder.name}/{name}": each for name, each in files.items()}), ZIP)
    document = sent(document_of(folder).encode(), JSON)
    assert (zip_of_it.problems, document.problems) == ((), ())
    assert zip_of_it.facts == document.facts
    assert zip_of_it.facts is not None
    assert zip_of_it.facts.hash == read(folder).hash
    assert zip_of_it.files == {name: each for name, each in files.items() if name != "README.md"}
    assert list(document.files) == ["upload.json"]


SCENARIO = """\
title = "Minder"
[policy.allocation.rules.mixed_living]
share = "1/4"
[[change]]
table = "supply"
where = {period = [2025, 2024], kind = "flat"}
scale = {homes = 1.5}
[[change]]
table = "supply"
insert = [{lot = "x", neighbourhood = "B1", period = 2025, kind = "house", homes = 1, owner = "1e"}]
"""
OTHER = 'base = "minder"\n[budget]\nphase_in_years = 6\n'
FULL = {**COMPLETE, "scenarios/minder.toml": SCENARIO, "scenarios/verder.toml": OTHER}


def facts(content: Any, media: str) -> InstanceFacts:
    """Return the facts of a sound upload."""
    upload = sent(content, media)
    assert upload.problems == ()
    assert upload.facts is not None
    return upload.facts


def folder_of(path: Path, files: dict[str, str]) -> Path:
    """Write files into a folder and return it."""
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_three_kinds_of_file_are_one_instance(tmp_path: Path) -> None:
    """Tests that a zip, a document and a workbook with every table and two scenarios have the same facts."""
    one = facts(zipped(FULL), ZIP)
    assert one.summary["scenarios"] == ["minder", "verder"]
    assert one.summary["periods"] == [2024, 2025]
    assert one.summary["synthetic"] == ["client_groups"]
    assert one.summary["tables"]["supply"] == 2
    assert facts(document_of(folder_of(tmp_path, FULL)).encode(), JSON) == one
    assert facts(booked(FULL), XLSX) == one


def test_the_order_of_rows_is_no_content() -> None:
    """Tests that shuffled rows, columns and conditions are the same instance."""
    one = facts(content_of(), JSON)
    content = content_of()
    content["tables"] = {
        name: [dict(reversed(row.items())) for row in reversed(rows)]
        for name, rows in reversed(content["tables"].items())
    }
    content["scenarios"] = dict(reversed(content["scenarios"].items()))
    assert facts(content, JSON) == one


BOUNDARIES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [5, 52.5]},
            "properties": {"code": "A"},
        }
    ],
}

CHANGES: dict[str, tuple[str, Any]] = {
    "the title": ("instance/title", "Anders"),
    "a note on a source": ("tables/provenance/0/note", "Anders"),
    "the title of a scenario": ("scenarios/wlz-30-procent/title", "Anders"),
    "a number in a scenario": ("scenarios/flexwoningen/change/0/insert/0/owner", "Anders"),
    "a scenario more": ("scenarios/anders", {"budget": {"payer": "host"}}),
    "boundaries": ("boundaries", BOUNDARIES),
    "a number": ("tables/supply/0/homes", 999),
}


@pytest.mark.parametrize(("path", "value"), CHANGES.values(), ids=CHANGES)
def test_everything_counts_for_the_id(path: str, value: Any) -> None:
    """Tests that whatever is changed, also what `instanceHash` leaves out, makes another instance."""
    content, place = content_of(), None
    place = content
    *above, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    for step in above:
        place = place[step]
    place[last] = value
    one, other = facts(content_of(), JSON), facts(content, JSON)
    assert one.id != other.id
    assert (one.hash == other.hash) == (path != "tables/supply/0/homes")


def test_boundaries_count_as_numbers() -> None:
    """Tests that boundaries in a zip and in a document are the same, 5 and 5.0 as well."""
    boundaries = json.dumps(BOUNDARIES)
    one = facts(zipped({**COMPLETE, "boundaries.geojson": boundaries}), ZIP)
    other = facts(zipped({**COMPLETE, "boundaries.geojson": boundaries.replace("[5,", "[5.0,")}), ZIP)
    assert one.id == other.id
    assert one.id != facts(zipped(COMPLETE), ZIP).id


BROKEN = {
    "instance.toml": COMPLETE["instance.toml"].replace("format = 1", "format = 2\ntitel = 3"),
    "supply.csv": COMPLETE["supply.csv"].replace("2,,Corp", "veel,,Corp"),
    "client_groups.csv": COMPLETE["client_groups.csv"].replace("elsewhere", "Z"),
    "scenarios/minder.toml": SCENARIO.replace("scale", "scalee"),
    "extra.csv": "a,b\n1,2\n",
}


def test_problems_are_those_of_check(tmp_path: Path) -> None:
    """Tests that of a zip, a document and a workbook exactly that is told which `check` tells of the file."""
    files = {**FULL, **BROKEN}
    folder = folder_of(tmp_path / "folder", files)
    expected = checkup_of_all(folder)[1]
    assert len(expected) > 4
    upload = sent(zipped(files), ZIP)
    assert (upload.problems, upload.facts) == (expected, None)
    book = tmp_path / "plan.xlsx"
    book.write_bytes(booked({name: text for name, text in files.items() if name != "extra.csv"}))
    assert sent(book.read_bytes(), XLSX, "plan.xlsx").problems == checkup_of_all(book)[1]
    content = content_of()
    content["tables"]["supply"][0]["homes"] = "veel"
    content["scenarios"]["bad"] = {"title": 3}
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    assert sent(content, JSON, "plan.json").problems == checkup_of_all(file)[1]


def test_warnings_stop_nothing() -> None:
    """Tests that an upload with a warning is taken, and says so; what nobody reads is not kept."""
    upload = sent(zipped({**COMPLETE, "extra.csv": "a\n"}), ZIP)
    assert [(each.level, each.file) for each in upload.problems] == [("warning", "extra.csv")]
    assert upload.facts is not None
    assert "extra.csv" not in upload.files
    assert upload.pointers == (None,)


NAMES = {
    None: "upload.xlsx",
    "plan.xlsx": "plan.xlsx",
    "C:\\plannen\\regio één.XLSX": "regio één.xlsx",
    "../../etc/passwd": "passwd.xlsx",
    "a[b]\x00\n.xlsx": "ab.xlsx",
    "..": "upload.xlsx",
    ".xlsx": "upload.xlsx",
    "x" * 300: "x" * 80 + ".xlsx",
    "111222333.xlsx": "upload.xlsx",
    "plan.json": "plan.xlsx",
}


@pytest.mark.parametrize(("given", "name"), NAMES.items(), ids=map(repr, NAMES))
def test_a_workbook_is_called_by_its_name(given: str | None, name: str) -> None:
    """Tests that problems name the file as the sender does, and that no name leads out of a folder."""
    upload = sent(workbook({"instance": [["key", "value"]]}), XLSX, given)
    assert upload.problems[0].file == f"{name}[instance]"


def test_an_unknown_kind_of_file() -> None:
    """Tests that another media type is a problem that names those that are known."""
    upload = sent(b"", "text/csv")
    (problem,) = upload.problems
    assert (upload.facts, problem.value) == (None, "text/csv")
    assert "application/json, application/zip" in problem.expected.en
