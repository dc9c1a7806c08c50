"""Probing: whatever it closes, no solution below the value was there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from support.decisions import Kind, draw_decisions
from support.sketch import Sketch

import u16opt.engine.private
from u16opt.algebra.parts import Floats, Linear
from u16opt.algebra.program import Program
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum

KINDS = {
    "sites": Kind(),
    "count": Kind(count=True),
    "rough": Kind(count=True, rough=True),
    "base": Kind(base=True),
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few private columns be enough."""
    monkeypatch.setattr(u16opt.engine.private, "MANY", 0)


def solved(program: Program, costs: Floats, limits: Limits | None = None) -> Optimum:
    """Return a new optimum of the linear program, with a probe that has closed nothing yet."""
    return Master(program, np.zeros(program.columns), limits or Limits()).optimise(costs)


def total(program: Program) -> Floats:
    """Return the costs of distance, opening and being left out together."""
    costs = np.zeros(program.columns)
    for name, weight in (("km", 1.0), ("cost", 0.6), ("unmet", 20.0)):
        goal = program.goals[name]
        assert isinstance(goal, Linear)
        costs += weight * goal.costs
    return costs


def choices(program: Program, costs: Floats) -> Iterator[tuple[Floats, float]]:
    """Yield every choice of open sites with what it costs, without a solver; infinity: impossible."""
    opened = program.family("open")
    count = opened.stop - opened.start
    for choice in product([0.0, 1.0], repeat=count):
        values = np.zeros(program.columns)
        values[opened.columns] = choice
        yield np.array(choice), value_of(program, costs, values)


def value_of(program: Program, costs: Floats, values: Floats) -> float:
    """Return what given decisions cost when every town takes the cheapest first."""
    matrix, value, room = program.matrix.toarray(), float(costs @ values), room_of(program, values)
    for row in (block.start for block in program.blocks if block.name == "count"):
        if not program.row_lower[row] <= matrix[row] @ values <= program.row_upper[row]:
            return np.inf
    for row in range(program.blocks[0].start, program.blocks[0].stop):
        asked, columns = program.row_upper[row], np.flatnonzero(matrix[row])
        for column in columns[np.argsort(costs[columns], kind="stable")]:
            taken = min(asked, room[column])
            value, asked = value + taken * costs[column], asked - taken
        if asked > 0:
            return np.inf
    return value


def room_of(program: Program, values: Floats) -> Floats:
    """Return how far each column is open under given decisions."""
    room = np.where(np.isfinite(program.upper), program.upper, 99.0)
    activity = program.matrix @ values
    for column, row in enumerate(program.attached):
        if row >= 0:
            room[column] = min(room[column], program.row_upper[row] - activity[row])
    return room


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_better_is_lost(kind: str) -> None:
    """Tests that every choice below a value keeps to the bounds, and that None means there is none."""
    closed = nothing = 0
    for seed in range(30):
        program = draw_decisions(seed, KINDS[kind])
        costs, opened = total(program), program.family("open").columns
        found = [(choice, value) for choice, value in choices(program, costs) if np.isfinite(value)]
        if not found:
            continue
        best = min(value for _, value in found)
        assert solved(program, costs).bound <= best + 1e-6
        for limit in (best - 1e-3, best, best + 0.5, best * 1.1, best * 2):
            probe = solved(program, costs).probe
            assert probe is not None
            bounds = probe(limit)
            below = [choice for choice, value in found if value <= limit - 1e-6]
            if bounds is None:
                assert not below, (seed, limit)
                nothing += 1
                continue
            lower, upper = bounds[0][opened], bounds[1][opened]
            assert all((lower <= choice).all() and (choice <= upper).all() for choice in below), (seed, limit)
            closed += int((lower == upper).sum())
    assert closed > 50
    assert nothing > 5


def row_of_towns() -> Sketch:
    """Return three towns of two clients with a site each, 10 km apart; opening one costs 8 km.

    Alone, site 1 in the middle costs 8 + 40 km, any other 8 + 20 + 40; all three cost 24. Two cost 36.
    """
    sketch = Sketch()
    pairs = list(product(range(3), repeat=2))
    serve = sketch.family("serve", 9, owner=[town for town, _ in pairs], reach=[2] * 9)
    opened = sketch.family("open", 3, upper=1, complicating=True)
    demand = [{serve[3 * town + site]: 1 for site in range(3)} for town in range(3)]
    sketch.block("demand", demand, least=[2] * 3, most=[2] * 3)
    rows = [{column: 1, opened[site]: -2} for column, (_, site) in zip(serve, pairs, strict=True)]
    sketch.block("when_open", rows, most=[0] * 9, attached=True)
    km = {column: 10 * abs(town - site) for column, (town, site) in zip(serve, pairs, strict=True)}
    sketch.goal("km", km | dict.fromkeys(opened, 8))
    return sketch


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        pytest.param(23.0, None, id="below the best there is nothing"),
        pytest.param(35.0, ([1, 1, 1], [1, 1, 1]), id="below two sites all three are needed"),
        pytest.param(36.5, ([0, 0, 0], [1, 1, 1]), id="any two will do"),
    ],
)
def test_by_hand(limit: float, expected: tuple[list[int], list[int]] | None) -> None:
    """Tests which of three sites must open, or need not, for less than a number of kilometres."""
    program = row_of_towns().program()
    goal = program.goals["km"]
    assert isinstance(goal, Linear)
    optimum = solved(program, goal.costs)
    assert optimum.value == pytest.approx(24)
    assert optimum.probe is not None
    bounds = optimum.probe(limit)
    opened = program.family("open").columns
    found = None if bounds is None else (bounds[0][opened].tolist(), bounds[1][opened].tolist())
    assert found == expected


def test_without_time() -> None:
    """Tests that what there is no time for stays open."""
    program = row_of_towns().program()
    goal = program.goals["km"]
    assert isinstance(goal, Linear)
    stopped: list[bool] = []
    limits = Limits(interrupted=lambda: bool(stopped))
    optimum = solved(program, goal.costs, limits)
    assert optimum.probe is not None
    stopped.append(True)
    bounds = optimum.probe(30.0)
    assert bounds is not None
    opened = program.family("open").columns
    assert (bounds[0][opened].tolist(), bounds[1][opened].tolist()) == ([0, 0, 0], [1, 1, 1])
