"""Linear programs solved without the columns that are their owners' own, against the plain linear program."""

from __future__ import annotations

import numpy as np
import pytest
from support.decisions import Kind, draw_decisions, draw_owners
from support.oracle import EXACT
from support.sketch import INFINITE, Sketch

import u16opt.engine.private
from u16opt.algebra.parts import Floats, Linear
from u16opt.algebra.program import Program
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import Optimum, dual_bound
from u16opt.engine.private import private_of
from u16opt.engine.projection import Projection

KINDS = {
    "sites": Kind(),
    "count": Kind(count=True),
    "rough": Kind(count=True, rough=True),
    "sizes": Kind(sizes=True),
    "base": Kind(base=True),
    "sizes and base": Kind(sizes=True, base=True, count=True, rough=True),
}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few private columns be enough."""
    monkeypatch.setattr(u16opt.engine.private, "MANY", 0)


def drawn(kind: str, seed: int) -> Program:
    """Return a random program in which owners share decisions only."""
    return draw_owners(seed) if kind == "owners" else draw_decisions(seed, KINDS[kind])


def master_of(program: Program) -> Master:
    """Return a new master program."""
    return Master(program, np.zeros(program.columns), Limits())


def plain(monkeypatch: pytest.MonkeyPatch, master: Master, costs: Floats) -> Optimum:
    """Return the optimum that the simplex finds by itself."""
    with monkeypatch.context() as patch:
        patch.setattr(u16opt.engine.private, "MANY", INFINITE)
        return master.optimise(costs)


def costs_of(program: Program, name: str) -> Floats:
    """Return the costs of a goal that is a sum."""
    goal = program.goals[name]
    assert isinstance(goal, Linear)
    return goal.costs


def mixed(program: Program) -> Floats:
    """Return the costs of everything together."""
    costs: Floats = (
        costs_of(program, "km") + 0.7 * costs_of(program, "cost") + 25 * costs_of(program, "unmet")
    )
    return costs


def assert_proves(program: Program, costs: Floats, optimum: Optimum) -> None:
    """Assert that the solution obeys every row, and that the duals alone prove its value the least."""
    activity = program.matrix @ optimum.values
    assert (activity >= program.row_lower - EXACT).all()
    assert (activity <= program.row_upper + EXACT).all()
    assert (optimum.values >= program.lower - EXACT).all()
    assert (optimum.values <= program.upper + EXACT).all()
    assert optimum.value == pytest.approx(costs @ optimum.values)
    reduced = costs - program.matrix.T @ optimum.duals
    assert reduced == pytest.approx(optimum.reduced, abs=1e-9)
    upper = np.where(program.owner >= 0, np.minimum(program.upper, program.reach), program.upper)
    assert (reduced[np.isinf(upper)] >= -1e-7).all()
    sides = (program.row_lower, program.row_upper)
    assert not ((optimum.duals > 0) & np.isinf(sides[0]) | (optimum.duals < 0) & np.isinf(sides[1])).any()
    bound = dual_bound(optimum.duals, *sides, reduced, program.lower, upper)
    assert bound == pytest.approx(optimum.bound, abs=1e-6)
    assert bound == pytest.approx(optimum.value, rel=1e-7, abs=1e-6)


@pytest.mark.parametrize("kind", [*KINDS, "owners"])
def test_equals_the_plain_linear_program(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Tests that value and bound are those of the simplex, and that the duals prove them over all columns."""
    found = 0
    for seed in range(40):
        program = drawn(kind, seed)
        for costs in (mixed(program), costs_of(program, "km"), costs_of(program, "cost")):
            assert private_of(master_of(program), costs) is not None, seed
            one, other = master_of(program).optimise(costs), plain(monkeypatch, master_of(program), costs)
            assert one.ending == other.ending, seed
            if one.ending == "optimal":
                assert one.value == pytest.approx(other.value, rel=1e-7, abs=1e-7), seed
                assert_proves(program, costs, one)
                found += 1
    assert found > 60


