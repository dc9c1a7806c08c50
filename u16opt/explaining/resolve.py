"""Solving again: the same question to the engine with something changed, checked like every proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from u16opt.by_hand import by_hand
from u16opt.checking import broken, goal_values, precision
from u16opt.composing import answer_of
from u16opt.explaining.ground import Ground
from u16opt.explaining.near import near
from u16opt.explaining.seats import Seats, seats_of
from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Recomputed
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt.verification import VerificationError

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program
    from u16opt.engine.outcome import Outcome, Stage

Extend = Callable[["Formulation", "Program"], "Program"]


@dataclass(frozen=True)
class Resolved:
    """What solving again gave.

    Parameters
    ----------
    instance, policy
        What was solved.
    goals
        Value of each entry of the order, as the checker finds it; empty without a solution.
    answer, recomputed
        None without a solution.
    """

    instance: Instance
    policy: Policy
    outcome: Outcome
    goals: Mapping[str, float]
    seats: Seats
    answer: Answer | None = None
    recomputed: Recomputed | None = None

    @property
    def possible(self) -> bool:
        """Whether there is a solution."""
        return self.answer is not None

    @property
    def proven(self) -> bool:
        """Whether all of it is proven: that there is no solution, or that there is no better one."""
        return self.outcome.status in ("optimal", "infeasible")


def resolve(
    ground: Ground,
    *,
    instance: Instance | None = None,
    policy: Policy | None = None,
    extend: Extend | None = None,
    stay: bool = True,
) -> Resolved:
    """Solve again, goal after goal, with something changed.

    Parameters
    ----------
    instance, policy
        What is solved instead of those of the proposal; with an instance alone, its own policy.
    extend
        Adds to the program what the question asks for.
    stay
        Whether, among the best, the solution is wanted in which fewest clients move.

    Raises
    ------
    VerificationError
        When the checker disagrees with the solver (a defect).
    """
    from u16opt.engine.chain import Chain

    if instance is not None and policy is None:
        policy = policy_of(instance, ground.model)
    if instance is None and policy is None:
        formulation, program = ground.formulation, ground.program
    else:
        formulation = ground.model.formulate(
            instance or ground.instance, policy or ground.policy, ground.proposal.seed
        )
        program = formulation.program()
    instance, policy = instance or ground.instance, policy or ground.policy
    practice = by_hand(formulation, program)
    extended = extend(formulation, program) if extend else program
    extended = near(formulation, extended, ground.seats) if stay else extended
    whole = frozenset(goal.name for goal in ground.model.goals if goal.whole)
    first = None if practice is None else _padded(practice, extended)
    limits = replace(ground.limits)
    outcome = Chain(
        extended, policy, whole, limits, lambda _progress: None, ground.proposal.seed, first
    ).run()
    if outcome.values is None:
        return Resolved(instance, policy, outcome, {}, {})
    answer = answer_of(formulation, program, outcome.values)
    recomputed = ground.model.check(instance, policy, answer)
    goals = {name: value for name, value, _ in goal_values(ground.model, policy, recomputed)}
    _doubted(policy, recomputed, outcome, goals)
    seats = seats_of(formulation, program, outcome.values)
    return Resolved(instance, policy, outcome, goals, seats, answer, recomputed)


def _padded(values: Floats, program: Program) -> Floats:
    import numpy as np

    from u16opt.engine.incumbent import completed

    return completed(program, np.append(values, np.zeros(program.columns - len(values))))


def _doubted(policy: Policy, recomputed: Recomputed, outcome: Outcome, goals: Mapping[str, float]) -> None:
    """Refuse a solution that the checker does not find as the engine does."""
    findings = [*recomputed.faults]
    findings += [(each.name, Text("geschonden", "broken")) for each in broken(policy, recomputed)]
    for stage in outcome.stages:
        if _differs(stage, goals[stage.name], bool(policy.tolerance)):
            said = f"{stage.value:g} > {goals[stage.name]:g}"
            findings.append((stage.name, Text(said, said)))
    if findings:
        raise VerificationError(tuple(findings))


def _differs(stage: Stage, value: float, loose: bool) -> bool:
    """Return whether the checker's value is not the engine's; a tolerance lets later goals worsen it."""
    near = precision(value)
    return value < stage.bound - near or (stage.proven and not loose and value > stage.value + near)
