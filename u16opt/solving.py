"""Solve: from an instance to a proposal that is proven as far as time allowed, and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.by_hand import by_hand
from u16opt.composing import Composer, answer_of
from u16opt.conflicts import conflicting_rules
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.policies import policy_problems
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.scenario.trace import at_scenario
from u16opt.verification import VerificationError, verify

if TYPE_CHECKING:
    from u16opt.engine.limits import Limits
    from u16opt.engine.outcome import Progress

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


def _nobody(_progress: Progress) -> None:
    return None


def _never() -> bool:
    return False


def solve(
    instance: Instance,
    model: str | Model = "allocation",
    options: Options | None = None,
    *,
    product: str | None = None,
    progress: Callable[[Progress], None] = _nobody,
    interrupted: Callable[[], bool] = _never,
) -> Proposal:
    """Solve an instance and return a verified proposal.

    Parameters
    ----------
    model
        Name of an installed model, or a model.
    product
        Product to look at, for a model whose tables hold several; None: the model's own default.
    progress
        Called with goal, incumbent, bound and gap while the work goes on.
    interrupted
        Asked now and then; True stops the solve and keeps the best found.

    Raises
    ------
    InputError
        When the instance lacks what the model needs, or its policy or the product is wrong.
    VerificationError
        When the checker disagrees with the solver (a defect).
    """
    from u16opt.engine.limits import Limits

    options = options or Options()
    limits = Limits(options.time_limit, options.gap, options.threads, interrupted)
    chosen = registry.model(model) if isinstance(model, str) else model
    instance = of_product(instance, chosen, product)
    policy, problems = policy_problems(instance, chosen)
    problems = problems if policy is None else tuple(chosen.validate(instance, policy))
    if policy is None or problems:
        raise InputError(at_scenario(instance, problems))
    return _solved(Composer(instance, chosen, policy, options.seed), limits, progress)


def _solved(composer: Composer, limits: Limits, progress: Callable[[Progress], None]) -> Proposal:
    from u16opt.engine.chain import Chain

    model, policy, seed = composer.model, composer.policy, composer.seed
    formulation = model.formulate(composer.instance, policy, seed)
    program = formulation.program()
    whole = frozenset(goal.name for goal in model.goals if goal.whole)
    practice = by_hand(formulation, program)
    outcome = Chain(program, policy, whole, limits, progress, seed, practice).run()
    if outcome.values is None:
        conflict: tuple[str, ...] = ()
        if outcome.status == "infeasible":
            conflict = conflicting_rules(composer.instance, model, policy, seed, limits)
        return composer.without_answer(outcome.status, conflict)
    answer = answer_of(formulation, program, outcome.values)
    manual = None if practice is None else answer_of(formulation, program, practice)
    proposal = composer.proposal(outcome, answer, manual)
    if findings := verify(composer.instance, proposal, model):
        raise VerificationError(findings)
    return proposal
