"""Expressions of every shape a rule may have, evaluated for all rows at once; and those it may not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.expansion import expand, expand_rows

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.linear import Terms, read_goal, read_rows
from u16opt.algebra.parameters import Grouping, Values
from u16opt.algebra.parts import Family
from u16opt.algebra.program import Program
from u16opt.policy import Policy

ROWS, COLUMNS, OTHERS = 3, 6, 4
FAMILIES = (
    Family("x", 0, COLUMNS, (range(COLUMNS),), True),
    Family("y", COLUMNS, 10, (range(OTHERS),), True),
)


@pytest.fixture
def model() -> Any:
    """Return a model with two variables, groups in groups, and numbers."""
    return made()


def made(seed: int = 0) -> Any:
    """Return a model with numbers drawn by a seed."""
    draw = np.random.default_rng(seed)
    m = pyo.ConcreteModel()
    m.x = pyo.Var(pyo.RangeSet(0, COLUMNS - 1), dense=False)
    m.y = pyo.Var(pyo.RangeSet(0, OTHERS - 1), dense=False)
    m.ROWS, m.OTHERS = pyo.RangeSet(0, ROWS - 1), pyo.RangeSet(0, OTHERS - 1)
    m.of_row = Grouping(draw.integers(-1, ROWS, COLUMNS), ROWS)
    m.of_x = Grouping(draw.integers(-1, COLUMNS, OTHERS), COLUMNS)
    m.weight = Values(draw.choice([-4, -1, 2, 3, 8], COLUMNS))
    m.limit = Values(draw.normal(size=ROWS).round(2))
    m.number, m.other = Values(draw.integers(0, COLUMNS, ROWS)), Values(draw.integers(0, OTHERS, ROWS))
    m.scalar = 2.5
    return m


def empty_program() -> Program:
    """Return a program that knows the columns and nothing else."""
    built = Formulation(Policy(order=(("none",),), rules={}))
    built.variable("x", (range(COLUMNS),))
    built.variable("y", (range(OTHERS),))
    return built.program()


def offsets(m: Any) -> dict[int, int]:
    """Return the first column of each variable."""
    return {id(m.x): 0, id(m.y): COLUMNS}


SHAPES: dict[str, Callable[[Any, int], Any]] = {
    "a sum over a group": lambda m, r: sum(m.x[i] for i in m.of_row[r]) + m.y[r] <= m.limit[r],
    "at least": lambda m, r: sum(m.x[i] for i in m.of_row[r]) + m.y[r] >= 3,
    "equal": lambda m, r: m.x[m.number[r]] - m.y[m.other[r]] == m.limit[r] + 1,
    "variables on both sides": lambda m, r: m.x[r] + 1 <= m.y[r] - m.limit[r],
    "the constant first": lambda m, r: m.limit[r] <= m.x[r] * 2,
    "the constant first, at least": lambda m, r: m.limit[r] >= m.x[r],
    "the same variable twice": lambda m, r: m.x[r] + m.weight[r] * m.x[r] - m.y[r] <= 1,
    "a factor before a sum": lambda m, r: m.limit[r] * sum(m.x[i] for i in m.of_row[r]) + m.y[r] <= 0,
    "a factor behind": lambda m, r: m.x[r] * m.weight[r] * m.scalar <= 0,
    "a negative sum": lambda m, r: m.y[r] - sum(m.weight[i] * m.x[i] for i in m.of_row[r]) <= 0,
    "minus all of it": lambda m, r: -(m.x[r] - m.y[r] + m.limit[r]) <= 0,
    "a constant inside a sum": lambda m, r: sum(m.x[i] + m.weight[i] for i in m.of_row[r]) + m.y[r] <= 9,
    "numbers worked out": lambda m, r: (m.weight[r] - m.limit[r] + m.scalar) * m.x[r] <= m.limit[r] * 2 - 1,
    "a number raised": lambda m, r: m.limit[r] ** 2 * m.x[r] <= 1,
    "a number divided": lambda m, r: m.weight[r] / 4 * m.x[r] <= m.limit[r] / 2,
    "a sum in a sum": lambda m, r: sum(sum(m.y[j] for j in m.of_x[i]) for i in m.of_row[r]) + m.y[r] <= 1,
    "two loops": lambda m, r: sum(m.weight[i] * m.y[j] for i in m.of_row[r] for j in m.of_x[i]) + m.x[r] <= 1,
    "a sum over a fixed set": lambda m, r: sum(m.limit[r] * m.y[j] for j in m.OTHERS) + m.x[r] <= 1,
    "a fixed set in a group": lambda m, r: sum(m.y[j] for i in m.of_row[r] for j in m.OTHERS) <= m.x[r],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(4))
def test_shape(shape: str, seed: int) -> None:
    """Tests that an expression of any linear shape has Pyomo's own coefficients and limits in every row."""
    m, program, rule = made(seed), empty_program(), SHAPES[shape]
    terms, sense = read_rows(m, rule, ROWS, offsets(m))
    lower = np.full(ROWS, -np.inf) if sense == "<=" else -terms.constants
    upper = np.full(ROWS, np.inf) if sense == ">=" else -terms.constants
    expanded = list(expand_rows(m, program, rule, ROWS))
    for row, found in enumerate(matrix_of(terms)):
        other = expanded[row]
        assert other is not None
        expected = turned(other.coefficients, other.lower, other.upper)
        assert turned(found, lower[row], upper[row]) == pytest.approx(expected)


