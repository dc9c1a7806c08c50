"""The independent checker of `allocation`: every rule and goal from the placements and the tables alone."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Recomputed
from u16opt.policy import Policy
from u16opt_models.allocation.checks.faults import inadmissible, unbalanced, unreadable
from u16opt_models.allocation.checks.figures import figures
from u16opt_models.allocation.checks.goals import values
from u16opt_models.allocation.checks.money import settled
from u16opt_models.allocation.checks.rules import outcomes
from u16opt_models.allocation.checks.view import view


def check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    """Recompute a proposal without a solver and without the formulation.

    Parameters
    ----------
    instance
        The instance the proposal was made for.
    policy
        The complete policy: which rules are on, and with which number.
    answer
        The tables ``placements`` (group, lot, clients) and ``unplaced`` (group, clients).

    Returns
    -------
    Recomputed
        Goals, rules, figures and spend, and every fault. An answer that cannot be read (an unknown code, a
        number that is no count of clients) has faults alone.
    """
    if faults := unreadable(instance, answer):
        return Recomputed(faults=tuple(faults))
    seen = view(instance, policy, answer)
    return Recomputed(
        goals=values(seen),
        rules=outcomes(seen),
        figures=figures(seen),
        faults=(*unbalanced(seen, answer), *inadmissible(seen)),
        spend=settled(seen),
    )
