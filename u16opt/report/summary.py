"""What a person wants to read of a proposal, whatever the model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from u16opt.instance.instance import Instance
from u16opt.model.model import Model, Section
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.report import words
from u16opt.report.assumptions import assumption_sections
from u16opt.report.goals import Figures, goals_section, measures_section
from u16opt.report.people import ReportSection
from u16opt.report.provenance import provenance_section, warning
from u16opt.report.rules import rules_section
from u16opt.report.settlement import settlement_sections
from u16opt.report.words import as_is
from u16opt.texts import Language, Text

WITHOUT_ANSWER = ("infeasible", "no_solution")

Fact = tuple[Text, Text]

_NO_SCENARIO = Text("geen, de invoer zelf", "none, the input itself")


@dataclass(frozen=True)
class Summary:
    """A report before it takes a form.

    Parameters
    ----------
    language
        Language it is shown in when none is named.
    title
        One line.
    facts
        What it is about and how good it is: pairs of a label and a text.
    sections
        Tables, from what matters most downwards.
    foot
        What the report rests on, so that it can be made again: pairs of a label and a text.
    """

    language: Language
    title: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    foot: tuple[Fact, ...]


def summary(instance: Instance, model: Model, proposal: Proposal, language: Language = "nl") -> Summary:
    """Return the summary of a proposal, for those who work with it: small counts are shown as they are.

    Parameters
    ----------
    instance
        The instance the proposal was made for, with its scenario applied.
    model
        The model the proposal was made with.
    language
        Language it is shown in when none is named.
    """
    instance = of_product(instance, model, proposal.product)
    return Summary(
        language,
        instance.title,
        tuple(_facts(instance, model, proposal)),
        sections(instance, model, proposal),
        foot(proposal),
    )


def sections(instance: Instance, model: Model, proposal: Proposal) -> tuple[Section, ...]:
    """Return assumptions, goals, measures, rules, the model's own report, the settlement, the provenance."""
    assumptions = assumption_sections(proposal)
    if proposal.status in WITHOUT_ANSWER:
        return (*assumptions, provenance_section(proposal))
    own = model.report(instance, policy_of(instance, model), proposal.answer)
    figures = _figures(own)
    everything = all(section.name != "figures" for section in own)
    measured = measures_section(model, proposal, figures, everything=everything)
    return (
        *assumptions,
        goals_section(model, proposal, figures),
        *((measured,) if measured else ()),
        rules_section(instance, model, proposal, figures),
        *own,
        *settlement_sections(instance, model, proposal),
        provenance_section(proposal),
    )


def _figures(own: Iterable[Section]) -> Figures:
    return {
        figure: keys
        for section in own
        if isinstance(section, ReportSection)
        for figure, keys in section.figures.items()
    }


def _facts(instance: Instance, model: Model, proposal: Proposal) -> list[Fact]:
    facts = [
        (Text("Model", "Model"), model.title),
        (Text("Scenario", "Scenario"), _scenario(instance, proposal)),
        (Text("Status", "Status"), _status(model, proposal)),
        (Text("Let op", "Note"), warning(model, proposal)),
    ]
    if proposal.status not in WITHOUT_ANSWER:
        checked = words.yes_no(proposal.verified)
        facts.insert(3, (Text("Nagerekend zonder oplosser", "Recomputed without the solver"), checked))
    if proposal.product:
        facts.insert(1, (Text("Product", "Product"), as_is(proposal.product)))
    return facts


def _scenario(instance: Instance, proposal: Proposal) -> Text:
    if not proposal.scenario:
        return _NO_SCENARIO
    name, title = proposal.scenario, instance.scenario_title
    return as_is(f"{title} ({name})" if title and title != name else name)


def _status(model: Model, proposal: Proposal) -> Text:
    status = words.STATUS[proposal.status]
    if proposal.status != "infeasible" or not proposal.conflict:
        return status
    titles = {rule.name: rule.title for rule in model.rules}
    rules = words.each([titles.get(name, as_is(name)) for name in proposal.conflict])
    return Text(f"{status.nl}: {rules.nl}", f"{status.en}: {rules.en}")


def foot(proposal: Proposal) -> tuple[Fact, ...]:
    """Return input hash, versions and seed: with these the proposal can be made again."""
    version = proposal.versions.get("u16opt", "")
    return (
        (Text("Invoer (sha256)", "Input (sha256)"), as_is(proposal.instance_hash)),
        (Text("Versie", "Version"), as_is(f"u16opt {version}".strip())),
        (Text("Oplosser", "Solver"), as_is(f"{proposal.solver.name} {proposal.solver.version}")),
        (Text("Loting (seed)", "Seed"), as_is(str(proposal.seed))),
    )
