"""What a policy officer wants to see of a spread besides goals and rules."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Section
from u16opt.policy import Policy
from u16opt_models.spread.checks.view import view
from u16opt_models.spread.reports.adding_up import people
from u16opt_models.spread.reports.counts import Counts
from u16opt_models.spread.reports.figures import figures_section
from u16opt_models.spread.reports.locations import less_section, new_section
from u16opt_models.spread.reports.money import money_sections
from u16opt_models.spread.reports.municipalities import municipality_sections
from u16opt_models.spread.reports.regions import regions_section


def report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    """Return the sections of a report, from the tables and the answer alone.

    Parameters
    ----------
    instance
        The instance the proposal was made for, with the rows of one product.
    policy
        The complete policy: which rules are on, and with which number.
    answer
        The tables ``opened``, ``places``, ``served`` and ``unmet``; an answer that the checker finds no
        fault with.

    Returns
    -------
    Figures, new locations, existing ones that shrink or close, regions and years, municipalities (and by
    year when there are several), cost and budget. Places and money are public; people are counted (P03).
    """
    seen = view(instance, policy, answer)
    counts = Counts(seen)
    return (
        figures_section(counts),
        new_section(seen),
        less_section(seen),
        regions_section(counts, people(counts)),
        *municipality_sections(counts),
        *money_sections(seen),
    )
