"""Which agreements have their price asked, and what can be asked of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from u16opt.explaining.ground import Ground
from u16opt.explaining.prices.looser import room
from u16opt.explaining.questions import Price
from u16opt.explaining.rule_instance import Change, RuleInstance, dropping
from u16opt.instance.instance import Instance
from u16opt.instance.nearest import one_of, perhaps
from u16opt.model.specification import RuleSpecification
from u16opt.problems import InputError, Problem
from u16opt.report.names import THINGS
from u16opt.texts import Text

NEAR = 1e-6


@dataclass(frozen=True)
class Asked:
    """Agreements, each with its sides: the change that widens, tightens or drops it.

    Parameters
    ----------
    sides
        By agreement; None for a change that would leave a number below zero.
    slack
        How many agreements are not looked at, because the proposal leaves room in them.
    """

    sides: Mapping[RuleInstance, Mapping[str, Change | None]]
    slack: int


def asked_of(ground: Ground, question: Price) -> Asked:
    """Return the agreements a question is about.

    Without a filter these are all that leave no room for one unit, and every rule as a whole.

    Raises
    ------
    InputError
        When a rule, place or period is unknown, or a rule is a fact.
    """
    rules = _rules(ground, question)
    numbers = {each: number for rule in rules for each, number in _numbers(ground, rule)}
    known(ground.instance, question, numbers)
    places = [each for each in numbers if each[1:] != (None, None)]
    loose: list[RuleInstance] = []
    if question.rule is None and question.place is None and question.period is None:
        left = room(ground.program, ground.values, places)
        loose = [each for each in places if _has_room(ground, each, left)]
    skipped = set(loose)
    wanted = [each for each in numbers if each not in skipped and _matches(each, question)]
    return Asked({each: _sides(ground, each, numbers[each]) for each in wanted}, len(loose))


def _rules(ground: Ground, question: Price) -> list[RuleSpecification]:
    """Return the rules that are asked about and are on."""
    rules = {rule.name: rule for rule in ground.model.rules}
    agreed = [name for name, rule in rules.items() if rule.mode != "fact"]
    if question.rule is not None and question.rule not in agreed:
        expected = perhaps(one_of(agreed), question.rule, agreed)
        if question.rule in rules:
            fact = Text(
                "een feit is geen afspraak en heeft geen prijs", "a fact is no agreement, without a price"
            )
            expected = Text(f"{expected.nl} ({fact.nl})", f"{expected.en} ({fact.en})")
        raise InputError([Problem("--rule", expected, value=question.rule)])
    asked = agreed if question.rule is None else [question.rule]
    return [rules[name] for name in asked if ground.policy.rules[name].on]


def _numbers(ground: Ground, rule: RuleSpecification) -> Iterator[tuple[RuleInstance, float | None]]:
    """Yield a rule as a whole, and every place and period in which it has a number of its own, with that."""
    number = None
    if rule.setting in ("limit", "allowance"):
        number = getattr(ground.policy.rules[rule.name], rule.setting)
    yield RuleInstance(rule.name), number
    agreed = ground.formulation.agreements.get(rule.name)
    if agreed is not None and rule.agreement is not None and not rule.agreement.setting:
        for place, period, each in zip(agreed.places, agreed.periods, agreed.numbers.tolist(), strict=True):
            yield RuleInstance(rule.name, place, period), each


def known(instance: Instance, question: Price, asked: Mapping[RuleInstance, float | None]) -> None:
    """Refuse a place or period that is nowhere: neither in the instance nor in these agreements.

    Raises
    ------
    InputError
        Naming the nearest known code.
    """
    problems = []
    places = sorted({each.place for each in asked if each.place is not None})
    if question.place is not None and question.place not in {*places, *_alike(instance, places)}:
        expected = Text(
            "een plaats waar een afspraak geldt die aan staat", "a place where an agreement holds that is on"
        )
        problems.append(Problem("--place", perhaps(expected, question.place, places), value=question.place))
    if question.period is not None and question.period not in instance.periods:
        periods = one_of(map(str, instance.periods))
        problems.append(Problem("--period", periods, value=str(question.period)))
    if problems:
        raise InputError(problems)


def _alike(instance: Instance, places: Collection[str]) -> Iterator[str]:
    """Yield the codes of all that is of the same kind as some places: an agreement may ask nothing there."""
    yield from instance["municipalities"]["region"]
    for table, column in (("municipalities", "code"), ("neighbourhoods", "code"), *THINGS):
        codes = instance[table][column]
        if not places or not set(codes).isdisjoint(places):
            yield from codes


def _matches(instance: RuleInstance, question: Price) -> bool:
    asked = (question.place, question.period)
    return all(want in (None, have) for want, have in zip(asked, instance[1:], strict=True))


def _has_room(ground: Ground, instance: RuleInstance, left: Mapping[RuleInstance, float]) -> bool:
    """Return whether one unit less of an agreement would do; a soft rule that no goal counts asks nothing."""
    if instance not in left:
        return not ground.policy.hard(instance.rule)
    agreement = ground.model.rule(instance.rule).agreement
    assert agreement is not None
    return left[instance] >= agreement.step - NEAR


def _sides(ground: Ground, instance: RuleInstance, number: float | None) -> dict[str, Change | None]:
    agreement, sides = ground.model.rule(instance.rule).agreement, dict[str, Change | None]()
    if agreement is not None and number is not None:
        for side, way in (("wider", agreement.wider), ("tighter", -agreement.wider)):
            by = way * agreement.step
            sides[side] = Change(instance, by=by) if number + by >= -NEAR else None
    return sides | {"without": dropping(instance)}
