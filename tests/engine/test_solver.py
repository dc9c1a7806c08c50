"""The searches of the solver's room: what they say must be so, whatever the solver's library does."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from u16opt.algebra.parts import Floats
from u16opt.engine.arrays import Arrays
from u16opt.engine.limits import Limits
from u16opt.engine.solver.highs import SolverError, new_handle
from u16opt.engine.solver.integer import Searched, solve_integer
from u16opt.engine.solver.linear import LinearHandle

INFINITE = np.inf


def arrays(costs: Floats, rows: list[list[int]], least: list[float], most: list[float]) -> Arrays:
    """Return an integer program whose rows add up some columns."""
    matrix = np.zeros((len(rows), len(costs)))
    for number, row in enumerate(rows):
        matrix[number, row] = 1
    nothing, free = np.zeros(len(costs)), np.full(len(costs), INFINITE)
    return Arrays(costs, nothing, free, np.array(least), np.array(most), sp.csc_array(matrix))


def search(program: Arrays, start: Floats | None = None) -> Searched:
    """Return the best whole solution."""
    whole = np.arange(len(program.costs))
    return solve_integer(program, whole, Limits(), 1e-7, lambda _value, _bound: None, start)


def deceptive() -> Arrays:
    """Return a small program of which HiGHS 1.15.1 says 4 with its presolve on, where 2 is right.

    The columns named by their number: 4 + 5 + 7 = 3, and 4 and 5 share their homes, so 7 is at least 1;
    4 = 5 = 7 = 1, 2 = 2, 9 = 2, 8 = 1 satisfies every row and costs 2.
    """
    costs = np.zeros(11)
    costs[7] = 2.0
    rows = [[1, 2, 3], [4, 5, 7], [0, 1, 4], [3, 5, 6], [0, 6, 8], [2, 9], [8, 9, 10]]
    least = [2, 3, -INFINITE, -INFINITE, 1, 4, -INFINITE]
    return arrays(costs, rows, least, [2, 3, 1, 1, INFINITE, INFINITE, 4])


def test_a_wrong_reduction_of_the_solver_is_not_believed() -> None:
    """Tests that a program that the solver's presolve gets wrong has its true value and no bound above it."""
    program = deceptive()
    right = np.zeros(11)
    right[[4, 5, 7, 2, 9, 8]] = [1, 1, 1, 2, 2, 1]
    activity = program.matrix @ right
    assert (activity >= program.row_lower).all()
    assert (activity <= program.row_upper).all()
    found = search(program)
    assert found.ending == "optimal"
    assert found.bound <= float(program.costs @ right)
    assert found.values is not None
    assert program.costs @ found.values == pytest.approx(2.0)


def parallel() -> Arrays:
    """Return a small program of which HiGHS 1.15.1 says 16 without its aggregator, where 11 is right."""
    entries = [[0, 1, 2], [1, 4], [2, 5], [1, 2, 3, 4, 5], [1, 3, 4], [1, 6], [6], [1, 2]]
    matrix = np.zeros((8, 10))
    for row, columns in enumerate(entries):
        matrix[row, columns] = 1.0
    matrix[[4, 6, 7], [7, 8, 9]] = -1.0
    costs, upper = np.zeros(10), np.full(10, INFINITE)
    costs[[7, 8]], upper[[7, 8]] = 1.0, [5.0, 11.0]
    least = np.array([2, -INFINITE, -INFINITE, 2, -INFINITE, 3, -INFINITE, 0])
    most = np.array([2, 1, 1, INFINITE, 2, INFINITE, -8.5, 0])
    return Arrays(costs, np.zeros(10), upper, least, most, sp.csc_array(matrix))


def test_parallel_columns_are_not_merged_wrongly() -> None:
    """Tests that a program that the solver's presolve gets wrong by merging columns has its true value."""
    program, whole = parallel(), np.array([0, 3, 4, 6, 8, 9])
    found = solve_integer(program, whole, Limits(), 1e-7, lambda _value, _bound: None)
    assert found.values is not None
    assert found.ending == "optimal"
    assert program.costs @ found.values == pytest.approx(11.0)
    assert found.bound <= 11.0 + 1e-6


def test_search() -> None:
    """Tests that the best whole solution is found with its bound: 2 x + 2 y >= 3 needs two."""
    program = arrays(np.array([1.0, 1.5]), [[0, 1]], [1.5], [INFINITE])
    found = search(program)
    assert found.values is not None
    assert found.values.tolist() == [2, 0]
    assert (found.ending, found.bound) == ("optimal", pytest.approx(2.0))


