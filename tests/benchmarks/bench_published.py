"""Published location problems: `spread` as a ratio to the plain strong formulation handed to HiGHS as arrays.

Both prove every optimum in the same run. A solve of `spread` is all of it: formulation, two goals, the
checker, and the proposal; the plain run is one goal, the solver alone.
"""

from __future__ import annotations

import time
from pathlib import Path

import highspy
import numpy as np
import pytest
import scipy.sparse as sp
from support.published import (
    ABSENT,
    BENCHMARKS,
    FACILITIES,
    SMALL_MEDIANS,
    Located,
    instance_of,
    optima,
    orlib_facility,
    orlib_median,
)

import u16opt
from u16opt.engine.arrays import Arrays
from u16opt.engine.solver.highs import load


@pytest.mark.skipif(not BENCHMARKS.is_dir(), reason=ABSENT)
def bench_published(tmp_path: Path) -> None:
    """Prints seconds of both for every problem, and the ratio of the totals (aim: at most 0.5)."""
    totals = np.zeros(2)
    for name in (*SMALL_MEDIANS, *FACILITIES):
        median = name.startswith("pmed")
        problem = orlib_median(name) if median else orlib_facility(name)
        best = optima("p-median" if median else "facility")[name]
        instance = instance_of(problem, tmp_path / name)
        start = time.perf_counter()
        proposal = u16opt.solve(instance, "spread")
        between = time.perf_counter()
        value = plain(problem, number_of(name))
        seconds = np.array([between - start, time.perf_counter() - between])
        assert proposal.status == "optimal"
        assert proposal.goals[-1].value == pytest.approx(best, rel=1e-8)
        assert value == pytest.approx(best, rel=1e-6)
        totals += seconds
        print(f"{name:8} spread {seconds[0]:6.2f} s, plain {seconds[1]:6.2f} s")
    print(f"all: spread {totals[0]:.1f} s, plain {totals[1]:.1f} s, ratio {totals[0] / totals[1]:.2f}")


def number_of(name: str) -> int | None:
    """Return how many sites a p-median problem of the OR-Library opens; None for another problem."""
    if not name.startswith("pmed"):
        return None
    return int((BENCHMARKS / "orlib-pmed" / f"{name}.txt").read_text().split()[2])


def plain(problem: Located, number: int | None) -> float:
    """Return the optimum of the strong formulation: shares of clients served, ``x <= y``, whole ``y``."""
    clients, sites = problem.km.shape
    pairs = clients * sites
    client, site = np.divmod(np.arange(pairs), sites)
    demand, most = np.array(problem.clients, float), np.array(problem.most, float)
    pair, opened = np.arange(pairs), pairs + np.arange(sites)
    rows = [client, clients + pair, clients + pair]
    columns = [pair, pair, pairs + site]
    values = [np.ones(pairs), np.ones(pairs), -np.ones(pairs)]
    lower, upper = [np.ones(clients), np.full(pairs, -np.inf)], [np.ones(clients), np.zeros(pairs)]
    last = clients + pairs
    if number is None:
        rows += [last + site, last + np.arange(sites)]
        columns += [pair, opened]
        values += [demand[client], -most]
        lower, upper = [*lower, np.full(sites, -np.inf)], [*upper, np.zeros(sites)]
    else:
        rows, columns, values = [*rows, np.full(sites, last)], [*columns, opened], [*values, np.ones(sites)]
        lower, upper = [*lower, np.array([number])], [*upper, np.array([number])]
    low, high = np.concatenate(lower), np.concatenate(upper)
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    matrix = sp.csc_array(entries, shape=(len(low), pairs + sites))
    costs = np.append(demand[client] * problem.km.ravel(), problem.opening_cost)
    arrays = Arrays(costs, np.zeros(pairs + sites), np.ones(pairs + sites), low, high, matrix)
    return solved(arrays, opened)


def solved(arrays: Arrays, whole: np.ndarray) -> float:
    """Return the least cost that HiGHS proves with one thread and no gap."""
    handle = highspy.Highs()
    for option, setting in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0)):
        handle.setOptionValue(option, setting)
    load(handle, arrays)
    kinds = np.full(len(whole), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    handle.changeColsIntegrality(len(whole), whole.astype(np.int32), kinds)
    handle.run()
    assert handle.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(handle.getInfo().objective_function_value)
