"""Citizen numbers in an upload: refused wherever text is kept, and never shown again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.uploaded import COMPLETE, JSON, XLSX, ZIP, booked, content_of, only, sent, workbook, zipped

from u16opt.running.uploading import Upload

NUMBER = "111222333"
NL = (
    "een eigen code, of tekst zonder burgerservicenummer; hier staan negen cijfers die aan de elfproef "
    "voldoen{}. Vervang ze door een code die u zelf bedenkt, of laat ze weg"
)
EN = (
    "a code of your own, or text without a citizen service number (BSN); here are nine digits that pass "
    "the eleven test{}. Replace them by a code that you make up, or leave them out"
)


def hidden(upload: Upload) -> None:
    """See that an upload is refused and shows the number nowhere, in whatever language."""
    assert upload.facts is None
    told = [each.as_dict(language) for each in upload.problems for language in ("nl", "en")]
    assert NUMBER not in json.dumps(told)
    assert "1112.22.333" not in json.dumps(told)


def replaced(name: str, old: str, new: str) -> bytes:
    """Return the complete instance as a zip, with other text in one file."""
    assert old in COMPLETE[name]
    return zipped({**COMPLETE, name: COMPLETE[name].replace(old, new)})


CELLS = {
    "the name of a municipality": ("municipalities.csv", "Bee", NUMBER, 3, "name"),
    "a name of a neighbourhood": ("neighbourhoods.csv", "Een", "bij 1112.22.333", 2, "name"),
    "an owner": ("supply.csv", "Corporatie", f"Van {NUMBER}", 2, "owner"),
    "a note": ("provenance.csv", "2024,\n", f"2024,{NUMBER}\n", 2, "note"),
    "a source": ("provenance.csv", "CBS", NUMBER, 2, "source"),
}


@pytest.mark.parametrize(("file", "old", "new", "row", "column"), CELLS.values(), ids=CELLS)
def test_in_a_cell(file: str, old: str, new: str, row: int, column: str) -> None:
    """Tests that a citizen number in any text column is one problem at its row, without the number."""
    upload = sent(replaced(file, old, new), ZIP)
    problem = only(upload)
    hidden(upload)
    assert (problem.file, problem.row, problem.column, problem.value) == (file, row, column, None)
    assert (problem.expected.nl, problem.expected.en) == (NL.format(""), EN.format(""))


def test_one_problem_for_a_column() -> None:
    """Tests that a column full of them is told once, at its first row, with how many there are."""
    content = content_of()
    for row in content["tables"]["supply"][2:6]:
        row["owner"] = f"{row['lot']} {NUMBER}"
    upload = sent(content)
    problem = only(upload)
    hidden(upload)
    assert (problem.file, problem.row, problem.column) == ("upload.json[supply]", 4, "owner")
    assert problem.expected.nl == NL.format(" (op 4 plaatsen)")
    assert problem.expected.en == EN.format(" (in 4 places)")
    assert upload.pointers == ("/tables/supply/2/owner",)


def test_as_the_code_of_a_group() -> None:
    """Tests that a group called by a citizen number is refused in every table that names it, unseen."""
    content = content_of()
    group = content["tables"]["client_groups"][0]
    group["group"], group["origin"] = int(NUMBER), f"z{NUMBER}"
    upload = sent(content)
    hidden(upload)
    places = [(each.row, each.column, each.value) for each in upload.problems]
    assert places[:2] == [(2, "group", None), (2, "origin", None)]
    assert (2, "origin", None) in places[2:], "what else is wrong with the origin is told, without its value"


def test_numbers_are_not_looked_at() -> None:
    """Tests that an amount in a column of numbers may be any number."""
    rates = COMPLETE["support.csv"].replace("12000.5", NUMBER)
    budgets = COMPLETE["budgets.csv"].replace("3000", NUMBER)
    upload = sent(zipped({**COMPLETE, "support.csv": rates, "budgets.csv": budgets}), ZIP)
    assert upload.problems == ()


def in_scenario(change: dict[str, Any]) -> Any:
    """Return a document with one scenario of one change."""
    content = content_of()
    content["scenarios"] = {"s": {"title": "S", "change": [change]}}
    return content


ROW = {"lot": "x", "neighbourhood": "A1", "period": 2024, "kind": "studio", "homes": 1}
SCENARIOS = {
    "a row": ({"table": "supply", "insert": [{**ROW, "owner": NUMBER}]}, "change[1].insert[1].owner"),
    "a code as a number": (
        {"table": "supply", "insert": [{**ROW, "lot": int(NUMBER)}]},
        "change[1].insert[1].lot",
    ),
    "a value": ({"table": "supply", "where": {}, "set": {"owner": NUMBER}}, "change[1].set.owner"),
    "a condition": (
        {"table": "supply", "where": {"lot": ["x", NUMBER]}, "set": {"homes": 3}},
        "change[1].where.lot[2]",
    ),
}


@pytest.mark.parametrize(("change", "column"), SCENARIOS.values(), ids=SCENARIOS)
def test_in_a_scenario(change: dict[str, Any], column: str) -> None:
    """Tests that a scenario may not bring one in, by whatever change, nor ask for one."""
    upload = sent(in_scenario(change))
    hidden(upload)
    assert (upload.problems[0].file, upload.problems[0].column) == ("upload.json[scenario s]", column)


def test_amounts_in_a_scenario_are_not_looked_at() -> None:
    """Tests that a scenario may set a number to any number."""
    change = {"table": "support", "where": {}, "set": {"rate": int(NUMBER)}}
    assert sent(in_scenario(change)).problems == ()


def elsewhere() -> dict[str, Any]:
    """Return documents with a citizen number where text is kept beside the tables."""
    feature = {"type": "Feature", "geometry": None, "properties": {"code": "A", "who": f"x {NUMBER}"}}
    changed = {
        "[instance] title": {"instance": content_of()["instance"] | {"title": NUMBER}},
        "[instance] name": {"instance": content_of()["instance"] | {"name": f"plan-{NUMBER}"}},
        "[scenario s] title": {"scenarios": {"s": {"title": NUMBER, "budget": {"payer": "host"}}}},
        "[scenario *********] None": {"scenarios": {NUMBER: {"budget": {"payer": "host"}}}},
        "[boundaries] features.0.properties.who": {
            "boundaries": {"type": "FeatureCollection", "features": [feature]}
        },
    }
    return {place: {**content_of(), **change} for place, change in changed.items()}


@pytest.mark.parametrize(("place", "content"), elsewhere().items(), ids=elsewhere())
def test_in_settings_scenarios_and_boundaries(place: str, content: Any) -> None:
    """Tests that names, titles and properties of places are looked at as well."""
    upload = sent(content)
    hidden(upload)
    part, _, column = place.rpartition(" ")
    problem = upload.problems[0]
    assert (problem.file, str(problem.column)) == (f"upload.json{part}", column)


def test_in_an_unknown_column() -> None:
    """Tests that the name of a column that nobody knows is hidden too."""
    content = content_of()
    content["tables"]["supply"][0][NUMBER] = 1
    hidden(sent(content))


def test_in_a_workbook() -> None:
    """Tests that a cell with the number as a number is seen in a text column of a workbook."""
    supply = [line.split(",") for line in COMPLETE["supply.csv"].splitlines()]
    supply[1][7] = NUMBER
    upload = sent(booked({**COMPLETE, "supply.csv": "\n".join(map(",".join, supply))}), XLSX)
    hidden(upload)
    assert (only(upload).file, only(upload).column) == ("upload.xlsx[supply]", "owner")


STRANGE: dict[str, tuple[list[list[Any]], int | None]] = {
    "text": ([["naam", "nummer"], ["x", NUMBER]], 2),
    "a column of numbers": ([["naam", "nummer"], ["x", 111222333], ["y", 123456782], ["z", 12345672]], 2),
    "amounts": ([["naam", "bedrag"], ["x", 111222333], ["y", 100000000], ["z", 123456782]], None),
    "one amount": ([["naam", "bedrag"], ["x", 111222333]], None),
}


@pytest.mark.parametrize(("rows", "row"), STRANGE.values(), ids=STRANGE)
def test_on_a_sheet_that_nobody_reads(rows: list[list[Any]], row: int | None) -> None:
    """Tests that a sheet that is no table, and is kept with the workbook, is looked at all the same."""
    settings = [
        ["key", "value"],
        ["format", 1],
        ["name", "x"],
        ["periods", "[2024]"],
        ["recalibration.total", 5],
    ]
    tables = {
        "municipalities": [["code", "region"], ["A", "noord"]],
        "recalibration": [["municipality", "current", "basis"], ["A", 5, 1]],
        "provenance": [["table", "column", "status"], ["recalibration", "*", "bron"]],
    }
    upload = sent(workbook({"instance": settings, **tables, "lijst": rows}), XLSX)
    found = [(each.file, each.row, each.column) for each in upload.problems if each.level == "error"]
    assert found == ([] if row is None else [("upload.xlsx[lijst]", row, "B")])
    assert (upload.facts is None) == bool(found)


def test_check_does_not_look(tmp_path: Any) -> None:
    """Tests that `u16opt check` on one's own machine takes any code; only what is sent is looked at."""
    from u16opt.instance.read import read

    content = content_of()
    content["tables"]["supply"][0]["owner"] = NUMBER
    (tmp_path / "plan.json").write_text(json.dumps(content), encoding="utf-8")
    assert NUMBER in read(tmp_path / "plan.json")["supply"]["owner"]
    assert sent(content, JSON).facts is None
