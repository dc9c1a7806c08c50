"""Where the time goes inside a solve, and the chain as a ratio to a baseline of the same run.

The baseline is one linear program over the same arrays: the first goal of the order, with all admissible
pairs handed to HiGHS at once and its default options. It proves one goal of nine, so a chain near it is fast.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import highspy
import pytest

from u16opt.algebra.parts import Linear
from u16opt.algebra.program import Program
from u16opt.engine.arrays import Arrays
from u16opt.engine.chain import Chain
from u16opt.engine.limits import Limits
from u16opt.engine.solver.highs import load
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return seconds and result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def all_pairs_at_once(program: Program) -> None:
    """Solve the first goal over all pairs with plain HiGHS."""
    goal = program.goals["unplaced"]
    assert isinstance(goal, Linear)
    handle = highspy.Highs()
    handle.setOptionValue("output_flag", False)
    handle.setOptionValue("threads", 1)
    load(
        handle,
        Arrays(
            goal.costs, program.lower, program.upper, program.row_lower, program.row_upper, program.matrix
        ),
    )
    handle.run()
    assert handle.getModelStatus() == highspy.HighsModelStatus.kOptimal


@pytest.mark.parametrize("name", ["u16-2024", "u16-2024-2028"])
def bench_phases(name: str) -> None:
    """Prints medians of building the program and of the chain."""
    built, chained, _ = zip(*(phases(name) for _ in range(RUNS)), strict=True)
    print(f"\n{name}: build {statistics.median(built):.2f} s, chain {statistics.median(chained):.2f} s")


def bench_chain_against_one_goal() -> None:
    """Prints the ratio of the whole chain of one year to one goal over all pairs at once."""
    ratios = []
    for _ in range(RUNS):
        _, chained, program = phases("u16-2024")
        ratios.append(chained / timed(lambda p=program: all_pairs_at_once(p))[0])
    print(f"\nu16-2024: nine goals proven take {statistics.median(ratios):.3f} times one goal over all pairs")


def phases(name: str) -> tuple[float, float, Program]:
    """Return seconds to build the program, seconds of the chain, and the program."""
    instance = read(ROOT / "instances" / name)
    policy = policy_of(instance, MODEL)
    whole = frozenset(goal.name for goal in MODEL.goals if goal.whole)
    built, program = timed(lambda: MODEL.formulate(instance, policy, 0).program())
    chain = Chain(program, policy, whole, Limits(), lambda _progress: None, 0)
    chained, outcome = timed(chain.run)
    assert outcome.status == "optimal"
    return built, chained, program
