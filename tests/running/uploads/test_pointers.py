"""Pointers into a document: each leads to what its problem is about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.uploaded import ZIP, content_of, sent, zipped

from u16opt.problems import Problem
from u16opt.running.uploading import pointer_of
from u16opt.texts import Text

SOMETHING = Text("iets anders", "something else")


def at(content: Any, pointer: str) -> Any:
    """Return what a pointer leads to, as RFC 6901 says."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        content = content[int(key)] if isinstance(content, list) else content[key]
    return content


def by_column(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return a table as columns."""
    return {
        name: [row.get(name) for row in rows] for name in dict.fromkeys(key for row in rows for key in row)
    }


def faulty(layout: str) -> dict[str, Any]:
    """Return a document with faults everywhere, its tables laid out in one of four ways."""
    content = content_of()
    tables = content["tables"]
    tables["supply"][1]["homes"] = "veel"
    tables["supply"][3]["homse"] = 3
    tables["client_groups"][2]["kinds"] = ["onbekend"]
    content["instance"]["titel"] = "x"
    content["scenarios"] = {"een/twee": {"change": [{"table": "supply", "where": {}, "set": {"homez": 3}}]}}
    content["over~bodig"] = 1
    if "columns" in layout:
        content["tables"] = {name: by_column(rows) for name, rows in tables.items()}
    if "beside" in layout:
        content |= content.pop("tables")
        content["settings"] = content.pop("instance")
    return content


LAYOUTS = {
    "rows": {"/tables/supply/1/homes", "/tables/supply/3/homse", "/instance/titel"},
    "columns": {"/tables/supply/homes/1", "/tables/supply/homse", "/instance/titel"},
    "rows beside": {"/supply/1/homes", "/supply/3/homse", "/settings/titel"},
    "columns beside": {"/supply/homes/1", "/supply/homse", "/settings/titel"},
}
EVERYWHERE = {
    "/scenarios/een~1twee/change/0/set/homez",
    "/over~0bodig",
}


@pytest.mark.parametrize(("layout", "expected"), LAYOUTS.items(), ids=LAYOUTS)
def test_pointers_lead_to_the_fault(layout: str, expected: set[str]) -> None:
    """Tests that however tables are laid out each problem points at its value, key and all."""
    content = faulty(layout)
    upload = sent(content)
    assert expected | EVERYWHERE <= set(upload.pointers)
    for problem, pointer in zip(upload.problems, upload.pointers, strict=True):
        assert pointer is not None
        found = at(content, pointer)
        if problem.row is not None and problem.row > 1:
            assert found == (["onbekend"] if problem.column == "kinds" else problem.value)


def test_a_setting_with_points_in_its_name() -> None:
    """Tests that a key that itself has a point in it is one step of the pointer."""
    content = content_of()
    content["instance"]["policy"] = {"allocation": {"rules": {"a.b": {"mode": "hard"}}}}
    pointers = sent(content).pointers
    assert "/instance/policy/allocation/rules/a.b" in pointers


def test_what_is_missing_is_missed_where_it_should_be() -> None:
    """Tests that of something that is not there the pointer leads to what it should be in."""
    content = content_of()
    del content["instance"]["name"], content["tables"]["supply"], content["tables"]["support"][0]["rate"]
    upload = sent(content)
    assert {"/instance", "/tables", "/tables/support/0"} <= set(upload.pointers)


def test_what_a_model_misses_points_at_its_table() -> None:
    """Tests that a problem which a model has with a table points at it as well."""
    content = content_of()
    del content["tables"]["distances"], content["tables"]["neighbourhoods"][0]["latitude"]
    del content["tables"]["neighbourhoods"][0]["longitude"]
    upload = sent(content)
    assert upload.problems
    assert all(
        pointer.startswith("/tables/neighbourhoods") for pointer in upload.pointers if pointer is not None
    )
    assert None not in upload.pointers


def test_no_pointer_into_a_zip() -> None:
    """Tests that problems of another kind of file have no pointer."""
    upload = sent(zipped({"supply.csv": "lot\n"}), ZIP)
    assert upload.problems
    assert set(upload.pointers) == {None}


def test_a_pointer_without_the_document() -> None:
    """Tests that without the document a pointer says where the contract puts it."""
    places = {
        ("x.json[supply]", 4, "homes"): "/tables/supply/2/homes",
        ("x.json[supply]", None, None): "/tables/supply",
        ("x.json[instance]", None, "budget.payer"): "/instance/budget/payer",
        ("x.json[scenario a b]", None, "change[2].insert[1].lot"): "/scenarios/a b/change/1/insert/0/lot",
        ("x.json", 3, None): "",
        ("supply.csv", 4, "homes"): None,
        ("x.xlsx[supply]", 4, "homes"): None,
    }
    for (file, row, column), pointer in places.items():
        assert pointer_of(Problem(file, SOMETHING, row, column)) == pointer


LABELS = st.sampled_from(
    [
        "x.json",
        "x.json[supply]",
        "x.json[instance]",
        "x.json[scenario ]",
        "x.json[]",
        "supply.csv",
        "x.json[a]",
    ]
)
WORDS = st.text(alphabet="ab.[]0123456789/~", max_size=8)


@settings(max_examples=200, deadline=None)
@given(
    file=LABELS,
    row=st.none() | st.integers(-3, 5),
    column=st.none() | WORDS,
    content=st.recursive(
        st.none() | st.integers(),
        lambda inside: (
            st.lists(inside, max_size=2)
            | st.dictionaries(
                WORDS | st.sampled_from(["tables", "supply", "instance", "scenarios"]), inside, max_size=3
            )
        ),
        max_leaves=8,
    ),
)
def test_every_pointer_leads_somewhere(file: str, row: int | None, column: str | None, content: Any) -> None:
    """Tests that whatever a problem and a document hold, the pointer leads to something in that document."""
    pointer = pointer_of(Problem(file, SOMETHING, row, column), 0 if content is None else content)
    if pointer is not None:
        at(content, pointer)
