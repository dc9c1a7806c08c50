"""From what was read of files to an answer: the same steps wherever a question comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, stand_on
from u16opt.explaining.ground import Ground, Tell
from u16opt.explaining.publishing.published import published
from u16opt.explaining.questions import Question
from u16opt.instance.instance import Instance
from u16opt.proposal_reading import read_proposal
from u16opt.solving import Options
from u16opt.verification import VerificationError


def ground_of(
    instance: Instance,
    content: Mapping[str, Any],
    options: Options,
    tell: Tell,
    interrupted: Callable[[], bool],
) -> Ground:
    """Return verified ground for questions about a proposal.

    Parameters
    ----------
    instance
        The instance of the proposal, with its scenario applied.
    content
        What a JSON reader makes of ``proposal.json``.
    options, tell, interrupted
        As for `u16opt.explaining.explain.explain`.

    Raises
    ------
    VerificationError
        When the proposal does not add up, or was made for another instance.
    """
    proposal, findings = read_proposal(content)
    if proposal is None:
        raise VerificationError(findings)
    return stand_on(instance, proposal, options, tell=tell, interrupted=interrupted)


def answer_to(ground: Ground, question: Question, least: int | None) -> Answer:
    """Answer a question.

    Parameters
    ----------
    least
        Smallest count of people that is shown, in an answer that may be published; None for any other.

    Raises
    ------
    InputError
        When the question names something that is not there.
    """
    answer = answered(ground, question)
    return answer if least is None else published(answer, ground, least)
