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
    """

    name: str
    title: Text
    unit: Text
    source: str
    whole: bool = False


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
) -> Callable[[Callable[..., Any]], Marked]:
    """Mark a function as a rule; its name is the rule's name (parameters: `RuleSpecification`)."""

    def mark(function: Callable[..., Any]) -> Marked:
        marked = cast(Marked, function)
        marked.specification = RuleSpecification(
            function.__name__, title, unit, source, mode, goals, setting, default, switches or {}
        )
        return marked

    return mark


def goal(
    title: Text, unit: Text, source: str, *, whole: bool = False
) -> Callable[[Callable[..., Any]], Marked]:
    """Mark a function as a goal; its name is the goal's name (parameters: `GoalSpecification`)."""

    def mark(function: Callable[..., Any]) -> Marked:
        marked = cast(Marked, function)
        marked.specification = GoalSpecification(function.__name__, title, unit, source, whole)
        return marked

    return mark
