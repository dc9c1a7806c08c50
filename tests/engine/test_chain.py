"""The chain of goals on small programs, against one all-integer program per goal."""

from __future__ import annotations

import pytest
from support.oracle import assert_solution, lexicographic
from support.proving import NEAR, assert_proven, assert_same_verdict, run
from support.sketch import Sketch
from support.transport import WHOLE, draw_order, draw_transport, policy

from u16opt.engine.chain import Chain
from u16opt.engine.limits import Limits
from u16opt.engine.outcome import Progress

KINDS = {
    "plain": {},
    "counted budgets": {"budget": "soft"},
    "strict budgets": {"budget": "hard"},
    "caps": {"budget": "soft", "cap": True},
    "promises kept": {"least": True},
    "everything": {"budget": "hard", "cap": True, "least": True},
}


@pytest.mark.parametrize("kind", KINDS)
def test_lexicographic(kind: str) -> None:
    """Tests that every entry has the value and the bound that scipy finds, or that both find nothing."""
    feasible = 0
    for seed in range(40):
        program = draw_transport(seed, **KINDS[kind])  # type: ignore[arg-type]
        order = draw_order(seed, program)
        outcome, best = run(program, order), lexicographic(program, order)
        assert_same_verdict(program, order, outcome, best)
        feasible += best is not None
    assert feasible >= (1 if "promises" in kind or kind == "everything" else 40)


@pytest.mark.parametrize("seed", range(12))
def test_tolerance_of_a_ratio(seed: int) -> None:
    """Tests that the room a largest ratio leaves is used by the goals after it."""
    program = draw_transport(seed)
    order = policy("worst", "km", "cost", tolerance={"worst": 0.5})
    best = lexicographic(program, order)
    assert best is not None
    assert_proven(program, order, run(program, order), best)


def two_places(budget: float) -> Sketch:
    """Return ten clients, a near place of six homes that costs 3 each, and a far one of ten that costs 1."""
    sketch = Sketch()
    near, far, left = (sketch.family(name, 1)[0] for name in ("near", "far", "left"))
    sketch.block("clients", [{near: 1, far: 1, left: 1}], least=[10], most=[10])
    sketch.block("supply", [{near: 1}, {far: 1}], most=[6, 10])
    sketch.block("budget", [{near: 3, far: 1}], most=[budget], network=False)
    sketch.goal("left", {left: 1})
    sketch.goal("km", {near: 1, far: 4})
    sketch.goal("euro", {near: 3, far: 1})
    return sketch


def test_by_hand() -> None:
    """Tests that ten clients are housed as near as a budget of 17 allows: three near, seven far."""
    program = two_places(17).program()
    outcome = run(program, policy("left", "km", "euro"))
    assert [stage.value for stage in outcome.stages] == [0, 3 * 1 + 7 * 4, 16]
    assert outcome.values is not None
    assert outcome.values.tolist() == [3, 7, 0]


@pytest.mark.parametrize(
    ("weights", "near"),
    [({"km": 1, "euro": 1}, 6), ({"km": 1, "euro": 2}, 0), ({"km": 2, "euro": 1}, 6), ({"euro": 1.6}, 0)],
)
def test_weighted_sum_by_hand(weights: dict[str, float], near: int) -> None:
    """Tests that a weighted sum trades 3 km against 2 euro a client, as its weights say."""
    program = two_places(40).program()
    outcome = run(program, policy("left", ["km", "euro"], weights=weights))
    assert outcome.values is not None
    assert outcome.values.tolist() == [near, 10 - near, 0]
    km, euro = near + 4 * (10 - near), 3 * near + 10 - near
    expected = weights.get("km", 1) * km + weights.get("euro", 1) * euro
    assert outcome.stages[1].value == outcome.stages[1].bound == pytest.approx(expected)


@pytest.mark.parametrize(
    ("room", "left", "km"), [(0, 0, 22), (1, 1, 18), (1.9, 1, 18), (4, 4, 6), (99, 10, 0)]
)
def test_tolerance_by_hand(room: float, left: int, km: int) -> None:
    """Tests that a tolerance gives up whole clients, as many as it holds, for less distance."""
    sketch = two_places(40)
    sketch.goal("unplaced", {2: 1})
    program = sketch.program()
    outcome = run(program, policy("unplaced", "km", tolerance={"unplaced": room}))
    assert [stage.value for stage in outcome.stages] == [0, km]
    assert outcome.values is not None
    assert outcome.values[2] == left


def test_no_goals() -> None:
    """Tests that an empty order asks for any solution, and gets one."""
    program = two_places(17).program()
    outcome = run(program, policy())
    assert outcome.status == "optimal"
    assert outcome.values is not None
    assert_solution(program, outcome.values)


def test_a_seed_decides_between_equals_only() -> None:
    """Tests that another seed may choose another solution, but never another value."""
    chosen = set()
    for number in range(6):
        program = draw_transport(3)
        order = policy("unplaced")
        chain = Chain(program, order, WHOLE, Limits(), lambda _progress: None, number)
        outcome = chain.run()
        best = lexicographic(program, order)
        assert best is not None
        assert_proven(program, order, outcome, best)
        assert outcome.values is not None
        chosen.add(tuple(outcome.values.tolist()))
    assert len(chosen) > 1


def test_the_same_twice() -> None:
    """Tests that the same program gives the same solution, number for number."""
    for seed in range(6):
        program = draw_transport(seed, budget="soft", cap=True)
        order = draw_order(seed, program)
        one, other = run(program, order), run(program, order)
        assert one.stages == other.stages
        assert one.values is not None
        assert other.values is not None
        assert (one.values == other.values).all()


def test_progress() -> None:
    """Tests that progress speaks of every entry in turn, never of a bound above the value that is found."""
    heard: list[Progress] = []
    program = draw_transport(2, budget="soft")
    order = policy("unplaced", ["cost", "km"], "over")
    outcome = Chain(program, order, WHOLE, Limits(), heard.append, 0).run()
    names = [each.goal for each in heard]
    assert list(dict.fromkeys(names)) == [stage.name for stage in outcome.stages]
    assert names == sorted(names, key=[stage.name for stage in outcome.stages].index)
    value = {stage.name: stage.value for stage in outcome.stages}
    assert all(each.bound <= value[each.goal] + NEAR for each in heard)
