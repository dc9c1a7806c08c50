"""Rules of every model, read once as templates, are what Pyomo makes of them row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from support.expansion import Row, column_of, expand, expand_rows
from support.recalibration.valley import VALLEY
from support.spread.generator import SMALL, draw_case
from support.spread.polder import polder

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parts import Linear
from u16opt.algebra.shapes import Largest
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.policies import policy_of

STRICT = {
    "new_locations": {"mode": "hard", "limit": 2},
    "region_floor": {"mode": "hard", "share": "2/5"},
    "within_reach": {"mode": "hard", "limit": 12.5},
    "separation": {"mode": "hard", "limit": 4},
}
EXACTLY = STRICT | {
    "new_locations": {"mode": "hard", "limit": 1, "exact": True},
    "running_budget": {"mode": "hard", "pooled": False},
}
SPREAD = {"order": ["unmet", "travel", "overspend", "cost", "openings", "inequality"]}
HERIJKING = {"order": ["moves", ["disproportion", "worst_deviation"]]}


def spread_of(seed: int, path: Path) -> Instance:
    """Return a random instance of `spread`, with every rule and goal that its tables carry."""
    case = draw_case(seed, SMALL)
    policy = {"spread": SPREAD | {"rules": (STRICT, EXACTLY)[seed % 2]}}
    return read(type(case)(case.tables, {**case.settings, "policy": policy}).write(path))


CASES: dict[str, tuple[str, Callable[[Path], Instance]]] = {
    "polder": ("spread", lambda path: polder(path, policy=SPREAD | {"rules": STRICT})),
    "polder, exactly": ("spread", lambda path: polder(path, policy=SPREAD | {"rules": EXACTLY})),
    **{f"spread {seed}": ("spread", partial(spread_of, seed)) for seed in range(8)},
    "valley": ("herijking", lambda path: replace(VALLEY, policy=HERIJKING).instance(path)),
}


@pytest.mark.parametrize("name", CASES)
def test_rows_and_costs(tmp_path: Path, name: str) -> None:
    """Tests that every row and every cost is Pyomo's own: coefficients, limits, constants."""
    model, make = CASES[name]
    built, instance = formulated(model, make(tmp_path))
    program, rules = built.program(), import_module(f"u16opt_models.{model}.formulation")
    assert program.blocks, instance.name
    matrix = program.matrix.toarray()
    for block in (each for each in program.blocks if hasattr(rules, each.name)):
        rows = expand_rows(built.pyomo, program, getattr(rules, block.name), block.stop - block.start)
        for row, expanded in enumerate(rows, start=block.start):
            limits = (program.row_lower[row], program.row_upper[row])
            assert_row(matrix[row], limits, expanded, block.label(row - block.start))
    for goal in rules.GOALS:
        shape, own = program.goals[goal.__name__], goal(built.pyomo)
        if not isinstance(own, Largest):
            assert isinstance(shape, Linear)
            pyomo = expand(column_of(program.families), program.columns, own)
            assert shape.costs == pytest.approx(pyomo.coefficients), goal.__name__
            assert shape.constant == pytest.approx(pyomo.constant), goal.__name__


def formulated(model: str, instance: Instance) -> tuple[Formulation, Instance]:
    """Return the formulation of a model on an instance under its own policy."""
    chosen = registry.model(model)
    return chosen.formulate(instance, policy_of(instance, chosen), 0), instance


def assert_row(found: np.ndarray, limits: tuple[float, float], expanded: Row | None, label: str) -> None:
    """Assert that a row has the same coefficients and limits."""
    if expanded is None:
        assert not found.any(), label
        return
    assert found == pytest.approx(expanded.coefficients, rel=1e-12, abs=1e-12), label
    assert limits == pytest.approx((expanded.lower, expanded.upper), rel=1e-12), label
