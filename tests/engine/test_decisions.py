"""Decisions on which all else rests, and rows that wait until a solution breaks them."""

from __future__ import annotations

import numpy as np
import pytest
from support.decisions import KINDS, WHOLE, draw_decisions, draw_order, draw_owners
from support.oracle import assert_solution, lexicographic
from support.proving import assert_same_verdict, run
from support.sketch import Sketch
from support.transport import policy

import u16opt.engine.likely
import u16opt.engine.private
import u16opt.engine.start
from u16opt.algebra.program import Program
from u16opt.engine.integers import Search, _useful
from u16opt.engine.likely import likely, opened_by
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum

SEEDS = 16


@pytest.fixture(params=["as it is", "projected", "a few at a time", "projected, a few at a time"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make small programs take the ways of large ones."""
    if "projected" in request.param:
        monkeypatch.setattr(u16opt.engine.private, "MANY", 0)
    if "a few" in request.param:
        monkeypatch.setattr(u16opt.engine.likely, "FEW", 0)
        monkeypatch.setattr(u16opt.engine.likely, "NEAREST", 2)
        monkeypatch.setattr(u16opt.engine.start, "FIRST", 1)
    return str(request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("kind", KINDS)
def test_equals_the_oracle(kind: str) -> None:
    """Tests that every entry has the value and the bound that scipy finds, or that both find nothing."""
    feasible = 0
    for seed in range(SEEDS):
        program = draw_decisions(seed, KINDS[kind])
        order = draw_order(seed, program)
        best = lexicographic(program, order)
        assert_same_verdict(program, order, run(program, order, whole=WHOLE), best)
        feasible += best is not None
    assert feasible > SEEDS / 2


@pytest.mark.usefixtures("way")
def test_owners_alone() -> None:
    """Tests the same where nobody decides anything: every owner has columns of its own, most with a limit."""
    feasible = 0
    for seed in range(SEEDS):
        program = draw_owners(seed)
        order = draw_order(seed, program)
        best = lexicographic(program, order)
        assert_same_verdict(program, order, run(program, order, whole=WHOLE), best)
        feasible += best is not None
    assert feasible > SEEDS / 2


def triangle() -> Sketch:
    """Return three towns of one client, and three sites that each serve two of them."""
    sketch = Sketch()
    pairs = [(town, site) for town in range(3) for site in range(3) if site != town]
    serve = sketch.family("serve", 6, owner=[town for town, _ in pairs], reach=[1] * 6)
    opened = sketch.family("open", 3, upper=1, complicating=True)
    demand = [{c: 1 for c, pair in zip(serve, pairs, strict=True) if pair[0] == t} for t in range(3)]
    sketch.block("demand", demand, least=[1] * 3, most=[1] * 3)
    rows = [{column: 1, opened[site]: -1} for column, (_, site) in zip(serve, pairs, strict=True)]
    sketch.block("when_open", rows, most=[0] * 6, attached=True)
    sketch.goal("openings", dict.fromkeys(opened, 1))
    sketch.goal("km", {column: number for number, column in enumerate(serve)})
    return sketch


@pytest.mark.usefixtures("way")
def test_half_a_site() -> None:
    """Tests that two sites are needed and proven where the linear program opens a half of each of three.

    Site 0 serves the towns 1 and 2, and so on round. A client of town 0 is 0 km from site 1 and 1 km from
    site 2; of town 1, 2 km from site 0 and 3 from 2; of town 2, 4 km from site 0 and 5 from 1. With sites 0
    and 1 that is 0 + 2 + 4 km.
    """
    program = triangle().program()
    order = policy("openings", "km")
    master = Master(program, np.zeros(program.columns), Limits())
    relaxed = master.optimise(program.goals["openings"].costs)  # type: ignore[union-attr]
    assert relaxed.value == pytest.approx(1.5)
    assert relaxed.bound == pytest.approx(1.5)
    outcome = run(program, order, whole=WHOLE)
    assert [(stage.value, stage.bound, stage.proven) for stage in outcome.stages] == [
        (2, 2, True),
        (6, 6, True),
    ]
    assert outcome.values is not None
    assert outcome.values.tolist() == [1, 0, 1, 0, 1, 0, 1, 1, 0]


def far_and_near() -> Sketch:
    """Return one town of four clients: site 0 costs 1 a client and 3 to open, site 1 costs 5 and is free."""
    sketch = Sketch()
    serve = sketch.family("serve", 2, owner=[0, 0], reach=[4, 4])
    opened = sketch.family("open", 2, upper=1, complicating=True)
    sketch.block("demand", [dict.fromkeys(serve, 1)], least=[4], most=[4])
    rows = [{serve[site]: 1, opened[site]: -4} for site in range(2)]
    sketch.block("when_open", rows, most=[0, 0], attached=True)
    sketch.goal("km", {serve[0]: 1, serve[1]: 5})
    sketch.goal("cost", {opened[0]: 3})
    sketch.goal("openings", dict.fromkeys(opened, 1))
    return sketch


def costs_of(program: Program, name: str) -> np.ndarray:
    """Return the costs of a goal that is a sum."""
    return program.goals[name].costs  # type: ignore[union-attr]


def test_rows_wait() -> None:
    """Tests that an attached row waits outside the solver until a solution breaks it, and no longer.

    The nearest is to be served in site 0, so only its row is broken; at the least cost nobody opens it, and
    site 1 serves all: then the other row is broken too.
    """
    program = far_and_near().program()
    master = Master(program, np.zeros(program.columns), Limits())
    assert master.rows.tolist() == [0]
    assert master.optimise(costs_of(program, "km")).value == pytest.approx(4)
    assert master.rows.tolist() == [0, 1]
    assert master.optimise(costs_of(program, "cost")).value == pytest.approx(0)
    assert sorted(master.rows.tolist()) == [0, 1, 2]
    both = master.optimise(costs_of(program, "km") + costs_of(program, "cost"))
    assert [both.value, both.bound] == pytest.approx([4 + 3, 4 + 3])


def test_rows_wait_with_the_columns_given() -> None:
    """Tests that arrays for some columns hold the rows attached to these, broken or not."""
    program = far_and_near().program()
    master = Master(program, np.zeros(program.columns), Limits())
    assert master.rows_of(np.array([1, 2, 3])).tolist() == [0, 2]
    arrays = master.arrays(np.array([1, 2, 3]), costs_of(program, "km"))
    assert arrays.matrix.toarray().tolist() == [[1, 0, 0], [1, 0, -4]]


@pytest.mark.usefixtures("way")
def test_rows_after_a_face_is_held() -> None:
    """Tests that once a goal is held by its face, no later goal leaves it through a row that waited.

    Four clients at 1 km need site 0, whatever it costs; at the least cost nobody would open it.
    """
    program = far_and_near().program()
    master = Master(program, np.zeros(program.columns), Limits())
    nearest = master.optimise(costs_of(program, "km"))
    assert nearest.value == pytest.approx(4)
    master.hold_face(nearest)
    assert master.optimise(costs_of(program, "cost")).value == pytest.approx(3)
    assert master.optimise(-costs_of(program, "km")).value == pytest.approx(-4)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([{0: 1, 1: 1, 2: -4}], id="two owned columns in a row"),
        pytest.param([{2: 1, 3: -1}], id="none"),
        pytest.param([{0: 1, 2: -4}, {0: 1, 3: -4}], id="two rows for one column"),
    ],
)
def test_rows_that_are_not_attached(rows: list[dict[int, float]]) -> None:
    """Tests that rows called attached that do not each belong to one owned column are refused."""
    sketch = far_and_near()
    sketch.blocks.pop()
    del sketch.rows[1:], sketch.limits[1:]
    sketch.block("mistaken", rows, most=[0] * len(rows), attached=True)
    with pytest.raises(ValueError, match="mistaken"):
        run(sketch.program(), policy("km"))


def test_opened_by() -> None:
    """Tests that of the columns of a search those stay that some decision in it opens, or nothing closes.

    Column 0 is opened by decision 4, column 1 by decision 5, column 2 by decision 5 too but for one client
    anyway, and column 3 has no attached row.
    """
    sketch = Sketch()
    serve = sketch.family("serve", 4, owner=[0] * 4, reach=[2] * 4)
    opened = sketch.family("open", 2, upper=1, complicating=True)
    sketch.block("demand", [dict.fromkeys(serve, 1)], least=[2], most=[2])
    rows = [{serve[0]: 1, opened[0]: -2}, {serve[1]: 1, opened[1]: -2}, {serve[2]: 1, opened[1]: -1}]
    sketch.block("when_open", rows, most=[0, 0, 1], attached=True)
    program = sketch.program()
    assert opened_by(program, np.arange(6)).tolist() == [0, 1, 2, 3, 4, 5]
    assert opened_by(program, np.array([0, 1, 2, 3, 4])).tolist() == [0, 2, 3, 4]
    assert opened_by(program, np.array([0, 1, 2, 3])).tolist() == [2, 3]
    assert opened_by(program, np.array([5])).tolist() == [5]


def served_with_excess() -> Program:
    """Return one town with two sites, and an excess above a budget that is no whole number."""
    sketch = far_and_near()
    over = sketch.family("over", 1, whole=False)[0]
    sketch.block("budget", [{2: 3, 3: 2, over: -1}], most=[1], network=False, violation="over")
    sketch.goal("over", {over: 1})
    return sketch.program()


@pytest.mark.parametrize(
    ("lower", "expected"),
    [
        ([0, 0, 0, 0, 0], [0, 2, 4]),
        ([0, 0, 0, 1, 0], [0, 2, 3, 4]),
        ([0, 1, 0, 0, 0], [0, 1, 2, 4]),
    ],
)
def test_what_may_be_better(lower: list[float], expected: list[int]) -> None:
    """Tests that only columns too dear for a whole unit are left out of the second search.

    Between 10 and 20 there is room for 10. Of the sites only 0 is cheap enough; the excess is dear, but may
    stay below a whole euro. A site that is open already stays, and so does who is served somewhere already.
    """
    program = served_with_excess()
    master = Master(program, np.zeros(program.columns), Limits())
    bounds = np.array(lower, dtype=float), np.array([4.0, 4, 1, 1, 9])
    relaxed = Optimum("optimal", 10.0, 10.0, np.zeros(5), np.array([0.0, 50, 5, 50, 50]))
    search = Search(master, np.zeros(5), relaxed, None, 0.0, lambda _value, _bound: None, Limits())
    useful = _useful(search, np.zeros(0, dtype=np.int64), 20.0, bounds)
    assert useful.tolist() == expected


def test_where_a_search_looks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that it looks at the sites that open at least in part, the nearest of each town, and at what is.

    Site 1 opens in part; site 0 does not, but for what it already serves it would be left out.
    """
    monkeypatch.setattr(u16opt.engine.likely, "FEW", 0)
    monkeypatch.setattr(u16opt.engine.likely, "NEAREST", 1)
    program = served_with_excess()
    relaxed = Optimum("optimal", 0.0, 0.0, np.array([0, 4, 0, 0.5, 0]), np.array([3.0, 0, 1, 0, 0]))
    master = Master(program, np.zeros(5), Limits())
    assert likely(master, relaxed, None).tolist() == [1, 3, 4]
    assert likely(master, relaxed, np.array([4.0, 0, 1, 0, 0])).tolist() == [0, 1, 2, 3, 4]
    master.lower[0] = 1
    assert likely(master, relaxed, None).tolist() == [0, 1, 3, 4]


@pytest.mark.usefixtures("way")
def test_what_is_there_already() -> None:
    """Tests that decisions and owned columns with a lower bound count wherever the search looks.

    One client is served far away by site 1 already, which must hold two at least; the others may go to
    site 0. Holding two at site 1 costs 2, and three more places at site 0 cost 3 and the opening.
    """
    sketch = Sketch()
    serve = sketch.family("serve", 2, owner=[0, 0], reach=[4, 4])
    opened = sketch.family("open", 1, upper=1, complicating=True)
    level = sketch.family("level", 2, upper=5, complicating=True)
    sketch.columns["lower"][serve[1]] = 1
    sketch.columns["lower"][level[1]] = 2
    sketch.block("demand", [dict.fromkeys(serve, 1)], least=[4], most=[4])
    sketch.block("size", [{level[0]: 1, opened[0]: -5}], most=[0])
    rows = [{serve[site]: 1, level[site]: -1} for site in range(2)]
    sketch.block("when_open", rows, most=[0, 0], attached=True)
    sketch.goal("km", {serve[0]: 1, serve[1]: 9, opened[0]: 0.5})
    sketch.goal("cost", {level[0]: 1, level[1]: 1})
    outcome = run(sketch.program(), policy("km", "cost"))
    assert [(stage.value, stage.bound) for stage in outcome.stages] == [(12.5, 12.5), (5, 5)]
    assert outcome.values is not None
    assert_solution(sketch.program(), outcome.values)
    assert outcome.values.tolist() == [3, 1, 1, 3, 2]


def test_bounds_that_contradict() -> None:
    """Tests that a row whose least is above its most, and a column attached to nothing, leave no solution."""
    crossed = Sketch()
    crossed.block("between", [dict.fromkeys(crossed.family("x", 2), 1)], least=[3], most=[2])
    crossed.goal("cost", {0: 1})
    closed = far_and_near()
    closed.columns["lower"][0] = 1
    closed.columns["upper"][2] = 0
    for sketch in (crossed, closed):
        assert run(sketch.program(), policy("cost")).status == "infeasible"
