"""The same program handed to scipy as one all-integer program per goal: what the engine must find."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from u16opt.algebra.parts import Floats, Linear, Ratios
from u16opt.algebra.program import Program
from u16opt.policy import Entry, Policy

EXACT = 1e-6


def lexicographic(program: Program, policy: Policy) -> list[float] | None:
    """Return the best value of every entry, those before it held; None when nothing satisfies the rows."""
    held: list[tuple[Floats, float]] = []
    found: list[float] = []
    for entry in policy.order:
        goal = program.goals[entry[0]]
        if isinstance(goal, Ratios):
            best = _least_level(program, goal, held)
        else:
            best = _least_sum(program, policy, entry, held)
        if best is None:
            assert not found, "a held optimum cannot be out of reach"
            return None
        found.append(best)
        _hold(program, policy, entry, best, held)
    return found if policy.order or _minimise(program, np.zeros(program.columns), []) is not None else None


def value_of(program: Program, policy: Policy, entry: Entry, values: Floats) -> float:
    """Return the value of an entry of the order in a solution."""
    goal = program.goals[entry[0]]
    if isinstance(goal, Ratios):
        return float(np.max(values[goal.columns] / goal.divisors))
    costs, constant = _summed(program, policy, entry)
    return float(costs @ values) + constant


def mended(program: Program, values: Floats) -> Floats:
    """Return a solution with every free violation at what its row needs.

    The engine leaves rows out that nothing in the order feels, so their violation may still stand at 0.
    """
    exact = values.copy()
    for block in program.blocks:
        if program.elastic(block):
            family = program.family(block.violation)
            exact[family.columns] = 0.0
            activity = program.matrix @ exact
            over, under = activity - program.row_upper, program.row_lower - activity
            exact[family.columns] = np.maximum(np.maximum(over, under), 0.0)[block.rows]
    return exact


def assert_solution(program: Program, values: Floats) -> None:
    """Assert that values satisfy every bound and row, and are whole where they must be."""
    assert (values >= program.lower - EXACT).all()
    assert (values <= program.upper + EXACT).all()
    activity = program.matrix @ values
    assert (activity >= program.row_lower - EXACT).all()
    assert (activity <= program.row_upper + EXACT).all()
    assert (values[program.whole] == np.rint(values[program.whole])).all()


def _least_sum(
    program: Program, policy: Policy, entry: Entry, held: list[tuple[Floats, float]]
) -> float | None:
    costs, constant = _summed(program, policy, entry)
    values = _minimise(program, costs, held)
    return None if values is None else float(costs @ values) + constant


def _least_level(program: Program, goal: Ratios, held: list[tuple[Floats, float]]) -> float | None:
    """Try every ratio there is, from the lowest: no tolerance of a solver can blur which one it is."""
    most = [int(min(each, 1000)) for each in _most(program, goal)]
    levels = sorted(
        {
            count / divisor
            for top, divisor in zip(most, goal.divisors, strict=True)
            for count in range(top + 1)
        }
    )
    for level in levels:
        row_of = [
            (_unit(program, column), level * d) for column, d in zip(goal.columns, goal.divisors, strict=True)
        ]
        if _minimise(program, np.zeros(program.columns), [*held, *row_of]) is not None:
            return level
    return None


def _most(program: Program, goal: Ratios) -> Floats:
    """Return the most each numerator is worth: its divisor, or more where a ratio may pass 1."""
    return np.minimum(program.upper[goal.columns], 2 * goal.divisors)


def _hold(
    program: Program, policy: Policy, entry: Entry, best: float, held: list[tuple[Floats, float]]
) -> None:
    room = sum(policy.tolerance.get(name, 0.0) for name in entry)
    goal = program.goals[entry[0]]
    if isinstance(goal, Ratios):
        limits = np.floor((best + room) * goal.divisors + 1e-9)
        held += [(_unit(program, column), limit) for column, limit in zip(goal.columns, limits, strict=True)]
    else:
        costs, constant = _summed(program, policy, entry)
        held.append((costs, best - constant + room + 1e-7 * max(1.0, abs(best))))


def _unit(program: Program, column: int) -> Floats:
    unit = np.zeros(program.columns)
    unit[column] = 1.0
    return unit


def _summed(program: Program, policy: Policy, entry: Entry) -> tuple[Floats, float]:
    costs, constant = np.zeros(program.columns), 0.0
    for name in entry:
        goal, weight = program.goals[name], policy.weight(name) if len(entry) > 1 else 1.0
        assert isinstance(goal, Linear)
        costs, constant = costs + weight * goal.costs, constant + weight * goal.constant
    return costs, constant


def _minimise(program: Program, costs: Floats, held: list[tuple[Floats, float]]) -> Floats | None:
    rows = [LinearConstraint(sp.csr_array(program.matrix), program.row_lower, program.row_upper)]
    rows += [LinearConstraint(row[None, :], -np.inf, limit) for row, limit in held]
    result = milp(
        costs,
        integrality=program.whole.astype(int),
        bounds=Bounds(program.lower, program.upper),
        constraints=rows,
        options={"mip_rel_gap": 0, "presolve": False},  # presolve of HiGHS 1.15 may cut off an optimum
    )
    if result.status == 2:
        return None
    assert result.status == 0, result.message
    return np.where(program.whole, np.rint(result.x), result.x)
