"""The independent checker of `herijking`: every rule and goal from the contingents and the tables alone."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Recomputed
from u16opt.policy import Policy
from u16opt_models.herijking.checks.faults import structural, untrue
from u16opt_models.herijking.checks.goals import values
from u16opt_models.herijking.checks.rules import outcomes
from u16opt_models.herijking.checks.view import view


def check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    """Recompute a proposal without a solver and without the formulation, in exact fractions.

    Parameters
    ----------
    instance
        The instance the proposal was made for.
    policy
        The complete policy: which rules are on.
    answer
        The table ``contingents`` (municipality, current, quota, lettings, binding).

    Returns
    -------
    Recomputed
        Goals and rules, and every fault. An answer that cannot be read (an unknown code, a number that is
        no count of lettings) has faults alone.
    """
    if faults := structural(instance, answer):
        return Recomputed(faults=tuple(faults))
    seen = view(instance, policy, answer)
    return Recomputed(goals=values(seen), rules=outcomes(seen), faults=tuple(untrue(seen, answer)))
