"""Explain: from a question about a proposal to an answer that can be checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from importlib import import_module

from u16opt.explaining.answer import Answer, Finding, Sentences, hash_of
from u16opt.explaining.ground import Ground, Tell
from u16opt.explaining.names import texts
from u16opt.explaining.questions import Conflict, Question, Repair
from u16opt.explaining.sentences.common import NO_PROPOSAL, NOT_PROVEN
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.solving import Options
from u16opt.verification import VerificationError, verify

QUESTIONS: Mapping[str, str] = {
    "why": "reasons.why",
    "why-not": "why_not",
    "conflict": "conflicts.conflict",
    "repair": "repairs.repair",
    "price": "prices.price",
    "what-if": "what_if",
    "range": "nearby.range",
    "alternatives": "nearby.alternatives",
    "robust": "futures.robust",
    "difference": "comparing.difference",
}
"""The module that answers each question, by the name of the question."""

WITHOUT_PROPOSAL = (Conflict, Repair)
"""Questions that are asked when there is no proposal."""


def _nobody(_done: int, _all: int) -> None:
    return None


def explain(
    instance: Instance,
    proposal: Proposal,
    question: Question,
    options: Options | None = None,
    *,
    model: Model | None = None,
    tell: Tell = _nobody,
    interrupted: Callable[[], bool] = lambda: False,
) -> Answer:
    """Answer a question about a proposal by solving again.

    Parameters
    ----------
    instance
        The instance of the proposal, with its scenario applied.
    options
        How to solve again: the time limit is for the whole answer; the seed is always the proposal's own.
    model
        The model of the proposal; by default the installed one that it names.
    tell
        Called with what is done and what there is to do, in long work.

    Raises
    ------
    InputError
        When the question names something that is not there.
    VerificationError
        When the proposal does not add up, or was made for another instance.
    """
    start = time.perf_counter()
    ground = stand_on(instance, proposal, options, model=model, tell=tell, interrupted=interrupted)
    return answered(ground, question, start)


def stand_on(
    instance: Instance,
    proposal: Proposal,
    options: Options | None = None,
    *,
    model: Model | None = None,
    tell: Tell = _nobody,
    interrupted: Callable[[], bool] = lambda: False,
) -> Ground:
    """Verify a proposal, so that questions can be asked of it (parameters and errors: `explain`)."""
    from u16opt.engine.limits import Limits

    options = options or Options()
    model = model or registry.model(proposal.model)
    instance = of_product(instance, model, proposal.product)
    limits = Limits(options.time_limit, options.gap, options.threads, interrupted)
    ground = Ground(instance, model, proposal, limits, tell)
    findings = verify(instance, proposal, model)
    if not ground.answered:
        nothing = ("status", "goals", "settlement", *model.answers)
        findings = tuple(each for each in findings if each[0] not in nothing)
    if findings:
        raise VerificationError(findings)
    return ground.ready()


def answered(ground: Ground, question: Question, start: float | None = None) -> Answer:
    """Answer a question on verified ground.

    Parameters
    ----------
    start
        When the work began, as `time.perf_counter` gives it; now by default.

    Raises
    ------
    InputError
        When the question names something that is not there.
    """
    start = time.perf_counter() if start is None else start
    finding = _found(ground.started(), question)
    return Answer(
        question=question.name,
        parameters=question.parameters(),
        proposal=hash_of(ground.proposal),
        facts=finding.facts,
        text=_sentences(finding),
        proven=finding.proven,
        seconds=round(time.perf_counter() - start, 3),
    )


def _found(ground: Ground, question: Question) -> Finding:
    if not ground.answered and not isinstance(question, WITHOUT_PROPOSAL):
        return Finding({}, NO_PROPOSAL, proven=ground.proposal.status == "infeasible")
    find: Callable[[Ground, Question], Finding]
    find = import_module(f"u16opt.explaining.{QUESTIONS[question.name]}").find
    return find(ground, question)


def _sentences(finding: Finding) -> Sentences:
    """Return the sentences; what is not proven is said to be so."""
    text = finding.text if finding.proven else texts([finding.text, NOT_PROVEN])
    return Sentences(nl=text.nl, en=text.en)
