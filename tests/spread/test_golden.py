"""What each rule and goal of `spread` writes into the polder, as text to check against the formula."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.golden import (
    assert_bounds_told,
    assert_golden,
    assert_nothing_left_out,
    assert_same_numbers,
    names_of,
    texts,
    written,
)
from support.spread.polder import TABLES, polder

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt_models.spread import MODEL

GOLDEN = Path(__file__).parent / "golden"

POLICY = {
    "order": [goal.name for goal in MODEL.goals],
    "rules": {
        "new_locations": {"mode": "hard", "limit": 1},
        "region_floor": {"mode": "hard", "share": "1/2"},
        "within_reach": {"mode": "hard", "limit": 5},
        "separation": {"mode": "hard", "limit": 5},
    },
}
DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "demand": (),
    "at_least": (),
    "in_modules": (),
    "staying_open": ("open",),
    "never_shrinking": (),
    "never_growing": ("places",),
    "served_when_open": (),
    "reached": (),
    "above_demand": (),
    "below_demand": (),
}
NAMES = names_of(MODEL, DEFINITIONS)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the polder with every rule on and every goal in the order; a name in LP text has no hyphen."""
    sites = [row | {"site": row["site"].replace("-", "_")} for row in TABLES["sites"]]
    return polder(tmp_path_factory.mktemp("polder"), policy=POLICY, sites=sites)


@pytest.fixture(scope="module")
def program(instance: Instance) -> Program:
    """Return everything the model writes."""
    return written(MODEL, instance)


@pytest.fixture(scope="module")
def found(instance: Instance) -> Mapping[str, str]:
    """Return the text of every rule, goal and definition."""
    return texts(MODEL, instance, DEFINITIONS)


@pytest.mark.parametrize("name", NAMES)
def test_golden(found: Mapping[str, str], name: str) -> None:
    """Tests that a rule, goal or definition still writes exactly what was read and found right."""
    assert_golden(GOLDEN / f"{name}.lp", found[name])


def test_nothing_is_left_out(program: Program) -> None:
    """Tests that every block of rows has a golden file, and that every file is of something and says it."""
    assert_nothing_left_out(program, NAMES, GOLDEN)


@pytest.mark.parametrize("name", NAMES)
def test_solver_reads_the_same_numbers(program: Program, name: str) -> None:
    """Tests that HiGHS reads a golden file as the very numbers of the program."""
    assert_same_numbers(program, name, GOLDEN / f"{name}.lp")


def test_bounds_are_those_of_the_program(program: Program) -> None:
    """Tests that every bound of the program is in a golden file, of several the tightest, and no other."""
    assert_bounds_told(program, NAMES, GOLDEN)
