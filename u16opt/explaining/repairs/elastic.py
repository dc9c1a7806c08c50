"""A program in which agreements give: a column beside every row that is held to a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import with_columns
from u16opt.explaining.conflicts.possible import Possible
from u16opt.explaining.repairs.bending import Bend, bends
from u16opt.explaining.repairs.giving import Give, by_level, changed_by, giving_rules, numbers_of, whole_steps
from u16opt.explaining.repairs.levels import Levels, with_levels
from u16opt.explaining.rule_instance import Change, RuleInstance, dropping

if TYPE_CHECKING:
    from u16opt.algebra.program import Program
    from u16opt.model.specification import Agreement

MANY = 1e6
"""Steps, where nothing in the program says how many could be of use."""


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
    ground = possible.ground
    if ground.model.elastic is not None:
        return _of_the_model(possible)
    rules = {rule.name: rule.agreement for rule in giving_rules(ground) if rule.agreement}
    plain, _ = possible.written(changes)
    numbers = {name: numbers_of(plain, ground.model.rule(name)) for name in rules}
    levels = [name for name, agreement in rules.items() if by_level(agreement) and not agreement.setting]
    without = [*changes, *(dropping(each) for name in levels for each in numbers[name])]
    _, bare = possible.written(without)
    found = Elastic(bare)
    for name, agreement in rules.items():
        if not by_level(agreement) and numbers[name]:
            step = agreement.wider * agreement.step
            _, bent = possible.written([*without, *changed_by(numbers[name], step)])
            found = _given(found, name, agreement, numbers[name], bends(bare, bent, numbers[name], step))
    for name in levels:
        rest = [each for each in without if each.instance.rule != name]
        own = Levels(possible, rest, bare, rules[name].wider, numbers[name])
        program, gives = with_levels(found.program, own)
        found = Elastic(program, (*found.gives, *gives))
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
        for column, (instance, number) in enumerate(numbers_of(formulation, rule).items(), start):
            most, whole = float(program.upper[column]), whole_steps(rule.agreement)
            gives.append(Give(instance, (column,), (1.0,), number, step, most, whole))
    return Elastic(program, tuple(gives))


def _given(
    found: Elastic,
    name: str,
    agreement: Agreement,
    numbers: Mapping[RuleInstance, float],
    bent: Mapping[RuleInstance, Bend],
) -> Elastic:
    """Return a program with a column beside the rows of each agreement of a rule, each way that helps."""
    step, whole = agreement.wider * agreement.step, whole_steps(agreement)
    ways = [
        (instance, bend, way)
        for instance, bend in bent.items()
        for way in ((1, -1) if bend.exact else (1,))
        if _most(bend, numbers[instance], way * step) > 0
    ]
    if not ways:
        return found
    most = [_most(bend, numbers[instance], way * step) for instance, bend, way in ways]
    start = found.program.columns
    gives = tuple(
        Give(instance, (start + each,), (1.0,), numbers[instance], way * step, most[each], whole)
        for each, (instance, _, way) in enumerate(ways)
    )
    labels = ([each.instance.place for each in gives], [each.instance.period for each in gives])
    program = with_columns(found.program, f"{name}_given", labels, upper=most, whole=whole)
    return Elastic(_joined(program, start, ways), (*found.gives, *gives))


def _most(bend: Bend, number: float, step: float) -> float:
    """Return how many steps could be of use: no number falls below 0."""
    most = bend.most if np.isfinite(bend.most) else MANY
    if bend.exact:
        most = MANY
    return min(most, float(np.floor(number / -step))) if step < 0 else most


def _joined(program: Program, start: int, ways: Sequence[tuple[RuleInstance, Bend, int]]) -> Program:
    """Return a program with its last columns in the rows that they relieve.

    A column in several rows may leave a network none.
    """
    rows = np.concatenate([bend.rows for _, bend, _ in ways])
    values = np.concatenate([-way * bend.moves for _, bend, way in ways])
    columns = np.concatenate(
        [np.full(len(bend.rows), start + each) for each, (_, bend, _) in enumerate(ways)]
    )
    relief = sp.csc_array((values, (rows, columns)), shape=program.matrix.shape)
    shared = np.concatenate([bend.rows for _, bend, _ in ways if len(bend.rows) > 1] or [rows[:0]])
    blocks = tuple(
        replace(block, network=block.network and not ((shared >= block.start) & (shared < block.stop)).any())
        for block in program.blocks
    )
    return replace(program, matrix=sp.csc_array(program.matrix + relief), blocks=blocks)
