"""What a rule and a goal are called, measured in, and rest on.

A formulation marks each of its functions with `rule` or `goal`. Everything that names rules or goals
(policies, the engine, the checker, reports, explanations) reads these marks and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, cast

from u16opt.texts import Text

Mode = Literal["fact", "hard", "soft", "off"]
Setting = Literal["share", "limit", "allowance"]
Switch = Literal["pooled", "exact"]


@dataclass(frozen=True)
class Agreement:
    """The number in a rule that people agreed on and can agree on anew.

    Parameters
    ----------
    unit
        Unit of the number.
    wider
        1 when a larger number leaves more room, -1 when a smaller one does.
    step
        What counts as one unit when its price is asked (10,000 for euros).
    whole
        Whether the number is whole, so that a change of it is as well.
    setting
        Whether it is one number for the whole rule, in the policy; else each place and period has its own.
    """

    unit: Text
    wider: Literal[1, -1] = 1
    step: float = 1.0
    whole: bool = True
    setting: bool = False


@dataclass(frozen=True)
class RuleSpecification:
    """A family of constraints under one name.

    Parameters
    ----------
    name
        The name used in policies, proposals, explanations and tests.
    title
        What a reader sees.
    unit
        Unit of a violation.
    source
        Law, agreement or preference it rests on; ids of ``domain.md``.
    mode
        Default mode. A ``fact`` always holds and no policy can change it.
    goals
        Names of the goals that measure the violation; only with one the mode ``soft`` exists.
    setting
        Name of the number the rule needs, if any.
    default
        Value of that number when the policy gives none; None: a rule that is on must be given one.
    switches
        What a policy may also set to true or false, with what holds when it does not.
    agreement
        The number in it that a board could change; None for a fact, and for a rule without a number.
    """

    name: str
    title: Text
    unit: Text
    source: str
    mode: Mode
    goals: tuple[str, ...] = ()
    setting: Setting | None = None
    default: str | None = None
    switches: Mapping[Switch, bool] = field(default_factory=dict)
    agreement: Agreement | None = None

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes a policy may choose."""
        if self.mode == "fact":
            return ("fact",)
        return ("hard", "soft", "off") if self.goals else ("hard", "off")


@dataclass(frozen=True)
class GoalSpecification:
    """A quantity that is minimised.

    Parameters
    ----------
    name
        The name used in policies, proposals, explanations and tests.
    title
        What a reader sees.
    unit
        Unit of the value.
    source
        Law, agreement or preference it rests on.
    whole
        True when the value of a proposal is always a whole number.
    fair
        True when it is there to share something fairly, so that a board wants to know what it costs.
    """

    name: str
    title: Text
    unit: Text
    source: str
    whole: bool = False
    fair: bool = False


class Marked(Protocol):
    """A function of a formulation that carries its specification."""

    __name__: str
    specification: Any

    def __call__(self, *arguments: Any) -> Any:
        """Return the Pyomo expression of one row, or of the goal."""


def rule(
    title: Text,
    unit: Text,
    source: str,
    mode: Mode,
    *,
    goals: tuple[str, ...] = (),
    setting: Setting | None = None,
    default: str | None = None,
    switches: Mapping[Switch, bool] | None = None,
    agreement: Agreement | None = None,
) -> Callable[[Callable[..., Any]], Marked]:
    """Mark a function as a rule; its name is the rule's name (parameters: `RuleSpecification`)."""

    def mark(function: Callable[..., Any]) -> Marked:
        marked = cast(Marked, function)
        marked.specification = RuleSpecification(
            function.__name__, title, unit, source, mode, goals, setting, default, switches or {}, agreement
        )
        return marked

    return mark


def goal(
    title: Text, unit: Text, source: str, *, whole: bool = False, fair: bool = False
) -> Callable[[Callable[..., Any]], Marked]:
    """Mark a function as a goal; its name is the goal's name (parameters: `GoalSpecification`)."""

    def mark(function: Callable[..., Any]) -> Marked:
        marked = cast(Marked, function)
        marked.specification = GoalSpecification(function.__name__, title, unit, source, whole, fair)
        return marked

    return mark