@pytest.mark.parametrize("kind", ["count", "sizes", "base", "owners"])
def test_after_a_goal_is_held(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Tests that held by its face or by its value, a goal leaves the next ones what it leaves the simplex."""
    for seed in range(25):
        program = drawn(kind, seed)
        first, *others = (costs_of(program, name) for name in ("cost", "km", "unmet"))
        for hold in (hold_face, hold_value, hold_room):
            one, other = master_of(program), master_of(program)
            found, right = one.optimise(first), plain(monkeypatch, other, first)
            if found.ending != "optimal":
                continue
            hold(one, first, found)
            hold(other, first, right)
            for costs in others:
                found, right = one.optimise(costs), plain(monkeypatch, other, costs)
                assert found.value == pytest.approx(right.value, rel=1e-6, abs=1e-6), (seed, hold)
                assert found.bound == pytest.approx(found.value, rel=1e-6, abs=1e-6), (seed, hold)
                hold(one, costs, found)
                hold(other, costs, right)


def hold_face(master: Master, _costs: Floats, optimum: Optimum) -> None:
    """Hold the optimal face."""
    master.hold_face(optimum)


def hold_value(master: Master, costs: Floats, optimum: Optimum) -> None:
    """Hold the value by a row."""
    master.hold_value(costs, optimum.value, optimum)


def hold_room(master: Master, costs: Floats, optimum: Optimum) -> None:
    """Hold the value by a row that leaves room, and close nothing: whole solutions are not asked here."""
    master.hold_value(costs, optimum.value + 2.5, Optimum("limit"))


def town(*, left: bool = True) -> Sketch:
    """Return one town of four clients: site 0 at 1 km, site 1 at 5, nobody at 20; each opens for 8 km."""
    sketch = Sketch()
    serve = sketch.family("serve", 2, owner=[0, 0], reach=[4, 4])
    unmet = sketch.family("unmet", 1, upper=INFINITE if left else 0)
    opened = sketch.family("open", 2, upper=1, complicating=True)
    sketch.block("demand", [dict.fromkeys([*serve, *unmet], 1)], least=[4], most=[4])
    rows = [{serve[site]: 1, opened[site]: -4} for site in range(2)]
    sketch.block("when_open", rows, most=[0, 0], attached=True)
    sketch.block("half", [{opened[0]: 1}], most=[0.5])
    sketch.goal("km", {serve[0]: 1, serve[1]: 5, unmet[0]: 20} | dict.fromkeys(opened, 8))
    sketch.goal("unmet", {unmet[0]: 1})
    return sketch


def test_by_hand() -> None:
    """Tests that of a half of site 0 and a half of site 1 the duals say what each is worth.

    Half of site 0 takes two of four clients. A client that site 1 takes is at 5 km and not at 20, so half
    of it, for two clients at 4 km of opening, is worth it: 2 + 10 + 8 = 20. One more client would go to site
    1 for 5 km and a quarter of 8: 7 in all.
    """
    program = town().program()
    costs = costs_of(program, "km")
    optimum = master_of(program).optimise(costs)
    assert optimum.value == pytest.approx(2 + 10 + 8)
    assert optimum.bound == pytest.approx(20)
    assert optimum.values == pytest.approx([2, 2, 0, 0.5, 0.5])
    assert optimum.duals[0] == pytest.approx(7)
    assert_proves(program, costs, optimum)


def test_what_is_possible() -> None:
    """Tests that where nobody may be left out, sites open as far as all must fit, be it at no gain."""
    program = town(left=False).program()
    for near, far in [(0, 0), (1, 5), (3, 3), (-1, -5)]:
        costs = np.array([near, far, 0, 100, 200], dtype=float)
        optimum = master_of(program).optimise(costs)
        assert optimum.value == pytest.approx(2 * near + 2 * far + 0.5 * 100 + 0.5 * 200)
        assert_proves(program, costs, optimum)


def test_nothing_is_possible() -> None:
    """Tests that where all that opens cannot hold everybody, there is no solution."""
    sketch = town(left=False)
    sketch.block("none", [{3: 1, 4: 1}], most=[0.75])
    assert master_of(sketch.program()).optimise(costs_of(sketch.program(), "km")).ending == "infeasible"


def test_limits_of_columns_without_a_row() -> None:
    """Tests that what no decision opens is taken as far as its own limit, the cheapest first.

    Seven clients, three at 2 km, two at 1 km, and the rest at 9: 2 + 6 + 18 km; one client more costs 9.
    """
    sketch = Sketch()
    x = sketch.family("x", 3, owner=[0, 0, 0], reach=[3, 2, 7])
    sketch.columns["upper"][x[0]], sketch.columns["upper"][x[1]] = 3, 2
    sketch.block("demand", [dict.fromkeys(x, 1)], least=[7], most=[7])
    sketch.goal("km", dict(zip(x, [2, 1, 9], strict=True)))
    program = sketch.program()
    optimum = master_of(program).optimise(costs_of(program, "km"))
    assert optimum.values.tolist() == [3, 2, 2]
    assert optimum.bound == pytest.approx(26)
    assert optimum.duals.tolist() == pytest.approx([9])
    assert optimum.reduced.tolist() == pytest.approx([-7, -8, 0])


def test_best_answer_of_an_owner() -> None:
    """Tests that given what is open, each owner fills the cheapest first and names the price of one more."""
    program = town().program()
    private = private_of(master_of(program), costs_of(program, "km"))
    assert private is not None
    assert private.design.tolist() == [3, 4]
    assert private.columns.tolist() == [0, 1, 2]
    assert private.least.tolist() == [4 * 1]
    for opened, amounts, price in [
        ([1, 1], [4, 0, 0], 1),
        ([0.5, 1], [2, 2, 0], 5),
        ([0.5, 0.25], [2, 1, 1], 20),
        ([0, 0], [0, 0, 4], 20),
    ]:
        filled = private.fill(np.array(opened, dtype=float))
        assert filled.amounts.tolist() == amounts
        assert filled.value.tolist() == [amounts[0] + 5 * amounts[1] + 20 * amounts[2]]
        assert (filled.price.tolist(), filled.short.tolist()) == ([price], [False])


def test_an_owner_who_cannot_get_all() -> None:
    """Tests that an owner who asks more than is open is called short, whatever its columns cost."""
    sketch = town()
    sketch.columns["upper"][2] = 0
    private = private_of(master_of(sketch.program()), costs_of(sketch.program(), "km"))
    assert private is not None
    filled = private.fill(np.array([0, 0.5, 0.25]))
    assert (filled.amounts.tolist(), filled.short.tolist()) == ([2, 1], [True])


def test_cuts_are_few() -> None:
    """Tests that the linear program of the decisions ends, and holds no column of an owner."""
    program = town().program()
    master = master_of(program)
    costs = costs_of(program, "km")
    private = private_of(master, costs)
    assert private is not None
    projection = Projection(master, private, costs)
    assert projection.run() == "optimal"
    assert projection.design == pytest.approx([0.5, 0.5])
    assert projection.bound == pytest.approx(20)
    projection.limit(1, 0.0, 0.0)
    assert projection.run() == "optimal"
    assert projection.bound == pytest.approx(2 + 40 + 4)


def test_stops_when_enough_is_known() -> None:
    """Tests that a value nothing can come below ends the search for cuts, with a bound above it."""
    program = town().program()
    master, costs = master_of(program), costs_of(program, "km")
    private = private_of(master, costs)
    assert private is not None
    projection = Projection(master, private, costs)
    assert projection.run(10.0) == "optimal"
    assert 10 < projection.bound <= 20 + 1e-9


def shared() -> Sketch:
    """Return the town with room for three in site 0 over all owners."""
    sketch = town()
    sketch.block("room", [{0: 1}], most=[3])
    return sketch


def limited() -> Sketch:
    """Return the town with a limit of its own on a column that a decision opens."""
    sketch = town()
    sketch.columns["upper"][0] = 1
    return sketch


def doubled() -> Sketch:
    """Return the town where a client in site 0 counts for two."""
    sketch = town()
    sketch.rows[0][0] = 2
    return sketch


def at_most() -> Sketch:
    """Return the town where not everybody needs an answer."""
    sketch = town()
    sketch.limits[0] = (-INFINITE, 4)
    return sketch


def taken() -> Sketch:
    """Return the town with a client in site 0 already."""
    sketch = town()
    sketch.columns["lower"][0] = 1
    return sketch


@pytest.mark.parametrize("make", [shared, limited, doubled, at_most, taken])
def test_not_private(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    """Tests that where owners share more, the columns stay in the linear program, with the right value."""
    program = make().program()  # type: ignore[operator]
    costs = costs_of(program, "km")
    assert private_of(master_of(program), costs) is None
    found, right = master_of(program).optimise(costs), plain(monkeypatch, master_of(program), costs)
    assert found.value == pytest.approx(right.value)


def test_not_private_once_a_goal_holds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a held goal that counts private columns is not forgotten."""
    program = town().program()
    master, other = master_of(program), master_of(program)
    costs, unmet = costs_of(program, "km"), costs_of(program, "unmet")
    for each in (master, other):
        each.hold_value(costs, 30.0, Optimum("limit"))
    assert private_of(master, unmet) is None
    found, right = master.optimise(-unmet), plain(monkeypatch, other, -unmet)
    assert found.value == pytest.approx(right.value)
    assert -4 < found.value < 0


def test_a_column_in_a_row_that_sleeps() -> None:
    """Tests that a row that nobody feels yet does not keep a column from being private, and wakes in time.

    Each client left out costs 3 above a budget of 1 when the excess is counted: then all four are served,
    two at 1 km in half of site 0 and two at 5 km in half of site 1.
    """
    sketch = town()
    over = sketch.family("over", 1, whole=False)[0]
    sketch.block("budget", [{2: 3, over: -1}], most=[1], network=False, violation="over")
    sketch.goal("over", {over: 1})
    program = sketch.program()
    master = master_of(program)
    assert private_of(master, costs_of(program, "km")) is not None
    assert master.optimise(costs_of(program, "km")).value == pytest.approx(20)
    assert master.optimise(costs_of(program, "over")).value == pytest.approx(0)
    assert private_of(master, costs_of(program, "km")) is None
    both = master.optimise(costs_of(program, "over") + 0.5 * costs_of(program, "km"))
    assert [both.value, both.bound] == pytest.approx([10, 10])


def test_few_private_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that with few private columns the simplex does it all, and nothing is projected."""
    program = town().program()
    for many, projected in ((2, True), (3, False)):
        monkeypatch.setattr(u16opt.engine.private, "MANY", many)
        assert (private_of(master_of(program), costs_of(program, "km")) is not None) == projected
        assert (master_of(program).optimise(costs_of(program, "km")).probe is not None) == projected
