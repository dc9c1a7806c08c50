"""The cheapest way for agreements to give, when some ways are ruled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import costs_of, with_columns, with_goals, with_rows
from u16opt.algebra.parts import Linear
from u16opt.explain.elastic import Elastic
from u16opt.explain.giving import Give
from u16opt.explain.possible import Possible, run
from u16opt.explain.rule_instance import Change, RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.program import Program

GIVEN = "given"


class NotKnown(Exception):  # noqa: N818 - it is no error: time ran out
    """Time ran out before something was proven."""


@dataclass(frozen=True)
class Step:
    """An agreement that is changed, and by how many steps."""

    instance: RuleInstance
    number: float
    step: float
    steps: float
    whole: bool = True

    @property
    def after(self) -> float:
        """The number after the change; none falls below 0."""
        return max(0.0, round(self.number + self.step * self.steps, 9))

    @property
    def size(self) -> float:
        """Steps, as they are paid for."""
        return abs(self.after - self.number) / abs(self.step)

    @property
    def change(self) -> Change:
        """The change of the policy."""
        return Change(self.instance, by=round(self.step * self.steps, 9))


Steps = tuple[Step, ...]


def cost_of(steps: Sequence[Step], cost: Mapping[str, float]) -> float:
    """Return what changes cost, by rule (1 a step where nothing is said)."""
    return round(sum(each.size * cost.get(each.instance.rule, 1.0) for each in steps), 9)


def cheapest(
    possible: Possible, found: Elastic, cost: Mapping[str, float], out: Sequence[Steps]
) -> Steps | None:
    """Return the cheapest changes after which there is a solution; None when none helps.

    Parameters
    ----------
    out
        Ways that are ruled out, with all that change as much everywhere. Money counts as touched or not.

    Raises
    ------
    NotKnown
        When time runs out.
    """
    gives, program = found.gives, found.program
    for ways in out:
        if not ways:
            return None
        program = _without(program, gives, ways)
    costs = np.zeros(program.columns)
    for give in gives:
        costs[list(give.columns)] = np.array(give.amounts) * cost.get(give.instance.rule, 1.0)
    program = with_goals(program, {GIVEN: Linear(costs, 0.0)})
    values = _solved(program, possible)
    if values is None:
        return None
    taken = (Step(g.instance, g.number, g.step, g.steps(values), g.whole) for g in gives)
    return tuple(each for each in taken if each.steps)
