"""How far a sum can go while no goal is above its limit, against one all-integer program by scipy."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pytest
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp
from support.decisions import KINDS, draw_decisions
from support.decisions import WHOLE as WHOLE_DECISIONS
from support.decisions import draw_order as draw_order_of_decisions
from support.oracle import assert_solution, mended, value_of
from support.transport import WHOLE, draw_order, draw_transport

from u16opt.algebra.parts import Floats, Ratios
from u16opt.algebra.program import Program
from u16opt.engine import within
from u16opt.engine.chain import Chain
from u16opt.engine.integers import closed
from u16opt.engine.limits import Limits
from u16opt.engine.within import Within
from u16opt.policy import Policy


def solution(program: Program, policy: Policy, whole: frozenset[str]) -> Floats | None:
    """Return a best solution; None when there is none."""
    found = Chain(program, policy, whole, Limits(), lambda _progress: None, 0).run().values
    return None if found is None else mended(program, found)


def drawn_room(draw: random.Random, policy: Policy) -> dict[str, float]:
    """Return by how much each entry may be worse: often not at all."""
    return {"+".join(entry): draw.choice([0.0, 0.0, 1.0, 2.5, 10.0]) for entry in policy.order}


def least(
    program: Program, policy: Policy, known: Floats, room: Mapping[str, float], costs: Floats
) -> float | None:
    """Return the least cost, a whole number, with every goal at most its value plus its room."""
    rows = [LinearConstraint(sp.csr_array(program.matrix), program.row_lower, program.row_upper)]
    for entry in policy.order:
        goal, limit = program.goals[entry[0]], value_of(program, policy, entry, known)
        limit += room["+".join(entry)] + 1e-7 * max(1.0, abs(limit))
        if isinstance(goal, Ratios):
            units = sp.csr_array(
                (1 / goal.divisors, (np.arange(len(goal.columns)), goal.columns)),
                shape=(len(goal.columns), program.columns),
            )
            rows.append(LinearConstraint(units, -np.inf, limit))
        else:
            weights = {name: policy.weight(name) if len(entry) > 1 else 1.0 for name in entry}
            shapes = [(program.goals[name], weight) for name, weight in weights.items()]
            row = sum(weight * shape.costs for shape, weight in shapes)  # type: ignore[union-attr]
            constant = sum(weight * shape.constant for shape, weight in shapes)  # type: ignore[union-attr]
            rows.append(LinearConstraint(np.asarray(row)[None, :], -np.inf, limit - constant))
    result = milp(
        costs,
        integrality=program.whole.astype(int),
        bounds=Bounds(program.lower, program.upper),
        constraints=rows,
        options={"mip_rel_gap": 0, "presolve": False},
    )
    return float(round(result.fun)) if result.status == 0 else None


def drawn_costs(draw: random.Random, program: Program) -> Floats:
    """Return costs of some whole columns: how often they are used, or minus that."""
    sign, costs = draw.choice([1, -1]), np.zeros(program.columns)
    able = np.flatnonzero(program.whole & ((program.owner >= 0) | np.isfinite(program.upper)))
    costs[[column for column in able.tolist() if draw.random() < 0.5]] = sign
    return costs


def assert_least(program: Program, policy: Policy, whole: frozenset[str], seed: int) -> bool:
    """Assert that what is found is the least there is; return whether that is not the known one."""
    draw = random.Random(f"within {seed}")
    known = solution(program, policy, whole)
    if known is None:
        return False
    room, costs = drawn_room(draw, policy), drawn_costs(draw, program)
    expected = least(program, policy, known, room, costs)
    assert expected is not None, seed
    search = Within(program, policy, whole, known, room, Limits())
    for _ in range(2):
        best = search.least(costs)
        assert best.values is not None
        assert best.value == pytest.approx(expected, abs=1e-6), seed
        assert closed(best.value, best.bound, 1.0)
        values = mended(program, best.values)
        assert_solution(program, values)
        for entry in policy.order:
            limit = value_of(program, policy, entry, known) + room["+".join(entry)]
            assert value_of(program, policy, entry, values) <= limit + 1e-6 * max(1.0, abs(limit)), seed
    return bool(expected < float(costs @ known) - 0.5)


@pytest.fixture(params=["all at once", "likely ones first"])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which columns are searched first."""
    if request.param == "likely ones first":
        monkeypatch.setattr(within, "FEW", 0)


@pytest.mark.usefixtures("columns")
@pytest.mark.parametrize("budget", ["", "soft", "hard"])
@pytest.mark.parametrize("cap", [False, True])
def test_clients_and_homes(budget: str, cap: bool) -> None:
    """Tests that the least of random sums is what an all-integer program finds."""
    moved = 0
    for seed in range(15):
        program = draw_transport(seed, budget=budget, cap=cap)
        moved += assert_least(program, draw_order(seed, program), WHOLE, seed)
    assert moved >= 1


@pytest.mark.usefixtures("columns")
@pytest.mark.parametrize("kind", ["plain", "capacity", "rough", "sizes", "budget", "everything"])
def test_decisions(kind: str) -> None:
    """Tests the same where sites open."""
    moved = 0
    for seed in range(8):
        program = draw_decisions(seed, KINDS[kind])
        moved += assert_least(program, draw_order_of_decisions(seed, program), WHOLE_DECISIONS, seed)
    assert moved >= 1


@pytest.mark.parametrize(
    ("seed", "kind"), [(92, "capacity"), (135, "plain"), (249, "plain"), (349, "budget")]
)
def test_beyond_the_likely_columns(monkeypatch: pytest.MonkeyPatch, seed: int, kind: str) -> None:
    """Tests that the best is found where it has a column that no linear program on the way has used.

    In these programs the search over the likely columns ends above it.
    """
    monkeypatch.setattr(within, "FEW", 0)
    program = draw_decisions(seed, KINDS[kind])
    assert assert_least(program, draw_order_of_decisions(seed, program), WHOLE_DECISIONS, seed)


def test_no_time() -> None:
    """Tests that without any time the known solution stands, with a bound that holds."""
    for seed in range(10):
        program = draw_transport(seed, budget="soft")
        policy, draw = draw_order(seed, program), random.Random(seed)
        known = solution(program, policy, WHOLE)
        assert known is not None
        room, costs = drawn_room(draw, policy), drawn_costs(draw, program)
        expected = least(program, policy, known, room, costs)
        best = Within(program, policy, WHOLE, known, room, Limits(seconds=0.0)).least(costs)
        assert best.values is known
        assert best.value == float(costs @ known)
        assert expected is not None
        assert best.bound <= expected + 1e-6
