"""A small language for integer programs: expressions, rows, and the largest of several expressions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

INFINITE = float("inf")


@dataclass(frozen=True)
class Expression:
    """A sum of variables (by number) with their factors, and a constant."""

    factors: Mapping[int, float] = field(default_factory=dict)
    constant: float = 0

    def __add__(self, other: Expression) -> Expression:
        factors = dict(self.factors)
        for number, factor in other.factors.items():
            factors[number] = factors.get(number, 0) + factor
        return Expression(factors, self.constant + other.constant)

    def __mul__(self, factor: float) -> Expression:
        return Expression({key: each * factor for key, each in self.factors.items()}, self.constant * factor)

    def __sub__(self, other: Expression | float) -> Expression:
        return self + (other * -1 if isinstance(other, Expression) else Expression(constant=-other))

    def at(self, values: Sequence[float]) -> float:
        """Return the value of the expression."""
        return self.constant + sum(factor * values[key] for key, factor in self.factors.items())


def add(expressions: Iterable[Expression]) -> Expression:
    """Return the sum of many expressions."""
    factors: dict[int, float] = defaultdict(float)
    constant = 0.0
    for expression in expressions:
        constant += expression.constant
        for number, factor in expression.factors.items():
            factors[number] += factor
    return Expression(dict(factors), constant)


class Program:
    """Variables, rows and maxima; minimised by scipy's HiGHS. Variable 0 is always 0."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[int] = []
        self.maxima: dict[int, Sequence[Expression]] = {}
        self.rows: list[Expression] = []
        self.decision(0, 0)

    def decision(self, lower: float, upper: float, *, whole: bool = True) -> Expression:
        """Add a variable."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(int(whole))
        return Expression({len(self.lower) - 1: 1.0})

    def at_most_zero(self, expression: Expression) -> None:
        """Add a row: the expression is at most 0. Rows are scaled: a tolerance then means the same in all."""
        size = max(map(abs, expression.factors.values()), default=1.0) or 1.0
        self.rows.append(expression * (1 / size))

    def largest(self, pieces: Sequence[Expression], *, whole: bool) -> Expression:
        """Add a variable that is no less than each piece; minimised, it is the largest of them."""
        top = self.decision(-INFINITE, INFINITE, whole=whole)
        self.maxima[len(self.lower) - 1] = pieces
        for piece in pieces:
            self.at_most_zero(piece - top)
        return top

    def minimise(self, goal: Expression) -> list[float] | None:
        """Return the value of every variable at the optimum, None when the rows contradict each other.

        Decisions are rounded to whole numbers, and maxima are what their pieces then say they are.
        """
        cost = np.zeros(len(self.lower))
        cost[list(goal.factors)] = list(goal.factors.values())
        result = milp(
            cost,
            integrality=np.array(self.whole),
            bounds=Bounds(np.array(self.lower), np.array(self.upper)),
            constraints=self._matrix(),
            options={"mip_rel_gap": 0, "presolve": False},
        )
        if result.status == 2:
            return None
        if result.status != 0:
            raise RuntimeError(result.message)
        values = self._settled(result.x)
        assert abs(goal.at(values) - goal.constant - result.fun) <= 1e-4 * max(1, abs(result.fun))
        return values

    def _settled(self, values: Iterable[float]) -> list[float]:
        settled = [
            round(value) if whole else float(value) for value, whole in zip(values, self.whole, strict=True)
        ]
        for number, pieces in self.maxima.items():
            settled[number] = max(piece.at(settled) for piece in pieces)
        return settled

    def _matrix(self) -> list[LinearConstraint]:
        rows = [row for row in self.rows if row.factors]
        if any(row.constant > 1e-9 for row in self.rows if not row.factors):
            rows = [Expression({0: 0.0}, 1.0)]
        if not rows:
            return []
        triples = [(n, key, f) for n, row in enumerate(rows) for key, f in row.factors.items()]
        numbers, columns, factors = zip(*triples, strict=True)
        matrix = coo_array((factors, (numbers, columns)), shape=(len(rows), len(self.lower))).tocsr()
        return [LinearConstraint(matrix, -np.inf, np.array([-row.constant for row in rows]))]
