"""Faults in a scenario: each named by its file and its key, whatever the instance holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.scenarios import faults, revised, with_scenarios

from u16opt.instance.read import problems_of, read

CHANGE = '[[change]]\ntable = "supply"\n'
NOTHING = "something that differs"

FAULTS = {
    "nothing at all": ("", None, None, NOTHING),
    "only a title": ('title = "x"', None, None, NOTHING),
    "empty overrides": ("[budget]\n[policy.allocation]", None, None, NOTHING),
    "an unknown key": ('titel = "x"\n[budget]\nphase_in_years = 5', "titel", "titel", 'mean "title"?'),
    "periods": ("periods = [2024]\n[budget]\nphase_in_years = 5", "periods", "periods", "one of: title"),
    "a title that is no text": ("title = 3\n[budget]\nphase_in_years = 5", "title", "3", "quotation marks"),
    "a base that is no text": ("base = 3", "base", "3", "quotation marks"),
    "a budget that is no table": ("budget = 3", "budget", "3", "a table of settings"),
    "a policy that is no table": ("policy = []", "policy", "[]", "a table of settings"),
    "a model's policy that is no table": (
        "[policy]\nallocation = 3",
        "policy.allocation",
        "3",
        "a table of settings",
    ),
    "one change in the wrong brackets": ('[change]\ntable = "supply"', "change", None, "under [[change]]"),
    "no changes": ("change = []", "change", "[]", "under [[change]]"),
    "a change that is no table": ("change = [3]", "change[1]", "3", "a table of settings"),
    "no table": ("[[change]]\ndrop = true\nwhere = {}", "change[1].table", None, "one of: municipalities"),
    "an unknown table": (
        '[[change]]\ntable = "suply"\nset = {homes = 1}',
        "change[1].table",
        "suply",
        'mean "supply"?',
    ),
    "a table that is no text": (
        "[[change]]\ntable = [1]\nset = {homes = 1}",
        "change[1].table",
        "[1]",
        "one of",
    ),
    "no action": (CHANGE + "where = {}", "change[1]", None, "exactly one of: set, scale, add, drop, insert"),
    "two actions": (
        CHANGE + "set = {homes = 1}\nadd = {homes = 1}",
        "change[1]",
        "set, add",
        "exactly one of",
    ),
    "an unknown key in a change": (
        CHANGE + "were = {}\nset = {homes = 1}",
        "change[1].were",
        "were",
        'mean "where"?',
    ),
    "a condition that is no table": (
        CHANGE + "where = 3\nset = {homes = 1}",
        "change[1].where",
        "3",
        "a table of settings",
    ),
    "an unknown column in a condition": (
        CHANGE + 'where = {knd = "flat"}\nset = {homes = 1}',
        "change[1].where.knd",
        "knd",
        'mean "kind"?',
    ),
    "a year that is none": (
        CHANGE + 'where = {period = "soon"}\nset = {homes = 1}',
        "change[1].where.period",
        "soon",
        "a year, such as 2024",
    ),
    "a date as a year": (
        CHANGE + "where = {period = 2024-01-01}\nset = {homes = 1}",
        "change[1].where.period",
        '"2024-01-01"',
        "a year, such as 2024",
    ),
    "one of no values": (
        CHANGE + "where = {period = []}\nset = {homes = 1}",
        "change[1].where.period",
        "[]",
        "at least one value",
    ),
    "a half home": (CHANGE + "set = {homes = 1.5}", "change[1].set.homes", "1.5", "a whole number"),
    "fewer than no homes": (CHANGE + "set = {homes = -1}", "change[1].set.homes", "-1", "at least 0"),
    "truth as a number": (CHANGE + "set = {homes = true}", "change[1].set.homes", "true", "a whole number"),
    "truth as a text": (
        CHANGE + "set = {owner = true}",
        "change[1].set.owner",
        "true",
        "text in quotation marks",
    ),
    "a list for one value": (
        CHANGE + "set = {homes = [1, 2]}",
        "change[1].set.homes",
        "[1, 2]",
        "one value, not a list",
    ),
    "an unknown form": (
        CHANGE + 'set = {form = "new_built"}',
        "change[1].set.form",
        "new_built",
        'mean "new_build"?',
    ),
    "a home nobody can find": (
        CHANGE + 'set = {kind = ""}',
        "change[1].set.kind",
        "",
        "the cell is empty",
    ),
    "nothing to set": (CHANGE + "set = {}", "change[1].set", None, "at least one column"),
    "a set that is no table": (CHANGE + "set = 3", "change[1].set", "3", "a table of settings"),
    "a list of numbers": (
        '[[change]]\ntable = "client_groups"\nset = {kinds = [1]}',
        "change[1].set.kinds",
        "[1]",
        "a list of texts",
    ),
    "a list in a list": (
        '[[change]]\ntable = "client_groups"\nset = {kinds = ["flat|house"]}',
        "change[1].set.kinds",
        '["flat|house"]',
        'texts without "|"',
    ),
    "a factor on a text": (
        CHANGE + "scale = {kind = 2}",
        "change[1].scale.kind",
        "kind",
        "one of: homes, complex_homes",
    ),
    "a factor on a year": (CHANGE + "scale = {period = 2}", "change[1].scale.period", "period", "one of"),
    "a factor below 0": (CHANGE + "scale = {homes = -1}", "change[1].scale.homes", "-1", "at least 0"),
    "an endless factor": (CHANGE + "scale = {homes = inf}", "change[1].scale.homes", "Infinity", "a number"),
    "a factor in words": (CHANGE + 'scale = {homes = "half"}', "change[1].scale.homes", "half", '"2/3"'),
    "a factor over nothing": (CHANGE + 'scale = {homes = "1/0"}', "change[1].scale.homes", "1/0", "a number"),
    "half a home more": (CHANGE + "add = {homes = 0.5}", "change[1].add.homes", "0.5", "a whole number"),
    "half a year later": (CHANGE + "add = {period = 0.5}", "change[1].add.period", "0.5", "a whole number"),
    "a drop that is none": (CHANGE + "where = {}\ndrop = false", "change[1].drop", "false", "true"),
    "a drop of whatever": (CHANGE + "drop = true", "change[1].where", None, "where = {} drops all rows"),
    "an insert of nothing": (CHANGE + "insert = []", "change[1].insert", "[]", "at least one row"),
    "an insert of one row without a list": (
        CHANGE + 'insert = {lot = "x"}',
        "change[1].insert",
        '{"lot": "x"}',
        "at least one row",
    ),
    "a row that is none": (CHANGE + "insert = [3]", "change[1].insert[1]", "3", "a table of settings"),
    "an insert somewhere": (
        CHANGE + 'where = {}\ninsert = [{lot="x", neighbourhood="A1", period=2024, kind="flat", homes=1}]',
        "change[1].where",
        "{}",
        "no where beside insert",
    ),
    "a row without homes": (
        CHANGE + 'insert = [{lot = "x", neighbourhood = "A1", period = 2024, kind = "flat"}]',
        "change[1].insert[1].homes",
        "",
        "the cell is empty",
    ),
    "a row with an unknown column": (
        CHANGE + 'insert = [{lot="x", neighbourhood="A1", period=2024, kind="flat", homes=1, hoems=2}]',
        "change[1].insert[1].hoems",
        "hoems",
        'mean "homes"?',
    ),
}


@pytest.mark.parametrize(("text", "column", "value", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault(tmp_path: Path, text: str, column: str | None, value: str | None, expected: str) -> None:
    """Tests that a fault is the only problem, at its key in the scenario's file, with what is expected."""
    (problem,) = faults(tmp_path, text)
    assert (problem.file, problem.level, problem.column) == ("scenarios/other.toml", "error", column)
    assert expected in problem.expected.en
    if column != "change" or value is not None:
        assert problem.value == value


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Tests that faults in the tables, in settings and in every change of a scenario are told together."""
    text = CHANGE + "set = {homes = 1.5}\n" + CHANGE + 'where = {knd = "x"}\nscale = {homes = -1}'
    found = faults(tmp_path, f"titel = 1\n{text}", placed="group,lot,clients\ng1,l1,many\n")
    assert [(each.file, each.column) for each in found] == [
        ("placed.csv", "clients"),
        ("scenarios/other.toml", "titel"),
        ("scenarios/other.toml", "change[1].set.homes"),
        ("scenarios/other.toml", "change[2].where.knd"),
        ("scenarios/other.toml", "change[2].scale.homes"),
    ]


@pytest.mark.parametrize(
    ("content", "row", "expected"),
    [
        (b"title = x", 1, "valid TOML"),
        (b'title = "x"\n[budget\n', 2, "valid TOML"),
        ('title = "één"'.encode("latin-1"), None, "UTF-8"),
        (b"\xff\xfe\x00", None, "UTF-8"),
        (b"x = " + b"1" * 5000, None, "valid TOML"),
        (b"x = " + b"[" * 5000, None, "valid TOML"),
    ],
)
def test_not_toml(tmp_path: Path, content: bytes, row: int | None, expected: str) -> None:
    """Tests that a file that is no TOML, or not in UTF-8, is one problem with its row."""
    (problem,) = faults(tmp_path, content)
    assert (problem.file, problem.row) == ("scenarios/other.toml", row)
    assert expected in problem.expected.en


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_how_editors_save(tmp_path: Path, mark: bytes, end: bytes) -> None:
    """Tests that a byte-order mark and the line ends of Windows change nothing."""
    lines = ["title = 'Eén jaar later'", "[[change]]", "table = 'supply'", "set = {owner = 'Ünie'}"]
    path = with_scenarios(tmp_path, {"één-jaar": mark + end.join(line.encode() for line in lines)})
    instance = read(path, "één-jaar")
    assert (instance.scenario, instance.scenario_title) == ("één-jaar", "Eén jaar later")
    assert instance["supply"]["owner"] == ("Ünie", "Ünie")


def test_accents_are_one_letter(tmp_path: Path) -> None:
    """Tests that an accent written as a letter of its own means the same in names, conditions and values."""
    name, apart = "één", "e\u0301e\u0301n"
    change = f'[[change]]\ntable = "municipalities"\nwhere = {{name = "{apart}"}}\nset = {{region = "west"}}'
    places = "code,name,region\nA,één,noord\nB,Bee,zuid\n"
    path = with_scenarios(tmp_path, {apart: change}, municipalities=places)
    assert read(path, name)["municipalities"]["region"] == ("west", "zuid")
    assert read(path, apart).scenario == name


def test_a_broken_scenario_harms_nobody_else(tmp_path: Path) -> None:
    """Tests that the instance itself, and its other scenarios, are read whatever is wrong with one."""
    good = "[budget]\nphase_in_years = 5"
    path = with_scenarios(tmp_path, {"good": good, "bad": "[[", "worse": b"\xff"})
    assert problems_of(path) == (read(path), ())
    assert read(path, "good").settings.budget.phase_in_years == 5


def test_a_title_may_be_left_out(tmp_path: Path) -> None:
    """Tests that a scenario without a title is called by its name."""
    assert revised(tmp_path, "[budget]\nphase_in_years = 5").scenario_title == "other"
