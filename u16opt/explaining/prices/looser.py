"""Programs side by side: whether one only leaves more room than the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from u16opt.algebra.parts import Linear, Shape
from u16opt.explaining.conflicts.agreed import rows_by_agreement
from u16opt.explaining.rule_instance import RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program

NEAR = 1e-6


def looser(one: Program, other: Program) -> bool:
    """Return whether everything that satisfies one program satisfies the other, with the same goals.

    Only what can be seen at a glance counts: the other must be the same but for limits that leave more room.
    """
    return _alike(one, other) and bool(
        (other.lower <= one.lower).all()
        and (other.upper >= one.upper).all()
        and (other.row_lower <= one.row_lower).all()
        and (other.row_upper >= one.row_upper).all()
    )


def within(program: Program, values: Floats, instances: Iterable[RuleInstance]) -> set[RuleInstance]:
    """Return the agreements that a solution keeps, as a program writes them in its rows.

    What a soft rule is broken by counts as breaking it.
    """
    strict = values.copy()
    for block in program.blocks:
        if block.violation:
            strict[program.family(block.violation).columns] = 0.0
    activity = program.matrix @ strict
    fine = (activity >= program.row_lower - NEAR) & (activity <= program.row_upper + NEAR)
    return {each for each, rows in rows_by_agreement(program, instances).items() if fine[rows].all()}


def room(program: Program, values: Floats, instances: Iterable[RuleInstance]) -> dict[RuleInstance, float]:
    """Return how much room a solution leaves in the rows of each agreement that is written in rows."""
    activity = program.matrix @ values
    left = np.minimum(program.row_upper - activity, activity - program.row_lower)
    return {
        instance: float(left[rows].min()) for instance, rows in rows_by_agreement(program, instances).items()
    }


def _alike(one: Program, other: Program) -> bool:
    """Return whether two programs have the same columns, rows, coefficients and goals."""
    if _shape(one) != _shape(other) or one.goals.keys() != other.goals.keys():
        return False
    arrays = [
        (getattr(one.matrix, part), getattr(other.matrix, part)) for part in ("indptr", "indices", "data")
    ]
    arrays.append((one.whole, other.whole))
    return all(np.array_equal(*each) for each in arrays) and all(
        _same(goal, other.goals[name]) for name, goal in one.goals.items()
    )


def _shape(program: Program) -> tuple[object, ...]:
    families = [(each.name, each.start, each.stop) for each in program.families]
    blocks = [(each.name, each.start, each.stop, each.violation) for each in program.blocks]
    return families, blocks, program.matrix.shape


def _same(one: Shape, other: Shape) -> bool:
    if isinstance(one, Linear) and isinstance(other, Linear):
        return np.array_equal(one.costs, other.costs) and one.constant == other.constant
    if isinstance(one, Linear) or isinstance(other, Linear):
        return False
    return np.array_equal(one.columns, other.columns) and np.array_equal(one.divisors, other.divisors)