@pytest.mark.parametrize("start", [[0.0, 2.0], [5.0, 5.0], [0.0, 0.0]])
def test_a_start_changes_nothing(start: list[float]) -> None:
    """Tests that a solution to begin with, good, poor or none at all, leads to the same value."""
    program = arrays(np.array([1.0, 1.5]), [[0, 1]], [1.5], [INFINITE])
    found = search(program, np.array(start))
    assert found.values is not None
    assert program.costs @ found.values == pytest.approx(2.0)


def test_infeasible() -> None:
    """Tests that no whole number between a quarter and three quarters is found."""
    found = search(arrays(np.array([1.0]), [[0]], [0.25], [0.75]))
    assert (found.ending, found.values) == ("infeasible", None)


def test_no_time() -> None:
    """Tests that without time the search ends at its limit, with nothing claimed."""
    program = deceptive()
    nobody = np.arange(len(program.costs))
    found = solve_integer(program, nobody, Limits(seconds=0.0), 1e-7, lambda _value, _bound: None)
    assert found.ending == "limit"
    assert found.bound <= 2.0


def test_unknown_option() -> None:
    """Tests that an option the solver does not know is an error, and not left out in silence."""
    with pytest.raises(SolverError, match="no_such_option"):
        new_handle({"no_such_option": 1})


def test_hot_program() -> None:
    """Tests that costs, bounds, rows and columns of a hot program change, and each run is right."""
    hot = LinearHandle(arrays(np.array([1.0, 3.0]), [[0, 1]], [4.0], [INFINITE]), Limits())
    assert hot.run(Limits()) == "optimal"
    assert hot.values().tolist() == [4, 0]
    hot.set_bounds(np.array([0]), np.array([0.0]), np.array([1.0]))
    assert hot.run(Limits()) == "optimal"
    assert hot.values().tolist() == [1, 3]
    hot.set_costs(np.array([1.0, -1.0]))
    hot.add_rows(np.array([-INFINITE]), np.array([6.0]), sp.csr_array(np.array([[0.0, 1.0]])))
    assert hot.run(Limits()) == "optimal"
    assert hot.values().tolist() == [0, 6]
    column = sp.csc_array(np.array([[1.0], [-1.0]]))
    hot.add_columns(np.array([0.25]), np.array([0.0]), np.array([2.0]), column)
    assert hot.run(Limits()) == "optimal"
    assert hot.values().tolist() == [0, 8, 2]
    hot.set_row_bounds(np.array([0]), np.array([20.0]), np.array([INFINITE]))
    assert hot.run(Limits()) == "infeasible"
    hot.set_row_bounds(np.array([0]), np.array([4.0]), np.array([INFINITE]))
    assert hot.run(Limits()) == "optimal"
    assert hot.values().tolist() == [0, 8, 2]


def misleading() -> Arrays:
    """Return a program of which HiGHS 1.15.1 calls a solution optimal that it is given to begin with.

    A level of at least 0.5 that nothing else touches, and four whole numbers up to 5 with
    3a + 5b + 7c + 11d = 26 and 2a - 3b + 5c - d <= 6, met by a = 0, b = 3, c = 0, d = 1. The least level
    is 0.5; begun with a level of 0.7, presolve leaves nothing to search, and 0.7 is called proven.
    """
    rows = np.array([[0, 3, 5, 7, 11], [0, 2, -3, 5, -1]], dtype=float)
    lower, upper = np.array([0.5, 0, 0, 0, 0]), np.array([INFINITE, 5, 5, 5, 5])
    limits = np.array([26.0, -INFINITE]), np.array([26.0, 6.0])
    return Arrays(np.array([1.0, 0, 0, 0, 0]), lower, upper, *limits, sp.csc_array(rows))


def test_a_known_solution_is_not_called_the_best() -> None:
    """Tests that a solution that is known already does not become the optimum where a better one exists."""
    program, known = misleading(), np.array([0.7, 0, 3, 0, 1])
    activity = program.matrix @ known
    assert ((activity >= program.row_lower) & (activity <= program.row_upper)).all()
    found = solve_integer(program, np.arange(1, 5), Limits(), 1e-7, lambda _value, _bound: None, known)
    assert (found.ending, found.bound) == ("optimal", pytest.approx(0.5))
    assert found.values is not None
    assert program.costs @ found.values == pytest.approx(0.5)
