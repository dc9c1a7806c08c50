"""A program with more columns, rows or goals than its model wrote: what a question adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike

from u16opt.algebra.parts import Block, Family, Floats, Labels, Linear, Shape
from u16opt.algebra.program import Program


def with_columns(
    program: Program,
    name: str,
    labels: Labels,
    *,
    upper: ArrayLike = np.inf,
    whole: bool = True,
) -> Program:
    """Return a program with a variable more, at least 0, that stands in no row and no goal yet."""
    count, start = len(labels[0]), program.columns
    family = Family(name, start, start + count, labels, whole)
    nothing = np.zeros(count)
    return replace(
        program,
        families=(*program.families, family),
        matrix=sp.csc_array(sp.hstack([program.matrix, sp.csc_array((program.rows, count))], format="csc")),
        lower=np.append(program.lower, nothing),
        upper=np.append(program.upper, np.broadcast_to(np.asarray(upper, dtype=float), (count,))),
        whole=np.append(program.whole, np.full(count, whole)),
        owner=np.append(program.owner, np.full(count, -1)),
        reach=np.append(program.reach, nothing),
        goals={goal: _padded(shape, count) for goal, shape in program.goals.items()},
        preference=None if program.preference is None else _padded(program.preference, count),
    )


def with_rows(
    program: Program,
    name: str,
    labels: Labels,
    matrix: sp.csr_array,
    *,
    lower: ArrayLike = -np.inf,
    upper: ArrayLike = np.inf,
    network: bool = False,
    violation: str = "",
) -> Program:
    """Return a program with a block of rows more.

    Parameters
    ----------
    matrix
        The rows by all columns of the program.
    network, violation
        As for `u16opt.algebra.parts.Block`.
    """
    count, start = matrix.shape[0], program.rows
    block = Block(name, start, start + count, labels, network, violation)
    below, above = (np.broadcast_to(np.asarray(side, dtype=float), (count,)) for side in (lower, upper))
    return replace(
        program,
        blocks=(*program.blocks, block),
        matrix=sp.csc_array(sp.vstack([program.matrix, matrix], format="csc")),
        row_lower=np.append(program.row_lower, below),
        row_upper=np.append(program.row_upper, above),
    )


def with_goals(program: Program, goals: Mapping[str, Linear]) -> Program:
    """Return a program with these goals besides its own."""
    return replace(program, goals={**program.goals, **goals})


def row_of(program: Program, columns: ArrayLike, amounts: ArrayLike = 1.0) -> sp.csr_array:
    """Return one row with amounts at some columns of a program."""
    where = np.asarray(columns, dtype=np.int64)
    values = np.broadcast_to(np.asarray(amounts, dtype=float), where.shape)
    return sp.csr_array((values, (np.zeros(len(where), dtype=np.int64), where)), shape=(1, program.columns))


def costs_of(program: Program, columns: ArrayLike, amounts: ArrayLike = 1.0) -> Floats:
    """Return costs of every column of a program: amounts at some, 0 elsewhere."""
    costs = np.zeros(program.columns)
    costs[np.asarray(columns, dtype=np.int64)] = amounts
    return costs


def _padded(shape: Shape, count: int) -> Shape:
    if isinstance(shape, Linear):
        return Linear(np.append(shape.costs, np.zeros(count)), shape.constant)
    return shape
