"""Agreements whose number decides what counts at all: kilometres, place by place.

One kilometre more counts other places, so no column beside a row will do. The rules are written down at every
whole kilometre at which they say something else; exactly one of these levels then holds in each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import with_columns, with_rows
from u16opt.explaining.conflicts.agreed import instance_of
from u16opt.explaining.conflicts.possible import Possible
from u16opt.explaining.repairs.giving import Give, NotKnown, changed_by
from u16opt.explaining.rule_instance import Change, RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.program import Program

FARTHEST = 2**15
"""Kilometres beyond which nothing lies on this earth."""
ANYTHING = 1e9
"""More than any row of places or clients adds up to."""


@dataclass(frozen=True)
class Row:
    """A row that holds at one level."""

    columns: tuple[int, ...]
    values: tuple[float, ...]
    lower: float
    upper: float

    def held_by(self, program: Program, column: int) -> Iterator[Row]:
        """Yield the row, once for each side, so that it says nothing while a column is 0 and all at 1."""
        least, most = _activity(program, self)
        columns = (*self.columns, column)
        if self.lower > least:
            yield Row(columns, (*self.values, least - self.lower), least, np.inf)
        if self.upper < most:
            yield Row(columns, (*self.values, most - self.upper), -np.inf, most)


Rows = Mapping[RuleInstance, tuple[Row, ...]]


@dataclass(frozen=True)
class Levels:
    """What the rows of a rule are when all its agreements are changed by the same number of kilometres.

    Parameters
    ----------
    changes
        What is changed beside this rule.
    bare
        The program after these, without this rule.
    """

    possible: Possible
    changes: Sequence[Change]
    bare: Program
    wider: int
    numbers: Mapping[RuleInstance, float]
    _known: dict[int, Rows] = field(default_factory=dict)

    def at(self, level: int) -> Rows:
        """Return the rows at a level.

        Raises
        ------
        NotKnown
            When time runs out.
        """
        if level not in self._known:
            if self.possible.ground.limits.reached():
                raise NotKnown
            changes = [*self.changes, *changed_by(self.numbers, float(self.wider * level))]
            self._known[level] = self._rows(self.possible.written(changes)[1])
        return self._known[level]

    def found(self) -> list[int]:
        """Return the levels where something changes, from 0 on: what is equal at both ends is so between."""
        found, open_ends = {0}, [(0, self._farthest)]
        while open_ends:
            low, high = open_ends.pop()
            if high > low and self.at(low) != self.at(high):
                middle = (low + high) // 2
                found |= {high} if high == low + 1 else set()
                open_ends += [(low, middle), (middle, high)] if high > low + 1 else []
        return sorted(found)

    @property
    def _farthest(self) -> int:
        least = min(self.numbers.values())
        return FARTHEST if self.wider > 0 else min(FARTHEST, int(least))

    def _rows(self, program: Program) -> Rows:
        known = {block.name for block in self.bare.blocks}
        name, found = next(iter(self.numbers)).rule, dict[RuleInstance, list[Row]]()
        matrix = program.by_row
        for block in program.blocks:
            for row in range(block.start, block.stop) if block.name not in known else ():
                entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
                columns, values = matrix.indices[entries].tolist(), matrix.data[entries].tolist()
                bounds = float(program.row_lower[row]), float(program.row_upper[row])
                instance = instance_of(block, row - block.start, name)
                found.setdefault(instance, []).append(Row(tuple(columns), tuple(values), *bounds))
        return {instance: tuple(rows) for instance, rows in found.items()}


def with_levels(program: Program, levels: Levels) -> tuple[Program, list[Give]]:
    """Return a program in which every agreement of a rule holds at a level of its own choice.

    Parameters
    ----------
    program
        The program without the rule, perhaps with more columns and rows after its own.
    """
    numbers, rows, gives = levels.numbers, list[Row](), list[Give]()
    if not numbers:
        return program, []
    changing = levels.found()
    own = {instance: _distinct(levels, changing, instance) for instance in numbers}
    labels = [(instance, level) for instance, each in own.items() for level in each]
    name, start = labels[0][0].rule, program.columns
    extended = with_columns(
        program, f"{name}_level", ([each for each, _ in labels], [k for _, k in labels]), upper=1
    )
    column = {label: start + index for index, label in enumerate(labels)}
    for instance, each in own.items():
        columns = tuple(column[instance, level] for level in each)
        rows.append(Row(columns, (1.0,) * len(columns), 1.0, 1.0))
        for level in each:
            for row in levels.at(level).get(instance, ()):
                rows += row.held_by(program, column[instance, level])
        amounts, most = tuple(float(level) for level in each), float(each[-1])
        gives.append(Give(instance, columns, amounts, numbers[instance], float(levels.wider), most, True))
    return _with_rows(extended, name, rows), gives


def _distinct(levels: Levels, changing: Sequence[int], instance: RuleInstance) -> list[int]:
    """Return the levels at which the rows of one agreement change."""
    found: list[int] = []
    for level in changing:
        if not found or levels.at(level).get(instance) != levels.at(found[-1]).get(instance):
            found.append(level)
    return found


def _with_rows(program: Program, name: str, rows: Sequence[Row]) -> Program:
    count = [len(row.columns) for row in rows]
    numbers = np.repeat(np.arange(len(rows)), count)
    columns = np.concatenate([np.array(row.columns, dtype=np.int64) for row in rows])
    values = np.concatenate([np.array(row.values, dtype=float) for row in rows])
    matrix = sp.csr_array((values, (numbers, columns)), shape=(len(rows), program.columns))
    lower, upper = [row.lower for row in rows], [row.upper for row in rows]
    return with_rows(program, f"{name}_levels", (range(len(rows)),), matrix, lower=lower, upper=upper)


def _activity(program: Program, row: Row) -> tuple[float, float]:
    """Return the least and the most a row can be by the bounds of its columns."""
    columns, values = np.array(row.columns, dtype=np.int64), np.array(row.values)
    reach = np.minimum(program.upper[columns], program.reach[columns])
    upper = np.where(program.owner[columns] >= 0, reach, program.upper[columns])
    ends = values * program.lower[columns], values * upper
    least, most = float(np.minimum(*ends).sum()), float(np.maximum(*ends).sum())
    return max(least, -ANYTHING), min(most, ANYTHING)
