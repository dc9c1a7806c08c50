"""What an export holds, before it takes the form of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from u16opt.export.answers import answer_sections
from u16opt.export.publishing import Protection, protection_of, published
from u16opt.instance.instance import Instance
from u16opt.model.model import Model, Section
from u16opt.proposal import Proposal
from u16opt.report.people import Key, ReportSection, housed
from u16opt.report.provenance import provenance_rows
from u16opt.report.summary import WITHOUT_ANSWER, Summary, summary
from u16opt.texts import Language, Text

FIRST = Text("Voorstel", "Proposal")


@dataclass(frozen=True)
class Content:
    """A proposal with its report, as it may leave.

    Parameters
    ----------
    report
        Facts, sections and foot; small counts are hidden unless it is internal.
    protection
        What is hidden, for what is shown outside the sections.
    internal
        Whether rows about people may be in it.
    first
        What the first sheet of a workbook is called.
    """

    instance: Instance
    model: Model
    proposal: Proposal
    report: Summary
    protection: Protection
    internal: bool
    first: Text = FIRST

    @property
    def language(self) -> Language:
        """Language of the file."""
        return self.report.language

    @property
    def tables(self) -> tuple[Section, ...]:
        """The sections with the provenance in full, for files that hold tables."""
        own = tuple(section for section in self.report.sections if section.name != "provenance")
        return (*own, provenance_rows(self.proposal))


def content_of(
    instance: Instance,
    model: Model,
    proposal: Proposal,
    *,
    internal: bool,
    language: Language,
    threshold: int,
) -> Content:
    """Return what an export holds.

    Parameters
    ----------
    internal
        True shows everything, rows about people too; False hides small counts.
    threshold
        Smallest count of people that is shown.
    """
    whole = summary(instance, model, proposal, language)
    answers: tuple[Section, ...] = ()
    if proposal.status not in WITHOUT_ANSWER:
        answers = answer_sections(instance, model, proposal, internal=internal)
    sections = (*whole.sections[:-1], *answers, *whole.sections[-1:])
    protection = protection_of(sections, _on_maps(sections), 0 if internal else threshold)
    if not internal:
        sections = tuple(published(section, protection) for section in sections)
    report = replace(whole, sections=sections)
    return Content(instance, model, proposal, report, protection, internal)


def _on_maps(sections: tuple[Section, ...]) -> set[Key]:
    """Return the counts that a map shows: clients housed, by place and period."""
    prefix = housed("neighbourhoods", None, None)[0]
    return {
        key
        for section in sections
        if isinstance(section, ReportSection)
        for key in section.people.counts
        if key[0] == prefix
    }
