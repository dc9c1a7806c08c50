"""JSON documents with something wrong in them: every fault at its place, and never a crash."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import document, faults, put, small

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read

Fault = tuple[Any, str, int | None, str | None, str | None, str, str]

FAULTS: dict[str, Fault] = {
    "not UTF-8": (b'{"a": \n"\xff"}', "", 2, None, None, "tekst in UTF-8", "text in UTF-8"),
    "no JSON": (
        '{"a": 1,\n "b" 2}',
        "",
        2,
        None,
        None,
        "geldige JSON (deze regel gaat fout bij teken 6)",
        "valid JSON (this line goes wrong at character 6)",
    ),
    "nothing": (
        "",
        "",
        1,
        None,
        None,
        "geldige JSON (deze regel gaat fout bij teken 1)",
        "valid JSON (this line goes wrong at character 1)",
    ),
    "nested too deep": (
        "[" * 33 + "]" * 33,
        "",
        None,
        None,
        None,
        "lijsten en objecten hoogstens 32 diep in elkaar",
        "lists and objects nested at most 32 deep",
    ),
    "nested without end": (
        "[" * 200_000,
        "",
        None,
        None,
        None,
        "lijsten en objecten hoogstens 32 diep in elkaar",
        "lists and objects nested at most 32 deep",
    ),
    "a list": (
        "[1, 2.50]",
        "",
        None,
        None,
        "[1, 2.5]",
        'een object met "instance" (de instellingen) en "tables"',
        'an object with "instance" (settings) and "tables"',
    ),
}


@pytest.mark.parametrize(
    ("content", "part", "row", "column", "value", "nl", "en"), FAULTS.values(), ids=FAULTS
)
def test_what_is_no_document(
    tmp_path: Path,
    content: str | bytes,
    part: str,
    row: int | None,
    column: str | None,
    value: str | None,
    nl: str,
    en: str,
) -> None:
    """Tests that what cannot be read at all is one problem that says where."""
    (problem,) = faults(tmp_path, content)
    assert (problem.file, problem.row, problem.column, problem.value) == (
        f"plan.json{part}",
        row,
        column,
        value,
    )
    assert (problem.expected.nl, problem.expected.en) == (nl, en)


ROW = "tables/recalibration/0"
CELLS: dict[str, tuple[Any, str, int | None, str | None, str | None, str]] = {
    "a key that nobody knows": (put("table", []), "", None, "table", "table", 'did you mean "tables"?'),
    "a table that nobody knows": (
        put("tables/suply", []),
        "[suply]",
        None,
        None,
        "suply",
        'did you mean "supply"?',
    ),
    "a column in camel case": (
        put(f"{ROW}/maxChange", 1),
        "[recalibration]",
        1,
        "maxChange",
        "maxChange",
        "one of: municipality, current, basis, minimum, maximum",
    ),
    "a table as text": (put("tables/supply", "x"), "[supply]", None, None, "x", "rows [{column: value"),
    "a row as a list": (put("tables/recalibration/1", [1]), "[recalibration]", 3, None, "[1]", "a row: {"),
    "text in a number": (
        put(f"{ROW}/current", "2,0"),
        "[recalibration]",
        2,
        "current",
        "2,0",
        "a whole number",
    ),
    "a fraction": (put(f"{ROW}/current", 2.5), "[recalibration]", 2, "current", "2.5", "a whole number"),
    "true in a number": (
        put(f"{ROW}/current", True),
        "[recalibration]",
        2,
        "current",
        "true",
        "true and false only where 0 or 1 belongs",
    ),
    "a list in a number": (
        put(f"{ROW}/current", [2]),
        "[recalibration]",
        2,
        "current",
        "[2]",
        "one value, not a list",
    ),
    "an object": (
        put(f"{ROW}/current", {"a": 1}),
        "[recalibration]",
        2,
        "current",
        '{"a": 1}',
        "a value, not an object",
    ),
    "a number that is too large": (
        put(f"{ROW}/current", 10**15),
        "[recalibration]",
        2,
        "current",
        str(10**15),
        "a number of at most 15 digits",
    ),
    "a formula": (put(f"{ROW}/current", "=1+1"), "[recalibration]", 2, "current", "=1+1", "not a formula"),
    "a missing setting": (put("instance/name", None), "[instance]", None, "name", None, "it is missing"),
    "no settings": (put("instance", None), "[instance]", None, None, None, "this part, with the settings"),
    "settings as text": (put("instance", "x"), "[instance]", None, None, "x", "an object of settings"),
    "settings twice": (
        put("settings", {"format": 1}),
        "[instance]",
        None,
        None,
        None,
        '"instance" or "settings", not both',
    ),
    "a setting nobody knows": (
        put("instance/titel", "x"),
        "[instance]",
        None,
        "titel",
        "titel",
        'did you mean "title"?',
    ),
    "null in a list": (
        put("instance/policy", {"herijking": {"order": [None]}}),
        "[instance]",
        None,
        "policy.herijking.order[1]",
        "null",
        "not null in a list",
    ),
    "a setting that is too large": (
        put("instance/recalibration", {"total": 5, "max_change": 10**40}),
        "[instance]",
        None,
        "recalibration.max_change",
        str(10**40),
        "a finite number of at most 30 digits",
    ),
    "tables as a list": (put("tables", []), "", None, "tables", "[]", "an object of tables by name"),
    "scenarios as a list": (
        put("scenarios", []),
        "",
        None,
        "scenarios",
        "[]",
        "an object of scenarios by name",
    ),
    "a scenario without a name": (put("scenarios", {" ": {}}), "[scenario  ]", None, None, " ", "a name"),
    "a scenario twice": (
        put("scenarios", {"a": {}, "a ": {}}),
        "[scenario a ]",
        None,
        None,
        "a ",
        "every scenario once",
    ),
    "boundaries": (
        put("boundaries", {}),
        "[boundaries]",
        None,
        "properties.code",
        None,
        'every feature has a "code"',
    ),
    "a table twice": (
        put("recalibration", []),
        "[recalibration]",
        None,
        None,
        "recalibration",
        'every table once, inside "tables" or outside of it',
    ),
    "a column that is no list": (
        put("tables/demand", {"clients": 3}),
        "[demand]",
        None,
        "clients",
        "3",
        "a list of values",
    ),
    "columns of two lengths": (
        put("tables/provenance", {"table": ["supply"], "column": ["*"], "status": []}),
        "[provenance]",
        None,
        "status",
        "0",
        "1 values, as many as the longest column has",
    ),
}


@pytest.mark.parametrize(("content", "part", "row", "column", "value", "expected"), CELLS.values(), ids=CELLS)
def test_a_fault_has_its_place(
    tmp_path: Path,
    content: Any,
    part: str,
    row: int | None,
    column: str | None,
    value: str | None,
    expected: str,
) -> None:
    """Tests that a fault is told at its part, row and column, with what was found and what is expected."""
    found = faults(tmp_path, content)
    place = (f"plan.json{part}", row, column, value)
    assert any(
        (each.file, each.row, each.column, each.value) == place and expected in each.expected.en
        for each in found
    ), [each.text("en") for each in found]


ODD: dict[str, tuple[str, str, int | None, str | None, str | None, str]] = {
    "a key twice in a row": (
        '"supply": [{"lot": "a", "lot": "b"}]',
        "[supply]",
        2,
        "lot",
        "lot",
        "every name once",
    ),
    "a key twice at the top": (
        '"supply": [], "supply": []',
        "[supply]",
        None,
        None,
        "supply",
        "every name once",
    ),
    "a setting twice": (
        '"instance": {"budget": {"payer": "host", "payer": "origin"}}',
        "[instance]",
        None,
        "budget.payer",
        "payer",
        "every name once",
    ),
    "not a number": ('"supply": [{}, {"homes": NaN}]', "[supply]", 3, "homes", "NaN", "a finite number"),
    "without end": (
        '"supply": {"homes": [1, -Infinity]}',
        "[supply]",
        3,
        "homes",
        "-Infinity",
        "a finite number",
    ),
    "NUL in a cell": ('"supply": [{"lot": "a\\u0000b"}]', "[supply]", 2, "lot", "a\\0b", "without a NUL"),
    "half a character": (
        '"tables": {"supply": [{"lot": "a\\ud83d"}]}',
        "[supply]",
        2,
        "lot",
        "a?",
        "half a char",
    ),
    "half a character in a key": ('"supply": [{"\\udc00": 1}]', "[supply]", 2, None, "?", "half a char"),
    "NUL in a change": (
        '"scenarios": {"x": {"change": [{"set": {"owner": "\\u0000"}}]}}',
        "[scenario x]",
        None,
        "change[1].set.owner",
        "\\0",
        "without a NUL",
    ),
    "NUL in boundaries": (
        '"boundaries": {"features": [{"id": "\\u0000"}]}',
        "[boundaries]",
        None,
        "features[1].id",
        "\\0",
        "without a NUL",
    ),
}


@pytest.mark.parametrize(("text", "part", "row", "column", "value", "expected"), ODD.values(), ids=ODD)
def test_what_nobody_can_mean(
    tmp_path: Path,
    text: str,
    part: str,
    row: int | None,
    column: str | None,
    value: str | None,
    expected: str,
) -> None:
    """Tests that double keys, numbers that are none and broken characters are refused at their place."""
    (problem,) = faults(tmp_path, f"{{{text}}}")
    assert (problem.file, problem.row, problem.column, problem.value) == (
        f"plan.json{part}",
        row,
        column,
        value,
    )
    assert expected in problem.expected.en
    problem.text("nl").encode()


def test_a_whole_character_from_two_halves(tmp_path: Path) -> None:
    """Tests that a pair of surrogates is the character that it stands for."""
    content = json.dumps(put("instance/title", "🏠"))
    assert "\\ud83c" in content
    assert read(document(tmp_path, content)).title == "🏠"


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Tests that faults in settings, tables and scenarios are all told, not only the first."""
    content = small()
    content["instance"]["titel"] = "x"
    content["tables"]["recalibration"][0]["current"] = "x"
    content["tables"]["municipalities"][1]["region"] = None
    content["extra"] = {}
    assert [each.file for each in faults(tmp_path, content)] == [
        "plan.json[instance]",
        "plan.json[municipalities]",
        "plan.json[recalibration]",
        "plan.json",
    ]


