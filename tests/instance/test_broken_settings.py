"""Faults in ``instance.toml``: each named by its dotted path."""

from pathlib import Path

import pytest
from support.complete import SETTINGS, write

from u16opt.instance.read import problems_of
from u16opt.problems import Problem

RECALIBRATION = "{ total = 2 }"

FAULTS = {
    "another format": ("format = 1", "format = 2", "format", "2", "one of: 1"),
    "format as text": ("format = 1", 'format = "1"', "format", "1", "one of: 1"),
    "no name": ('name = "complete"', "", "name", None, "it is missing"),
    "empty name": ('name = "complete"', 'name = ""', "name", "", "a name"),
    "number as name": ('name = "complete"', "name = 7", "name", "7", "text in quotation marks"),
    "number as title": ('"Every table once"', "7", "title", "7", "text in quotation marks"),
    "unknown key": ("title", "titel", "titel", "titel", 'did you mean "title"?'),
    "no periods": ("periods = [2024, 2025]", "", "periods", None, "it is missing"),
    "empty periods": ("[2024, 2025]", "[]", "periods", "[]", "at least one year, rising, each once"),
    "falling periods": ("[2024, 2025]", "[2025, 2024]", "periods", "[2025, 2024]", "rising"),
    "double period": ("[2024, 2025]", "[2024, 2025, 2025]", "periods", "[2024, 2025, 2025]", "each once"),
    "one year for periods": ("[2024, 2025]", "2024", "periods", "2024", "a list of years"),
    "half a year": ("[2024, 2025]", "[2024, 2025.5]", "periods.1", "2025.5", "a whole number"),
    "year as text": ("[2024, 2025]", '[2024, "2025"]', "periods.1", "2025", "a whole number"),
    "date as period": ("[2024, 2025]", "[2024-01-01]", "periods.0", '"2024-01-01"', "a whole number"),
    "truth as period": ("[2024, 2025]", "[true]", "periods.0", "true", "a whole number"),
    "unknown budget key": ("payer", "payr", "budget.payr", "payr", 'did you mean "payer"?'),
    "unknown payer": (
        'payer = "centre"',
        'payer = "state"',
        "budget.payer",
        "state",
        "one of: origin, host, centre",
    ),
    "unknown centre": ('centre = "A"', 'centre = "A1"', "budget.centre", "A1", "a code from municipalities"),
    "payer without centre": ('centre = "A"', "", "budget.centre", None, 'payer is "centre"'),
    "no years of phasing in": (
        "phase_in_start = 2024",
        "phase_in_years = 0",
        "budget.phase_in_years",
        "0",
        "at least 1",
    ),
    "half a year of phasing in": (
        "phase_in_start = 2024",
        "phase_in_start = 0.5",
        "budget.phase_in_start",
        "0.5",
        "a whole number",
    ),
    "budget as a number": (
        SETTINGS[SETTINGS.index("[budget]") :],
        "budget = 3",
        "budget",
        "3",
        "a table of settings",
    ),
    "policy as a list": (
        SETTINGS[SETTINGS.index("[policy") :],
        "[[policy]]\norder = 1",
        "policy",
        '[{"order": 1}]',
        "a table of settings",
    ),
    "policy of a model as text": (
        SETTINGS[SETTINGS.index("[policy") :],
        '[policy]\nspread = "x"',
        "policy.spread",
        "x",
        "a table of settings",
    ),
    "recalibration as text": (RECALIBRATION, '"x"', "recalibration", "x", "a table of settings"),
    "nothing to recalibrate to": (RECALIBRATION, "{}", "recalibration", None, "either total"),
    "an unknown key of the recalibration": (
        RECALIBRATION,
        "{ total = 2, max_chang = 1 }",
        "recalibration.max_chang",
        "max_chang",
        'did you mean "max_change"?',
    ),
    "fewer than no lettings": (RECALIBRATION, "{ total = -1 }", "recalibration.total", "-1", "at least 0"),
    "more lettings than homes": (
        RECALIBRATION,
        "{ total = 1000001 }",
        "recalibration.total",
        "1000001",
        "at most 1000000",
    ),
    "half a letting": (RECALIBRATION, "{ total = 2.5 }", "recalibration.total", "2.5", "a whole number"),
    "a change below nothing": (
        RECALIBRATION,
        "{ total = 2, max_change = -1 }",
        "recalibration.max_change",
        "-1",
        "a whole number, at least 0",
    ),
    "a total and groups": (
        RECALIBRATION,
        "{ total = 2, group = [{ regions = ['noord', 'zuid'], lettings = 2 }] }",
        "recalibration",
        None,
        "either total",
    ),
    "a group that is no list": (
        RECALIBRATION,
        "{ group = { regions = ['noord', 'zuid'], lettings = 2 } }",
        "recalibration.group",
        '{"regions": ["noord", "zuid"], "lettings": 2}',
        "groups, each under [[recalibration.group]]",
    ),
    "a group without lettings": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid'] }] }",
        "recalibration.group.0.lettings",
        None,
        "it is missing",
    ),
    "a group with a key too many": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid'], lettings = 2, letings = 3 }] }",
        "recalibration.group.0.letings",
        "letings",
        'did you mean "lettings"?',
    ),
    "lettings of a group below nothing": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid'], lettings = -2 }] }",
        "recalibration.group.0.lettings",
        "-2",
        "at least 0",
    ),
    "a region that is no list": (
        RECALIBRATION,
        "{ group = [{ regions = 'noord', lettings = 2 }] }",
        "recalibration.group.0.regions",
        "noord",
        "a list of regions",
    ),
    "a region that is no text": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 7], lettings = 2 }] }",
        "recalibration.group.0.regions.1",
        "7",
        "text in quotation marks",
    ),
    "a group without regions": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid'], lettings = 2 }, { regions = [], lettings = 0 }] }",
        "recalibration.group.1.regions",
        "[]",
        "at least one region",
    ),
    "an unknown region": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid', 'zuit'], lettings = 2 }] }",
        "recalibration.group.0.regions",
        "zuit",
        'a region from municipalities (noord, zuid) (did you mean "zuid"?)',
    ),
    "a region in no group": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord'], lettings = 2 }] }",
        "recalibration.group",
        "zuid",
        "every region in exactly one group",
    ),
    "a region in two groups": (
        RECALIBRATION,
        "{ group = [{ regions = ['noord', 'zuid'], lettings = 2 }, { regions = ['zuid'], lettings = 1 }] }",
        "recalibration.group.1.regions",
        "zuid",
        "a region that is in no group yet",
    ),
}


