"""A rule in one place and period, and the policy in which it is agreed anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from u16opt.model.model import Model
from u16opt.policy import Amendment, Policy, RulePolicy


class RuleInstance(NamedTuple):
    """A rule, and where and when it holds; None for a rule that has no place, or no period."""

    rule: str
    place: str | None = None
    period: int | None = None

    def as_fact(self) -> dict[str, Any]:
        """Return it as answers hold it."""
        return {"rule": self.rule, "place": self.place, "period": self.period}

    def order(self) -> tuple[str, str, int]:
        """Return what to sort by."""
        return self.rule, self.place or "", self.period or 0


@dataclass(frozen=True)
class Change:
    """What is done to a rule instance: its number changed, or the rule dropped there."""

    instance: RuleInstance
    by: float = 0.0
    dropped: bool = False


def dropping(instance: RuleInstance) -> Change:
    """Return the change that drops an agreement."""
    return Change(instance, dropped=True)


def amended(policy: Policy, model: Model, changes: Iterable[Change]) -> Policy:
    """Return a policy in which agreements are changed or dropped.

    A rule instance without a place and period stands for the whole rule where each place has its own number.
    A rule that is dropped as a whole takes along the goals that measure nothing else, as ``off`` does.

    Raises
    ------
    ValueError
        When a whole rule is changed that has a number in every place, and none in the policy.
    """
    by_rule, rules = dict[str, list[Change]](), dict(policy.rules)
    for change in changes:
        by_rule.setdefault(change.instance.rule, []).append(change)
    for name, own in by_rule.items():
        placed = [change for change in own if change.instance[1:] != (None, None)]
        rules[name] = _placed(rules[name], placed)
        for change in own:
            if change.instance[1:] == (None, None):
                rules[name] = _changed(rules[name], model, change)
    return policy.model_copy(update={"rules": rules, "order": _order(policy, model, rules)})


def _placed(rule: RulePolicy, changes: Iterable[Change]) -> RulePolicy:
    """Return a rule with more amendments; what was amended in a place before is amended further."""
    found = {(each.place, each.period): each for each in rule.amendments}
    for change in changes:
        where = change.instance[1:]
        before = found.pop(where, Amendment(place=where[0], period=where[1]))
        by, dropped = before.by + change.by, before.dropped or change.dropped
        found[where] = Amendment(place=where[0], period=where[1], by=by, dropped=dropped)
    return rule.model_copy(update={"amendments": tuple(found.values())})


def _changed(rule: RulePolicy, model: Model, change: Change) -> RulePolicy:
    """Return a rule that is dropped, or has another number, everywhere."""
    if change.dropped:
        return rule.model_copy(update={"mode": "off"})
    setting = model.rule(change.instance.rule).setting
    if setting is None or getattr(rule, setting) is None:
        raise ValueError(f"{change.instance.rule}: no number for the whole rule")
    number = getattr(rule, setting)
    return rule.model_copy(update={setting: max(type(number)(0), number + type(number)(change.by))})


def _order(policy: Policy, model: Model, rules: Mapping[str, RulePolicy]) -> tuple[tuple[str, ...], ...]:
    """Return the order without the goals of rules that were on and are off now."""
    was, now = (
        {goal for rule in model.rules if each[rule.name].on for goal in rule.goals}
        for each in (policy.rules, rules)
    )
    entries = (tuple(goal for goal in entry if goal not in was - now) for entry in policy.order)
    return tuple(entry for entry in entries if entry)
