"""The solver: the one file that speaks to HiGHS.

`LinearHandle` keeps one linear program hot between goals; `solve_integer` searches whole numbers once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np
import scipy.sparse as sp

from u16opt.algebra.program import Floats, Integers
from u16opt.engine.limits import Limits

Ending = Literal["optimal", "infeasible", "limit"]
TOLERANCE = 1e-9
SLICE = 2000  # simplex iterations between two looks at the clock

Options = dict[str, bool | int | float | str]
OPTIONS: Options = {
    "output_flag": False,
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}
# Primal simplex without presolve: costs and columns change, the point stays feasible.
HOT: Options = {"presolve": "off", "solver": "simplex", "simplex_strategy": 4, "threads": 1}
# How an "infeasible" is doubted: from scratch, dual simplex, a feasibility tolerance of the usual size.
SECOND_METHOD: Options = {"presolve": "on", "simplex_strategy": 1, "primal_feasibility_tolerance": 1e-7}
ENDINGS: dict[highspy.HighsModelStatus, Ending] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "limit",
    highspy.HighsModelStatus.kInterrupt: "limit",
    highspy.HighsModelStatus.kIterationLimit: "limit",
    highspy.HighsModelStatus.kSolutionLimit: "limit",
}


class SolverError(RuntimeError):
    """The solver ended in a way that says nothing about the model."""


@dataclass(frozen=True)
class Arrays:
    """A linear program as arrays: minimise ``costs x`` within the bounds of columns and rows."""

    costs: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    matrix: sp.csc_array


@dataclass(frozen=True)
class Searched:
    """Outcome of a whole-number search; `values` is None when nothing was found."""

    ending: Ending
    values: Floats | None
    bound: float


def version() -> str:
    """Return the version of HiGHS."""
    return str(highspy.Highs().version())


def _new(options: Options) -> highspy.Highs:
    handle = highspy.Highs()
    for name, value in (OPTIONS | options).items():
        if handle.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS refused option {name} = {value}")
    return handle


def _load(handle: highspy.Highs, arrays: Arrays) -> None:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(arrays.lower), len(arrays.row_lower)
    model.col_cost_, model.col_lower_, model.col_upper_ = arrays.costs, arrays.lower, arrays.upper
    model.row_lower_, model.row_upper_ = arrays.row_lower, arrays.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = model.num_col_, model.num_row_
    model.a_matrix_.start_ = arrays.matrix.indptr
    model.a_matrix_.index_ = arrays.matrix.indices
    model.a_matrix_.value_ = arrays.matrix.data
    if handle.passModel(model) == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused the model")


class LinearHandle:
    """One linear program that stays hot: costs, bounds, columns and rows change, the basis stays."""

    def __init__(self, arrays: Arrays) -> None:
        self._highs = _new(HOT)
        _load(self._highs, arrays)

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
        """Solve; an "infeasible" is doubted once before it is returned."""
        ending = self._slices(limits)
        if ending != "infeasible":
            return ending
        self._highs.clearSolver()
        self._set(SECOND_METHOD)
        ending = self._slices(limits)
        self._set(HOT | OPTIONS)
        return ending

    def _slices(self, limits: Limits) -> Ending:
        """Solve, looking at the clock every few thousand iterations."""
        self._highs.setOptionValue("simplex_iteration_limit", SLICE)
        while not limits.reached():
            self._highs.run()
            status = self._highs.getModelStatus()
            if status != highspy.HighsModelStatus.kIterationLimit:
                return _ending(status)
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


def _ending(status: highspy.HighsModelStatus) -> Ending:
    if status not in ENDINGS:
        raise SolverError(f"HiGHS ended with {status}")
    return ENDINGS[status]


def solve_integer(
    arrays: Arrays,
    integer: Integers,
    limits: Limits,
    absolute_gap: float,
    improved: Callable[[float, float], None],
    start: Floats | None = None,
) -> Searched:
    """Search the best solution in which the given columns are whole.

    Parameters
    ----------
    absolute_gap
        Difference between value and bound at which the search may stop, in the unit of the costs.
    improved
        Called with incumbent and bound while the search goes on.
    start
        A solution to begin with, value by column; None without one.
    """
    handle = _new(
        {
            "threads": limits.threads,
            "mip_rel_gap": limits.gap,
            "mip_abs_gap": absolute_gap,
            "mip_feasibility_tolerance": TOLERANCE,
        }
    )
    if np.isfinite(limits.remaining()):
        handle.setOptionValue("time_limit", max(limits.remaining(), 0.0))
    _load(handle, arrays)
    kinds = np.full(len(integer), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    handle.changeColsIntegrality(len(integer), integer.astype(np.int32), kinds)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start
        handle.setSolution(known)
    _watch(handle, limits, improved)
    handle.run()
    ending = _ending(handle.getModelStatus())
    info = handle.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.asarray(handle.getSolution().col_value) if found else None
    bound = float(info.mip_dual_bound) if len(integer) else float(info.objective_function_value)
    return Searched(ending, values, bound)


def _watch(handle: highspy.Highs, limits: Limits, improved: Callable[[float, float], None]) -> None:
    def log(event: highspy.HighsCallbackEvent) -> None:
        improved(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    def interrupt(event: highspy.HighsCallbackEvent) -> None:
        if limits.interrupted():
            event.interrupt()

    handle.cbMipLogging.subscribe(log)
    handle.cbMipInterrupt.subscribe(interrupt)