def turned(coefficients: np.ndarray, lower: float, upper: float) -> list[float]:
    """Return a row as one list of numbers, turned around when its first coefficient is negative."""
    if coefficients[np.flatnonzero(coefficients)[0]] < 0:
        coefficients, lower, upper = -coefficients, -upper, -lower
    return [*coefficients.tolist(), lower, upper]


@pytest.mark.parametrize(
    ("rule", "sense"),
    [
        (lambda m, r: m.x[r] <= m.limit[r], "<="),
        (lambda m, r: m.x[r] >= m.limit[r], ">="),
        (lambda m, r: m.x[r] + m.y[r] == m.limit[r], "=="),
    ],
)
def test_rows_read_as_they_were_written(model: Any, rule: Callable[[Any, int], Any], sense: str) -> None:
    """Tests that a row keeps its sense and its signs, so that a golden file reads as the rule."""
    terms, found = read_rows(model, rule, ROWS, offsets(model))
    assert found == sense
    assert (matrix_of(terms)[np.arange(ROWS), np.arange(ROWS)] == 1).all()
    assert -terms.constants == pytest.approx(model.limit.array)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.integers(-1, ROWS - 1), min_size=COLUMNS, max_size=COLUMNS),
    st.lists(st.integers(-9, 9), min_size=COLUMNS, max_size=COLUMNS),
)
def test_any_grouping(keys: list[int], weights: list[int]) -> None:
    """Tests that a weighted sum over groups is the matrix one would write down."""
    m = made()
    m.grouped, m.weights = Grouping(keys, ROWS), Values(weights)
    terms, _ = read_rows(
        m, lambda m, r: sum(m.weights[i] * m.x[i] for i in m.grouped[r]) + m.y[r] <= 0, ROWS, offsets(m)
    )
    expected = np.zeros((ROWS, COLUMNS + OTHERS))
    for column, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        if key >= 0:
            expected[key, column] = weight
    expected[np.arange(ROWS), COLUMNS + np.arange(ROWS)] = 1
    assert np.array_equal(matrix_of(terms), expected)


GOALS: dict[str, Callable[[Any], Any]] = {
    "a sum": lambda m: sum(m.y[j] for j in m.OTHERS),
    "two sums and a constant": lambda m: sum(m.y[j] for j in m.OTHERS) - 3 * sum(m.x[r] for r in m.ROWS) + 7,
    "weights": lambda m: sum((m.weight[r] + m.limit[r]) * m.x[r] for r in m.ROWS) + m.scalar,
    "a constant": lambda _m: 4.5,
}


@pytest.mark.parametrize("goal", GOALS)
def test_goal(model: Any, goal: str) -> None:
    """Tests that a goal has Pyomo's own costs and constant."""
    read = read_goal(model, GOALS[goal], offsets(model), COLUMNS + OTHERS)
    columns = {id(model.x): 0, id(model.y): COLUMNS}
    expanded = expand(
        lambda each: columns[id(each.parent_component())] + each.index(),
        COLUMNS + OTHERS,
        GOALS[goal](model) + 0.0,
    )
    assert read[:-1] == pytest.approx(expanded.coefficients)
    assert read[-1] == pytest.approx(expanded.constant)


BENT: dict[str, Callable[[Any, int], Any]] = {
    "a product": lambda m, r: m.x[r] * m.y[r] <= 1,
    "a square": lambda m, r: m.x[r] ** 2 <= 1,
    "a quotient": lambda m, r: m.limit[r] / m.x[r] <= 1,
    "a power": lambda m, r: 2 ** m.x[r] <= 1,
    "a function": lambda m, r: pyo.sin(m.x[r]) <= 1,
    "an absolute value": lambda m, r: abs(m.x[r]) <= 1,
    "a product in a sum": lambda m, r: sum(m.x[i] * m.x[r] for i in m.of_row[r]) <= 1,
    "a product of sums": lambda m, r: sum(m.x[i] for i in m.of_row[r]) * (m.y[r] + 1) <= 1,
}


@pytest.mark.parametrize("shape", BENT)
def test_not_linear(model: Any, shape: str) -> None:
    """Tests that a rule that is not linear is refused, and never read as something else."""
    with pytest.raises(TypeError, match=r"not linear|cannot stand in a rule"):
        read_rows(model, BENT[shape], ROWS, offsets(model))


def test_a_goal_that_is_not_linear(model: Any) -> None:
    """Tests that a goal that is not linear is refused."""
    with pytest.raises(TypeError, match=r"not linear|cannot stand in a rule"):
        read_goal(model, lambda m: sum(m.x[r] * m.x[r] for r in m.ROWS), offsets(model), COLUMNS + OTHERS)


def test_plain_lists_are_refused(model: Any) -> None:
    """Tests that a number from a plain array, which a template cannot index, is an error."""
    model.plain = np.arange(ROWS)
    with pytest.raises((TypeError, IndexError)):
        read_rows(model, lambda m, r: m.x[r] <= m.plain[r], ROWS, offsets(model))


def matrix_of(terms: Terms) -> np.ndarray:
    """Return the coefficients that were gathered."""
    found = np.zeros((ROWS, COLUMNS + OTHERS))
    for rows, columns, values in zip(terms.rows, terms.columns, terms.values, strict=True):
        np.add.at(found, (rows, columns), values)
    return found
