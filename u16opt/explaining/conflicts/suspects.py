"""Which agreements a linear proof points at: where to look first, not yet a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from u16opt.engine.relief import Relief
from u16opt.explaining.conflicts.agreed import rows_by_agreement
from u16opt.explaining.ground import Ground
from u16opt.explaining.rule_instance import RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.parts import Integers
    from u16opt.algebra.program import Program
    from u16opt.engine.limits import Limits


def suspects(
    program: Program, instances: Sequence[RuleInstance], limits: Limits
) -> list[RuleInstance] | None:
    """Return agreements that conflict as a linear program, in the given order, the last ones let go first.

    More are let go at once while that goes well. Agreements that are not written in rows are all among them.
    None when no linear proof is found.
    """
    rows = rows_by_agreement(program, instances)
    relief, left = Relief(program, limits), [each for each in instances if each in rows]
    written = np.concatenate([np.zeros(0, np.int64), *rows.values()])
    proof = relief.proof(np.zeros(program.rows, dtype=bool))
    if proof is None:
        return None
    left, needed, size = _resting(proof, left, rows), list[RuleInstance](), len(left)
    while left:
        size = max(1, min(size, len(left) // 2))
        kept = [rows[each] for each in (*left[:-size], *needed)]
        free = np.zeros(program.rows, dtype=bool)
        free[written] = True
        free[np.concatenate([np.zeros(0, np.int64), *kept])] = False
        proof = relief.proof(free)
        if proof is not None:
            left, size = _resting(proof, left[:-size], rows), 2 * size
        elif size == 1:
            needed.append(left.pop())
        else:
            size //= 2
    wanted = {*needed, *(each for each in instances if each not in rows)}
    return [each for each in instances if each in wanted]


def facts_in(program: Program, ground: Ground) -> tuple[str, ...]:
    """Return the names of the facts that leave nothing: those of a linear proof, else all of the model."""
    facts = [rule.name for rule in ground.model.rules if rule.mode == "fact"]
    proof = Relief(program, ground.limits).proof(np.zeros(program.rows, dtype=bool))
    rows = np.zeros(0, dtype=np.int64) if proof is None else proof
    blocks = {block.name for block in program.blocks if ((rows >= block.start) & (rows < block.stop)).any()}
    return tuple(name for name in facts if name in blocks) or tuple(facts)


def _resting(
    proof: Integers, instances: list[RuleInstance], rows: Mapping[RuleInstance, Integers]
) -> list[RuleInstance]:
    """Return the agreements on whose rows a proof rests."""
    return [each for each in instances if np.isin(rows[each], proof).any()]
