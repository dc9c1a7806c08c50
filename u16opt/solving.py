"""Solve: from an instance to a proposal that is proven as far as time allowed, and checked."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from u16opt.checking import goal_values, measures, precision, room, rule_entries
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Answer, Model, Recomputed
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.proposal import GoalEntry, Measure, Proposal, ProvenanceEntry, SolverEntry
from u16opt.texts import Text
from u16opt.verification import verify

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program
    from u16opt.engine.outcome import Outcome, Progress, Stage

DEFAULT_TIME_LIMIT = 600.0


@dataclass(frozen=True)
class Options:
    """How to solve.

    Parameters
    ----------
    time_limit
        Wall-clock seconds; None for as long as it takes.
    gap
        Relative gap at which a whole-number search may stop; 0 asks for a proof.
    threads
        Threads of the solver; more than one may choose another of several optima.
    seed
        Seed of the drawn order that decides between equals.
    """

    time_limit: float | None = DEFAULT_TIME_LIMIT
    gap: float = 0.0
    threads: int = 1
    seed: int = 0


class VerificationError(RuntimeError):
    """A solved proposal did not pass the independent checker: a defect, never shown as a proposal."""

    def __init__(self, findings: tuple[tuple[str, Text], ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{name}: {text.en}" for name, text in findings))


def _nobody(_progress: Progress) -> None:
    return None


def _never() -> bool:
    return False


def solve(
    instance: Instance,
    model: str | Model = "allocation",
    options: Options | None = None,
    *,
    progress: Callable[[Progress], None] = _nobody,
    interrupted: Callable[[], bool] = _never,
) -> Proposal:
    """Solve an instance and return a verified proposal.

    Parameters
    ----------
    model
        Name of an installed model, or a model.
    progress
        Called with goal, incumbent, bound and gap while the work goes on.
    interrupted
        Asked now and then; True stops the solve and keeps the best found.

    Raises
    ------
    InputError
        When the instance lacks what the model needs, or its policy is wrong.
    VerificationError
        When the checker disagrees with the solver (a defect).
    """
    from u16opt.engine.limits import Limits

    options = options or Options()
    limits = Limits(options.time_limit, options.gap, options.threads, interrupted)
    chosen = registry.model(model) if isinstance(model, str) else model
    policy = policy_of(instance, chosen)
    if problems := chosen.validate(instance, policy):
        raise InputError(problems)
    return _Solve(instance, chosen, policy, options).run(limits, progress)


class _Solve:
    """One solve: what it works on, and the steps from arrays to a checked proposal."""

    def __init__(self, instance: Instance, model: Model, policy: Policy, options: Options) -> None:
        self.instance, self.model, self.policy, self.options = instance, model, policy, options
        self.start = time.perf_counter()

    def run(self, limits: Any, progress: Callable[[Progress], None]) -> Proposal:
        from u16opt.engine.chain import Chain

        formulation = self.model.formulate(self.instance, self.policy, self.options.seed)
        program = formulation.program()
        whole = frozenset(goal.name for goal in self.model.goals if goal.whole)
        outcome = Chain(program, self.policy, whole, limits, progress, self.options.seed).run()
        if outcome.values is None:
            return self._without_answer(outcome, limits)
        answer = _answer(formulation, program, outcome.values)
        proposal = self._proposal(outcome, answer, self._practice(formulation, program))
        if findings := verify(self.instance, proposal, self.model):
            raise VerificationError(findings)
        return proposal

    def _proposal(self, outcome: Outcome, answer: Answer, manual: tuple[Measure, ...]) -> Proposal:
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
        proven = outcome.status == "optimal" and all(goal.proven for goal in goals)
        return Proposal(
            status="optimal" if proven else "feasible",
            goals=goals,
            measures=measures(self.model, self.policy, recomputed),
            rules=rule_entries(self.model, self.policy, recomputed),
            manual=manual,
            solver=self._solver(max((_gap(goal) for goal in goals), default=0.0)),
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

    def _practice(self, formulation: Formulation, program: Program) -> tuple[Measure, ...]:
        """Return, goal by goal, what manual practice would have given."""
        from u16opt.engine.practice import greedy

        if formulation.practice is None:
            return ()
        answer = _answer(formulation, program, greedy(program, formulation.practice))
        values = goal_values(self.model, self.policy, self._checked(answer))
        return tuple(Measure(name=name, value=value, unit=unit) for name, value, unit in values)

    def _without_answer(self, outcome: Outcome, limits: Any) -> Proposal:
        from u16opt.conflicts import conflicting_rules

        conflict: tuple[str, ...] = ()
        if outcome.status == "infeasible":
            conflict = conflicting_rules(self.instance, self.model, self.policy, self.options.seed, limits)
        return Proposal(
            status=outcome.status,
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
            "instance": self.instance.name,
            "instance_hash": self.instance.hash,
            "scenario": self.instance.scenario,
            "policy": self.policy.as_dict(),
            "versions": versions(),
            "seed": self.options.seed,
            "provenance": tuple(ProvenanceEntry(**row) for row in self.instance["provenance"].rows()),
        }


def versions() -> Mapping[str, str]:
    """Return the versions that a proposal rests on."""
    packages = ("u16opt", "pyomo", "highspy", "numpy", "scipy", "pandas")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def _gap(goal: GoalEntry) -> float:
    return 0.0 if goal.proven else (goal.value - goal.bound) / max(1e-9, abs(goal.value))


def _answer(formulation: Formulation, program: Program, values: Any) -> Answer:
    return formulation.interpret({family.name: values[family.columns] for family in program.families})
