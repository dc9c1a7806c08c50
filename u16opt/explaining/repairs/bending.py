"""Which rows an agreement moves: found by changing it one step and writing the rules down anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.explaining.conflicts.agreed import instance_of
from u16opt.explaining.rule_instance import RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats, Integers
    from u16opt.algebra.program import Program


@dataclass(frozen=True)
class Bend:
    """The rows that an agreement moves.

    Parameters
    ----------
    rows, moves
        Numbers of the rows, and by how much one step moves the bounds of each.
    exact
        Whether a row has both bounds, so that steps the other way may leave room as well.
    most
        Steps after which the rows hold nothing back any more.
    """

    rows: Integers
    moves: Floats
    exact: bool
    most: float


def bends(
    program: Program, bent: Program, instances: Collection[RuleInstance], step: float
) -> Mapping[RuleInstance, Bend]:
    """Return what each agreement of a rule moves; agreements that move nothing are left out.

    Parameters
    ----------
    bent
        The same program with every one of these agreements changed by one step.

    Raises
    ------
    ValueError
        When more than bounds of rows has changed.
    """
    parts = zip(_parts(program), _parts(bent), strict=True)
    if not all(np.array_equal(one, other) for one, other in parts):
        raise ValueError("a number of an agreement changes more than bounds of rows")
    lower = _moved(program.row_lower, bent.row_lower, step)
    upper = _moved(program.row_upper, bent.row_upper, step)
    found = _owners(program, np.flatnonzero((lower != 0) | (upper != 0)), instances)
    needed, moves = _needed(program, lower, upper), np.where(lower != 0, lower, upper)
    return {
        instance: Bend(
            np.array(rows, dtype=np.int64),
            moves[rows],
            bool(((lower[rows] != 0) & (upper[rows] != 0)).any()),
            float(needed[rows].max()),
        )
        for instance, rows in found.items()
    }


def activity(program: Program) -> tuple[Floats, Floats]:
    """Return the least and the most each row can be, by the bounds of its columns alone."""
    upper = np.where(program.owner >= 0, np.minimum(program.upper, program.reach), program.upper)
    matrix = program.by_row
    parts = matrix.maximum(0), matrix.minimum(0)
    with np.errstate(invalid="ignore"):
        least = parts[0] @ program.lower + parts[1] @ upper
        most = parts[0] @ upper + parts[1] @ program.lower
    return np.where(np.isnan(least), -np.inf, least), np.where(np.isnan(most), np.inf, most)


def _parts(program: Program) -> tuple[Any, ...]:
    """Return all of a program but the bounds of its rows."""
    matrix = program.by_row
    return matrix.indptr, matrix.indices, matrix.data, program.lower, program.upper


def _moved(before: Floats, after: Floats, step: float) -> Floats:
    """Return by how much bounds have moved: whole steps, without the last digits of rounding."""
    known = np.isfinite(before) & np.isfinite(after)
    change = np.zeros(len(before))
    change[known] = after[known] - before[known]
    moved: Floats = np.rint(change / step) * step
    return moved


def _owners(
    program: Program, rows: Integers, instances: Collection[RuleInstance]
) -> dict[RuleInstance, list[int]]:
    name, found = next(iter(instances)).rule, dict[RuleInstance, list[int]]()
    for block in program.blocks:
        for row in rows[(rows >= block.start) & (rows < block.stop)].tolist():
            instance = instance_of(block, row - block.start, name)
            instance = instance if instance in instances else RuleInstance(name)
            found.setdefault(instance, []).append(row)
    return found


def _needed(program: Program, lower: Floats, upper: Floats) -> Floats:
    """Return the steps after which each row holds nothing back."""
    least, most = activity(program)
    needed = np.zeros(program.rows)
    for moved, ends in ((lower, (program.row_lower, least)), (upper, (most, program.row_upper))):
        where = np.flatnonzero(moved)
        room = ends[0][where] - ends[1][where]
        needed[where] = np.maximum(needed[where], np.ceil(room / np.abs(moved[where]) - 1e-9))
    return needed
