"""Rules read once as templates are what Pyomo makes of them row by row."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.expansion import Row, column_of, expand, expand_rows
from support.generator import SMALL, draw_case
from support.hamlet import hamlet

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parts import Linear
from u16opt.algebra.program import Program
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL, formulation
from u16opt_models.allocation.build import formulate

LARGEST = {"worst_shortfall": "short", "worst_pressure": "taken"}
ORDER = [goal.name for goal in MODEL.goals if goal.name not in LARGEST]
RULES = {
    "contingent_cap": {"mode": "hard", "allowance": 1},
    "max_distance": {"mode": "hard", "limit": 10},
    "loss_cap": {"mode": "hard", "limit": 2},
    "stability": {"mode": "hard", "limit": 4},
    "draagkracht": {"mode": "soft"},
}
POLICY = {"order": ORDER, "rules": RULES}

Written = tuple[Formulation, Program]


@pytest.fixture(scope="module", params=["hamlet", "coarse", *range(8)])
def instance(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the hamlet, the hamlet with pooled budgets, and a few random instances."""
    folder = tmp_path_factory.mktemp("instance")
    if request.param == "hamlet":
        return hamlet(folder, policy=POLICY)
    if request.param == "coarse":
        pooled = {"budget": {"mode": "hard", "pooled": True}, "mixed_living": {"mode": "off"}}
        return hamlet(folder, policy=POLICY | {"rules": RULES | pooled})
    case = draw_case(request.param, SMALL)
    settings = dict(case.settings) | {"policy": {"allocation": POLICY}}
    return read(type(case)(case.tables, settings).write(folder))


@pytest.fixture(scope="module")
def written(instance: Instance) -> Written:
    """Return the formulation with its program."""
    built = formulate(instance, policy_of(instance, MODEL), 0)
    return built, built.program()


def rule_named(name: str) -> Callable[..., Any]:
    """Return the function of a rule or definition."""
    return getattr(formulation, name)  # type: ignore[no-any-return]


def test_rows(written: Written) -> None:
    """Tests that every row of every block has Pyomo's own coefficients and limits."""
    built, program = written
    matrix = program.matrix.toarray()
    for block in program.blocks:
        rule, count = rule_named(block.name), block.stop - block.start
        for row, expanded in enumerate(expand_rows(built.pyomo, program, rule, count), start=block.start):
            found = Row(matrix[row], 0.0, program.row_lower[row], program.row_upper[row])
            assert_same(found, expanded, block.label(row - block.start))


def test_costs(written: Written) -> None:
    """Tests that every goal that is a sum has Pyomo's own costs and constant."""
    built, program = written
    for name in ORDER:
        expanded = expand(column_of(program.families), program.columns, rule_named(name)(built.pyomo))
        goal = program.goals[name]
        assert isinstance(goal, Linear)
        assert goal.costs == pytest.approx(expanded.coefficients, rel=1e-12), name
        assert goal.constant == pytest.approx(expanded.constant), name


def test_placed_bounds(written: Written) -> None:
    """Tests that homes already let bound from below what Pyomo's own rows bound, and no other column."""
    built, program = written
    lower = np.zeros(program.columns)
    for row in expand_rows(built.pyomo, program, formulation.placed, len(built.pyomo.let_pair.array)):
        assert row is not None
        lower = np.maximum(lower, np.where(row.coefficients == 1, row.lower, 0))
    assert np.array_equal(program.lower, lower)


def test_max_distance_bounds(written: Written) -> None:
    """Tests that the limit on distance closes what Pyomo's own rows close, and no other column."""
    built, program = written
    m = built.pyomo
    rows = list(expand_rows(m, program, formulation.max_distance, len(m.far_pair.array)))
    closed = np.minimum(m.clients.array[m.group.array], m.homes.array[m.lot.array]) == 0
    for row in rows:
        assert row is not None
        assert row.upper == 0
        closed |= row.coefficients[program.family("x").columns] == 1
    assert np.array_equal(program.upper[program.family("x").columns], np.where(closed, 0, np.inf))


