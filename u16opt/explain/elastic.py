"""A program in which agreements give: a column beside every row that is held to a number.

Which rows those are is not asked of the model: every agreement of a rule is changed by one step, the rules are
written down anew, and the rows that then say something else are the rows of that agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import with_columns
from u16opt.explain.agreed import instance_of
from u16opt.explain.giving import Give, all_by, by_level, giving_rules, numbers_of, whole_steps
from u16opt.explain.levels import activity, with_levels
from u16opt.explain.possible import Possible
from u16opt.explain.rule_instance import Change, RuleInstance, dropping

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program
    from u16opt.model.specification import Agreement

MANY = 1e6
"""Steps, where nothing in the program says how many could be of use."""

Bends = Mapping[RuleInstance, Mapping[int, float]]


@dataclass(frozen=True)
class Elastic:
    """A program, and the agreements that give in it."""

    program: Program
    gives: tuple[Give, ...] = ()


def elastic(possible: Possible, changes: Sequence[Change] = ()) -> Elastic:
    """Return the rules after some changes, with every other agreement giving.

    Parameters
    ----------
    changes
        Of rules that have one number and in which that decides what counts at all: these do not give.
    """
    if possible.ground.model.elastic is not None:
        return _of_the_model(possible)
    rules = [(rule.name, rule.agreement) for rule in giving_rules(possible.ground) if rule.agreement]
    level = [name for name, agreement in rules if by_level(agreement) and not agreement.setting]
    plain, _ = possible.written(changes)
    numbers = {name: numbers_of(plain, possible.ground.model.rule(name)) for name, _ in rules}
    without = [*changes, *(dropping(each) for name in level for each in numbers[name])]
    _, bare = possible.written(without)
    found = Elastic(bare)
    for name, agreement in rules:
        if name in level:
            others = [each for each in without if each.instance.rule != name]
            program, gives = with_levels(possible, others, bare, found.program, agreement, numbers[name])
            found = Elastic(program, (*found.gives, *gives))
        elif not by_level(agreement):
            bends = _bends(possible, without, bare, agreement, numbers[name])
            found = _given(found, bare, name, agreement, numbers[name], bends)
    return found


def _of_the_model(possible: Possible) -> Elastic:
    """Return the rules as a model writes them for this, with its own columns beside its bounds."""
    ground, gives = possible.ground, list[Give]()
    assert ground.model.elastic is not None
    formulation = ground.model.elastic(ground.instance, possible.policy(), ground.proposal.seed)
    program = formulation.program()
    program = possible.extend(formulation, program) if possible.extend else program
    for rule in giving_rules(ground):
        assert rule.agreement is not None
        start, step = program.family(f"{rule.name}_given").start, rule.agreement.wider * rule.agreement.step
        for index, (instance, number) in enumerate(numbers_of(formulation, rule).items()):
            most, whole = program.upper[start + index], whole_steps(rule.agreement)
            gives.append(Give(instance, (start + index,), (1.0,), number, step, float(most), whole))
    return Elastic(program, tuple(gives))


def _bends(
    possible: Possible,
    changes: Sequence[Change],
    program: Program,
    agreement: Agreement,
    numbers: Mapping[RuleInstance, float],
) -> Bends:
    """Return, for every agreement of a rule, by how much one step moves which rows."""
    step = agreement.wider * agreement.step
    _, bent = possible.written([*changes, *all_by(numbers, step)])
    found: dict[RuleInstance, dict[int, float]] = {instance: {} for instance in numbers}
    for block in program.blocks:
        for row in np.arange(block.start, block.stop)[_moved(program, bent)[block.rows]].tolist():
            name = next(iter(numbers)).rule
            instance = instance_of(block, row - block.start, name)
            instance = instance if instance in found else RuleInstance(name)
            found[instance][row] = _moves(program, bent, row, step)
    return found
