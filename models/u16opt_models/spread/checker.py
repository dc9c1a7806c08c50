"""The independent checker of `spread`: every rule and goal from the answer and the tables alone."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Recomputed
from u16opt.policy import Policy
from u16opt_models.spread.checks.faults import unreadable
from u16opt_models.spread.checks.figures import figures
from u16opt_models.spread.checks.goals import values
from u16opt_models.spread.checks.impossible import impossible
from u16opt_models.spread.checks.money import settled
from u16opt_models.spread.checks.rules import outcomes
from u16opt_models.spread.checks.view import view


def check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    """Recompute a proposal without a solver and without the formulation.

    The border between a fault and a rule: what can be counted in places or clients is measured as a rule
    (more clients than places: ``capacity``; fewer or more places than a site can have: ``site_limits``),
    also in an answer that is wrong otherwise. What is no plan at all is a fault: tables, codes and numbers
    that cannot be read, rows that are missing or too many, places that appear, grow or shrink where they
    cannot, places that are no whole modules, and clients who are lost or served twice.

    Parameters
    ----------
    instance
        The instance the proposal was made for, with one product.
    policy
        The complete policy: which rules are on, and with which number.
    answer
        The tables ``opened`` (site, period), ``places`` (location, period, places), ``served``
        (municipality, location, period, clients) and ``unmet`` (municipality, period, clients).

    Returns
    -------
    Recomputed
        Goals, rules, figures and spend, and every fault. An answer that cannot be read (an unknown code, a
        number that counts nothing) has faults alone.
    """
    if faults := unreadable(instance, answer):
        return Recomputed(faults=tuple(faults))
    seen = view(instance, policy, answer)
    return Recomputed(
        goals=values(seen),
        rules=outcomes(seen),
        figures=figures(seen),
        faults=tuple(impossible(seen)),
        spend=settled(seen),
    )
