"""Compose a proposal: values from the checker, bounds from the engine, and what it all rests on."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from u16opt.checking import gap_of, goal_values, measures, precision, room, rule_entries
from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Model, Recomputed
from u16opt.money.entries import settled
from u16opt.policy import Policy
from u16opt.proposal import GoalEntry, Measure, Proposal, ProvenanceEntry, SolverEntry, Status
from u16opt.scenario.entries import assumed
from u16opt.verification import VerificationError

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program
    from u16opt.engine.outcome import Outcome, Stage


class Composer:
    """Composes the proposal of one solve; its clock starts when it is made.

    Parameters
    ----------
    policy
        The complete policy that is solved.
    seed
        Seed of the drawn order.
    """

    def __init__(self, instance: Instance, model: Model, policy: Policy, seed: int) -> None:
        self.instance, self.model, self.policy, self.seed = instance, model, policy, seed
        self.start = time.perf_counter()

    def proposal(self, outcome: Outcome, answer: Answer, by_hand: Answer | None) -> Proposal:
        """Return the proposal of an answer, with what manual practice would have given.

        Raises
        ------
        VerificationError
            When the checker finds that the answer is no answer.
        """
        recomputed = self._checked(answer)
        goals = tuple(
            self._goal(stage, entry, value, unit)
            for stage, entry, (_, value, unit) in zip(
                outcome.stages,
                self.policy.order,
                goal_values(self.model, self.policy, recomputed),
                strict=True,
            )
        )
        settlement, transfers = settled(self.instance, self.model, recomputed)
        proven = outcome.status == "optimal" and all(goal.proven for goal in goals)
        return Proposal(
            status="optimal" if proven else "feasible",
            goals=goals,
            measures=measures(self.model, self.policy, recomputed),
            rules=rule_entries(self.model, self.policy, recomputed),
            manual=self._manual(by_hand),
            settlement=settlement,
            transfers=transfers,
            solver=self._solver(gap_of(goals)),
            verified=True,
            answer=answer,
            **self._identity(),
        )

    def _checked(self, answer: Answer) -> Recomputed:
        recomputed = self.model.check(self.instance, self.policy, answer)
        if recomputed.faults:
            raise VerificationError(recomputed.faults)
        return recomputed

    def _goal(self, stage: Stage, entry: tuple[str, ...], value: float, unit: str) -> GoalEntry:
        bound = min(stage.bound, value)
        given_up = room(self.policy, entry)
        if abs(value - bound) <= 1e-9 * max(1.0, abs(value)):
            bound = value
        proven = stage.proven and value - bound <= given_up + precision(value)
        return GoalEntry(name=stage.name, value=value, bound=bound, unit=unit, proven=proven)

    def _manual(self, by_hand: Answer | None) -> tuple[Measure, ...]:
        if by_hand is None:
            return ()
        values = goal_values(self.model, self.policy, self._checked(by_hand))
        return tuple(Measure(name=name, value=value, unit=unit) for name, value, unit in values)

    def without_answer(self, status: Status, conflict: tuple[str, ...]) -> Proposal:
        """Return what is said when there is no answer, and which rules cannot hold together."""
        return Proposal(
            status=status,
            conflict=conflict,
            solver=self._solver(None),
            verified=False,
            answer={name: [] for name in self.model.answers},
            **self._identity(),
        )

    def _solver(self, gap: float | None) -> SolverEntry:
        seconds = round(time.perf_counter() - self.start, 3)
        return SolverEntry(name="HiGHS", version=version("highspy"), seconds=seconds, gap=gap)

    def _identity(self) -> dict[str, Any]:
        return {
            "model": self.model.name,
            "product": self.instance.product,
            "instance": self.instance.name,
            "instance_hash": self.instance.hash,
            "scenario": self.instance.scenario,
            "assumptions": assumed(self.instance),
            "policy": self.policy.as_dict(),
            "versions": versions(),
            "seed": self.seed,
            "provenance": tuple(ProvenanceEntry(**row) for row in self.instance["provenance"].rows()),
        }


def versions() -> Mapping[str, str]:
    """Return the versions that a proposal rests on."""
    packages = ("u16opt", "pyomo", "highspy", "numpy", "scipy", "pandas")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def answer_of(formulation: Formulation, program: Program, values: Floats) -> Answer:
    """Return the answer tables of a value for every column."""
    return formulation.interpret({family.name: values[family.columns] for family in program.families})
