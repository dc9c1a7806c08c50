"""What does an agreement cost? Everything solved again with it a unit wider, a unit tighter, and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.checking import goal_values
from u16opt.explaining.answer import Finding
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.prices.agreements_asked import asked_of
from u16opt.explaining.prices.pricing import Amounts, OutOfTimeError, Pricing, differences
from u16opt.explaining.questions import Price
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.explaining.sentences.price import told
from u16opt.policy import Policy
from u16opt.report.numbers import number, tidy

SIDES = ("wider", "tighter", "without")


def find(ground: Ground, question: Price) -> Finding:
    """Return what agreements cost, the dearest first.

    Raises
    ------
    InputError
        When a rule, place or period is unknown, or a rule is a fact.
    """
    asked = asked_of(ground, question)
    pricing = Pricing(ground, asked.sides)
    fair = list(_fairness(pricing)) if not question.parameters() else []
    pricing.work_out()
    rows = [_row(ground, pricing, each) for each in _dearest_first(pricing)]
    facts = {
        "prices": rows,
        "fairness": fair,
        "asked": len(asked.sides),
        "slack": asked.slack,
        "notWorkedOut": len(asked.sides) - len(rows),
        "off": _off(ground, question),
    }
    proven = pricing.proven and ground.proven
    text = told(facts, Names(ground.instance, ground.model))
    return Finding(facts, text, proven)


def _off(ground: Ground, question: Price) -> bool:
    """Return whether a rule is asked about that is off."""
    return question.rule is not None and not ground.policy.rules[question.rule].on


def _row(ground: Ground, pricing: Pricing, instance: RuleInstance) -> dict[str, Any]:
    found = {side: pricing.known.get((instance, side)) for side in SIDES}
    impossible = [side for side in SIDES if side in pricing.sides[instance] and found[side] is None]
    return {
        **instance.as_fact(),
        "unit": _unit(ground, instance),
        **{side: listed(amounts) for side, amounts in found.items()},
        "impossible": impossible,
    }


def listed(amounts: Amounts | None) -> list[dict[str, Any]]:
    """Return changes of goals as facts hold them; none where a side is impossible or does not exist."""
    return [{"name": name, "amount": each} for name, each in (amounts or {}).items()]


def _unit(ground: Ground, instance: RuleInstance) -> str | None:
    agreement = ground.model.rule(instance.rule).agreement
    if agreement is None:
        return None
    step = "" if agreement.step == 1 else f"{number(tidy(agreement.step), 'en')} "
    return f"{step}{agreement.unit.en}"


def _dearest_first(pricing: Pricing) -> list[RuleInstance]:
    """Return agreements by what changes without them, goal by goal in the order; then by widening."""

    def size(instance: RuleInstance, side: str) -> tuple[float, ...]:
        amounts: Mapping[str, float] = pricing.known.get((instance, side)) or {}
        return tuple(-abs(amounts.get(name, 0)) for name in pricing.ground.goals)

    rank = {rule.name: place for place, rule in enumerate(pricing.ground.model.rules)}
    return sorted(
        pricing.finished,
        key=lambda each: (
            *(size(each, side) for side in ("without", "wider")),
            rank[each.rule],
            each.order(),
        ),
    )


def _fairness(pricing: Pricing) -> Iterator[dict[str, Any]]:
    """Yield what every goal would be if one that shares fairly came after all others."""
    ground, policy = pricing.ground, pricing.ground.policy
    for name in (name for entry in policy.order for name in entry if ground.model.goal(name).fair):
        try:
            again = pricing.solved(_last(policy, name))
        except OutOfTimeError:
            pricing.proven = False
            return
        assert again.recomputed is not None
        then = {entry: value for entry, value, _ in goal_values(ground.model, policy, again.recomputed)}
        yield {"name": name, "without": listed(differences(ground.goals, then))}


def _last(policy: Policy, goal: str) -> Policy:
    """Return a policy in which a goal gives way to all others: last, it says how little it then need be."""
    entries = (tuple(name for name in entry if name != goal) for entry in policy.order)
    return policy.model_copy(update={"order": (*(entry for entry in entries if entry), (goal,))})
