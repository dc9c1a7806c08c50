"""The cheapest way for agreements to give, when some ways are ruled out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import row_of, with_columns, with_goals, with_rows
from u16opt.algebra.parts import Linear
from u16opt.explain.elastic import Elastic
from u16opt.explain.giving import Give
from u16opt.explain.possible import Possible, run
from u16opt.explain.rule_instance import Change, RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats
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


def _solved(program: Program, possible: Possible) -> Floats | None:
    update = {"order": ((GIVEN,),), "weights": {}, "tolerance": {}}
    policy = possible.policy().model_copy(update=update)
    if possible.ground.limits.reached():
        raise NotKnown
    outcome = run(program, policy, possible.ground)
    if outcome.status not in ("optimal", "infeasible"):
        raise NotKnown
    return outcome.values


def _without(program: Program, gives: Sequence[Give], ways: Steps) -> Program:
    """Return a program in which one at least of some changes is smaller; money is touched or not."""
    taken = {(each.instance, each.step): each for each in ways}
    pairs = [(give, taken[key]) for give in gives if (key := (give.instance, give.step)) in taken]
    if len(pairs) < len(taken) or any(give.most < each.steps for give, each in pairs):
        return program
    count, start = len(pairs), program.columns
    name = f"smaller_{len(program.families)}"
    program = with_columns(program, name, ([each.instance for _, each in pairs],), upper=1)
    rows, columns, values, limits = [], [], [], []
    for number, (give, each) in enumerate(pairs):
        least = each.steps - 1 if each.whole else 0.0
        columns += [*give.columns, start + number]
        values += [*give.amounts, give.most - least]
        rows += [number] * (len(give.columns) + 1)
        limits.append(give.most)
    matrix = sp.csr_array((values, (rows, columns)), shape=(count, program.columns))
    program = with_rows(program, f"{name}_rows", (range(count),), matrix, upper=limits)
    one = row_of(program, np.arange(start, start + count))
    return with_rows(program, f"{name}_one", ([0],), one, lower=1.0)
