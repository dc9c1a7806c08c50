"""Rules and goals expanded by Pyomo itself, row by row: what templates must come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

from u16opt.algebra.parts import Family, Floats
from u16opt.algebra.program import Program


@dataclass(frozen=True)
class Expanded:
    """An expression as Pyomo sees it: a coefficient for every column, and a constant."""

    coefficients: Floats
    constant: float


@dataclass(frozen=True)
class Row(Expanded):
    """A row, its constant moved into the limits."""

    lower: float
    upper: float


def expand(columns: Callable[[Any], int], count: int, expression: Any) -> Expanded:
    """Return an ordinary Pyomo expression as coefficients.

    Parameters
    ----------
    columns
        Number of the column of one Pyomo variable.
    count
        Number of columns.
    """
    repn = generate_standard_repn(expression)
    assert repn.is_linear()
    found = np.zeros(count)
    for variable, factor in zip(repn.linear_vars, repn.linear_coefs, strict=True):
        found[columns(variable)] += factor
    return Expanded(found, float(pyo.value(repn.constant)))


def column_of(families: tuple[Family, ...]) -> Callable[[Any], int]:
    """Return a function that gives the column of a Pyomo variable."""
    starts = {family.name: family.start for family in families}
    return lambda variable: starts[variable.parent_component().name] + int(variable.index())


def expand_rows(model: Any, program: Program, rule: Callable[..., Any], count: int) -> Iterator[Row | None]:
    """Yield the rows of a rule, written as an ordinary `pyo.Constraint` on the same model.

    A row without any variable is None: it always holds, or never does.
    """
    columns = column_of(program.families)
    telling = [index for index in range(count) if not isinstance(rule(model, index), bool | np.bool_)]
    model.expanded = pyo.Constraint(telling, rule=lambda block, index: rule(block, index))
    try:
        for index in range(count):
            yield _read(model.expanded[index], columns, program.columns) if index in telling else None
    finally:
        model.del_component("expanded")
        model.del_component("expanded_index")


def _read(row: Any, columns: Callable[[Any], int], count: int) -> Row:
    body = expand(columns, count, row.body)
    lower = -np.inf if row.lower is None else float(pyo.value(row.lower)) - body.constant
    upper = np.inf if row.upper is None else float(pyo.value(row.upper)) - body.constant
    return Row(body.coefficients, 0.0, lower, upper)
