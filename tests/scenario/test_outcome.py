"""What a scenario makes of an instance is checked as any instance is, and says who made it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.complete import FILES
from support.scenarios import faults, revised, with_scenarios

from u16opt.checkup import checkup, checkup_of_all
from u16opt.instance.read import read
from u16opt.problems import Problem

FILE = "scenarios/other.toml"
SUPPLY = '[[change]]\ntable = "supply"\n'


def lot(**said: object) -> str:
    """Return a scenario that inserts one lot."""
    cells = {"lot": '"x"', "neighbourhood": '"A1"', "period": 2024, "kind": '"flat"', "homes": 1} | said
    return f"{SUPPLY}insert = [{{{', '.join(f'{key} = {value}' for key, value in cells.items())}}}]\n"


def place(problem: Problem) -> tuple[str, int | None, str | None]:
    """Return where a problem is."""
    return problem.file, problem.row, problem.column


OUTCOMES = {
    "a year outside the periods": (
        f"{SUPPLY}add = {{period = 1}}",
        ("supply.csv", 3, "period"),
        f"2024, 2025 [{FILE}, change[1].add]",
    ),
    "an unknown code": (
        f'{SUPPLY}where = {{lot = "l1"}}\nset = {{neighbourhood = "Z9"}}',
        ("supply.csv", 2, "neighbourhood"),
        f"a code from neighbourhoods [{FILE}, change[1].set]",
    ),
    "more homes than their complex": (
        f"{SUPPLY}where = {{complex_homes = 9}}\nset = {{homes = 10}}",
        ("supply.csv", 3, "complex_homes"),
        f"[{FILE}, change[1].set]",
    ),
    "fewer than nothing": (
        '[[change]]\ntable = "contingents"\nadd = {lettings = -2}',
        ("contingents.csv", 4, "lettings"),
        f"at least 0 [{FILE}, change[1].add]",
    ),
    "a row that others need": (
        '[[change]]\ntable = "support"\nwhere = {}\ndrop = true',
        ("client_groups.csv", 2, "support"),
        "a code from support [scenario other]",
    ),
    "an inserted row with an unknown code": (
        lot(neighbourhood='"A2"'),
        (FILE, None, "change[1].insert[1].neighbourhood"),
        "a code from neighbourhoods",
    ),
    "an inserted row outside the periods": (
        lot() + lot(lot='"y"', period=2031),
        (FILE, None, "change[2].insert[1].period"),
        "2024, 2025",
    ),
    "an inserted row that is there already": (
        lot(lot='"l1"'),
        (FILE, None, "change[1].insert[1].lot"),
        "not already row 2",
    ),
    "an inserted row that a later change spoilt": (
        f'{lot()}{SUPPLY}where = {{lot = "x"}}\nset = {{period = 2040}}',
        (FILE, None, "change[1].insert[1].period"),
        f"[{FILE}, change[2].set]",
    ),
    "the last of several changes is named": (
        f"{SUPPLY}add = {{homes = 1}}\n{SUPPLY}set = {{homes = 1}}\n"
        f"{SUPPLY}where = {{lot = 'l2'}}\nadd = {{homes = -2}}",
        ("supply.csv", 3, "homes"),
        f"[{FILE}, change[3].add]",
    ),
}


@pytest.mark.parametrize(("text", "where", "expected"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_a_fault_in_the_outcome(
    tmp_path: Path, text: str, where: tuple[str, int | None, str], expected: str
) -> None:
    """Tests that a fault that a scenario makes is told at its cell or row, with the change that made it."""
    found = faults(tmp_path, text)
    (problem,) = [each for each in found if place(each) == where]
    assert problem.level == "error"
    assert expected in problem.expected.en


def test_a_table_that_a_model_needs(tmp_path: Path) -> None:
    """Tests that rows for a model whose other tables are not there ask for these."""
    row = '{municipality = "A", period = 2024, product = "BV", clients = 1}'
    text = f'[[change]]\ntable = "demand"\ninsert = [{row}]'
    path = with_scenarios(tmp_path, {"other": text})
    for name in ("locations", "sites", "demand"):
        (path / f"{name}.csv").unlink()
    assert checkup(path, scenario="other")[0] is None
    missing = [each.file for each in checkup(path, scenario="other")[1] if each.level == "error"]
    assert missing == ["locations.csv", "sites.csv"]
    assert read(path).scenario is None


def test_a_mended_fault(tmp_path: Path) -> None:
    """Tests that a contradiction that a scenario takes away is gone: only the outcome counts."""
    supply = FILES["supply.csv"].replace("house,temporary,3,9", "house,temporary,3,2")
    found = revised(
        tmp_path, f"{SUPPLY}where = {{complex_homes = 2}}\nset = {{complex_homes = 6}}", supply=supply
    )
    assert found["supply"]["complex_homes"] == (None, 6)


def test_faults_that_were_there_are_as_they_were(tmp_path: Path) -> None:
    """Tests that what is wrong without the scenario names no scenario, and what it adds does."""
    placed = "group,lot,clients\ng1,l9,1\n"
    found = faults(tmp_path, lot(neighbourhood='"Z9"'), placed=placed)
    assert {place(each) for each in found} == {
        ("placed.csv", 2, "lot"),
        (FILE, None, "change[1].insert[1].neighbourhood"),
    }
    assert not any("scenario" in each.expected.en for each in found)


def test_a_new_warning(tmp_path: Path) -> None:
    """Tests that a warning that only the scenario gives rise to says so, and stops nothing."""
    found = revised(tmp_path, f'{SUPPLY}where = {{kind = "house"}}\nset = {{kind = "flat"}}')
    (warning,) = found.warnings
    assert (place(warning), warning.value) == (("client_groups.csv", 2, "kinds"), "house")
    assert "[scenario other]" in warning.expected.en


def test_what_a_model_has_against_it(tmp_path: Path) -> None:
    """Tests that a fault only a model sees names the scenario that gave rise to it."""
    text = (
        '[[change]]\ntable = "neighbourhoods"\nwhere = {code = "A1"}\nset = {latitude = "", longitude = ""}\n'
        '[[change]]\ntable = "distances"\nwhere = {}\ndrop = true\n'
        '[[change]]\ntable = "client_groups"\nset = {network = "A1"}'
    )
    places = FILES["neighbourhoods.csv"].replace("B1,B,Twee,700,300,,,,", "B1,B,Twee,700,300,52.01,5.2,,")
    path = with_scenarios(tmp_path, {"other": text}, neighbourhoods=places)
    assert [each for each in checkup(path, "allocation")[1] if each.level == "error"] == []
    (problem,) = [each for each in checkup(path, "allocation", scenario="other")[1] if each.level == "error"]
    assert problem.value == "A1"
    assert "[scenario other]" in problem.expected.en


def test_all_scenarios_at_once(tmp_path: Path) -> None:
    """Tests that a check-up applies each scenario alone, and tells every fault once."""
    bad = f'{SUPPLY}where = {{kind = "x"}}\nset = {{homes = 1}}'
    files = {"good": "[budget]\nphase_in_years = 5", "bad": bad, "top": f'base = "bad"\n{lot()}'}
    path = with_scenarios(tmp_path, files)
    before = checkup(path)[1]
    instance, found, revised_ones = checkup_of_all(path)
    assert instance == read(path)
    assert found[: len(before)] == before
    assert [place(each) for each in found[len(before) :]] == [("scenarios/bad.toml", None, "change[1].where")]
    assert list(revised_ones) == ["bad", "good", "top"]
    assert revised_ones["good"] == read(path, "good")
    assert revised_ones["bad"] is None


def test_scenarios_of_a_broken_instance(tmp_path: Path) -> None:
    """Tests that a broken instance blames no scenario for it, and faults in a scenario itself are told."""
    files = {"good": f'{SUPPLY}where = {{lot = "l1"}}\nset = {{homes = 5}}', "bad": "titel = 1"}
    path = with_scenarios(tmp_path, files, supply=FILES["supply.csv"].replace("l1,", "l0,"))
    instance, found, revised_ones = checkup_of_all(path)
    assert (instance, revised_ones) == (None, {"bad": None, "good": None})
    assert {each.file for each in found if each.level == "error"} == {
        "placed.csv",
        "previous.csv",
        "scenarios/bad.toml",
    }
