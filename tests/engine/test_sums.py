"""Which sums a search branches on: columns of one owner that look alike to every row outside the network."""

from __future__ import annotations

import numpy as np
from support.sketch import Sketch

from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.sums import with_sums


def test_by_hand() -> None:
    """Tests that of five columns two pairs are alike and one is alone, so three numbers must be whole.

    Columns 0 and 1 cost the budget 2 and belong to the first group, 2 costs 5; 3 and 4 cost 2 as well but
    belong to the second group. The excess is no whole number.
    """
    sketch = Sketch()
    x = sketch.family("x", 5, owner=[0, 0, 0, 1, 1], reach=[3] * 5)
    excess = sketch.family("excess", 1, whole=False)[0]
    sketch.block("clients", [dict.fromkeys(x[:3], 1), dict.fromkeys(x[3:], 1)], most=[3, 3])
    euro = dict(zip(x, [2, 2, 5, 2, 2], strict=True))
    sketch.block("budget", [euro | {excess: -1}], most=[7], network=False)
    program = sketch.program()
    master = Master(program, np.zeros(program.columns), Limits())
    columns = np.arange(program.columns)
    arrays, integer, links = with_sums(master, columns, master.arrays(columns, np.zeros(program.columns)))
    assert links.toarray().tolist() == [[1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0]]
    assert sorted(integer.tolist()) == [2, 6, 7]
    values = np.array([1, 2, 0, 3, 0, 0.5])
    extended = np.append(values, links @ values)
    activity = arrays.matrix @ extended
    assert activity[-2:].tolist() == [0, 0]
    assert arrays.row_lower[-2:].tolist() == arrays.row_upper[-2:].tolist() == [0, 0]


def test_without_rows_outside_the_network() -> None:
    """Tests that where no row breaks the network, nothing need be whole: its vertices are."""
    sketch = Sketch()
    x = sketch.family("x", 4, owner=[0, 0, 1, 1], reach=[1] * 4)
    sketch.block("supply", [{column: 1} for column in x], most=[1] * 4)
    program = sketch.program()
    master, columns = Master(program, np.zeros(4), Limits()), np.arange(4)
    _, integer, links = with_sums(master, columns, master.arrays(columns, np.zeros(4)))
    assert links.shape == (0, 4)
    assert integer.tolist() == []
