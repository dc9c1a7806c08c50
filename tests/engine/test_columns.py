"""Columns that the solver does not hold at first, and goals that are held without a row."""

from __future__ import annotations

import random

import numpy as np
import pytest
from support.oracle import assert_solution, lexicographic
from support.sketch import Sketch
from support.transport import WHOLE, draw_transport, policy

from u16opt.algebra.parts import Floats, Linear
from u16opt.algebra.program import Program
from u16opt.engine.chain import Chain
from u16opt.engine.integers import Search, best_whole
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.objective import objective_of
from u16opt.engine.start import FIRST, first_columns, ranking
from u16opt.policy import Policy

GROUPS, CLIENTS, HOMES = 3, 15, 60


def crowded(seed: int) -> Program:
    """Return three groups of 15 clients who rank the same 60 homes alike: a dozen is not enough."""
    draw, sketch = random.Random(seed), Sketch()
    pairs = [(group, home) for group in range(GROUPS) for home in range(HOMES)]
    x = sketch.family("x", len(pairs), owner=[group for group, _ in pairs], reach=[1] * len(pairs))
    left = sketch.family("left", GROUPS)
    sketch.block(
        "clients",
        [{left[g]: 1, **{x[g * HOMES + h]: 1 for h in range(HOMES)}} for g in range(GROUPS)],
        least=[CLIENTS] * GROUPS,
        most=[CLIENTS] * GROUPS,
    )
    homes = [{x[g * HOMES + h]: 1 for g in range(GROUPS)} for h in range(HOMES)]
    sketch.block("supply", homes, most=[1] * HOMES)
    sketch.goal("unplaced", dict.fromkeys(left, 1))
    sketch.goal("km", {x[g * HOMES + h]: 5 * h + draw.randint(0, 3) for g, h in pairs})
    sketch.goal("cost", {column: draw.randint(0, 9) for column in x})
    return sketch.program()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "order", [policy("unplaced", "km"), policy("unplaced", "km", "cost"), policy("cost", "km")]
)
def test_optimum_outside_the_first_columns(seed: int, order: Policy) -> None:
    """Tests that the optimum over all columns is found although most of its columns are left out at first."""
    program = crowded(seed)
    first = first_columns(program, ranking(program, order))
    outcome = Chain(program, order, WHOLE, Limits(), lambda _progress: None, 0).run()
    best = lexicographic(program, order)
    assert outcome.values is not None
    assert_solution(program, outcome.values)
    assert outcome.status == "optimal"
    assert [stage.value for stage in outcome.stages] == pytest.approx(best)
    assert [stage.bound for stage in outcome.stages] == pytest.approx(best)
    used = np.flatnonzero(outcome.values)
    assert np.sum(program.owner[first] >= 0) <= FIRST * GROUPS
    assert len(np.setdiff1d(used, first)) > 0 or order.order[0] == ("cost",)


def tight(seed: int) -> Program:
    """Return two groups with forty homes each, and one budget that nothing fits exactly."""
    draw, sketch = random.Random(seed), Sketch()
    owner = [group for group in range(2) for _ in range(40)]
    x = sketch.family("x", len(owner), owner=owner, reach=[1] * len(owner))
    clients = [
        {column: 1 for column, own in zip(x, owner, strict=True) if own == group} for group in range(2)
    ]
    sketch.block("clients", clients, least=[2, 2], most=[2, 2])
    sketch.block("supply", [{column: 1} for column in x], most=[1] * len(x))
    rates = [draw.randint(20, 60) for _ in x]
    sketch.block("budget", [dict(zip(x, rates, strict=True))], most=[120], network=False)
    sketch.goal("km", {column: 90 - rate + draw.randint(0, 9) for column, rate in zip(x, rates, strict=True)})
    return sketch.program()


@pytest.mark.parametrize("seed", range(12))
def test_whole_optimum_outside_the_columns_of_the_linear_program(seed: int) -> None:
    """Tests that a search in whole numbers looks at columns that the linear program had no use for."""
    program, order = tight(seed), policy("km")
    outcome = Chain(program, order, WHOLE, Limits(), lambda _progress: None, 0).run()
    best = lexicographic(program, order)
    assert outcome.values is not None
    assert_solution(program, outcome.values)
    assert outcome.status == "optimal"
    assert [stage.value for stage in outcome.stages] == pytest.approx(best)
    assert [stage.bound for stage in outcome.stages] == pytest.approx(best)


def test_first_columns() -> None:
    """Tests that the first columns are the cheapest few of each owner, and all that have no owner."""
    program = crowded(0)
    order = policy("km")
    goal = program.goals["km"]
    assert isinstance(goal, Linear)
    first = first_columns(program, ranking(program, order))
    for group in range(GROUPS):
        own = np.flatnonzero(program.owner == group)
        chosen = np.intersect1d(first, own)
        others = np.setdiff1d(own, chosen)
        assert len(chosen) == FIRST
        assert goal.costs[chosen].max() <= goal.costs[others].min()
    assert set(np.flatnonzero(program.owner < 0)) <= set(first)


