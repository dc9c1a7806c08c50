"""The incumbent: a whole solution that satisfies everything held so far, made exact for the next goal."""

from __future__ import annotations

import numpy as np

from u16opt.algebra.parts import Block, Floats
from u16opt.algebra.program import Program


def completed(program: Program, values: Floats) -> Floats:
    """Return the same solution with every violation variable at exactly what the rows of its rule need.

    A goal that comes later has not yet pulled its violation variables down, and rows that were left out
    have not pushed theirs up.
    """
    exact = values.copy()
    for block in program.blocks:
        if block.violation:
            _complete(program, block, exact)
    return exact


def _complete(program: Program, block: Block, values: Floats) -> None:
    family, matrix = program.family(block.violation), program.by_row[block.rows, :]
    own = matrix[:, np.arange(family.start, family.stop)].tocoo()
    values[family.columns] = 0.0
    activity = (matrix @ values)[own.row]
    rows = block.start + own.row
    short = np.where(own.data > 0, program.row_lower[rows] - activity, activity - program.row_upper[rows])
    np.maximum.at(values, family.start + own.col, short / np.abs(own.data))


def known_at_first(program: Program, first: Floats | None) -> Floats | None:
    """Return a solution that needs no solve: the given one, or doing nothing, when it satisfies every row."""
    for values in (first, completed(program, program.lower)):
        if values is not None and satisfies(program, values):
            return values
    return None


def satisfies(program: Program, values: Floats) -> bool:
    """Return whether values satisfy every row and every bound, to a millionth."""
    activity = program.matrix @ values
    columns = (values >= program.lower - 1e-6) & (values <= program.upper + 1e-6)
    rows = (activity >= program.row_lower - 1e-6) & (activity <= program.row_upper + 1e-6)
    return bool(columns.all() and rows.all())
