"""What each rule and goal writes into the valley, as text a person can check against the formula.

With ``U16OPT_WRITE_GOLDEN=1`` in the environment the files are written again instead of compared; read
the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.golden import assert_same_numbers, bounds_in, highs_of, texts, written
from support.lp_text import Named
from support.recalibration.valley import VALLEY

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt_models.herijking import MODEL

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("U16OPT_WRITE_GOLDEN") == "1"

ORDER = ["moves", ["disproportion", "worst_deviation"]]
DEFINITIONS = {"steps": ("step",), "past_quota": ("above",), "short_of_quota": ("below",)}
NAMES = (*(each.name for each in (*MODEL.rules, *MODEL.goals)), *DEFINITIONS)


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
    file = GOLDEN / f"{name}.lp"
    if WRITING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found[name], encoding="utf-8")
    assert file.is_file(), "U16OPT_WRITE_GOLDEN=1 writes it; read it before you keep it"
    assert found[name] == file.read_text(encoding="utf-8")


def test_nothing_is_left_out(program: Program) -> None:
    """Tests that every block of rows has a golden file, and every golden file is of something there is."""
    assert {block.name for block in program.blocks} - {"worst_deviation_level"} <= set(NAMES)
    assert {file.stem for file in GOLDEN.glob("*.lp")} == set(NAMES)


def test_every_rule_says_something() -> None:
    """Tests that the valley gives every rule a row or a bound, and every goal a cost."""
    assert [name for name in NAMES if highs_of(GOLDEN / f"{name}.lp").num_col_ == 0] == []


@pytest.mark.parametrize("name", NAMES)
def test_solver_reads_the_same_numbers(program: Program, name: str) -> None:
    """Tests that HiGHS reads a golden file as the very numbers of the program."""
    assert_same_numbers(program, name, GOLDEN / f"{name}.lp")


def test_bounds_are_those_of_the_program(program: Program) -> None:
    """Tests that every bound of the program is in a golden file, of several the tightest."""
    told: dict[str, list[tuple[float, float]]] = {}
    for name in NAMES:
        for column, each in bounds_in(GOLDEN / f"{name}.lp"):
            told.setdefault(column, []).append(each)
    tightest = {
        column: (max(low for low, _ in each), min(high for _, high in each)) for column, each in told.items()
    }
    own = Named.of(program).bounds()
    assert tightest == {name: each for name, each in own.items() if each != (0.0, np.inf)}
