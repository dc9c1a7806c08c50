"""Agreements that may give: which columns of a program say by how much each is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from u16opt.explaining.rule_instance import Change, RuleInstance
from u16opt.model.specification import Agreement, RuleSpecification

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.explaining.ground import Ground

CENT = 0.01
Key = tuple[RuleInstance, float]


class NotKnown(Exception):  # noqa: N818 - it is no error: time ran out
    """Time ran out before something was proven."""


@dataclass(frozen=True)
class Give:
    """An agreement that may be changed, and the columns that say by how much.

    Parameters
    ----------
    columns, amounts
        Columns of the program, and how many steps one unit of each stands for.
    number
        What is agreed now.
    step
        What one step changes the number by: a letting fewer, 10,000 euro more.
    most
        Steps there can be at the most.
    whole
        Whether only whole steps count.
    """

    instance: RuleInstance
    columns: tuple[int, ...]
    amounts: tuple[float, ...]
    number: float
    step: float
    most: float
    whole: bool

    @property
    def key(self) -> Key:
        """Which agreement it changes, and which way."""
        return self.instance, self.step

    def steps(self, values: Floats) -> float:
        """Return by how many steps the agreement is changed in a solution; money in whole cents, upwards."""
        pairs = zip(self.columns, self.amounts, strict=True)
        found = float(sum(amount * values[column] for column, amount in pairs))
        if self.whole:
            return float(round(found))
        cents = float(np.ceil(found * abs(self.step) / CENT - 1e-3))
        return max(cents, 0.0) * CENT / abs(self.step)


def whole_steps(agreement: Agreement) -> bool:
    """Return whether only whole steps of an agreement count: of everything but money."""
    return agreement.whole or agreement.step == 1


def by_level(agreement: Agreement) -> bool:
    """Return whether a number decides what counts at all, as kilometres do, and not how much of it."""
    return not agreement.whole and agreement.step == 1


def giving_rules(ground: Ground) -> list[RuleSpecification]:
    """Return the hard rules with a number that could be agreed anew."""
    return [rule for rule in ground.model.rules if rule.agreement and ground.policy.hard(rule.name)]


def numbers_of(formulation: Formulation, rule: RuleSpecification) -> Mapping[RuleInstance, float]:
    """Return what is agreed now, by rule instance."""
    assert rule.agreement is not None
    if rule.agreement.setting:
        assert rule.setting is not None
        return {RuleInstance(rule.name): float(getattr(formulation.policy.rules[rule.name], rule.setting))}
    agreed = formulation.agreements.get(rule.name)
    if agreed is None:
        return {}
    rows = zip(agreed.places, agreed.periods, agreed.numbers.tolist(), strict=True)
    return {RuleInstance(rule.name, place, period): number for place, period, number in rows}


def changed_by(instances: Iterable[RuleInstance], by: float) -> list[Change]:
    """Return the change of every one of some agreements by the same number."""
    return [Change(instance, by=by) for instance in instances]
