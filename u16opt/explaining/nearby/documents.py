"""Complete proposals of answers that a question finds, as files would hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from u16opt.by_hand import by_hand
from u16opt.checking import precision, room
from u16opt.composing import Composer, answer_of
from u16opt.explaining.ground import Ground
from u16opt.explaining.nearby.within import Attained
from u16opt.proposal import Proposal
from u16opt.verification import VerificationError, verify

if TYPE_CHECKING:
    from u16opt.engine.outcome import Stage


def document(ground: Ground, found: Attained) -> dict[str, Any]:
    """Return an answer as a proposal that can be verified, published and compared like any other.

    It took no time of its own: that would differ from one run to the next.

    Raises
    ------
    VerificationError
        When it does not add up (a defect).
    """
    from u16opt.engine.outcome import Outcome

    composer = Composer(ground.instance, ground.model, ground.policy, ground.proposal.seed)
    practice = by_hand(ground.formulation, ground.program)
    manual = None if practice is None else answer_of(ground.formulation, ground.program, practice)
    outcome = Outcome("optimal", tuple(_stages(ground, found)), None)
    proposal = composer.proposal(outcome, found.answer, manual)
    solver = proposal.solver.model_copy(update={"seconds": 0.0})
    proposal = proposal.model_copy(update={"solver": solver})
    if findings := verify(ground.instance, proposal, ground.model):
        raise VerificationError(findings)
    content: dict[str, Any] = Proposal.model_dump(proposal, mode="json", by_alias=True)
    return content


def _stages(ground: Ground, found: Attained) -> Iterator[Stage]:
    """Yield what is proven of each goal: as in the proposal, while those before it are at their best."""
    from u16opt.engine.outcome import Stage

    best = True
    for goal, entry in zip(ground.proposal.goals, ground.policy.order, strict=True):
        value = found.goals[goal.name]
        yield Stage(goal.name, value, goal.bound, goal.proven and best)
        best = best and value <= goal.bound + room(ground.policy, entry) + precision(value)
