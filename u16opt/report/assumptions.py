"""What a scenario assumes: the first thing a reader must know of its outcome."""

from __future__ import annotations

from u16opt.proposal import Proposal
from u16opt.report.people import ReportSection
from u16opt.texts import Text

NOTE = Text(
    "Dit is in de invoer veranderd voordat er gerekend is. Al het andere is de invoer zelf.",
    "This was changed in the input before anything was computed. All else is the input itself.",
)


def assumption_sections(proposal: Proposal) -> tuple[ReportSection, ...]:
    """Return the assumptions of the scenario in the order in which they were made; none without a scenario.

    What it says of the origin of figures is in the provenance already. The words name no client group and
    count no small number of people, so that they may be published (P03).
    """
    rows = tuple(
        (each.scenario, Text(each.what.nl, each.what.en))
        for each in proposal.assumptions
        if each.table != "provenance"
    )
    if not rows:
        return ()
    section = ReportSection(
        "assumptions",
        Text("Aannames van het scenario", "Assumptions of the scenario"),
        (Text("Scenario", "Scenario"), Text("Aanname", "Assumption")),
        rows,
        NOTE,
    )
    return (section,)