def test_labels(written: Written, instance: Instance) -> None:
    """Tests that the names of columns speak of pairs that are there, each pair once."""
    _, program = written
    x = program.family("x")
    names = [x.label(index) for index in range(x.stop - x.start)]
    known = {
        f"x({group},{lot})"
        for group in instance["client_groups"]["group"]
        for lot in instance["supply"]["lot"]
    }
    assert len(set(names)) == len(names)
    assert set(names) <= known


@pytest.mark.parametrize("name", LARGEST)
def test_largest(tmp_path: Path, name: str) -> None:
    """Tests that a largest ratio has the right numerators, divisors and twins, alone and in a sum."""
    alone = program_of(hamlet(tmp_path / "alone", policy=POLICY | {"order": [name]}))
    goal = alone.goals[name]
    numerators = [label for label, column in columns_of(alone, LARGEST[name]) if column in goal.columns]
    expected = {
        "worst_shortfall": ({"GM1,2024": 3, "GM1,2025": 2, "GM2,2024": 2}, "short"),
        "worst_pressure": ({"W1,2024": 2, "W1,2025": 2, "W3,2025": 2}, "taken"),
    }
    divisors, family = expected[name]
    assert numerators == [f"{family}({label})" for label in divisors]
    assert goal.divisors.tolist() == list(divisors.values())
    assert (alone.upper[goal.excess] == 0).all()
    matrix = alone.matrix.toarray()
    assert (matrix[:, goal.excess] == matrix[:, goal.columns]).all()


def test_largest_in_a_sum(tmp_path: Path) -> None:
    """Tests that inside a weighted sum a largest ratio is a level above every ratio."""
    summed = program_of(hamlet(tmp_path, policy={"order": [["worst_shortfall", "distance"]]}))
    goal = summed.goals["worst_shortfall"]
    assert isinstance(goal, Linear)
    (level,) = np.flatnonzero(goal.costs)
    (block,) = [each for each in summed.blocks if each.name == "worst_shortfall_level"]
    rows = summed.matrix.toarray()[block.rows]
    assert rows[:, level].tolist() == [3, 2, 2]
    short = rows[:, summed.family("short").columns]
    assert (short.sum(axis=1) == -1).all()
    assert (np.count_nonzero(rows, axis=1) == 2).all()
    assert (summed.row_lower[block.rows] == 0).all()
    assert not summed.whole[level]


def test_twins_cost_what_their_originals_cost(tmp_path: Path) -> None:
    """Tests that an excess weighs the same as its original in every goal that comes later."""
    program = program_of(hamlet(tmp_path, policy={"order": ["worst_shortfall", "shortfall"]}))
    goal, costs = program.goals["worst_shortfall"], program.goals["shortfall"].costs
    assert (costs[goal.excess] == costs[goal.columns]).all()
    assert costs[goal.excess].all()


def test_two_threads(tmp_path: Path) -> None:
    """Tests that two threads may formulate at once and get what one alone gets."""
    one = hamlet(tmp_path / "one", policy=POLICY)
    alone = program_of(one)
    with ThreadPoolExecutor(4) as pool:
        programs = list(pool.map(program_of, [one] * 8))
    for program in programs:
        assert (program.matrix != alone.matrix).nnz == 0
        assert np.array_equal(program.row_upper, alone.row_upper)


def program_of(instance: Instance) -> Program:
    """Return the program of an instance under its own policy."""
    return formulate(instance, policy_of(instance, MODEL), 0).program()


def columns_of(program: Program, name: str) -> list[tuple[str, int]]:
    """Return name and number of each column of a family."""
    family = program.family(name)
    return [(family.label(column - family.start), column) for column in range(family.start, family.stop)]


def assert_same(found: Row, expanded: Row | None, label: str) -> None:
    """Assert that two rows have the same coefficients and limits."""
    if expanded is None:
        assert not found.coefficients.any(), label
        assert found.lower <= 0 <= found.upper, label
        return
    assert found.coefficients == pytest.approx(expanded.coefficients, rel=1e-12, abs=1e-12), label
    assert found.lower == pytest.approx(expanded.lower, rel=1e-12), label
    assert found.upper == pytest.approx(expanded.upper, rel=1e-12), label
