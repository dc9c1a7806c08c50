"""Which facts keep lettings out of a municipality, whatever bounds are agreed."""

from __future__ import annotations

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.herijking.sets import sets_of


def barriers(instance: Instance, policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    """Return the fact that leaves a question no way: the total of its group, or that there is no basis.

    A municipality without a basis gets its lower bound and never more.
    """
    sets = sets_of(instance, policy, 0)
    code = question.place or question.municipality
    both = question.place in (None, question.municipality) or question.municipality is None
    town = next((each for each in sets.towns if each.code == code and both), None)
    if town is None:
        return (RuleInstance("basis", code),)
    group = sets.groups[town.group]
    if question.group not in (None, group.label) or question.clients > group.lettings:
        return (RuleInstance("total", group.label if question.group is None else question.group),)
    if not town.basis and question.clients > town.lower:
        return (RuleInstance("basis", code),)
    return ()
