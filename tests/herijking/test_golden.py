"""What each rule and goal of `herijking` writes into the valley, as text to check against the formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from support.recalibration.valley import VALLEY

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt_models.herijking import MODEL

GOLDEN = Path(__file__).parent / "golden"

ORDER = ["moves", ["disproportion", "worst_deviation"]]
DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "steps": ("step",),
    "past_quota": ("above",),
    "short_of_quota": ("below",),
}
NAMES = names_of(MODEL, DEFINITIONS)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the valley with every goal in the order."""
    return replace(VALLEY, policy={"order": ORDER}).instance(tmp_path_factory.mktemp("valley"))


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
