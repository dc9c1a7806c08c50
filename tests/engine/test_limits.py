"""Programs without a solution, and solves that are stopped: the status says what is known, no more."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from support.oracle import assert_solution, lexicographic, mended, value_of
from support.proving import run
from support.sketch import Sketch
from support.transport import WHOLE, draw_transport, policy

from u16opt.algebra.program import Program
from u16opt.engine.chain import Chain
from u16opt.engine.feasibility import first_phase
from u16opt.engine.limits import Limits
from u16opt.engine.outcome import Outcome
from u16opt.policy import Policy

ORDER = policy("unplaced", ["cost", "km"], "over", "later")


@dataclass
class After:
    """Says stop from the given question on."""

    questions: float
    asked: int = field(default=0)

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked > self.questions


def odd(rows: list[tuple[dict[int, float], float]], *, network: bool = False) -> Program:
    """Return three whole columns of two owners, each at most 3, that must satisfy equations."""
    sketch = Sketch()
    sketch.family("x", 3, upper=3, owner=[0, 0, 1], reach=[3, 3, 3])
    sides = [side for _, side in rows]
    sketch.block("equation", [terms for terms, _ in rows], least=sides, most=sides, network=network)
    sketch.goal("cost", {0: 1, 1: 2, 2: 3})
    return sketch.program()


IMPOSSIBLE: dict[str, Program] = {
    "more asked than there is": odd([({0: 1, 1: 1, 2: 1}, 10)], network=True),
    "two that contradict": odd([({0: 1, 1: 1}, 2), ({0: 1, 1: 1}, 3)], network=True),
    "a row without columns": odd([({}, 1)]),
    "half a client": odd([({0: 2}, 3)]),
    "an odd sum of even parts": odd([({0: 2, 1: 2, 2: 2}, 7)]),
    "an odd sum of one owner's parts": odd([({0: 4, 1: 4}, 6)]),
    "two odd rows": odd([({0: 1, 1: 1, 2: 1}, 3), ({0: 2, 2: 4}, 5)]),
}
BY_INTEGRALITY = (
    "half a client",
    "an odd sum of even parts",
    "an odd sum of one owner's parts",
    "two odd rows",
)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_infeasible(name: str) -> None:
    """Tests that a program without a solution is called infeasible, with goals and without."""
    for order in (policy("cost"), policy()):
        assert run(IMPOSSIBLE[name], order) == Outcome("infeasible", (), None)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_first_phase(name: str) -> None:
    """Tests that the first phase proves what rows alone make impossible, and only that."""
    phase, _ = first_phase(IMPOSSIBLE[name], Limits())
    assert phase.ending == "optimal"
    assert (phase.bound > 1e-7) == (name not in BY_INTEGRALITY)


@pytest.mark.parametrize("seed", range(10))
def test_first_phase_of_the_possible(seed: int) -> None:
    """Tests that the first phase breaks nothing when a solution exists, and gives columns that hold one."""
    program = draw_transport(seed, budget="hard")
    phase, columns = first_phase(program, Limits())
    assert phase.value == pytest.approx(0, abs=1e-7)
    assert phase.bound <= 1e-7
    assert set(np.flatnonzero(phase.values[: program.columns])) <= set(columns)


def test_a_closed_column_that_must_be_used() -> None:
    """Tests that a column with a lower bound above its upper bound leaves no solution."""
    sketch = Sketch()
    sketch.family("x", 2, lower=2, upper=1)
    sketch.goal("cost", {0: 1})
    assert run(sketch.program(), policy("cost")).status == "infeasible"


@pytest.mark.parametrize("seed", range(5))
def test_no_time(seed: int) -> None:
    """Tests that without any time there is no solution, and it is not called infeasible."""
    program = draw_transport(seed, budget="hard")
    assert run(program, ORDER, Limits(seconds=0.0)) == Outcome("no_solution", (), None)
    assert run(program, ORDER, Limits(interrupted=lambda: True)) == Outcome("no_solution", (), None)


def test_no_time_for_the_impossible() -> None:
    """Tests that a program nobody had time for is not called infeasible, although it is."""
    assert run(IMPOSSIBLE["half a client"], policy("cost"), Limits(seconds=0.0)).status == "no_solution"


@pytest.mark.parametrize("seed", [0, 3, 7])
@pytest.mark.parametrize("order", [ORDER, policy("worst", "unplaced", "km"), policy("km", "worst", "cost")])
def test_interrupted_at_any_moment(seed: int, order: Policy) -> None:
    """Tests that whenever a solve is stopped, it has a solution or none, and claims only what it proved."""
    program = draw_transport(seed, budget="soft", cap=True)
    best, never = lexicographic(program, order), After(np.inf)
    assert best is not None
    assert run(program, order, Limits(interrupted=never)).status == "optimal"
    found = [run(program, order, Limits(interrupted=After(k))) for k in range(never.asked + 1)]
    for outcome in found:
        assert_honest(program, order, outcome, best)
    assert found[0].status == "no_solution"
    assert {"no_solution", "feasible"} <= {outcome.status for outcome in found}


def assert_honest(program: Program, order: Policy, outcome: Outcome, best: list[float]) -> None:
    """Assert that a stopped solve claims nothing that is not so."""
    if outcome.status == "no_solution":
        assert (outcome.values, outcome.stages) == (None, ())
        return
    assert outcome.values is not None
    values = mended(program, outcome.values)
    assert_solution(program, values)
    assert len(outcome.stages) == len(order.order)
    before = True
    for stage, entry, least in zip(outcome.stages, order.order, best, strict=True):
        value = value_of(program, order, entry, values)
        assert before or not stage.proven, "what comes after a limit is not proven"
        before = stage.proven
        assert stage.bound <= least + 1e-6
        assert not stage.proven or value == pytest.approx(least, abs=1e-6 * max(1, least))
    assert (outcome.status == "optimal") == all(stage.proven for stage in outcome.stages)


@pytest.mark.parametrize("where", range(2, 5))
def test_interrupted_between_two_goals(where: int) -> None:
    """Tests that goals solved before an interruption stay solved, and the rest has a bound all the same."""
    program, entries = draw_transport(1, budget="soft"), ORDER.order
    heard: list[str] = []
    limits = Limits(interrupted=lambda: len(set(heard)) >= where)
    chain = Chain(program, ORDER, WHOLE, limits, lambda progress: heard.append(progress.goal), 0)
    outcome, best = chain.run(), lexicographic(program, ORDER)
    assert best is not None
    assert_honest(program, ORDER, outcome, best)
    proven = [stage.proven for stage in outcome.stages]
    assert proven[: where - 1] == [True] * (where - 1)
    assert len(proven) == len(entries)


@pytest.mark.parametrize("seed", range(8))
def test_gap(seed: int) -> None:
    """Tests that a solve that may stop at a gap says so, with a true bound and a value within the gap."""
    program = draw_transport(seed, budget="hard", cap=True)
    order = policy("km", "cost")
    outcome, best = run(program, order, Limits(gap=0.5)), lexicographic(program, order)
    assert best is not None
    assert outcome.values is not None
    assert_solution(program, mended(program, outcome.values))
    first = outcome.stages[0]
    assert first.bound - 1e-6 <= best[0] <= first.value + 1e-6
    assert first.value - first.bound <= 0.5 * abs(first.value) + 1e-6
    assert first.proven == (first.value - first.bound <= 1e-6 * max(1.0, first.value))
