"""Who goes first among equals, where a model says so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.decisions import KINDS, WHOLE, draw_decisions, draw_order
from support.oracle import assert_solution, lexicographic, mended
from support.proving import assert_same_verdict, run
from support.sketch import Sketch
from support.transport import policy

from u16opt.algebra.parts import Linear
from u16opt.policy import Policy


def three(prefer: dict[int, float] | None) -> Sketch:
    """Return two clients for three homes that are as good; home 2 costs half a euro more."""
    sketch = Sketch()
    x = sketch.family("x", 3, owner=[0] * 3, reach=[2] * 3)
    sketch.block("clients", [dict.fromkeys(x, 1)], least=[2], most=[2])
    sketch.block("homes", [{column: 1} for column in x], most=[2, 2, 2])
    sketch.goal("km", dict.fromkeys(x, 3))
    sketch.goal("cost", {x[2]: 0.5})
    if prefer is not None:
        sketch.prefer(prefer)
    return sketch


@pytest.mark.parametrize(
    ("order", "prefer", "expected"),
    [
        (["km"], {0: 1}, {(0, 2, 0), (0, 0, 2), (0, 1, 1)}),
        (["km"], {0: 1, 1: 2, 2: 3}, {(2, 0, 0)}),
        (["km"], {2: -1}, {(0, 0, 2)}),
        (["km", "cost"], {2: -1}, {(2, 0, 0), (0, 2, 0), (1, 1, 0)}),
        (["cost"], {0: 1, 2: -1}, {(0, 2, 0)}),
    ],
)
def test_by_hand(order: list[str], prefer: dict[int, float], expected: set[tuple[int, ...]]) -> None:
    """Tests that the preference decides between equals, and gives up no goal for it."""
    outcome = run(three(prefer).program(), policy(*order))
    assert outcome.values is not None
    assert tuple(outcome.values.tolist()) in expected
    assert [stage.value for stage in outcome.stages] == [{"km": 6, "cost": 0}[name] for name in order]


def strict_at_last(order: Policy) -> Policy:
    """Return the order without a tolerance for its last entry: no goal comes after it that could use one."""
    room = {name: amount for name, amount in order.tolerance.items() if name not in order.order[-1]}
    return order.model_copy(update={"tolerance": room})


@pytest.mark.parametrize("kind", ["plain", "count", "sizes", "budget", "rough"])
def test_goes_last(kind: str) -> None:
    """Tests that the preferred is what one goal more at the end of the order would give, and no stage."""
    proven = 0
    for seed in range(20):
        program = draw_decisions(seed, KINDS[kind])
        rank = Linear(np.where(program.whole, 7 * np.arange(program.columns) % 5, 0.0), 0.0)
        last = replace(program, goals={**program.goals, "rank": rank}, preference=rank)
        order = strict_at_last(draw_order(seed, program))
        longer = Policy(**{**dict(order), "order": (*order.order, ("rank",))})
        best, outcome = lexicographic(last, longer), run(last, order, whole=WHOLE)
        assert_same_verdict(last, order, outcome, None if best is None else best[:-1])
        if best is not None:
            assert outcome.values is not None
            assert_solution(last, mended(last, outcome.values))
            assert rank.costs @ outcome.values == pytest.approx(best[-1])
            proven += 1
    assert proven > 12
