"""Settings that a scenario writes in place of those of the instance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.complete import SETTINGS
from support.scenarios import faults, revised, with_scenarios

from u16opt.checkup import checkup
from u16opt.instance.read import problems_of, read
from u16opt.problems import InputError
from u16opt.solving import solve

MORE = SETTINGS.replace(
    'order = ["unplaced", ["away", "distance"]]',
    'order = ["unplaced", ["away", "distance"]]\nweights = {away = 3, distance = 1}\n'
    '[policy.allocation.rules.max_distance]\nmode = "hard"\nlimit = 15',
)


def written(path: Path, scenario: str, settings: str = MORE) -> Any:
    """Return the settings under a scenario, as written."""
    return revised(path, scenario, instance=settings).settings.model_dump(mode="json")


def test_only_what_is_written_differs(tmp_path: Path) -> None:
    """Tests that settings are put in key by key, tables within tables; a list takes the place of a list."""
    before = read(with_scenarios(tmp_path, {}, instance=MORE)).settings.model_dump(mode="json")
    after = written(
        tmp_path,
        '[policy.allocation]\norder = ["distance"]\nweights = {away = 5}\n'
        "[policy.allocation.rules]\nmax_distance = {limit = 8}\n"
        '[policy.spread.rules.own_region]\nmode = "off"\n[budget]\nphase_in_years = 4',
    )
    assert after["policy"] == {
        "allocation": {
            "order": ["distance"],
            "weights": {"away": 5, "distance": 1},
            "rules": {"max_distance": {"mode": "hard", "limit": 8}},
        },
        "spread": {"rules": {"own_region": {"mode": "off"}}},
    }
    assert after["budget"] == before["budget"] | {"phase_in_years": 4}
    assert {key: after[key] for key in ("name", "title", "periods")} == {
        key: before[key] for key in ("name", "title", "periods")
    }


ONE = "recalibration = { total = 2 }\n"
TOTAL = SETTINGS.replace(ONE, "recalibration = { total = 2, max_change = 3 }\n")
GROUP = SETTINGS.replace(
    ONE, 'recalibration = { max_change = 3, group = [{ regions = ["noord", "zuid"], lettings = 2 }] }\n'
)


def test_a_group_takes_the_place_of_a_total(tmp_path: Path) -> None:
    """Tests that a scenario with groups drops the total of the instance and keeps the rest."""
    scenario = '[[recalibration.group]]\nregions = ["zuid", "noord"]\nlettings = 3'
    found = written(tmp_path, scenario, TOTAL)["recalibration"]
    assert (found["total"], found["max_change"]) == (None, 3)
    assert found["group"] == [{"regions": ["zuid", "noord"], "lettings": 3}]


def test_a_total_takes_the_place_of_a_group(tmp_path: Path) -> None:
    """Tests that a scenario with a total drops the groups of the instance and keeps the rest."""
    found = written(tmp_path, "[recalibration]\ntotal = 4", GROUP)["recalibration"]
    assert (found["total"], found["max_change"], found["group"]) == (4, 3, [])


def test_a_first_recalibration(tmp_path: Path) -> None:
    """Tests that a scenario may speak of what the instance says nothing about."""
    found = written(tmp_path, "[recalibration]\ntotal = 2", SETTINGS.replace(ONE, ""))
    assert found["recalibration"]["total"] == 2


NOTHING = {
    "what is written": ('[budget]\npayer = "centre"', "budget.payer"),
    "what holds by default": ("[budget]\nphase_in_years = 10", "budget.phase_in_years"),
    "the same number": ("[policy.allocation.weights]\naway = 3.0", "policy.allocation.weights.away"),
    "the same order": (
        '[policy.allocation]\norder = ["unplaced", ["away", "distance"]]',
        "policy.allocation.order",
    ),
}


@pytest.mark.parametrize(("scenario", "path"), NOTHING.values(), ids=NOTHING.keys())
def test_an_override_that_changes_nothing(tmp_path: Path, scenario: str, path: str) -> None:
    """Tests that a setting that holds already is a warning that names it, and nothing is assumed."""
    found = revised(tmp_path, scenario, instance=MORE)
    (warning,) = found.warnings
    assert (warning.level, warning.file, warning.column) == ("warning", "scenarios/other.toml", path)
    assert found.assumptions == ()
    assert found.hash == read(tmp_path).hash


def test_the_first_year_may_be_said(tmp_path: Path) -> None:
    """Tests that phasing in from the first period changes nothing when the instance leaves it at that."""
    settings = SETTINGS.replace("phase_in_start = 2024\n", "")
    (warning,) = revised(tmp_path, "[budget]\nphase_in_start = 2024", instance=settings).warnings
    assert warning.column == "budget.phase_in_start"


SETTING_FAULTS = {
    "an unknown key": ("[budget]\npayr = 1", "budget.payr", 'mean "payer"?'),
    "an unknown payer": ('[budget]\npayer = "state"', "budget.payer", "one of: origin, host, centre"),
    "an unknown centre": ('[budget]\ncentre = "Z"', "budget.centre", "a code from municipalities"),
    "no years": ("[budget]\nphase_in_years = 0", "budget.phase_in_years", "at least 1"),
    "both a total and groups": (
        '[recalibration]\ntotal = 3\n[[recalibration.group]]\nregions = ["noord", "zuid"]\nlettings = 2',
        "recalibration",
        "either total",
    ),
}


@pytest.mark.parametrize(("scenario", "path", "expected"), SETTING_FAULTS.values(), ids=SETTING_FAULTS.keys())
def test_a_fault_in_an_override(tmp_path: Path, scenario: str, path: str, expected: str) -> None:
    """Tests that a setting that cannot be is a fault of the scenario's file, at its path."""
    (problem,) = faults(tmp_path, scenario, instance=MORE)
    assert (problem.file, problem.level) == ("scenarios/other.toml", "error")
    assert problem.column is not None
    assert problem.column.startswith(path)
    assert expected in problem.expected.en


