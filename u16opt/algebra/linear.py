"""Evaluate a linear expression template for all its rows at once.

A rule such as ``sum(m.x[p] for p in m.pairs_of_lot[l]) <= m.homes[l]`` is called once with an index
template for ``l``. The expression that comes back is walked here with arrays in place of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
import pyomo.core.expr.numeric_expr as numeric
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.core.expr.relational_expr import EqualityExpression
from pyomo.core.expr.template_expr import (
    GetItemExpression,
    IndexTemplate,
    TemplateSumExpression,
    templatize_rule,
)

from u16opt.algebra.parameters import Members, Values

Array = NDArray[Any]

# Reading a template replaces the builtin `sum` for a moment, so only one thread may do it.
_READING = Lock()


@dataclass(frozen=True)
class Scope:
    """Where in a walk we are: the row of every term, and the value of every index template there."""

    rows: Array
    bindings: Mapping[int, Array]

    def entered(self, template: IndexTemplate) -> tuple[Scope, Array]:
        """Return the scope inside a sum, and for each of its terms the position in this scope."""
        members = template._set
        if isinstance(members, Members):
            keys = np.broadcast_to(number(members.key, self), self.rows.shape)
            position, items = members.grouping.expand(keys)
        else:
            items = np.arange(members.first(), members.last() + 1) if len(members) else np.zeros(0, int)
            position = np.repeat(np.arange(len(self.rows)), len(items))
            items = np.tile(items, len(self.rows))
        bindings = {key: values[position] for key, values in self.bindings.items()}
        return Scope(self.rows[position], bindings | {id(template): items}), position


@dataclass
class Terms:
    """Coefficients gathered so far: parallel lists of row, column and value arrays, and row constants."""

    constants: Array
    rows: list[Array] = field(default_factory=list)
    columns: list[Array] = field(default_factory=list)
    values: list[Array] = field(default_factory=list)

    def add(self, rows: Array, columns: Array, values: Any) -> None:
        """Add one coefficient per row of `rows`."""
        # 32 bits, as the solver counts: there may be millions.
        self.rows.append(rows.astype(np.int32))
        self.columns.append(np.broadcast_to(columns, rows.shape).astype(np.int32))
        self.values.append(np.broadcast_to(np.asarray(values, dtype=float), rows.shape))

    def add_constant(self, rows: Array, values: Any) -> None:
        """Add a constant to the given rows."""
        weights = np.broadcast_to(np.asarray(values, dtype=float), rows.shape)
        self.constants += np.bincount(rows, weights=weights, minlength=len(self.constants))


def number(expression: Any, scope: Scope) -> Any:
    """Return the value of an expression without variables: a number, or one number per row."""
    if isinstance(expression, IndexTemplate):
        return scope.bindings[id(expression)]
    if isinstance(expression, GetItemExpression):
        base, index = expression._args_
        if not isinstance(base, Values):
            raise TypeError(f"{base} cannot stand in a rule: use Values")
        return base.array[number(index, scope)]
    if hasattr(expression, "is_expression_type") and expression.is_expression_type():
        return expression._apply_operation([number(each, scope) for each in expression.args])
    return pyo.value(expression)


def collect(expression: Any, scope: Scope, factor: Any, terms: Terms, offsets: Mapping[int, int]) -> None:
    """Add `factor` times a linear expression to the terms.

    Parameters
    ----------
    factor
        A number, or one number per row of the scope.
    offsets
        First column of each variable, by the ``id`` of the variable.
    """
    if isinstance(expression, TemplateSumExpression):
        _collect_sum(expression, scope, factor, terms, offsets)
    elif not _variable(expression):
        terms.add_constant(scope.rows, factor * number(expression, scope))
    elif isinstance(expression, GetItemExpression):
        variable, index = expression._args_
        terms.add(scope.rows, offsets[id(variable)] + number(index, scope), factor)
    elif isinstance(expression, numeric.ProductExpression):
        left, right = expression.args
        constant, rest = (right, left) if _variable(left) else (left, right)
        collect(rest, scope, factor * number(constant, scope), terms, offsets)
    elif isinstance(expression, numeric.NegationExpression):
        collect(expression.args[0], scope, -1 * factor, terms, offsets)
    elif isinstance(expression, numeric.SumExpression):
        for each in expression.args:
            collect(each, scope, factor, terms, offsets)
    else:
        raise TypeError(f"not linear, or not understood: {expression}")


def _variable(expression: Any) -> bool:
    return hasattr(expression, "is_potentially_variable") and bool(expression.is_potentially_variable())


def _collect_sum(
    expression: TemplateSumExpression, scope: Scope, factor: Any, terms: Terms, offsets: Mapping[int, int]
) -> None:
    for (template,) in expression._iters:
        scope, position = scope.entered(template)
        factor = factor[position] if isinstance(factor, np.ndarray) else factor
    collect(expression._local_args_[0], scope, factor, terms, offsets)


def read_rows(
    model: Any, rule: Callable[..., Any], count: int, offsets: Mapping[int, int]
) -> tuple[Terms, str]:
    """Return the terms of a rule for rows 0 to ``count - 1``, all moved to one side, and its sense.

    Returns
    -------
    terms
        A row reads ``sum of terms + constant (sense) 0``.
    sense
        ``"<="``, ``">="`` or ``"=="``. Pyomo keeps ``a >= b`` as ``b <= a``; a constant on the left is
        turned back, so that rows read as they were written.
    """
    with _READING:
        expression, templates = templatize_rule(
            model, lambda block, index: rule(block, *index), pyo.RangeSet(0, count - 1)
        )
    rows = np.arange(count)
    scope = Scope(rows, {id(templates[0]): rows})
    terms = Terms(np.zeros(count))
    left, right = expression.args
    sense = "==" if isinstance(expression, EqualityExpression) else "<="
    if sense == "<=" and not _variable(left):
        left, right, sense = right, left, ">="
    collect(left, scope, 1.0, terms, offsets)
    collect(right, scope, -1.0, terms, offsets)
    return terms, sense


def read_goal(model: Any, goal: Callable[..., Any], offsets: Mapping[int, int], columns: int) -> Any:
    """Return the cost of every column with the constant as one number more at the end.

    A goal that is no sum of terms but a value of another kind (`u16opt.algebra.formulation.Largest`) is
    returned as it is.
    """
    with _READING:
        expression, _ = templatize_rule(model, lambda block, _index: goal(block), None)
    if not hasattr(expression, "is_expression_type") and not isinstance(expression, (int, float)):
        return expression
    terms = Terms(np.zeros(1))
    collect(expression, Scope(np.zeros(1, dtype=np.int64), {}), 1.0, terms, offsets)
    costs = np.zeros(columns + 1)
    for where, values in zip(terms.columns, terms.values, strict=True):
        costs[:columns] += np.bincount(where, weights=values, minlength=columns)
    costs[columns] = terms.constants[0]
    return costs
