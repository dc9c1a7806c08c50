"""The cheapest way for agreements to give, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from u16opt.algebra.extending import with_goals
from u16opt.algebra.parts import Linear
from u16opt.explaining.conflicts.possible import Possible, run
from u16opt.explaining.repairs.elastic import Elastic
from u16opt.explaining.repairs.giving import Give, Key, NotKnown
from u16opt.explaining.rule_instance import Change, RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats

GIVEN = "given"


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

    @property
    def key(self) -> Key:
        """Which agreement it changes, and which way."""
        return self.instance, self.step


Steps = tuple[Step, ...]
Within = Mapping[Key, tuple[float, float]]
"""By agreement and way, the fewest and the most steps."""


def cost_of(steps: Sequence[Step], cost: Mapping[str, float]) -> float:
    """Return what changes cost, by rule (1 a step where nothing is said)."""
    return round(sum(each.size * cost.get(each.instance.rule, 1.0) for each in steps), 9)


def cheapest(possible: Possible, found: Elastic, cost: Mapping[str, float], within: Within) -> Steps | None:
    """Return the cheapest changes within limits after which there is a solution; None when none helps.

    Raises
    ------
    NotKnown
        When time runs out.
    """
    if possible.ground.limits.reached():
        raise NotKnown
    program, costs = found.program, np.zeros(found.program.columns)
    lower, upper = program.lower.copy(), program.upper.copy()
    for give in found.gives:
        costs[list(give.columns)] = np.array(give.amounts) * cost.get(give.instance.rule, 1.0)
        _limit(give, *within.get(give.key, (0.0, give.most)), lower, upper)
    program = with_goals(replace(program, lower=lower, upper=upper), {GIVEN: Linear(costs, 0.0)})
    update = {"order": ((GIVEN,),), "weights": {}, "tolerance": {}}
    outcome = run(program, possible.policy().model_copy(update=update), possible.ground)
    if outcome.status not in ("optimal", "infeasible"):
        raise NotKnown
    if outcome.values is None:
        return None
    values = outcome.values
    taken = (Step(g.instance, g.number, g.step, g.steps(values), g.whole) for g in found.gives)
    return tuple(each for each in taken if each.steps)


def _limit(give: Give, least: float, most: float, lower: Floats, upper: Floats) -> None:
    """Keep the steps of an agreement within limits: by one column, or by which of its levels may hold."""
    for column, amount in zip(give.columns, give.amounts, strict=True):
        if len(give.columns) == 1 and amount:
            lower[column], upper[column] = least, min(most, upper[column])
        elif not least <= amount <= most:
            upper[column] = 0.0
