"""What each rule and goal of `spread` writes into the polder, as text to check against the formula.

With ``U16OPT_WRITE_GOLDEN=1`` in the environment the files are written again instead of compared; read
the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.golden import assert_same_numbers, highs_of, texts, written
from support.spread.polder import TABLES, polder

from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt_models.spread import MODEL

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("U16OPT_WRITE_GOLDEN") == "1"

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
    "staying_open": (),
    "never_shrinking": (),
    "never_growing": (),
    "served_when_open": (),
    "reached": (),
    "above_demand": (),
    "below_demand": (),
}
NAMES = (*(each.name for each in (*MODEL.rules, *MODEL.goals)), *DEFINITIONS)


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
    file = GOLDEN / f"{name}.lp"
    if WRITING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found[name], encoding="utf-8")
    assert file.is_file(), "U16OPT_WRITE_GOLDEN=1 writes it; read it before you keep it"
    assert found[name] == file.read_text(encoding="utf-8")


def test_nothing_is_left_out(program: Program) -> None:
    """Tests that every block of rows has a golden file, and every golden file is of something there is."""
    assert {block.name for block in program.blocks} - {"inequality_level"} == set(NAMES) & {
        block.name for block in program.blocks
    }
    assert {file.stem for file in GOLDEN.glob("*.lp")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_solver_reads_the_same_numbers(program: Program, name: str) -> None:
    """Tests that HiGHS reads a golden file as the very numbers of the program, and that it says something."""
    assert_same_numbers(program, name, GOLDEN / f"{name}.lp")
    assert highs_of(GOLDEN / f"{name}.lp").num_col_ > 0
