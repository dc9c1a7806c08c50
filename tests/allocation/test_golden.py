"""What each rule and goal writes into the hamlet, as text a person can check against the formula."""

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
from support.hamlet import hamlet

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt_models.allocation import MODEL

GOLDEN = Path(__file__).parent / "golden"

LARGEST = ("worst_shortfall", "worst_pressure")
ORDER = [*(goal.name for goal in MODEL.goals if goal.name not in LARGEST), list(LARGEST)]
RULES = {
    "contingent_cap": {"mode": "hard", "allowance": 1},
    "max_distance": {"mode": "hard", "limit": 10},
    "loss_cap": {"mode": "hard", "limit": 2},
    "stability": {"mode": "hard", "limit": 4},
}
DEFINITIONS: Mapping[str, tuple[str, ...]] = {"clients": (), "moving_in": (), "moving_out": (), "taking": ()}
NAMES = names_of(MODEL, DEFINITIONS)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the hamlet with every rule on and every goal in the order."""
    return hamlet(tmp_path_factory.mktemp("hamlet"), policy={"order": ORDER, "rules": RULES})


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