@pytest.mark.parametrize("seed", range(5))
def test_bound_over_all_columns(seed: int) -> None:
    """Tests that the bound of a linear program holds for all columns, not only for those the solver holds."""
    program = crowded(seed)
    master = Master(program, np.zeros(program.columns), Limits())
    costs = costs_of(program, "km") - 1000.0 * (program.owner >= 0)
    optimum = master.optimise(costs)
    everything = Master(program, np.zeros(program.columns), Limits())
    everything.include(np.arange(program.columns))
    whole = everything.optimise(costs)
    assert optimum.value == pytest.approx(whole.value)
    assert optimum.bound == pytest.approx(optimum.value)
    assert len(master.columns) < program.columns


@pytest.mark.parametrize("budget", ["", "soft", "hard"])
@pytest.mark.parametrize("seed", range(10))
def test_held_face_equals_held_row(seed: int, budget: str) -> None:
    """Tests that a goal held by reduced costs leaves the next goals what a goal row leaves them."""
    program = draw_transport(seed, budget=budget, cap=seed % 2 > 0)
    names = ["unplaced", "km", "short", "cost", "later"]
    random.Random(seed).shuffle(names)
    face, row = (Master(program, np.zeros(program.columns), Limits()) for _ in range(2))
    for name in names:
        costs = costs_of(program, name)
        on_face, on_row = face.optimise(costs), row.optimise(costs)
        assert on_face.value == pytest.approx(on_row.value, rel=1e-6, abs=1e-6), (name, names)
        assert on_face.bound == pytest.approx(on_face.value, rel=1e-6, abs=1e-6), (name, names)
        face.hold_face(on_face)
        row.hold_value(costs, on_row.value, on_row)


@pytest.mark.parametrize("seed", range(6))
def test_held_value_leaves_room(seed: int) -> None:
    """Tests that a goal held above its optimum may come to there, and no further."""
    program = draw_transport(seed)
    master = Master(program, np.zeros(program.columns), Limits())
    costs, other = costs_of(program, "unplaced"), costs_of(program, "km")
    optimum = master.optimise(costs)
    master.hold_value(costs, optimum.value + 1.5, optimum)
    held = master.optimise(other)
    assert costs @ held.values <= optimum.value + 1.5 + 1e-6
    assert master.optimise(-costs).value == pytest.approx(-min(optimum.value + 1.5, most_left(program)))


def test_held_value_leaves_room_for_parts() -> None:
    """Tests that a dear column that need not be whole is not closed: part of it fits in the room.

    Two clients at 1 km, or at 11 in the second home: 3 km of room are 0.3 of a client there.
    """
    sketch = Sketch()
    x = sketch.family("x", 2, whole=False, owner=[0, 0], reach=[2, 2])
    sketch.block("clients", [dict.fromkeys(x, 1)], least=[2], most=[2])
    sketch.goal("km", {x[0]: 1, x[1]: 11})
    sketch.goal("cost", {x[0]: 1})
    program = sketch.program()
    master = Master(program, np.zeros(program.columns), Limits())
    costs = costs_of(program, "km")
    master.hold_value(costs, 5.0, master.optimise(costs))
    assert master.optimise(costs_of(program, "cost")).value == pytest.approx(1.7)


def most_left(program: Program) -> float:
    """Return the value of nobody being placed."""
    costs = costs_of(program, "unplaced")
    left = program.family("left").columns
    return float(costs[left] @ program.row_upper[: left.stop - left.start])


def costs_of(program: Program, name: str) -> Floats:
    """Return the costs of a goal."""
    return objective_of(program, policy(name), (name,), WHOLE).costs


@pytest.mark.parametrize("gap", [0.0, 0.05, 1.0])
def test_a_gap_does_not_judge_columns_that_were_not_looked_at(gap: float) -> None:
    """Tests that "not with these columns" is not taken for "not at all", whatever gap is allowed.

    Three clients take homes that count 2 each but the last, which counts 1; together exactly 3. Among the
    first dozen columns only halves can do that.
    """
    sketch, count = Sketch(), 14
    x = sketch.family("x", count, owner=[0] * count, reach=[3] * count)
    left = sketch.family("left", 1)
    sketch.block("clients", [{left[0]: 1, **dict.fromkeys(x, 1)}], least=[3], most=[3])
    counted = dict.fromkeys(x[:-1], 2) | {x[-1]: 1}
    sketch.block("exact", [counted], least=[3], most=[3], network=False)
    sketch.goal("km", {column: number for number, column in enumerate(x)})
    program, limits = sketch.program(), Limits(gap=gap)
    goal = objective_of(program, policy("km"), ("km",), WHOLE)
    master = Master(program, goal.costs, limits)
    relaxed = master.optimise(goal.costs)
    found = best_whole(Search(master, goal.costs, relaxed, None, 0.0, lambda _value, _bound: None, limits))
    assert found.values is not None
    assert found.value == pytest.approx(count - 1)
