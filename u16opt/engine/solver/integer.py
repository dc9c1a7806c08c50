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
    """Outcome of a whole-number search; `values` is None when nothing was found."""

    ending: Ending
    values: Floats | None
    bound: float


def solve_integer(
    arrays: Arrays,
    integer: Integers,
    limits: Limits,
    absolute_gap: float,
    improved: Callable[[float, float], None],
    known: Floats | None = None,
) -> Searched:
    """Search the best solution in which the given columns are whole.

    A solution that is known already is not handed to HiGHS: version 1.15.1 may then prove what is not so
    (docs/decisions/0009). It stands in when a limit leaves nothing better, and it is a witness: an
    "infeasible" is doubted once, and so is a bound above the known solution. Then the search runs again
    without presolve and with another random seed, and that verdict counts.

    Parameters
    ----------
    absolute_gap
        Difference between value and bound at which the search may stop, in the unit of the costs.
    improved
        Called with incumbent and bound while the search goes on.
    known
        A solution that is known already, value by column; None without one.
    """
    options: Options = {
        "threads": limits.threads,
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": absolute_gap,
        "mip_feasibility_tolerance": TOLERANCE,
    }
    found = _searched(arrays, integer, limits, options, improved)
    if _doubtful(found, arrays, known) and not limits.reached():
        found = _searched(arrays, integer, limits, options | SECOND_SEARCH, improved)
    return _at_least(found, arrays, known)


def _doubtful(found: Searched, arrays: Arrays, known: Floats | None) -> bool:
    """Return whether a verdict is an "infeasible", or a bound above a solution that was known."""
    if found.ending == "infeasible" or known is None:
        return found.ending == "infeasible"
    value = float(arrays.costs @ known)
    return found.bound > value + 1e-6 * max(1.0, abs(value)) and _satisfies(arrays, known)


def _at_least(found: Searched, arrays: Arrays, known: Floats | None) -> Searched:
    """Return what was found, or the known solution when a limit left nothing as good."""
    if found.ending != "limit" or known is None or not _satisfies(arrays, known):
        return found
    behind = found.values is None or arrays.costs @ found.values > arrays.costs @ known
    return replace(found, values=known) if behind else found


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
) -> Searched:
    handle = new_handle(options)
    if np.isfinite(limits.remaining()):
        handle.setOptionValue("time_limit", max(limits.remaining(), 0.0))
    load(handle, arrays)
    kinds = np.full(len(integer), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    handle.changeColsIntegrality(len(integer), integer.astype(np.int32), kinds)
    _watch(handle, limits, improved)
    run(handle)
    info = handle.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.asarray(handle.getSolution().col_value) if found else None
    bound = float(info.mip_dual_bound) if len(integer) else float(info.objective_function_value)
    try:
        return Searched(ending_of(handle), values, bound)
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
