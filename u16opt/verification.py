"""Whether a proposal is what it says: every rule and goal once more, without a solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.checking import broken, gap_of, precision
from u16opt.disagreement import goal_findings, measure_findings, rule_findings, settlement_findings
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.proposal_reading import Finding, read_proposal, same
from u16opt.scenario.entries import assumed
from u16opt.texts import Text

WITHOUT_ANSWER = ("infeasible", "no_solution")


class VerificationError(RuntimeError):
    """A solved proposal did not pass the independent checker: a defect, never shown as a proposal."""

    def __init__(self, findings: tuple[tuple[str, Text], ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{name}: {text.en}" for name, text in findings))

    def __reduce__(self) -> tuple[type[VerificationError], tuple[tuple[Finding, ...]]]:
        """Stay what it is on the way from one process to another."""
        return type(self), (self.findings,)


def verify(
    instance: Instance, proposal: Proposal | Mapping[str, Any], model: Model | None = None
) -> tuple[Finding, ...]:
    """Recompute a proposal and list everything that does not add up.

    Parameters
    ----------
    instance
        The instance, with the scenario of the proposal applied.
    proposal
        A proposal, or parsed JSON that should be one.
    model
        The model the proposal must be of; by default the installed model it names.

    Returns
    -------
    Findings, each with the name of a rule, fact, goal, measure or key and what is wrong; none means
    that the proposal is accepted.

    Raises
    ------
    InputError
        When the instance's own policy cannot be used.
    """
    findings: tuple[Finding, ...] = ()
    if not isinstance(proposal, Proposal):
        read, findings = read_proposal(proposal)
        if read is None:
            return findings
        proposal = read
    model = model or _model(proposal.model)
    if model is None or proposal.model != model.name:
        return (("model", Text(f"ander model: {proposal.model}", f"another model: {proposal.model}")),)
    try:
        instance = of_product(instance, model, proposal.product)
    except InputError as fault:
        return tuple(("product", problem.expected) for problem in fault.problems)
    policy = policy_of(instance, model)
    return (*_identity(instance, policy, proposal), *_content(instance, model, policy, proposal))


def _model(name: str) -> Model | None:
    try:
        return registry.model(name)
    except InputError:
        return None


def _identity(instance: Instance, policy: Policy, proposal: Proposal) -> Iterator[Finding]:
    """Yield how the proposal speaks of another instance, scenario or policy."""
    if proposal.instance_hash != instance.hash:
        yield "instanceHash", Text("gemaakt voor een andere instantie", "made for another instance")
    if proposal.instance != instance.name:
        yield "instance", Text(f"heet nu {instance.name}", f"is now called {instance.name}")
    if proposal.scenario != instance.scenario:
        yield "scenario", Text(f"hier geldt {instance.scenario}", f"the one here is {instance.scenario}")
    if proposal.assumptions != assumed(instance):
        yield "assumptions", Text("niet wat het scenario verandert", "not what the scenario changes")
    if proposal.product != instance.product:
        yield "product", Text(f"gaat hier over {instance.product}", f"is about {instance.product} here")
    for path in _differences(policy.as_dict(), proposal.policy, "policy"):
        yield path, Text("ander beleid dan in de instantie", "another policy than the instance's")
    if tuple(each.model_dump() for each in proposal.provenance) != tuple(instance["provenance"].rows()):
        yield "provenance", Text("andere herkomst van de cijfers", "another origin of the figures")


def _differences(one: Any, other: Any, path: str) -> Iterator[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted(one.keys() | other.keys()):
            yield from _differences(one.get(key), other.get(key), f"{path}.{key}")
    elif not same(one, other):
        yield path


def _content(instance: Instance, model: Model, policy: Policy, proposal: Proposal) -> Iterator[Finding]:
    """Yield the faults of the answer and every number that differs from what the checker finds."""
    if proposal.status in WITHOUT_ANSWER:
        yield from _nothing(model, proposal)
        return
    recomputed = model.check(instance, policy, proposal.answer)
    yield from recomputed.faults
    for outcome in broken(policy, recomputed):
        yield outcome.name, Text(f"geschonden: {outcome.violation:g}", f"broken by {outcome.violation:g}")
    if recomputed.goals:
        yield from goal_findings(model, policy, recomputed, proposal)
        yield from measure_findings(model, policy, recomputed, proposal)
        yield from rule_findings(model, policy, recomputed, proposal)
        yield from settlement_findings(instance, model, recomputed, proposal)
        yield from _claims(proposal)


def _claims(proposal: Proposal) -> Iterator[Finding]:
    """Yield what the proposal says of itself and its goals do not bear out."""
    proven = all(goal.proven for goal in proposal.goals)
    if proven != (proposal.status == "optimal"):
        yield "status", Text("past niet bij wat bewezen is", "does not fit what is proven")
    if not proposal.verified:
        yield "verified", Text("niet nagerekend genoemd", "said not to be verified")
    if proposal.conflict:
        yield "conflict", Text("hoort bij geen voorstel", "belongs to no proposal")
    gap = gap_of(proposal.goals)
    if proposal.solver.gap is None or abs(proposal.solver.gap - gap) > precision(gap):
        yield "solver.gap", Text(f"moet {gap:g} zijn", f"must be {gap:g}")


def _nothing(model: Model, proposal: Proposal) -> Iterator[Finding]:
    """Yield why a proposal without an answer cannot be verified, and what it may not hold."""
    yield "status", Text("er is geen voorstel om na te rekenen", "there is no proposal to recompute")
    for table, rows in proposal.answer.items():
        if rows or table not in model.answers:
            yield table, Text("niets om te tonen zonder oplossing", "nothing to show without a solution")
    if proposal.goals:
        yield "goals", Text("waarden zonder oplossing", "values without a solution")
    if proposal.settlement or proposal.transfers:
        yield "settlement", Text("vereffening zonder oplossing", "a settlement without a solution")
