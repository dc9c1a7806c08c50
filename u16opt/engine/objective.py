"""What one entry of the order minimises."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.algebra.parts import Floats, Linear
from u16opt.algebra.program import Program
from u16opt.engine.optimum import trivial_bound
from u16opt.policy import Entry, Policy

LARGEST = 1e9  # whole costs above this are no longer told apart safely


@dataclass(frozen=True)
class Objective:
    """One goal, or the weighted sum of several.

    Parameters
    ----------
    costs, constant
        The value of a solution is ``costs @ values + constant``.
    step
        The values of whole solutions are multiples of this (apart from the constant); 0 when they need
        not be.
    tolerance
        How much of it later entries may give up; a multiple of the step when there is one.
    least
        A bound that needs no solve.
    """

    name: str
    costs: Floats
    constant: float
    step: float
    tolerance: float
    least: float


def objective_of(program: Program, policy: Policy, entry: Entry, whole_goals: frozenset[str]) -> Objective:
    """Return what an entry minimises; each goal of it must be linear in the program."""
    weights = {name: policy.weight(name) if len(entry) > 1 else 1.0 for name in entry}
    costs, constant = np.zeros(program.columns), 0.0
    for name, weight in weights.items():
        goal = program.goals[name]
        assert isinstance(goal, Linear)
        costs += weight * goal.costs
        constant += weight * goal.constant
    whole = whole_goals.issuperset(entry) and all(weight.is_integer() for weight in weights.values())
    step = max(1.0 if whole else 0.0, _step(program, costs))
    tolerance = sum(policy.tolerance.get(name, 0.0) for name in entry)
    return Objective(
        "+".join(entry),
        costs,
        constant,
        step,
        float(np.floor(tolerance / step + 1e-9)) * step if step else tolerance,
        trivial_bound(costs, program.lower, _finite_upper(program)) + constant,
    )


def _step(program: Program, costs: Floats) -> float:
    """Return the largest number of which all costs are multiples: whole costs of whole columns, or 0."""
    used = np.flatnonzero(costs)
    exact = program.whole[used].all() and (costs[used] == np.rint(costs[used])).all()
    if not exact or not len(used) or np.abs(costs[used]).max() > LARGEST:
        return 0.0
    return float(np.gcd.reduce(costs[used].astype(np.int64)))


def _finite_upper(program: Program) -> Floats:
    return np.where(program.owner >= 0, np.minimum(program.upper, program.reach), program.upper)
