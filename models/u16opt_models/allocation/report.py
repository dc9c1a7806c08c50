"""What a policy officer wants to see of an allocation besides goals and rules."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Section
from u16opt.policy import Policy
from u16opt_models.allocation.checks.view import view
from u16opt_models.allocation.reports.figures import figures_section
from u16opt_models.allocation.reports.municipalities import municipality_sections
from u16opt_models.allocation.reports.neighbourhoods import neighbourhoods_section
from u16opt_models.allocation.reports.outcomes import outcomes_section
from u16opt_models.allocation.reports.unplaced import unplaced_section


def report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    """Return the sections of a report, from the tables and the placements alone.

    Parameters
    ----------
    instance
        The instance the proposal was made for.
    policy
        The complete policy: which rules are on, and with which number.
    answer
        The tables ``placements`` and ``unplaced``; an answer that the checker finds no fault with.

    Returns
    -------
    Figures, municipalities (and by year when there are several), the neighbourhoods nearest their limit,
    who has no home and why, and outcomes per group of clients. No section names a client group (P03).
    """
    seen = view(instance, policy, answer)
    return (
        figures_section(seen),
        *municipality_sections(seen),
        neighbourhoods_section(seen),
        unplaced_section(seen),
        outcomes_section(seen),
    )
