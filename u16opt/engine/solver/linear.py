"""One linear program that stays hot between goals."""

from __future__ import annotations

import highspy
import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.limits import Limits
from u16opt.engine.solver.highs import (
    OPTIONS,
    Ending,
    Options,
    SolverError,
    ending_of,
    load,
    new_handle,
    run,
)

SLICE = 2000  # simplex iterations between two looks at the clock

# Primal simplex without presolve: costs and columns change, the point stays feasible.
HOT: Options = {"presolve": "off", "solver": "simplex", "simplex_strategy": 4}
# Dual simplex: rows are added, the duals stay feasible.
DUAL: Options = {"presolve": "off", "solver": "simplex", "simplex_strategy": 1}
# How an "infeasible" is doubted: from scratch, dual simplex, a feasibility tolerance of the usual size.
SECOND_METHOD: Options = {"presolve": "on", "simplex_strategy": 1, "primal_feasibility_tolerance": 1e-7}


class LinearHandle:
    """One linear program that stays hot: costs, bounds, columns and rows change, the basis stays.

    Parameters
    ----------
    method
        Which simplex suits what will change.
    """

    def __init__(self, arrays: Arrays, limits: Limits, method: Options = HOT) -> None:
        self._options = method | {"threads": limits.threads}
        self._highs = new_handle(self._options)
        load(self._highs, arrays)

    def set_costs(self, costs: Floats) -> None:
        """Replace all costs."""
        self._highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def set_bounds(self, columns: Integers, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of some columns."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def set_row_bounds(self, rows: Integers, lower: Floats, upper: Floats) -> None:
        """Replace the bounds of some rows."""
        self._highs.changeRowsBounds(len(rows), rows.astype(np.int32), lower, upper)

    def add_columns(self, costs: Floats, lower: Floats, upper: Floats, matrix: sp.csc_array) -> None:
        """Add columns; they start outside the basis."""
        starts = matrix.indptr[:-1].astype(np.int32)
        self._highs.addCols(
            len(costs), costs, lower, upper, matrix.nnz, starts, matrix.indices.astype(np.int32), matrix.data
        )

    def add_rows(self, lower: Floats, upper: Floats, matrix: sp.csr_array) -> None:
        """Add rows; they start in the basis."""
        starts = matrix.indptr[:-1].astype(np.int32)
        self._highs.addRows(
            len(lower), lower, upper, matrix.nnz, starts, matrix.indices.astype(np.int32), matrix.data
        )

    def start_from(self, basic_columns: Integers, columns: int, rows: int, tight_rows: Integers) -> None:
        """Start from a basis of the given columns; all rows but the tight ones are basic."""
        status = highspy.HighsBasisStatus
        basis = highspy.HighsBasis()
        column_status = [status.kLower] * columns
        row_status = [status.kBasic] * rows
        for column in basic_columns.tolist():
            column_status[column] = status.kBasic
        for row in tight_rows.tolist():
            row_status[row] = status.kLower
        basis.col_status, basis.row_status, basis.valid = column_status, row_status, True
        self._highs.setBasis(basis)

    def run(self, limits: Limits) -> Ending:
        """Solve; an "infeasible", or no answer at all, is doubted once before it is believed."""
        try:
            ending = self._slices(limits)
        except SolverError:
            ending = "infeasible"
        if ending != "infeasible":
            return ending
        self._highs.clearSolver()
        self._set(SECOND_METHOD)
        try:
            ending = self._slices(limits)
        except SolverError:
            ending = "limit"
        self._set(OPTIONS | self._options)
        return ending

    def _slices(self, limits: Limits) -> Ending:
        """Solve, looking at the clock every few thousand iterations."""
        self._highs.setOptionValue("simplex_iteration_limit", SLICE)
        while not limits.reached():
            run(self._highs)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kIterationLimit:
                return ending_of(self._highs)
        return "limit"

    def _set(self, options: Options) -> None:
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def values(self) -> Floats:
        """Return the value of every column."""
        return np.asarray(self._highs.getSolution().col_value)

    def duals(self) -> Floats:
        """Return the dual value of every row."""
        return np.asarray(self._highs.getSolution().row_dual)
