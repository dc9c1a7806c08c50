"""What each kind of change does to the rows it is for, worked out by hand on the complete instance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.scenarios import faults, revised, row, with_scenarios

from u16opt.instance.instance import Instance
from u16opt.instance.read import read


def change(table: str, **said: str) -> str:
    """Return a change as TOML."""
    return f'[[change]]\ntable = "{table}"\n' + "".join(f"{key} = {value}\n" for key, value in said.items())


def values(instance: Instance, table: str, column: str) -> list[Any]:
    """Return a column of a table."""
    return list(instance[table][column])


SET = {
    "a number": ("supply", '{lot = "l1"}', "{homes = 7}", "homes", [7, 3]),
    "a number as text": ("supply", '{lot = "l1"}', '{homes = "7"}', "homes", [7, 3]),
    "all rows": ("supply", "{}", "{homes = 7}", "homes", [7, 7]),
    "a choice": ("supply", "{homes = 3}", '{form = "shared"}', "form", ["regular", "shared"]),
    "not given any more": ("supply", "{}", '{complex_homes = ""}', "complex_homes", [None, None]),
    "a default in place of a value": ("supply", "{}", '{form = ""}', "form", ["regular", "regular"]),
    "a list": (
        "client_groups",
        '{group = "g1"}',
        '{kinds = ["house", "room"]}',
        "kinds",
        [("house", "room"), ("house",)],
    ),
    "a list as text": (
        "client_groups",
        '{group = "g1"}',
        '{kinds = "house|room"}',
        "kinds",
        [("house", "room"), ("house",)],
    ),
    "a flag": ("locations", "{}", "{closable = false}", "closable", [0]),
    "a flag as a number": ("locations", "{}", "{closable = 0}", "closable", [0]),
    "a first period that is not given": (
        "client_groups",
        "{}",
        '{first_period = ""}',
        "first_period",
        [2024, 2024],
    ),
}


@pytest.mark.parametrize(("table", "where", "cells", "column", "expected"), SET.values(), ids=SET.keys())
def test_set(tmp_path: Path, table: str, where: str, cells: str, column: str, expected: list[Any]) -> None:
    """Tests that a cell holds afterwards what it was set to, and other rows what they held."""
    changed = revised(tmp_path, change(table, where=where, set=cells))
    assert values(changed, table, column) == expected


WHERE = {
    "a text": ("supply", '{kind = "flat"}', ["l1"]),
    "a year": ("supply", "{period = 2025}", ["l2"]),
    "a year as text": ("supply", '{period = "2025"}', ["l2"]),
    "one of several": ("supply", "{period = [2024, 2025]}", ["l1", "l2"]),
    "one of several, some unheard of": ("supply", '{kind = ["flat", "castle"]}', ["l1"]),
    "all must hold": ("supply", '{kind = ["flat", "house"], homes = 3}', ["l2"]),
    "a value that is not given": ("supply", '{complex_homes = ""}', ["l1"]),
    "a number": ("supply", "{complex_homes = 9.0}", ["l2"]),
    "no condition": ("supply", "{}", ["l1", "l2"]),
    "a list": ("client_groups", '{kinds = ["flat", "house"]}', ["g1"]),
    "a list as text": ("client_groups", '{kinds = "flat|house"}', ["g1"]),
    "one of several lists": ("client_groups", '{kinds = [["house"], ["flat", "house"]]}', ["g1", "g2"]),
    "a list without order": ("client_groups", '{excluded = ["B", "A"]}', ["g3"]),
    "no list": ("client_groups", "{excluded = []}", ["g1"]),
    "a flag": ("client_groups", "{existing = true}", ["g2"]),
    "a default": ("client_groups", "{priority = 1}", ["g2", "g3"]),
    "the first period by default": ("client_groups", "{first_period = 2024}", ["g1", "g3"]),
    "the first period not given": ("client_groups", '{first_period = ""}', ["g1", "g3"]),
    "a name by default": ("neighbourhoods", '{name = "B1"}', ["B1"]),
}


@pytest.mark.parametrize(("table", "where", "expected"), WHERE.values(), ids=WHERE.keys())
def test_where(tmp_path: Path, table: str, where: str, expected: list[str]) -> None:
    """Tests that exactly the rows are touched in which every column has one of its values."""
    groups = (
        "group,clients,origin,network,kinds,first_period,priority,excluded,support,existing,pin\n"
        "g1,2,A,A1,flat|house,2024,2,,BT,0,\n"
        "g2,3,elsewhere,B,house,2025,,A,,1,l2\n"
        "g3,1,A,,house|flat,,,A|B,,0,\n"
    )
    places = "code,municipality,name\nA1,A,Een\nB1,B,\n"
    marked, mark = {
        "supply": ("owner", '"touched"'),
        "client_groups": ("clients", "77"),
        "neighbourhoods": ("inhabitants", "77"),
    }[table]
    text = change(table, where=where, set=f"{{{marked} = {mark}}}")
    changed = revised(tmp_path, text, client_groups=groups, neighbourhoods=places)
    first = next(iter(changed[table].columns))
    touched = [each[first] for each in changed[table].rows() if each[marked] in (77, "touched")]
    assert touched == expected


def test_where_may_be_left_out(tmp_path: Path) -> None:
    """Tests that without a condition all rows are meant, as with an empty one."""
    one = revised(tmp_path / "one", change("supply", add="{homes = 1}"))
    other = revised(tmp_path / "other", change("supply", where="{}", add="{homes = 1}"))
    assert one.hash == other.hash
    assert values(one, "supply", "homes") == [3, 4]


ADD = {
    "homes": ("supply", "{homes = 2}", "homes", [4, 5]),
    "fewer homes": ("supply", "{homes = -1}", "homes", [1, 2]),
    "where there is a value": ("supply", "{complex_homes = 1}", "complex_homes", [None, 10]),
    "euro": ("support", "{rate = 0.1}", "rate", [12000.6]),
    "a year": ("client_groups", "{first_period = 0, clients = 1}", "first_period", [2024, 2025]),
}


@pytest.mark.parametrize(("table", "amounts", "column", "expected"), ADD.values(), ids=ADD.keys())
def test_add(tmp_path: Path, table: str, amounts: str, column: str, expected: list[Any]) -> None:
    """Tests that amounts are added exactly, and what is not given stays so."""
    assert values(revised(tmp_path, change(table, add=amounts)), table, column) == expected


def test_a_year_later(tmp_path: Path) -> None:
    """Tests that what is built can come a year later, when the last year has been dropped first."""
    text = change("supply", where="{period = 2025}", drop="true") + change("supply", add="{period = 1}")
    unpinned = change("client_groups", where='{pin = "l2"}', set='{pin = ""}')
    changed = revised(tmp_path, unpinned + text)
    assert values(changed, "supply", "lot") == ["l1"]
    assert values(changed, "supply", "period") == [2025]


def test_drop(tmp_path: Path) -> None:
    """Tests that the rows a condition holds for are gone, and no others."""
    changed = revised(
        tmp_path, change("contingents", where='{municipality = "A", period = 2024}', drop="true")
    )
    rows = [(each["municipality"], each["period"]) for each in changed["contingents"].rows()]
    assert rows == [("A", 2025), ("B", 2024)]


def test_drop_everything(tmp_path: Path) -> None:
    """Tests that a table that loses all its rows is an empty table."""
    assert len(revised(tmp_path, change("distances", where="{}", drop="true"))["distances"]) == 0


def test_insert(tmp_path: Path) -> None:
    """Tests that a row that is inserted gets the defaults of any row and its place by its key."""
    added = '[{lot = "l0", neighbourhood = "B1", period = 2024, kind = "flat", homes = 3}]'
    changed = revised(tmp_path, change("supply", insert=added))
    assert values(changed, "supply", "lot") == ["l0", "l1", "l2"]
    assert row(changed, "supply", "l0") == {
        "lot": "l0",
        "neighbourhood": "B1",
        "period": 2024,
        "kind": "flat",
        "form": "regular",
        "homes": 3,
        "complex_homes": None,
        "owner": "",
    }


def test_insert_into_a_table_that_was_not_given(tmp_path: Path) -> None:
    """Tests that a table may come into being: it is then as it would be in a file of its own."""
    path = with_scenarios(
        tmp_path / "without",
        {"let": change("placed", insert='[{group = "g1", lot = "l1", clients = 1}]')},
    )
    (path / "placed.csv").unlink()
    whole = read(with_scenarios(tmp_path / "with", {}))
    assert len(read(path)["placed"]) == 0
    assert read(path, "let").hash == whole.hash


def test_changes_are_made_in_order(tmp_path: Path) -> None:
    """Tests that each change sees what earlier ones made: doubled and then two more is not the reverse."""
    double, more = change("contingents", scale="{lettings = 2}"), change("contingents", add="{lettings = 2}")
    one, other = revised(tmp_path / "one", double + more), revised(tmp_path / "other", more + double)
    assert values(one, "contingents", "lettings") == [6, 6, 4]
    assert values(other, "contingents", "lettings") == [8, 8, 6]


def test_a_later_change_touches_inserted_rows(tmp_path: Path) -> None:
    """Tests that a row that was inserted is a row like any other for the changes after it."""
    added = '[{lot = "x", neighbourhood = "A1", period = 2024, kind = "castle", homes = 1}]'
    text = change("supply", insert=added) + change("supply", where='{kind = "castle"}', add="{homes = 4}")
    assert row(revised(tmp_path, text), "supply", "x")["homes"] == 5


NO_ROW = {
    "a word that is nearly right": ('{kind = "flta"}', '(no row has kind = "flta"); did you mean "flat"?'),
    "a year that is not there": ("{period = 2031}", "(no row has period = 2031)"),
    "several": ('{kind = ["a", "b"]}', '(no row has kind = ["a", "b"])'),
    "never together": ('{kind = "flat", period = 2025}', "for which all of this holds"),
}


@pytest.mark.parametrize(("where", "expected"), NO_ROW.values(), ids=NO_ROW.keys())
def test_no_row(tmp_path: Path, where: str, expected: str) -> None:
    """Tests that a change that touches no row is an error that names file, change and condition."""
    fine = change("supply", add="{homes = 1}")
    (problem,) = faults(tmp_path, fine + change("supply", where=where, set='{owner = "x"}'))
    assert (problem.file, problem.column, problem.level) == (
        "scenarios/other.toml",
        "change[2].where",
        "error",
    )
    assert problem.value == where
    assert expected in problem.expected.en


def test_no_row_in_an_empty_table(tmp_path: Path) -> None:
    """Tests that an empty table is said to be empty, with or without a condition."""
    text = change("previous", add="{clients = 1}")
    (problem,) = faults(tmp_path, text, previous="group,lot,clients\n")
    assert (problem.file, problem.column) == ("scenarios/other.toml", "change[1]")
    assert "the table is empty" in problem.expected.en


@pytest.mark.parametrize("action", ["add", "scale"])
def test_no_value_to_work_on(tmp_path: Path, action: str) -> None:
    """Tests that adding to cells of which none has a value is an error at that column."""
    text = change("supply", where='{lot = "l1"}', **{action: "{homes = 2, complex_homes = 2}"})
    (problem,) = faults(tmp_path, text)
    assert (problem.file, problem.column) == ("scenarios/other.toml", f"change[1].{action}.complex_homes")
    assert "has a value" in problem.expected.en


@pytest.mark.parametrize(
    "said", [{"scale": "{homes = 1}"}, {"add": "{homes = 0}"}, {"set": '{kind = "flat"}'}]
)
def test_a_change_that_changes_nothing(tmp_path: Path, said: dict[str, str]) -> None:
    """Tests that a change that leaves every cell as it was is a warning and no error."""
    path = with_scenarios(tmp_path, {"other": change("supply", where='{lot = "l1"}', **said)})
    changed = read(path, "other")
    (problem,) = changed.warnings
    assert (problem.level, problem.file, problem.column) == ("warning", "scenarios/other.toml", "change[1]")
    assert changed.hash == read(path).hash


def test_many_changes_that_change_nothing_are_one_line(tmp_path: Path) -> None:
    """Tests that changes that leave all as it was are told together, each scenario of a chain by itself."""
    same = change("supply", where='{lot = "l1"}', scale="{homes = 1}")
    path = with_scenarios(tmp_path, {"other": f'base = "first"\n{same * 5}', "first": same})
    told = [(each.file, each.column) for each in read(path, "other").warnings]
    assert told == [
        ("scenarios/first.toml", "change[1]"),
        ("scenarios/other.toml", "change[1], change[2], change[3] (+ 2)"),
    ]


def test_a_cell_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """Tests that a fault in a table is told at its cell, and no change is blamed for rows it cannot find."""
    supply = "lot,neighbourhood,period,kind,homes\nl1,A1,soon,flat,2\nl2,B1,2025,house,x\n"
    text = change("supply", where="{period = 2024}", scale="{homes = 2}")
    text += change("supply", where="{period = 2025}", add="{homes = 1}")
    found = faults(tmp_path, text, supply=supply)
    assert [(each.file, each.row, each.column) for each in found] == [
        ("supply.csv", 2, "period"),
        ("supply.csv", 3, "homes"),
    ]


def test_a_table_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    """Tests that a change to a table that cannot be read at all adds no fault of its own."""
    found = faults(tmp_path, change("supply", add="{homes = 1}"), supply="")
    assert {each.file for each in found} == {"supply.csv"}
