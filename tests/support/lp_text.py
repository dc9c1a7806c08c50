"""Rows, bounds and goals of a `Program` as text in the CPLEX LP format, in the order of their names.

Written for people: a row reads as its rule is written, and stands on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Block, Linear
from u16opt.algebra.program import Program

Bounds = Mapping[str, tuple[float, float]]
Term = tuple[float, str]
OPEN = (0.0, float("inf"))


@dataclass(frozen=True)
class Named:
    """The columns and rows of a program under their readable names.

    Parameters
    ----------
    columns
        Name of every column: ``x(g1,l4)``.
    rows
        Name of every row: ``contingent(GM0344,2024)``.
    """

    program: Program
    columns: Sequence[str]
    rows: Sequence[str]

    @classmethod
    def of(cls, program: Program) -> Named:
        """Name everything in a program."""
        parts = ((each.label, each.stop - each.start) for each in program.families)
        columns = [label(index) for label, count in parts for index in range(count)]
        blocks = ((each.label, each.stop - each.start) for each in program.blocks)
        return cls(program, columns, [label(index) for label, count in blocks for index in range(count)])

    def bounds(self) -> Bounds:
        """Return the bounds of every column."""
        lower, upper = self.program.lower.tolist(), self.program.upper.tolist()
        return dict(zip(self.columns, zip(lower, upper, strict=True), strict=True))

    def terms(self, row: int) -> list[Term]:
        """Return the coefficients of a row, in the order of the columns' names."""
        line = sp.csr_array(self.program.matrix[[row], :])
        found = zip(line.data.tolist(), (self.columns[each] for each in line.indices), strict=True)
        return sorted(found, key=self._place)

    def costs(self, goal: Linear) -> list[Term]:
        """Return the costs of a goal, in the order of the columns' names."""
        found = ((float(goal.costs[each]), self.columns[each]) for each in np.flatnonzero(goal.costs))
        return sorted(found, key=self._place)

    def whole(self, names: Iterable[str]) -> list[str]:
        """Return which of these columns must be whole."""
        number = {name: index for index, name in enumerate(self.columns)}
        return [name for name in names if self.program.whole[number[name]]]

    def _place(self, term: Term) -> tuple[int, str]:
        families = [each.name for each in self.program.families]
        return families.index(term[1].partition("(")[0]), term[1]


def changed_bounds(program: Program, without: Program) -> Bounds:
    """Return the bounds that one program has and the other has not."""
    before = Named.of(without).bounds()
    after = Named.of(program).bounds()
    return {name: each for name, each in after.items() if before.get(name, OPEN) != each}


def lp_text(
    program: Program,
    comments: Sequence[str],
    *,
    blocks: Sequence[Block] = (),
    bounds: Bounds | None = None,
    goal: Linear | None = None,
) -> str:
    """Return a part of a program as LP text.

    Parameters
    ----------
    comments
        First lines.
    blocks
        The rows to show.
    bounds
        The bounds to show; 0 to infinity is what LP text means without any.
    goal
        What is minimised; by default nothing.
    """
    named, bounds = Named.of(program), bounds or {}
    rows = sorted((named.rows[each], each) for block in blocks for each in range(block.start, block.stop))
    costs = named.costs(goal) if goal else []
    constant = _constant(goal.constant) if goal else ""
    used = dict.fromkeys(
        name for terms in [costs, *(named.terms(row) for _, row in rows)] for _, name in terms
    ) | dict.fromkeys(bounds)
    return "\n".join(
        [
            *(f"\\ {each}" for each in comments),
            "Minimize",
            f" obj:{_sum(costs)}{constant}",
            "Subject To",
            *(f" {name}:{_sum(named.terms(row))} {_side(program, row)}" for name, row in rows),
            "Bounds",
            *(f" {line}" for name, limits in sorted(bounds.items()) for line in _bound(name, *limits)),
            "General",
            *(f" {name}" for name in named.whole(sorted(used))),
            "End\n",
        ]
    )


def _sum(terms: Sequence[Term]) -> str:
    return "".join(f" {_signed(factor)}{name}" for factor, name in terms)


def _signed(factor: float) -> str:
    sign = "-" if factor < 0 else "+"
    return f"{sign} " if abs(factor) == 1 else f"{sign} {_number(abs(factor))} "


def _constant(value: float) -> str:
    return f" {'-' if value < 0 else '+'} {_number(abs(value))}" if value else ""


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _side(program: Program, row: int) -> str:
    lower, upper = program.row_lower[row], program.row_upper[row]
    if lower == upper:
        return f"= {_number(upper)}"
    assert np.isinf(lower) != np.isinf(upper), "a row has one side"
    return f"<= {_number(upper)}" if np.isinf(lower) else f">= {_number(lower)}"


def _bound(name: str, lower: float, upper: float) -> list[str]:
    if lower == upper:
        return [f"{name} = {_number(lower)}"]
    low = [f"{name} >= {_number(lower)}"] if lower else []
    return low + ([f"{name} <= {_number(upper)}"] if np.isfinite(upper) else [])
