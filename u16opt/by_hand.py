"""Manual practice: what comes out when nobody optimises, to compare with and to fall back on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from u16opt.checking import goal_values, precision
from u16opt.composing import answer_of
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.proposal_reading import Finding
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program


def by_hand(formulation: Formulation, program: Program) -> Floats | None:
    """Return what manual practice gives every column; None for a model without such a practice."""
    from u16opt.engine.incumbent import completed
    from u16opt.engine.practice import greedy

    if formulation.practice is None:
        return None
    return completed(program, greedy(program, formulation.practice))


def practice_findings(instance: Instance, model: Model, proposal: Proposal) -> Iterator[Finding]:
    """Yield where the figures of manual practice in a proposal are not what practice gives."""
    policy = policy_of(instance, model)
    formulation = model.formulate(instance, policy, proposal.seed)
    program = formulation.program()
    values = by_hand(formulation, program)
    expected = []
    if values is not None:
        recomputed = model.check(instance, policy, answer_of(formulation, program, values))
        expected = goal_values(model, policy, recomputed)
    found = [(each.name, each.value, each.unit) for each in proposal.manual]
    same = len(found) == len(expected) and all(
        (name, unit) == (other, other_unit) and abs(value - right) <= precision(right)
        for (name, value, unit), (other, right, other_unit) in zip(found, expected, strict=True)
    )
    if not same:
        yield "manual", Text("niet wat met de hand eruit komt", "not what manual practice gives")
