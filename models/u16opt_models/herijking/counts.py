"""Bounds that leave no number, or add up to too much or too little for a total: counted by group."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.model.shortage import Shortage
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt_models.herijking.sets import Group, Town, sets_of
from u16opt_models.herijking.shortages import clash, in_group, too_little, too_much

Rules = list[RuleInstance]


def counted(instance: Instance, policy: Policy, _question: Forced | None = None) -> tuple[Shortage, ...]:
    """Return municipalities whose bounds leave no number, and groups whose bounds miss the total."""
    sets = sets_of(instance, policy, 0)
    groups = (
        (group, sorted(sets.members(number), key=lambda town: town.code))
        for number, group in enumerate(sets.groups)
    )
    return tuple(each for group, towns in groups for each in [*_clashes(group, towns)] or _sums(group, towns))


def _clashes(group: Group, towns: list[Town]) -> Iterator[Shortage]:
    for town in towns:
        if town.ceiling is not None and town.ceiling < town.lower:
            rules = [*_least(town), *_most(town)]
            yield _shortage(town.lower, town.ceiling, rules, in_group(group, clash(town)))


def _sums(group: Group, towns: list[Town]) -> Iterator[Shortage]:
    lower, upper = sum(town.lower for town in towns), [town.upper for town in towns]
    limits = [limit for limit in upper if limit is not None]
    if lower > group.lettings:
        rules = [rule for town in towns for rule in _least(town)]
        yield _shortage(lower, group.lettings, rules, in_group(group, too_much(group, towns, lower)))
    if towns and len(limits) == len(upper) and sum(limits) < group.lettings:
        rules = [rule for town in towns for rule in (_most(town) if town.basis else _least(town))]
        text = in_group(group, too_little(group, towns, sum(limits)))
        yield _shortage(group.lettings, sum(limits), rules, text)


def _shortage(asked: int, possible: int, rules: Rules, text: Text) -> Shortage:
    return Shortage("total", asked, possible, asked, possible, (), tuple(rules), text)


def _least(town: Town) -> Rules:
    """Return the rule that sets the least of a municipality, if any does."""
    if town.minimum and town.minimum == town.lower:
        return [RuleInstance("minimum", town.code)]
    return [RuleInstance("max_change", town.code)] if town.lower else []


def _most(town: Town) -> Rules:
    """Return the rule that sets the most of a municipality, if any does."""
    if town.maximum is not None and town.maximum == town.ceiling:
        return [RuleInstance("maximum", town.code)]
    return [RuleInstance("max_change", town.code)] if town.ceiling is not None else []
