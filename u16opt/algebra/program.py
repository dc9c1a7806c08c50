"""A program: rules and goals as arrays, with their names kept.

Everything the engine knows about a model is here. Columns are numbered over all families, rows over all
blocks; only the engine decides which columns the solver sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Block, Family, Floats, Integers, Shape


@dataclass(frozen=True)
class Program:
    """Arrays of a formulation.

    Parameters
    ----------
    matrix
        All rows by all columns, compressed by column.
    lower, upper
        Bounds of the columns, shape ``(columns,)``.
    row_lower, row_upper
        Bounds of the rows, shape ``(rows,)``.
    whole
        Columns whose values must be whole numbers.
    owner
        For a column that may be left out of the solver until its reduced cost asks for it: the number of
        the row that shares it out (its client group); -1 for columns that are always there.
    reach
        A finite upper limit of each such column that follows from the rows; used in bounds.
    goals
        The goals that the policy's order names. A goal inside a weighted sum is always `Linear`.
    preference
        What decides among equals, minimised after all goals; None: the drawn order does.
    likely
        Owned columns that a solution is likely to use: in the solver from the start, whatever they cost.
    """

    families: tuple[Family, ...]
    blocks: tuple[Block, ...]
    matrix: sp.csc_array
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    whole: NDArray[np.bool_]
    owner: Integers
    reach: Floats
    goals: Mapping[str, Shape]
    preference: Shape | None = None
    likely: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @cached_property
    def by_row(self) -> sp.csr_array:
        """The matrix compressed by row."""
        return sp.csr_array(self.matrix.tocsr())

    @cached_property
    def complicating(self) -> NDArray[np.bool_]:
        """Which columns are complicating, shape ``(columns,)``."""
        mask = np.zeros(self.columns, dtype=bool)
        for family in self.families:
            mask[family.columns] = family.complicating
        return mask

    @cached_property
    def attached(self) -> Integers:
        """The row attached to each column, -1 where there is none; shape ``(columns,)``.

        Raises
        ------
        ValueError
            When a block that is called attached has rows without an owned column of their own.
        """
        row_of = np.full(self.columns, -1, dtype=np.int64)
        for block in self.blocks:
            if block.attached:
                entries = self.by_row[block.rows, :].tocoo()
                own = self.owner[entries.col] >= 0
                columns, rows = entries.col[own], block.start + entries.row[own]
                one_each = len(np.unique(columns)) == len(np.unique(rows)) == len(rows)
                if len(rows) != block.stop - block.start or not one_each or (row_of[columns] >= 0).any():
                    raise ValueError(f"{block.name}: not one owned column for each row")
                row_of[columns] = rows
        return row_of

    @cached_property
    def shared(self) -> bool:
        """Whether owned columns stand, from the start, in rows that are not their owner's alone."""
        rows = np.ones(self.rows, dtype=bool)
        for block in self.blocks:
            rows[block.rows] = not block.attached and (block.network or not self.elastic(block))
        entries = self.by_row[np.flatnonzero(rows), :].tocoo()
        owner, row = self.owner[entries.col], np.flatnonzero(rows)[entries.row]
        return bool(((owner >= 0) & (owner != row)).any())

    @property
    def waiting(self) -> bool:
        """Whether there are attached rows, which wait outside the solver until they are broken."""
        return any(block.attached for block in self.blocks)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.lower)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    def family(self, name: str) -> Family:
        """Return a family by name."""
        return {each.name: each for each in self.families}[name]

    def elastic(self, block: Block) -> bool:
        """Return whether a block can always be satisfied, because its violation is free."""
        return bool(block.violation) and bool(
            np.isinf(self.upper[self.family(block.violation).columns]).all()
        )

    def network_rows(self) -> NDArray[np.bool_]:
        """Return which rows belong to network blocks, shape ``(rows,)``."""
        mask = np.zeros(self.rows, dtype=bool)
        for block in self.blocks:
            mask[block.rows] = block.network
        return mask
