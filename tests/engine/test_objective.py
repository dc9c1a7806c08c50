"""What an entry minimises: the step between two values, and what a bound means for it."""

from __future__ import annotations

import numpy as np
import pytest
from support.sketch import Sketch
from support.transport import policy

from u16opt.engine.integers import rounded_up
from u16opt.engine.objective import LARGEST, Objective, objective_of


def objective(
    costs: list[float], *, whole: tuple[str, ...] = (), real: bool = False, tolerance: float = 0
) -> Objective:
    """Return what a goal of these costs minimises; with `real` its last column is no whole number."""
    sketch = Sketch()
    sketch.family("x", len(costs) - 1)
    sketch.family("y", 1, whole=not real)
    sketch.goal("cost", dict(enumerate(costs)), constant=7)
    order = policy("cost", tolerance={"cost": tolerance})
    return objective_of(sketch.program(), order, ("cost",), frozenset(whole))


@pytest.mark.parametrize(
    ("costs", "step"),
    [
        pytest.param([6, 10, 4], 2, id="the largest that divides all"),
        pytest.param([250_000, 45_000, 0], 5_000, id="euros"),
        pytest.param([-6, 9, 0], 3, id="with a sign"),
        pytest.param([1, 2, 4], 1, id="one"),
        pytest.param([1.5, 2, 4], 0, id="not all whole"),
        pytest.param([0, 0, 0], 0, id="nothing at all"),
        pytest.param([2 * LARGEST, 4, 6], 0, id="too large to tell apart"),
    ],
)
def test_step(costs: list[float], step: float) -> None:
    """Tests that values of whole columns with whole costs are multiples of what divides all the costs."""
    assert objective(costs).step == step


def test_step_of_real_columns() -> None:
    """Tests that one column that is no whole number leaves no step, unless its cost is 0."""
    assert objective([6, 10, 4], real=True).step == 0
    assert objective([6, 10, 0], real=True).step == 2


def test_step_of_a_whole_goal() -> None:
    """Tests that a goal that a model calls whole has step 1 at least, and more where its costs say so."""
    assert objective([0.5, 1, 2], whole=("cost",)).step == 1
    assert objective([6, 10, 4], whole=("cost",)).step == 2


@pytest.mark.parametrize(
    ("weights", "step"),
    [({}, 1), ({"a": 3.0, "b": 2.0}, 6), ({"a": 1.5}, 3), ({"a": 0.5}, 1), ({"a": 0.25}, 0)],
)
def test_step_of_a_sum(weights: dict[str, float], step: float) -> None:
    """Tests that the step of a weighted sum is that of its weighted costs: 2 and 4 of one, 3 of another."""
    sketch = Sketch()
    sketch.family("x", 3)
    sketch.goal("a", {0: 2, 1: 4})
    sketch.goal("b", {2: 3})
    order = policy(["a", "b"], weights=weights)
    assert objective_of(sketch.program(), order, ("a", "b"), frozenset()).step == step


@pytest.mark.parametrize(("room", "expected"), [(0, 0), (1.9, 0), (2, 2), (5.99, 4), (6, 6)])
def test_tolerance_in_steps(room: float, expected: float) -> None:
    """Tests that a tolerance gives up whole steps, as many as it holds."""
    assert objective([6, 10, 4], tolerance=room).tolerance == expected


def test_least_without_a_solve() -> None:
    """Tests that bounds of columns alone prove something, the constant included."""
    assert objective([6, 10, 4]).least == 7
    assert objective([6, -10, 4]).least == -np.inf


@pytest.mark.parametrize(
    ("bound", "step", "expected"),
    [
        (4.2, 1, 5),
        (4.2, 2, 6),
        (4.0, 2, 4),
        (4.0000001, 1, 4),
        (4.00001, 1, 5),
        (-3.5, 1, -3),
        (4.2, 0, 4.2),
        (-np.inf, 1, -np.inf),
        (1_250_000.1, 5_000, 1_250_000 + 5_000),
        (1_250_000.001, 5_000, 1_250_000),
    ],
)
def test_rounded_up(bound: float, step: float, expected: float) -> None:
    """Tests that a bound on multiples of a step means the next multiple, but for the solver's last digits."""
    assert rounded_up(bound, step) == pytest.approx(expected)
