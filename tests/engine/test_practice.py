"""Taking what is best in a given order: what manual practice is measured by."""

from __future__ import annotations

import random

import numpy as np
import pytest
from support.oracle import assert_solution, mended
from support.sketch import Sketch
from support.transport import draw_transport

from u16opt.engine.practice import greedy


@pytest.mark.parametrize("budget", ["", "soft", "hard"])
@pytest.mark.parametrize("seed", range(8))
def test_no_strict_row_is_broken(seed: int, budget: str) -> None:
    """Tests that no home is taken twice, no strict budget broken, and nothing left that would still fit."""
    program = draw_transport(seed, budget=budget)
    order = np.flatnonzero(program.owner >= 0)
    random.Random(seed).shuffle(order)
    found = greedy(program, order)
    clients = program.blocks[0].rows
    left = program.family("left").columns
    found[left] = program.row_upper[clients] - (program.matrix @ found)[clients]
    assert_solution(program, mended(program, found))
    for column in order:
        more = found.copy()
        more[column] += 1
        more[left.start + program.owner[column]] -= 1
        with pytest.raises(AssertionError):
            assert_solution(program, mended(program, more))


def test_by_hand() -> None:
    """Tests that three clients take two near homes before a far one; one already let is not taken again."""
    sketch = Sketch()
    x = sketch.family("x", 3, owner=[0, 0, 0], reach=[3, 3, 3])
    left = sketch.family("left", 1)[0]
    sketch.block("clients", [{left: 1} | dict.fromkeys(x, 1)], least=[3], most=[3])
    sketch.block("supply", [{x[0]: 1}, {x[1]: 1}, {x[2]: 1}], most=[2, 1, 5])
    sketch.columns["lower"][x[1]] = 1
    found = greedy(sketch.program(), np.array([x[0], x[1], x[2]]))
    assert found[x].tolist() == [2, 1, 0]
