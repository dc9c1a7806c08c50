"""What a checker finds in an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from u16opt.rounding import Amount
from u16opt.texts import Text


@dataclass(frozen=True)
class Worst:
    """Where a rule is broken most.

    Parameters
    ----------
    place
        Code of the municipality, neighbourhood, lot or group.
    period
        Year, or None when the rule does not look at periods.
    amount
        Violation there, in the rule's unit.
    """

    place: str | None
    period: int | None
    amount: float


@dataclass(frozen=True)
class RuleOutcome:
    """How far an answer breaks one rule: total violation in the rule's unit, and the worst place."""

    name: str
    violation: float
    worst: Worst | None = None


@dataclass(frozen=True)
class Figure:
    """A measured number that is no goal: name, value, unit."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Recomputed:
    """What a checker finds in an answer, from the tables alone.

    Parameters
    ----------
    goals
        Value of every goal of the model, whatever the policy's order.
    rules
        One outcome for every rule of the model, in the model's order.
    figures
        Further numbers worth reporting.
    faults
        What makes the answer no answer at all (an unknown group, a lost client), each as
        ``(name of the rule or fact, message)``. When there are any, goals and rules may be empty.
    spend
        Euro by municipality and period that the answer costs, for the settlement (F08); what is not named
        is 0. Empty: the model spends nothing, and there is nothing to settle.
    """

    goals: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[RuleOutcome, ...] = ()
    figures: tuple[Figure, ...] = ()
    faults: tuple[tuple[str, Text], ...] = ()
    spend: Mapping[tuple[str, int], Amount] = field(default_factory=dict)
