"""A HiGHS handle: how it is made, loaded, and how its endings read."""

from __future__ import annotations

from typing import Any, Literal

import highspy

from u16opt.engine.arrays import Arrays

Ending = Literal["optimal", "infeasible", "limit"]
Options = dict[str, bool | int | float | str]

TOLERANCE = 1e-9
# HiGHS 1.15.1's presolve may aggregate integer columns wrongly and then "prove" a value that is not the
# best; found by random tests, see docs/decisions/0009. Rule 12 is the aggregator, rule 13 merges parallel
# rows and columns.
WITHOUT_AGGREGATOR = (1 << 12) | (1 << 13)
OPTIONS: Options = {
    "output_flag": False,
    "log_to_console": False,
    "presolve_rule_off": WITHOUT_AGGREGATOR,
    "primal_feasibility_tolerance": TOLERANCE,
    "dual_feasibility_tolerance": TOLERANCE,
}
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


def new_handle(options: Options) -> Any:
    """Return a handle with the project's options and these.

    Raises
    ------
    SolverError
        When HiGHS does not know an option; it would otherwise go on without it.
    """
    make: Any = highspy.Highs
    handle = make()
    for name, value in (OPTIONS | options).items():
        if handle.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS refused option {name} = {value}")
    return handle


def load(handle: Any, arrays: Arrays) -> None:
    """Hand a linear program over.

    Raises
    ------
    SolverError
        When HiGHS refuses it.
    """
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


def run(handle: Any) -> None:
    """Run; when HiGHS refuses because its pool has another number of threads, make the pool anew first.

    HiGHS keeps one pool per process, of the size that the first run asked for.
    """
    handle.run()
    if handle.getModelStatus() == highspy.HighsModelStatus.kNotset:
        highspy.Highs.resetGlobalScheduler(True)
        handle.run()


def ending_of(handle: Any) -> Ending:
    """Return how the last run ended.

    Raises
    ------
    SolverError
        When it ended in a way that says nothing about the model.
    """
    status = handle.getModelStatus()
    if status not in ENDINGS:
        raise SolverError(f"HiGHS ended with {status}")
    return ENDINGS[status]
