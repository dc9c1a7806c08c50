"""The parts of a proposal that follow from what a checker found: values, measures, rules.

The same functions fill a new proposal and judge an old one, so the two cannot speak of different things.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from u16opt.model.model import Model, Recomputed, RuleOutcome
from u16opt.policy import Entry, Policy
from u16opt.proposal import GoalEntry, Measure, RuleEntry, WorstPlace

WEIGHTED_SUM = "weighted sum"
PRECISION = 1e-6


def precision(value: float) -> float:
    """Return how far two readings of a value may differ: a millionth of its size, of 1 for small values."""
    return PRECISION * max(1.0, abs(value))


def name_of(entry: Entry) -> str:
    """Return the name of an entry of the order: its goals joined with ``+``."""
    return "+".join(entry)


def room(policy: Policy, entry: Entry) -> float:
    """Return how much of an entry may be given up for later ones: the tolerances of its goals together."""
    return math.fsum(policy.tolerance.get(goal, 0.0) for goal in entry)


def goal_values(model: Model, policy: Policy, recomputed: Recomputed) -> list[tuple[str, float, str]]:
    """Return name, value and unit of each entry of the policy's order.

    Parameters
    ----------
    model
        The model, for the units.
    policy
        A complete policy: the order, and the weights inside sums.
    recomputed
        What the checker found; it must hold every goal of the order.
    """
    return [(name_of(entry), *_value(model, policy, recomputed, entry)) for entry in policy.order]


def _value(model: Model, policy: Policy, recomputed: Recomputed, entry: Entry) -> tuple[float, str]:
    if len(entry) == 1:
        return float(recomputed.goals[entry[0]]), model.goal(entry[0]).unit.en
    parts = [policy.weight(goal) * recomputed.goals[goal] for goal in entry]
    return math.fsum(parts), WEIGHTED_SUM


def measures(model: Model, policy: Policy, recomputed: Recomputed) -> tuple[Measure, ...]:
    """Return the goals that are no entry of their own (members of sums included), then the figures.

    Parameters
    ----------
    model, policy, recomputed
        As for `goal_values`.
    """
    own = {entry[0] for entry in policy.order if len(entry) == 1}
    goals = tuple(
        Measure(name=goal.name, value=recomputed.goals[goal.name], unit=goal.unit.en)
        for goal in model.goals
        if goal.name not in own
    )
    figures = (Measure(name=each.name, value=each.value, unit=each.unit) for each in recomputed.figures)
    return (*goals, *figures)


def rule_entries(model: Model, policy: Policy, recomputed: Recomputed) -> tuple[RuleEntry, ...]:
    """Return every rule of the model, facts included, with its mode and how far it is broken.

    Parameters
    ----------
    model, policy, recomputed
        As for `goal_values`; a rule that is off is broken nowhere.
    """
    outcomes = {outcome.name: outcome for outcome in recomputed.rules}
    return tuple(
        RuleEntry(
            name=rule.name,
            mode=policy.rules[rule.name].mode,
            violation=outcomes[rule.name].violation,
            unit=rule.unit.en,
            worst=_worst(outcomes[rule.name]),
        )
        for rule in model.rules
    )


def _worst(outcome: RuleOutcome) -> WorstPlace | None:
    worst = outcome.worst
    return None if worst is None else WorstPlace(place=worst.place, period=worst.period, amount=worst.amount)


def gap_of(goals: Iterable[GoalEntry]) -> float:
    """Return the largest share of its value that a goal may still come down; 0 for what is proven."""
    open_goals = [goal for goal in goals if not goal.proven]
    return max(((goal.value - goal.bound) / max(1e-9, abs(goal.value)) for goal in open_goals), default=0.0)


def broken(policy: Policy, recomputed: Recomputed) -> tuple[RuleOutcome, ...]:
    """Return the facts and hard rules that do not hold."""
    return tuple(
        outcome
        for outcome in recomputed.rules
        if policy.rules[outcome.name].mode in ("fact", "hard") and outcome.violation > PRECISION
    )
