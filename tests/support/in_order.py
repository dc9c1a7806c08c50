"""Goals in the order of a policy: the best of each, those before it held at theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from support.linear import Expression, Program, add

from u16opt.policy import Entry, Policy

NOISE = 1e-9


class Goals:
    """Every goal of a model by name, made by the method of that name when it is first asked for."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[str, Expression] = {}

    def __getitem__(self, name: str) -> Expression:
        if name not in self.known:
            make: Callable[[], Expression] = getattr(self, name)
            self.known[name] = make()
        return self.known[name]

    def positive(self, expression: Expression, *, whole: bool = True) -> Expression:
        """Return what an expression is above 0."""
        return self.program.largest([expression, Expression()], whole=whole)


def least_in_order(
    program: Program, goals: Goals, policy: Policy, whole: Collection[str]
) -> tuple[tuple[float, ...], list[float]] | None:
    """Minimise entry after entry.

    Parameters
    ----------
    whole
        Goals of which every value is a whole number.

    Returns
    -------
    The best value of each entry, and the last solution; None when the rows contradict each other.
    """
    best: list[float] = []
    values = program.minimise(Expression()) if not policy.order else None
    for entry in policy.order:
        goal = weighted(goals, policy, entry)
        values = program.minimise(goal)
        if values is None:
            break
        best.append(least(goal.at(values), policy, entry, whole))
        hold(program, goal, best[-1], policy, entry, whole)
    if values is None:
        assert not best, "a held optimum cannot be out of reach"
        return None
    return tuple(best), values


def weighted(goals: Goals, policy: Policy, entry: Entry) -> Expression:
    """Return the goal of an entry: one goal as it is, or the weighted sum of several."""
    if len(entry) == 1:
        return goals[entry[0]]
    return add(goals[name] * policy.weight(name) for name in entry)


def is_whole(policy: Policy, entry: Entry, whole: Collection[str]) -> bool:
    """Return whether the value of an entry is a whole number by nature."""
    weights = [policy.weight(name) for name in entry] if len(entry) > 1 else [1.0]
    return set(entry) <= set(whole) and all(float(weight).is_integer() for weight in weights)


def least(value: float, policy: Policy, entry: Entry, whole: Collection[str]) -> float:
    """Return an optimum, rounded where only whole numbers can be meant."""
    return float(round(value)) if is_whole(policy, entry, whole) else value


def hold(
    program: Program, goal: Expression, value: float, policy: Policy, entry: Entry, whole: Collection[str]
) -> None:
    """Keep an entry at its optimum plus its tolerance; a number that is not whole gets a hair of room."""
    room = sum(policy.tolerance.get(name, 0.0) for name in entry)
    hair = 0.0 if is_whole(policy, entry, whole) else 1e-7 * max(1.0, abs(value))
    program.at_most_zero(goal - (value + room + hair))


def least_of(outcomes: Sequence[Mapping[str, Any]], policy: Policy) -> list[float] | None:
    """Return the least value per entry over all outcomes, those before it held; None when there are none.

    Parameters
    ----------
    outcomes
        The goals of everything that is allowed.
    """
    if not outcomes:
        return None
    found: list[float] = []
    for entry in policy.order:
        values = [value_of(goals, policy, entry) for goals in outcomes]
        found.append(min(values))
        room = sum(policy.tolerance.get(name, 0) for name in entry)
        limit = found[-1] + room + NOISE * max(1, abs(found[-1]))
        outcomes = [goals for goals, value in zip(outcomes, values, strict=True) if value <= limit]
    return found


def value_of(goals: Mapping[str, Any], policy: Policy, entry: Entry) -> float:
    """Return the value of one goal, or the weighted sum of several."""
    if len(entry) == 1:
        return float(goals[entry[0]])
    return float(sum(Fraction(policy.weights.get(name, 1)) * Fraction(goals[name]) for name in entry))
