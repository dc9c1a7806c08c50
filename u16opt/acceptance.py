"""Whether a file with a proposal may be used: everything in it recomputed, manual practice too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from u16opt.by_hand import practice_findings
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.proposal_reading import Finding
from u16opt.verification import VerificationError, verify


@dataclass(frozen=True)
class Accepted:
    """A proposal that adds up.

    Parameters
    ----------
    instance
        The instance it was made for, with the rows of its product.
    """

    instance: Instance
    model: Model
    proposal: Proposal


def findings_of(instance: Instance, content: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return what is wrong with the content of ``proposal.json``; figures of manual practice come last.

    Parameters
    ----------
    instance
        The instance, with the scenario of the proposal applied.

    Raises
    ------
    InputError
        When the instance's own policy cannot be used.
    """
    return verify(instance, content) or _practice(instance, Proposal.model_validate(content))


def accepted(instance: Instance, content: Mapping[str, Any]) -> Accepted:
    """Return a proposal with its model and instance (parameters: `findings_of`).

    Raises
    ------
    InputError
        When the instance's own policy cannot be used.
    VerificationError
        When the proposal does not add up.
    """
    if findings := findings_of(instance, content):
        raise VerificationError(findings)
    proposal = Proposal.model_validate(content)
    model = registry.model(proposal.model)
    return Accepted(of_product(instance, model, proposal.product), model, proposal)


def _practice(instance: Instance, proposal: Proposal) -> tuple[Finding, ...]:
    model = registry.model(proposal.model)
    return tuple(practice_findings(of_product(instance, model, proposal.product), model, proposal))
