"""Scenarios of a workbook: a sheet ``scenario NAME`` with keys and values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from support.complete import FILES
from support.scenarios import revised

from u16opt.instance.read import problems_of, read
from u16opt.problems import Problem

Rows = list[list[Any]]

SETTINGS: Rows = [
    ["format", 1],
    ["name", "complete"],
    ["periods", "[2024, 2025]"],
    ["recalibration.total", 2],
    ["budget.phase_in_start", 2024],
    ["budget.payer", "centre"],
    ["budget.centre", "A"],
    ["policy.allocation.order", '["unplaced", ["away", "distance"]]'],
]

TOML = """\
title = "Flex: 1/3"
[budget]
payer = "host"
phase_in_years = 4
[policy.allocation.rules.budget]
pooled = true
[policy.allocation.rules.mixed_living]
share = "1/4"
[[recalibration.group]]
regions = ["noord", "zuid"]
lettings = 3
[[change]]
table = "supply"
where = {period = [2024, 2025], kind = "flat"}
scale = {homes = 1.5}
[[change]]
table = "neighbourhoods"
where = {code = "A1"}
set = {draagkracht = "", location_load = 4}
[[change]]
table = "client_groups"
where = {kinds = "flat|house", existing = false}
add = {clients = 1}
[[change]]
table = "distances"
where = {origin = "B"}
drop = true
[[change]]
table = "supply"
insert = [
  {lot = "7", neighbourhood = "A1", period = 2025, kind = "flat", homes = 3},
  {lot = "x", neighbourhood = "B1", period = 2025, kind = "house", homes = 1, owner = "1e"},
]
"""

SHEET: Rows = [
    ["title", "Flex: 1/3"],
    ["budget.payer", "host"],
    ["budget.phase_in_years", 4],
    ["policy.allocation.rules.budget.pooled", True],
    ["policy.allocation.rules.mixed_living.share", "1/4"],
    ["recalibration.group", '[{regions = ["noord", "zuid"], lettings = 3}]'],
    ["change.1.table", "supply"],
    ["change.1.where.period", "[2024, 2025]"],
    ["change.1.where.kind", "flat"],
    ["change.1.scale.homes", 1.5],
    ["change.2.table", "neighbourhoods"],
    ["change.2.where.code", "A1"],
    ["change.2.set.draagkracht", ""],
    ["change.2.set.location_load", 4],
    ["change.3.table", "client_groups"],
    ["change.3.where", '{kinds = "flat|house", existing = false}'],
    ["change.3.add.clients", 1],
    ["change.4.table", "distances"],
    ["change.4.where.origin", "B"],
    ["change.4.drop", True],
    ["change.5.table", "supply"],
    ["change.5.insert.1.lot", 7],
    ["change.5.insert.1.neighbourhood", "A1"],
    ["change.5.insert.1.period", 2025],
    ["change.5.insert.1.kind", "flat"],
    ["change.5.insert.1.homes", 3],
    ["change.5.insert.2.lot", "x"],
    ["change.5.insert.2.neighbourhood", "B1"],
    ["change.5.insert.2.period", 2025],
    ["change.5.insert.2.kind", "house"],
    ["change.5.insert.2.homes", 1],
    ["change.5.insert.2.owner", "1e"],
]


def book(path: Path, **scenarios: Rows) -> Path:
    """Write the complete instance with scenarios as a workbook and return it."""
    file = path / "book.xlsx"
    tables = {name.partition(".")[0]: text for name, text in FILES.items() if name != "instance.toml"}
    keys = {"instance": SETTINGS} | {f"scenario {name}": rows for name, rows in scenarios.items()}
    sheets: dict[str, Rows] = {name: [["key", "value"], *rows] for name, rows in keys.items()}
    sheets |= {name: [line.split(",") for line in text.splitlines()] for name, text in tables.items()}
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file


def only_problem(path: Path, rows: Rows) -> Problem:
    """Return the one problem of a workbook under a scenario."""
    (problem,) = problems_of(book(path, other=rows), "other")[1]
    return problem


def test_the_same_as_in_a_file(tmp_path: Path) -> None:
    """Tests that a sheet with the content of a TOML file makes the same of the same instance."""
    written = revised(tmp_path / "folder", TOML)
    found = read(book(tmp_path, other=SHEET), "other")
    assert found.hash == written.hash
    assert found.tables == written.tables
    assert found.settings.model_dump(exclude={"title"}) == written.settings.model_dump(exclude={"title"})
    assert found.assumptions == written.assumptions
    assert (found.scenario, found.scenario_title) == ("other", "Flex: 1/3")


def test_everything_as_text(tmp_path: Path) -> None:
    """Tests that a sheet in which every cell is text, as some programs write it, means the same."""
    rows = [
        [key, json.dumps(value) if isinstance(value, bool | float) else str(value)] for key, value in SHEET
    ]
    one = read(book(tmp_path, other=SHEET, text=rows), "other")
    assert read(tmp_path / "book.xlsx", "text").hash == one.hash


def test_a_base_on_another_sheet(tmp_path: Path) -> None:
    """Tests that a scenario may build on that of another sheet, whose name may have spaces."""
    top: Rows = [["base", "het begin"], ["budget.phase_in_years", 6]]
    file = book(tmp_path, **{"het begin": SHEET, "top": top})
    found = read(file, "top")
    assert found.settings.budget.phase_in_years == 6
    assert len(found["supply"]) == 4


def test_a_file_beside_a_workbook(tmp_path: Path) -> None:
    """Tests that a scenario in a file of its own can be put into a workbook, and build on a sheet of it."""
    own = tmp_path / "own.toml"
    own.write_text('base = "other"\n[budget]\nphase_in_years = 6\n', encoding="utf-8")
    found = read(book(tmp_path, other=SHEET), own)
    assert (found.scenario, found.settings.budget.phase_in_years) == ("own", 6)


def test_no_scenario_sheet_is_content(tmp_path: Path) -> None:
    """Tests that the workbook itself is what it is without its scenarios, however broken these are."""
    one = read(book(tmp_path))
    other = read(book(tmp_path, other=SHEET, bad=[["change.9", "x"], ["title", "y"], ["title", "z"]]))
    assert (other.hash, other.warnings) == (one.hash, one.warnings)


FAULTS: dict[str, tuple[Rows, str | None, str | None, str]] = {
    "an empty sheet": ([], None, None, "something that differs"),
    "an unknown key": ([["titel", "x"], *SHEET], "titel", "titel", 'mean "title"?'),
    "a key twice": ([*SHEET, ["title", "y"]], "key", "title", "every setting once"),
    "a change left out": (
        [["change.2.table", "supply"], ["change.2.set.homes", 3]],
        "change",
        "2",
        "numbers from 1 on",
    ),
    "a change without a number": ([["change.table", "supply"]], "change", "table", "numbers from 1 on"),
    "a row left out": (
        [["change.1.table", "supply"], ["change.1.insert.2.lot", "x"]],
        "change[1].insert",
        "2",
        "numbers from 1 on",
    ),
    "an unknown table": (
        [["change.1.table", "suply"], ["change.1.set.homes", 3]],
        "change[1].table",
        "suply",
        'mean "supply"?',
    ),
    "a value that is none": (
        [["change.1.table", "supply"], ["change.1.set.homes", "many"]],
        "change[1].set.homes",
        "many",
        "a whole number",
    ),
    "a list that is none": (
        [["change.1.table", "supply"], ["change.1.where.period", "[2024"], ["change.1.set.homes", 3]],
        "change[1].where.period",
        "[2024",
        "a year",
    ),
    "not dropped": (
        [["change.1.table", "supply"], ["change.1.where.lot", "l1"], ["change.1.drop", False]],
        "change[1].drop",
        "false",
        "true",
    ),
}


@pytest.mark.parametrize(("rows", "column", "value", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault(tmp_path: Path, rows: Rows, column: str | None, value: str | None, expected: str) -> None:
    """Tests that a fault on the sheet of a scenario is the only problem, at its key."""
    problem = only_problem(tmp_path, rows)
    assert (problem.file, problem.column, problem.value) == ("book.xlsx[scenario other]", column, value)
    assert expected in problem.expected.en


def test_a_sheet_without_keys(tmp_path: Path) -> None:
    """Tests that a sheet that has no columns `key` and `value` is told so."""
    file = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(file)) as workbook:
        for name, rows in {"instance": [["key", "value"], *SETTINGS], "scenario x": [["a"], ["b"]]}.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    found = [each for each in problems_of(file, "x")[1] if each.file == "book.xlsx[scenario x]"]
    assert [(each.row, each.column) for each in found] == [(1, "a"), (1, "key")]
