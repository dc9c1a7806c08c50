"""Why each placement stands where it stands: what it adds to every goal, and which rules bind there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.proposal import Proposal

if TYPE_CHECKING:
    from u16opt.algebra.parts import Block, Floats
    from u16opt.algebra.program import Program

FULL = 1e-6


@dataclass(frozen=True)
class Reason:
    """What put clients where they are.

    Parameters
    ----------
    labels
        What the placement is about: for `allocation` the group and the lot.
    clients
        How many of them.
    goals
        Goals that count this placement itself, with the amount per client in the goal's unit. Goals of
        what stays undone (clients without a home, a shortfall) are served by every placement.
    rules
        Rule instances that leave no more room there: rule, place and period (None when it has none).
    """

    labels: tuple[str, ...]
    clients: int
    goals: tuple[tuple[str, float], ...]
    rules: tuple[tuple[str, str, int | None], ...]


def reasons(instance: Instance, model: Model, proposal: Proposal) -> tuple[Reason, ...]:
    """Return one reason per placement of a proposal, in the proposal's order of labels.

    Parameters
    ----------
    instance
        The instance the proposal was made on.
    """
    policy = _with_every_goal(model, policy_of(instance, model))
    formulation = model.formulate(instance, policy, proposal.seed)
    program, values = formulation.program(), formulation.recall(proposal.answer)
    on = {name for name, rule in policy.rules.items() if rule.on}
    return tuple(sorted(_reasons(program, on, values), key=lambda each: each.labels))


def _with_every_goal(model: Model, policy: Policy) -> Policy:
    return policy.model_copy(update={"order": tuple((goal.name,) for goal in model.goals)})


def _reasons(program: Program, on: Collection[str], values: Mapping[str, Floats]) -> list[Reason]:
    import numpy as np

    from u16opt.algebra.parts import Linear

    everything = np.zeros(program.columns)
    for name, known in values.items():
        everything[program.family(name).columns] = known
    full = _full_rows(program, on, everything)
    linear = {name: goal.costs for name, goal in program.goals.items() if isinstance(goal, Linear)}
    found = []
    for column in np.flatnonzero(everything).tolist():
        rows = program.matrix.indices[program.matrix.indptr[column] : program.matrix.indptr[column + 1]]
        found.append(
            Reason(
                _labels(program, column),
                round(everything[column]),
                tuple((name, float(costs[column])) for name, costs in linear.items() if costs[column]),
                tuple(full[row] for row in rows.tolist() if row in full),
            )
        )
    return found


def _full_rows(
    program: Program, rules: Collection[str], values: Floats
) -> dict[int, tuple[str, str, int | None]]:
    """Return the rows of rules that leave no more room, each with what it is called."""
    activity = program.matrix @ values
    return {
        row: _instance(block, row - block.start)
        for block in program.blocks
        if block.name in rules
        for row in range(block.start, block.stop)
        if activity[row] >= program.row_upper[row] - FULL
    }


def _instance(block: Block, index: int) -> tuple[str, str, int | None]:
    place, *period = (part[index] for part in block.labels)
    return block.name, str(place), period[0] if period else None


def _labels(program: Program, column: int) -> tuple[str, ...]:
    family = next(each for each in program.families if each.start <= column < each.stop)
    return tuple(str(part[column - family.start]) for part in family.labels)
