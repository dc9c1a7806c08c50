"""The agreements of an instance one by one: every hard rule in every place and period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from u16opt.drawing import drawn_order
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.model.model import Model

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Block, Integers
    from u16opt.algebra.program import Program
    from u16opt.model.specification import RuleSpecification


def agreements_of(formulation: Formulation, model: Model, seed: int) -> list[RuleInstance]:
    """Return every instance of every hard rule: the order in which agreements are rather kept.

    First the order of the model's rules; within a rule the drawn order of places and periods.
    """
    return [
        instance
        for rule in model.rules
        if formulation.policy.hard(rule.name)
        for instance in _drawn(_instances(formulation, rule), seed)
    ]


def in_order(instances: Iterable[RuleInstance], model: Model) -> tuple[RuleInstance, ...]:
    """Return rule instances as answers list them: by rule as the model has them, then place, then period."""
    rank = {rule.name: number for number, rule in enumerate(model.rules)}
    return tuple(sorted(instances, key=lambda each: (rank.get(each.rule, -1), each.order())))


def rows_by_agreement(program: Program, instances: Iterable[RuleInstance]) -> Mapping[RuleInstance, Integers]:
    """Return the rows in which each rule instance is written, where it is written in rows.

    Rows that come right after those of a rule, with the same labels, belong to that rule.
    """
    wanted, found = set(instances), dict[RuleInstance, list[int]]()
    names, owner, before = {each.rule for each in wanted}, "", None
    for block in program.blocks:
        if block.name in names:
            owner = block.name
        elif before is None or not _alike(block, before):
            owner = ""
        before = block
        for index in range(block.stop - block.start if owner else 0):
            instance = instance_of(block, index, owner)
            instance = instance if instance in wanted else RuleInstance(owner)
            if instance in wanted:
                found.setdefault(instance, []).append(block.start + index)
    return {instance: np.array(rows, dtype=np.int64) for instance, rows in found.items()}


def instance_of(block: Block, index: int, rule: str) -> RuleInstance:
    """Return the rule instance that a row of a block is labelled with."""
    place, period, *_ = (*(part[index] for part in block.labels), None, None)
    return RuleInstance(rule, place or None, period)


def _instances(formulation: Formulation, rule: RuleSpecification) -> list[RuleInstance]:
    agreed = formulation.agreements.get(rule.name)
    if agreed is None or rule.agreement is None or rule.agreement.setting:
        return [RuleInstance(rule.name)]
    places = zip(agreed.places, agreed.periods, strict=True)
    return [RuleInstance(rule.name, place, period) for place, period in places]


def _drawn(instances: list[RuleInstance], seed: int) -> list[RuleInstance]:
    codes = [f"{each.place or ''}|{each.period or ''}" for each in instances]
    return [instances[index] for index in drawn_order(codes, seed)]


def _alike(block: Block, other: Block) -> bool:
    if len(block.labels) != len(other.labels):
        return False
    return all(list(one) == list(two) for one, two in zip(block.labels, other.labels, strict=True))