POLICY_FAULTS = {
    "an unknown goal": ('order = ["happiness"]', "policy.allocation.order", "happiness"),
    "an unknown rule": ('rules.ditance = {mode = "hard"}', "policy.allocation.rules.ditance", "ditance"),
    "an unknown mode": (
        'rules.draagkracht = {mode = "firm"}',
        "policy.allocation.rules.draagkracht.mode",
        "firm",
    ),
    "a number out of range": (
        "rules.max_distance = {limit = -1}",
        "policy.allocation.rules.max_distance.limit",
        "-1",
    ),
}


@pytest.mark.parametrize(("scenario", "path", "value"), POLICY_FAULTS.values(), ids=POLICY_FAULTS.keys())
def test_a_fault_in_a_policy(tmp_path: Path, scenario: str, path: str, value: str) -> None:
    """Tests that a policy that cannot be is a fault of the scenario, in a check-up and in Python alike."""
    text = f"[policy.allocation]\n{scenario}"
    with_scenarios(tmp_path, {"other": text}, instance=MORE)
    _, found = checkup(tmp_path, "allocation", scenario="other")
    assert [(each.file, each.column, each.value) for each in found if each.level == "error"] == [
        ("scenarios/other.toml", path, value)
    ]
    with pytest.raises(InputError) as caught:
        solve(read(tmp_path, "other"))
    assert [(each.file, each.column) for each in caught.value.problems] == [("scenarios/other.toml", path)]


def test_a_fault_that_was_there_is_not_the_scenarios(tmp_path: Path) -> None:
    """Tests that what is wrong without the scenario stays at the file it is in."""
    settings = SETTINGS.replace('payer = "centre"', 'payer = "state"')
    found = faults(tmp_path, "[budget]\nphase_in_years = 5", instance=settings)
    assert [(each.file, each.column) for each in found] == [("instance.toml", "budget.payer")]


def test_no_settings_at_all(tmp_path: Path) -> None:
    """Tests that settings that cannot be read are told once, and the scenario is looked at all the same."""
    text = (
        '[budget]\nphase_in_years = 5\n[[change]]\ntable = "supply"\nwhere = {kind = "x"}\nset = {homes = 1}'
    )
    path = with_scenarios(tmp_path, {"other": text}, instance="name = ")
    instance, found = problems_of(path, "other")
    assert instance is None
    assert [(each.file, each.column) for each in found] == [
        ("instance.toml", None),
        ("scenarios/other.toml", "change[1].where"),
    ]
