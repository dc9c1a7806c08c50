"""Put declared columns, rows and goals together into the arrays of a `Program`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.linear import Array, Terms
from u16opt.algebra.parts import Block, Family, Floats, Integers, Linear, Ratios, Shape
from u16opt.algebra.program import Program


@dataclass
class Declared:
    """A declared variable before it becomes columns; `owner` as in `Program`."""

    family: Family
    lower: Array
    upper: Array
    owner: Array | None = None


class Assembly:
    """Arrays in the making.

    Parameters
    ----------
    columns
        Number of columns the model declared; twins and levels that a goal needs come after them.
    """

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.declared: list[Declared] = []
        self.blocks: list[Block] = []
        self.goals: dict[str, Shape] = {}
        self._triplets: list[tuple[Array, Array, Array]] = []
        self._row_lower: list[Array] = []
        self._row_upper: list[Array] = []
        self._twins: list[tuple[Integers, Integers]] = []

    @property
    def rows(self) -> int:
        """Number of rows so far."""
        return self.blocks[-1].stop if self.blocks else 0

    def add_columns(self, declared: Declared) -> None:
        """Add the columns of one variable."""
        self.declared.append(declared)

    def add_rows(self, block: Block, terms: Terms, sense: str) -> None:
        """Add the rows of one rule or definition."""
        self.blocks.append(block)
        for rows, columns, values in zip(terms.rows, terms.columns, terms.values, strict=True):
            self._triplets.append((block.start + rows, columns, values))
        free = np.full(block.stop - block.start, np.inf)
        self._row_lower.append(-free if sense == "<=" else -terms.constants)
        self._row_upper.append(free if sense == ">=" else -terms.constants)

    def add_linear(self, name: str, goal: Linear) -> None:
        """Add a goal that is a sum."""
        self.goals[name] = goal

    def add_ratios(self, name: str, columns: Integers, divisors: Floats, *, level: bool) -> None:
        """Add a goal that is a largest ratio: a threshold to search, or a level above all ratios.

        Inside a weighted sum, and over numbers that need not be whole, it must be a level.
        """
        if not len(columns):
            self.goals[name] = Linear(np.zeros(self.columns), 0.0)
        elif level:
            family = self._add_family(f"{name}_level", 1, np.inf, whole=False)
            self._add_level_rows(name, family.start, columns, divisors)
            costs = np.zeros(self.columns)
            costs[family.start] = 1.0
            self.goals[name] = Linear(costs, 0.0)
        else:
            twins = self._add_family(f"{name}_excess", len(columns), 0.0, whole=True)
            excess = np.arange(twins.start, twins.stop)
            self._twins.append((columns, excess))
            self.goals[name] = Ratios(columns, excess, divisors)

    def program(self, preference: Linear | None = None) -> Program:
        """Return the finished arrays."""
        matrix = self._matrix()
        owner = [_owners(each) for each in self.declared]
        reach = [np.where(np.isfinite(each.upper), each.upper, 0.0) for each in self.declared]
        upper = [each.upper if each.owner is None else _open(each.upper) for each in self.declared]
        return Program(
            tuple(each.family for each in self.declared),
            tuple(self.blocks),
            matrix,
            np.concatenate([each.lower for each in self.declared]),
            np.concatenate(upper),
            np.concatenate([*self._row_lower, np.zeros(0)]),
            np.concatenate([*self._row_upper, np.zeros(0)]),
            np.concatenate([np.full(len(each.lower), each.family.whole) for each in self.declared]),
            np.concatenate(owner),
            np.concatenate(reach),
            {name: self._padded(goal) for name, goal in self.goals.items()},
            None if preference is None else self._padded(preference),
        )

    def _add_family(self, name: str, count: int, upper: float, *, whole: bool) -> Family:
        family = Family(name, self.columns, self.columns + count, (range(count),), whole)
        self.declared.append(Declared(family, np.zeros(count), np.full(count, upper)))
        self.columns += count
        return family

    def _add_level_rows(self, name: str, level: int, columns: Integers, divisors: Floats) -> None:
        count, start = len(columns), self.rows
        rows, name_of_level = np.arange(start, start + count), f"{name}_level"
        self.blocks.append(
            Block(
                name_of_level, start, start + count, (range(count),), network=False, violation=name_of_level
            )
        )
        self._triplets.append((_small(rows), _small(np.full(count, level)), divisors))
        self._triplets.append((_small(rows), _small(columns), np.full(count, -1.0)))
        self._row_lower.append(np.zeros(count))
        self._row_upper.append(np.full(count, np.inf))

    def _matrix(self) -> sp.csc_array:
        rows, columns, values = (
            np.concatenate([np.zeros(0, dtype=kind), *(part[each] for part in self._triplets)])
            for each, kind in enumerate((np.int32, np.int32, np.float64))
        )
        for originals, twins in self._twins:
            twin_of = np.full(self.columns, -1, dtype=np.int32)
            twin_of[originals] = twins
            copied = np.flatnonzero(twin_of[columns] >= 0)
            rows = np.append(rows, rows[copied])
            values = np.append(values, values[copied])
            columns = np.append(columns, twin_of[columns[copied]])
        matrix = sp.csc_array((values, (rows, columns)), shape=(self.rows, self.columns))
        matrix.eliminate_zeros()
        return matrix

    def _padded(self, goal: Shape) -> Shape:
        if isinstance(goal, Linear):
            costs = np.zeros(self.columns)
            costs[: len(goal.costs)] = goal.costs
            for originals, twins in self._twins:
                costs[twins] = costs[originals]
            return Linear(costs, goal.constant)
        return goal


def _owners(declared: Declared) -> Array:
    return np.full(len(declared.lower), -1) if declared.owner is None else declared.owner


def _open(upper: Array) -> Array:
    """Return no upper bound where the rules imply it, and 0 where a rule forbids the column."""
    return np.where(upper > 0, np.inf, 0.0)


def _small(numbers: Array) -> Array:
    """Return row or column numbers in half the memory; the solver counts in 32 bits as well."""
    return numbers.astype(np.int32)
