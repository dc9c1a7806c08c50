"""One search for the best solution in whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.limits import Limits
from u16opt.engine.solver.highs import (
    TOLERANCE,
    Ending,
    Options,
    SolverError,
    ending_of,
    load,
    new_handle,
    run,
)

SECOND_SEARCH: Options = {"presolve": "off", "random_seed": 1}


@dataclass(frozen=True)
class Searched:
    """Outcome of a whole-number search; `values` is None when nothing was found.

    Parameters
    ----------
    idle
        Whether the search ended before it searched anything: in the presolve.
    """

    ending: Ending
    values: Floats | None
    bound: float
    idle: bool = False


def solve_integer(
    arrays: Arrays,
    integer: Integers,
    limits: Limits,
    absolute_gap: float,
    improved: Callable[[float, float], None],
    start: Floats | None = None,
) -> Searched:
    """Search the best solution in which the given columns are whole.

    An "infeasible" is doubted once, and so is a bound above the solution to begin with: the search runs
    again without presolve and with another random seed, and that verdict counts. When presolve alone decides
    and there was a solution to begin with, HiGHS 1.15.1 may call that solution optimal though it is not
    (docs/decisions/0009): then the search runs again without it.

    Parameters
    ----------
    absolute_gap
        Difference between value and bound at which the search may stop, in the unit of the costs.
    improved
        Called with incumbent and bound while the search goes on.
    start
        A solution to begin with, value by column; None without one.
    """
    options: Options = {
        "threads": limits.threads,
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": absolute_gap,
        "mip_feasibility_tolerance": TOLERANCE,
    }
    found = _searched(arrays, integer, limits, options, improved, start)
    if start is not None and found.idle and not limits.reached():
        found = _without_start(found, _searched(arrays, integer, limits, options, improved, None))
    if _doubtful(found, arrays, start) and not limits.reached():
        return _searched(arrays, integer, limits, options | SECOND_SEARCH, improved, start)
    return found


def _without_start(found: Searched, again: Searched) -> Searched:
    """Return the verdict without a solution to begin with; that solution stays, when there is no better."""
    if again.ending == "limit" and again.values is None:
        return replace(found, ending="limit", bound=again.bound)
    return again


def _doubtful(found: Searched, arrays: Arrays, start: Floats | None) -> bool:
    """Return whether a verdict is an "infeasible", or a bound above a solution that was known."""
    if found.ending == "infeasible" or start is None:
        return found.ending == "infeasible"
    known = float(arrays.costs @ start)
    return found.bound > known + 1e-6 * max(1.0, abs(known)) and _satisfies(arrays, start)


def _satisfies(arrays: Arrays, values: Floats) -> bool:
    activity = arrays.matrix @ values
    inside = (values >= arrays.lower - 1e-6) & (values <= arrays.upper + 1e-6)
    rows = (activity >= arrays.row_lower - 1e-6) & (activity <= arrays.row_upper + 1e-6)
    return bool(inside.all() and rows.all())


def _searched(
    arrays: Arrays,
    integer: Integers,
    limits: Limits,
    options: Options,
    improved: Callable[[float, float], None],
    start: Floats | None,
) -> Searched:
    handle = new_handle(options)
    if np.isfinite(limits.remaining()):
        handle.setOptionValue("time_limit", max(limits.remaining(), 0.0))
    load(handle, arrays)
    kinds = np.full(len(integer), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    handle.changeColsIntegrality(len(integer), integer.astype(np.int32), kinds)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start
        handle.setSolution(known)
    _watch(handle, limits, improved)
    run(handle)
    info = handle.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.asarray(handle.getSolution().col_value) if found else None
    bound = float(info.mip_dual_bound) if len(integer) else float(info.objective_function_value)
    idle = info.mip_node_count <= 0 and info.simplex_iteration_count <= 0
    try:
        return Searched(ending_of(handle), values, bound, idle)
    except SolverError:
        return Searched("limit", values, -np.inf)


def _watch(handle: Any, limits: Limits, improved: Callable[[float, float], None]) -> None:
    def log(event: Any) -> None:
        improved(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    def interrupt(event: Any) -> None:
        if limits.interrupted():
            event.interrupt()

    handle.cbMipLogging.subscribe(log)
    handle.cbMipInterrupt.subscribe(interrupt)
