"""Workbooks: typed cells, the sheet of settings, and sheets that should not be there."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from support.complete import FILES, write

from u16opt.instance.read import problems_of, read
from u16opt.problems import InputError, Problem

Sheets = dict[str, list[list[Any]]]

SETTINGS = [
    ["key", "value"],
    ["name", "book"],
    ["format", 1],
    ["periods", "[2024, 2025]"],
    ["budget.payer", "host"],
    ["recalibration.total", 5],
]


def sheets(**changed: list[list[Any]]) -> Sheets:
    """Return a small instance as rows of cells, some sheets replaced."""
    return {
        "instance": SETTINGS,
        "municipalities": [["code", "region"], ["A", "noord"], ["B", "zuid"]],
        "recalibration": [["municipality", "current", "basis"], ["A", 2, 100.5], ["B", 3, 80]],
        "provenance": [["table", "column", "status"], ["recalibration", "*", "synthetisch"]],
        **changed,
    }


def book(path: Path, content: Mapping[str, list[list[Any]]]) -> Path:
    """Write sheets of cells to a workbook and return its path."""
    file = path / "book.xlsx"
    options = {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(file), options) as workbook:
        for name, rows in content.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file


def only_problem(path: Path, **changed: list[list[Any]]) -> Problem:
    """Return the one problem of a changed workbook."""
    (problem,) = problems_of(book(path, sheets(**changed)))[1]
    return problem


def test_typed_cells_are_read(tmp_path: Path) -> None:
    """Tests that numbers, truth values and numeric codes in cells become what their column holds."""
    instance = read(
        book(
            tmp_path,
            sheets(
                municipalities=[["code", "region"], [344, 1.5], ["0355", "zuid"]],
                neighbourhoods=[["code", "municipality"], ["W1", "344"]],
                locations=[
                    ["location", "neighbourhood", "product", "places", "place_cost", "closable"],
                    ["f1", "W1", "BV", 12.0, 50000, True],
                ],
                sites=[
                    [
                        "site",
                        "neighbourhood",
                        "product",
                        "min_places",
                        "max_places",
                        "opening_cost",
                        "place_cost",
                    ]
                ],
                demand=[["municipality", "period", "product", "clients"], [344, 2024, "BV", 8]],
                recalibration=[["municipality", "current", "basis"], [344, 2, 100.5]],
            ),
        )
    )
    assert instance["municipalities"]["code"] == ("0355", "344")
    assert instance["municipalities"]["region"] == ("zuid", "1.5")
    assert instance["locations"]["closable"] == (1,)
    assert instance["locations"]["places"] == (12,)
    assert instance["demand"]["period"] == (2024,)


def test_settings_may_be_plain_or_toml(tmp_path: Path) -> None:
    """Tests that values of the sheet `instance` are read as TOML, and as plain text when they are none."""
    settings = [
        ["key", "value"],
        ["format", 1],
        ["name", 2024],
        ["title", "Voorstel 2024 (concept)"],
        ["periods", "[2024, 2025]"],
        ["budget.phase_in_years", 5],
        ["budget.payer", '"centre"'],
        ["budget.centre", "A"],
        ["policy.allocation.order", '["unplaced", ["away", "distance"]]'],
        ["policy.allocation.weights.away", 0.5],
        ["policy.allocation.rules.max_distance.mode", "hard"],
        ["policy.allocation.rules.max_distance.limit", 30],
        ["policy.allocation.rules.mixed_living.share", "1/3"],
        ["policy.allocation.rules.budget.pooled", True],
        ["recalibration.group", '[{regions = ["noord", "zuid"], lettings = 5}]'],
        ["recalibration.max_change", None],
    ]
    read_settings = read(book(tmp_path, sheets(instance=settings))).settings
    assert (read_settings.name, read_settings.title) == ("2024", "Voorstel 2024 (concept)")
    assert (read_settings.budget.phase_in_years, read_settings.budget.payer) == (5, "centre")
    assert read_settings.policy["allocation"] == {
        "order": ["unplaced", ["away", "distance"]],
        "weights": {"away": 0.5},
        "rules": {
            "max_distance": {"mode": "hard", "limit": 30},
            "mixed_living": {"share": "1/3"},
            "budget": {"pooled": True},
        },
    }
    recalibration = read_settings.recalibration
    assert recalibration is not None
    assert (recalibration.total, recalibration.max_change) == (None, None)
    assert [(each.regions, each.lettings) for each in recalibration.group] == [(("noord", "zuid"), 5)]


def test_a_date_is_an_error(tmp_path: Path) -> None:
    """Tests that a cell that Excel made a date of is named with its sheet, row and column."""
    rows = [["municipality", "current", "basis"], ["A", date(2024, 3, 1), 1], ["B", 3, 80]]
    problem = only_problem(tmp_path, recalibration=rows)
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "book.xlsx[recalibration]",
        2,
        "current",
        "2024-03-01",
    )
    assert "not a date" in problem.expected.en


def rewritten(file: Path, old: str, new: str) -> Path:
    """Replace text in the first table of a workbook, as other programs would have written it."""
    with ZipFile(file) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet3.xml"
    assert old.encode() in content[sheet]
    content[sheet] = content[sheet].replace(old.encode(), new.encode())
    with ZipFile(file, "w") as parts:
        for name, part in content.items():
            parts.writestr(name, part)
    return file


VALUELESS = {
    "an error": ('<c r="D2"><v>7</v></c>', '<c r="D2" t="e"><v>#N/A</v></c>', "#N/A"),
    "an error of a formula": (
        '<c r="D2"><v>7</v></c>',
        '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        "#DIV/0!",
    ),
    "a formula not computed": ('<c r="D2"><v>7</v></c>', '<c r="D2"><f>3+4</f><v></v></c>', "=3+4"),
    "a formula without a value": ('<c r="D2"><v>7</v></c>', '<c r="D2"><f>3+4</f></c>', "=3+4"),
}


@pytest.mark.parametrize(("old", "new", "value"), VALUELESS.values(), ids=VALUELESS.keys())
def test_a_cell_without_a_value_is_not_an_empty_cell(tmp_path: Path, old: str, new: str, value: str) -> None:
    """Tests that an error or an uncomputed formula is never taken for "not given"."""
    rows = [["municipality", "current", "basis", "maximum"], ["A", 2, 100.5, 7], ["B", 3, 80, None]]
    file = rewritten(book(tmp_path, sheets(recalibration=rows)), old, new)
    (problem,) = problems_of(file)[1]
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "book.xlsx[recalibration]",
        2,
        "maximum",
        value,
    )
    assert "not an error" in problem.expected.en


def test_a_formula_counts_for_its_value(tmp_path: Path) -> None:
    """Tests that a computed formula is read as its value, and one that gives empty text as not given."""
    rows = [["municipality", "current", "basis", "maximum"], ["A", 2, 100.5, 7], ["B", 3, 80, 8]]
    file = book(tmp_path, sheets(recalibration=rows))
    rewritten(file, '<c r="D2"><v>7</v></c>', '<c r="D2"><f>3+4</f><v>7</v></c>')
    rewritten(file, '<c r="D3"><v>8</v></c>', '<c r="D3" t="str"><f>IF(A1="","",1)</f><v></v></c>')
    assert read(file)["recalibration"]["maximum"] == (7, None)


def test_a_number_as_text_needs_a_point(tmp_path: Path) -> None:
    """Tests that text with a decimal comma in a cell is not guessed at."""
    rows = [["municipality", "current", "basis"], ["A", 2, "100,5"], ["B", 3, 80]]
    problem = only_problem(tmp_path, recalibration=rows)
    assert (problem.row, problem.column, problem.value) == (2, "basis", "100,5")


def test_rows_are_counted_as_the_sheet_does(tmp_path: Path) -> None:
    """Tests that empty rows in between count for the row number and are otherwise passed over."""
    rows = [["municipality", "current", "basis"], [], ["A", 2, 1], [], ["Q", 3, 80]]
    problem = only_problem(tmp_path, recalibration=rows)
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "book.xlsx[recalibration]",
        5,
        "municipality",
        "Q",
    )


def test_a_sheet_must_start_on_row_one(tmp_path: Path) -> None:
    """Tests that column names lower on the sheet are an error, for the rows would be miscounted."""
    rows = [[], ["municipality", "current", "basis"], ["A", 2, 1]]
    problem = only_problem(tmp_path, recalibration=rows)
    assert (problem.file, problem.row) == ("book.xlsx[recalibration]", 1)


def test_an_unknown_sheet_is_a_warning(tmp_path: Path) -> None:
    """Tests that a sheet the contract does not know is named with the sheet that was probably meant."""
    problem = only_problem(tmp_path, budget=[["municipality"]])
    assert (problem.level, problem.file) == ("warning", "book.xlsx[budget]")
    assert 'did you mean "budgets"?' in problem.expected.en


def test_scenario_sheets_are_let_be(tmp_path: Path) -> None:
    """Tests that the sheet of a scenario is no unknown sheet."""
    file = book(tmp_path, sheets(**{"scenario less": [["key", "value"], ["title", "x"]]}))
    assert problems_of(file)[1] == ()


def test_a_missing_sheet_of_settings(tmp_path: Path) -> None:
    """Tests that a workbook without the sheet `instance` is told so."""
    content = sheets()
    del content["instance"]
    (problem,) = problems_of(book(tmp_path, content))[1]
    assert (problem.file, problem.expected.en) == ("book.xlsx[instance]", "this sheet (it is missing)")


def test_an_empty_sheet_of_settings(tmp_path: Path) -> None:
    """Tests that an empty sheet `instance` asks for column names, once."""
    problem = only_problem(tmp_path, instance=[])
    assert (problem.file, problem.expected.en) == ("book.xlsx[instance]", "column names in row 1")


SETTING_FAULTS = {
    "a key twice": (["name", "other"], "key", "name", "every setting once"),
    "a key under a value": (["periods.first", 2024], "key", "periods.first", "every setting once"),
    "a value over keys": (["budget", 3], "key", "budget", "every setting once"),
    "no key": ([None, 3], "key", None, "a value (the cell is empty)"),
    "an unknown key": (["titel", "x"], "titel", "titel", 'did you mean "title"?'),
    "a wrong value": (["budget.phase_in_years", 2.5], "budget.phase_in_years", "2.5", "a whole number"),
    "a formula as text": (["title", "=A1"], "value", "=A1", "not a formula"),
}


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"), SETTING_FAULTS.values(), ids=SETTING_FAULTS.keys()
)
def test_a_fault_in_the_settings(
    tmp_path: Path, row: list[Any], column: str, value: str | None, expected: str
) -> None:
    """Tests that a fault on the sheet `instance` is the only problem, at its key."""
    problem = only_problem(tmp_path, instance=[*SETTINGS, row])
    assert (problem.file, problem.column, problem.value) == ("book.xlsx[instance]", column, value)
    assert expected in problem.expected.en


def test_a_missing_table_is_a_missing_sheet(tmp_path: Path) -> None:
    """Tests that a table that is not there is named as a sheet."""
    content = sheets()
    del content["municipalities"]
    (problem,) = problems_of(book(tmp_path, content))[1]
    assert problem.file == "book.xlsx[municipalities]"


@pytest.mark.parametrize("content", [b"", b"code,region\nA,noord\n", b"PK\x03\x04rest"])
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".XLSX"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    """Tests that a file with the ending of a workbook and other content is one clear error."""
    file = tmp_path / f"book{ending}"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(file)
    (problem,) = caught.value.problems
    assert (problem.file, "a workbook" in problem.expected.en) == (file.name, True)


def test_an_open_document_is_a_workbook(tmp_path: Path) -> None:
    """Tests that an .ods file with the same tables is the same instance as the folder."""
    import odfdo

    instance = read(write(tmp_path / "folder"))
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    settings = [
        ["key", "value"],
        ["format", 1],
        ["name", "complete"],
        ["periods", "[2024, 2025]"],
        ["budget.phase_in_start", 2024],
        ["budget.payer", "centre"],
        ["budget.centre", "A"],
        ["recalibration.total", 2],
        ["policy.allocation.order", '["unplaced", ["away", "distance"]]'],
    ]
    tables = {name.partition(".")[0]: text for name, text in FILES.items() if name != "instance.toml"}
    rows = {name: [line.split(",") for line in text.splitlines()] for name, text in tables.items()}
    for name, content in {"instance": settings, **rows}.items():
        table = odfdo.Table(name)
        table.set_values(content)
        document.body.append(table)
    document.save(str(tmp_path / "book.ods"))
    again = read(tmp_path / "book.ods")
    assert again.hash == instance.hash
    assert again.tables == instance.tables


def test_groups_of_a_recalibration_may_be_numbered(tmp_path: Path) -> None:
    """Tests that groups in rows of their own are those of a list, and that a gap in the numbers is told."""
    without = [row for row in SETTINGS if row[0] != "recalibration.total"]
    whole = [*without, ["recalibration.group", '[{regions = ["noord", "zuid"], lettings = 5}]']]
    rows = [["regions", '["noord", "zuid"]'], ["lettings", 5]]
    first, second = (
        [*without, *([f"recalibration.group.{number}.{key}", value] for key, value in rows)]
        for number in (1, 2)
    )
    for name in "abc":
        (tmp_path / name).mkdir()
    numbered = read(book(tmp_path / "a", sheets(instance=first)))
    assert numbered.hash == read(book(tmp_path / "b", sheets(instance=whole))).hash
    _, problems = problems_of(book(tmp_path / "c", sheets(instance=second)))
    assert ("recalibration.group", "2") in [(each.column, each.value) for each in problems]
