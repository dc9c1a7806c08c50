"""An independent solver of `allocation`: every goal in turn as one all-integer program, nothing clever.

It reads the instance by itself and shares no line with the formulation, the engine or the checker.
"""

from __future__ import annotations

from dataclasses import dataclass

from support.linear import Expression, Program, add
from support.reference_goals import Goals
from support.reference_rules import hold_rules
from support.reference_sets import Sets

from u16opt.instance.instance import Instance
from u16opt.policy import Entry, Policy

WHOLE = {"unplaced", "misfit", "shortfall", "away", "overload", "waiting"}


@dataclass(frozen=True)
class Reference:
    """What the reference finds.

    Parameters
    ----------
    feasible
        Whether anything satisfies the hard rules.
    best
        Per entry of the order its least value, all entries before it held at theirs plus tolerance.
    placements
        Clients by group and lot in the last solution.
    """

    feasible: bool
    best: tuple[float, ...] = ()
    placements: dict[tuple[str, str], int] | None = None


def solve(instance: Instance, policy: Policy) -> Reference:
    """Return the lexicographic optimum of a policy."""
    program = Program()
    sets = Sets(instance, program)
    goals = Goals(sets, policy)
    hold_rules(sets, policy, goals)
    best: list[float] = []
    values = program.minimise(Expression()) if not policy.order else None
    for entry in policy.order:
        goal = weighted(goals, policy, entry)
        values = program.minimise(goal)
        if values is None:
            break
        best.append(least(goal.at(values), policy, entry))
        hold(program, goal, best[-1], policy, entry)
    if values is None:
        assert not best, "a held optimum cannot be out of reach"
        return Reference(False)
    placements = {pair: round(x.at(values)) for pair, x in sets.x.items()}
    return Reference(True, tuple(best), {pair: clients for pair, clients in placements.items() if clients})


def weighted(goals: Goals, policy: Policy, entry: Entry) -> Expression:
    """Return the goal of an entry: one goal as it is, or the weighted sum of several."""
    if len(entry) == 1:
        return goals[entry[0]]
    return add(goals[name] * policy.weight(name) for name in entry)


def is_whole(policy: Policy, entry: Entry) -> bool:
    """Return whether the value of an entry is a whole number by nature."""
    weights = [policy.weight(name) for name in entry] if len(entry) > 1 else [1.0]
    return set(entry) <= WHOLE and all(float(weight).is_integer() for weight in weights)


def least(value: float, policy: Policy, entry: Entry) -> float:
    """Return an optimum, rounded where only whole numbers can be meant."""
    return float(round(value)) if is_whole(policy, entry) else value


def hold(program: Program, goal: Expression, value: float, policy: Policy, entry: Entry) -> None:
    """Keep an entry at its optimum plus its tolerance; a number that is not whole gets a hair of room."""
    room = sum(policy.tolerance.get(name, 0.0) for name in entry)
    hair = 0.0 if is_whole(policy, entry) else 1e-7 * max(1.0, abs(value))
    program.at_most_zero(goal - (value + room + hair))