def test_a_broken_scenario_harms_only_itself(tmp_path: Path) -> None:
    """Tests that a document is sound beside a scenario that cannot be read, which says so itself."""
    content = put("scenarios", {"bad": {"title": 3, "budget": {"payer": [None]}}, "none": 3})
    file = document(tmp_path, content)
    assert read(file).hash == read(document(tmp_path, small())).hash
    file = document(tmp_path, content)
    assert {each.column for each in problems_of(file, "bad")[1]} == {"title", "budget.payer[1]"}
    (problem,) = problems_of(file, "none")[1]
    assert (problem.file, problem.value) == ("plan.json[scenario none]", "3")


def test_the_ending_decides(tmp_path: Path) -> None:
    """Tests that a file by another ending is no document, and that the message names all three kinds."""
    (tmp_path / "plan.txt").write_text(json.dumps(small()))
    (problem,) = problems_of(tmp_path / "plan.txt")[1]
    assert problem.expected.nl == (
        "een map met instance.toml en CSV-bestanden, een werkmap (.xlsx, .xls, .ods) of een .json-document"
    )
    document(tmp_path, small()).rename(tmp_path / "PLAN.JSON")
    assert isinstance(read(tmp_path / "PLAN.JSON"), Instance)


KEYS = st.sampled_from(
    [
        "instance",
        "settings",
        "tables",
        "scenarios",
        "boundaries",
        "supply",
        "client_groups",
        "lot",
        "homes",
        "kinds",
        "change",
        "table",
        "set",
        "where",
        "insert",
        "policy",
        "allocation",
        "order",
        "periods",
        "format",
        "name",
        "type",
        "features",
        "",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | KEYS,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inside, max_size=4)
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(content=st.dictionaries(KEYS, ANYTHING, max_size=5) | ANYTHING)
def test_no_document_is_a_crash(content: Any) -> None:
    """Tests that whatever JSON holds gives an instance or problems, and never another exception."""
    with tempfile.TemporaryDirectory() as space:
        instance, problems = problems_of(document(Path(space), content))
        assert (instance is None) == any(problem.level == "error" for problem in problems)
        for problem in problems:
            problem.text("nl").encode()


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=40) | st.text('[]{}",:\\u01ntrfals-.eE ', max_size=40).map(str.encode))
def test_no_bytes_are_a_crash(content: bytes) -> None:
    """Tests that any bytes in a document give problems, and never another exception."""
    with tempfile.TemporaryDirectory() as space:
        assert problems_of(document(Path(space), content))[0] is None