def only_error(folder: Path) -> Problem:
    """Return the one problem of an instance."""
    instance, problems = problems_of(folder)
    assert instance is None
    (problem,) = problems
    return problem


@pytest.mark.parametrize(("old", "new", "column", "value", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_gives_one_problem(
    tmp_path: Path, old: str, new: str, column: str, value: str | None, expected: str
) -> None:
    """Tests that a fault in the settings is the only problem found, at its path and with its value."""
    assert old in SETTINGS
    problem = only_error(write(tmp_path, instance=SETTINGS.replace(old, new, 1)))
    assert (problem.file, problem.column, problem.value) == ("instance.toml", column, value)
    assert expected in problem.expected.en
    assert problem.expected.nl != problem.expected.en


UNREADABLE = {
    "syntax": (SETTINGS.replace('name = "complete"', "name = complete").encode(), 2, "valid TOML"),
    "a key twice": (SETTINGS.replace("title", "name").encode(), 3, "valid TOML"),
    "not UTF-8": ('format = 1\nname = "één"'.encode("cp1252"), None, "text in UTF-8"),
    "nested without end": (b"x = " + b"[" * 10_000, None, "valid TOML"),
}


@pytest.mark.parametrize(("content", "row", "expected"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_settings(tmp_path: Path, content: bytes, row: int | None, expected: str) -> None:
    """Tests that settings that are no TOML give one problem, with its line where that is known."""
    (write(tmp_path) / "instance.toml").write_bytes(content)
    problem = only_error(tmp_path)
    assert (problem.file, problem.row) == ("instance.toml", row)
    assert expected in problem.expected.en


def test_missing_settings(tmp_path: Path) -> None:
    """Tests that a folder without `instance.toml` is told so."""
    (write(tmp_path) / "instance.toml").unlink()
    problem = only_error(tmp_path)
    assert (problem.file, problem.expected.en) == ("instance.toml", "this file (it is missing)")


def test_a_folder_in_place_of_settings(tmp_path: Path) -> None:
    """Tests that settings that cannot be opened are a problem and not a crash."""
    (write(tmp_path) / "instance.toml").unlink()
    (tmp_path / "instance.toml").mkdir()
    assert only_error(tmp_path).expected.en == "a file that can be read"


def test_faults_in_settings_are_all_found(tmp_path: Path) -> None:
    """Tests that several faults in the settings are listed together, with what the tables have wrong."""
    settings = (
        'format = 3\ncolour = "red"\nperiods = [2025, 2024]\n[budget]\npayer = "centre"\ncenter = "A"\n'
    )
    _, problems = problems_of(write(tmp_path, instance=settings, placed="group,lot,clients\ng1,l1,x\n"))
    assert [(problem.file, problem.column) for problem in problems] == [
        ("instance.toml", "format"),
        ("instance.toml", "name"),
        ("instance.toml", "budget.center"),
        ("instance.toml", "colour"),
        ("instance.toml", "periods"),
        ("instance.toml", "budget.centre"),
        ("instance.toml", "recalibration"),
        ("placed.csv", "clients"),
    ]
