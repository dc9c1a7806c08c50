"""What may turn out otherwise than a model was told, and what is left of a plan when it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.model.model import RuleOutcome

Column = tuple[str, str]
"""A table and a column of it."""

Plan = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Known:
    """What is known when a plan meets a future.

    Parameters
    ----------
    now
        The instance the plan was made for.
    then
        The same instance with the numbers of the future.
    policy
        The policy the plan was made under.
    plan
        The answer of the proposal, as it was made.
    """

    now: Instance
    then: Instance
    policy: Policy
    plan: Plan


def nothing_needed(_now: Instance) -> Mapping[Column, Sequence[float]]:
    """Return no least number: the usual `Futures.least`."""
    return {}


def nothing_asked(_known: Known) -> tuple[RuleOutcome, ...]:
    """Return no rule: what a plan asks is what can be carried out of it."""
    return ()


@dataclass(frozen=True)
class Futures:
    """What of a model's tables may turn out otherwise, and how a plan is then carried out.

    Parameters
    ----------
    demand, supply
        Columns of counts; `demand_title` and `supply_title` say in a sentence what they count.
    left
        A sentence that says what becomes of the plan in a future.
    carried_out
        The answer that is left: the plan carried out as far as there are people and places, nothing decided
        anew. The number draws who goes first where not everyone can: the order of ``sha256(number|code)``.
        The checker must find no fault in it, and no broken fact.
    asked
        How far the plan, as it was made, asks for more than a future has: outcomes of rules as the checker
        measures them. A rule that is not named is measured in what is carried out alone.
    least
        Numbers that no future goes below, by column in the order of the rows: what is fixed already.
    """

    demand: Column
    supply: Column
    demand_title: Text
    supply_title: Text
    left: Text
    carried_out: Callable[[Known, int], Plan]
    asked: Callable[[Known], tuple[RuleOutcome, ...]] = nothing_asked
    least: Callable[[Instance], Mapping[Column, Sequence[float]]] = nothing_needed
