"""The instance `tiny` for `spread`: what its README works out by hand is the optimum, and is all true."""

import pytest
from support.spread import reference
from support.spread.plan import Plan, answer_of
from support.worked_out import TINY, reasoned, stated

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.solving import solve
from u16opt_models.spread import MODEL

BY_HAND = {
    "unmet": 2,
    "inequality": 1 / 3,
    "travel": 11,
    "overspend": 40_000,
    "cost": 850_000,
    "openings": 2,
}
PLAN = Plan(
    opened={"b1-new": 2024, "c1-new": 2025},
    places={
        ("a1-bv", 2024): 3,
        ("a1-bv", 2025): 3,
        ("a2-bv", 2024): 1,
        ("a2-bv", 2025): 1,
        ("b1-new", 2024): 2,
        ("b1-new", 2025): 2,
        ("c1-new", 2025): 2,
    },
    served={
        ("A", "a1-bv", 2024): 3,
        ("B", "b1-new", 2024): 1,
        ("A", "a1-bv", 2025): 3,
        ("B", "b1-new", 2025): 2,
        ("B", "a2-bv", 2025): 1,
        ("C", "c1-new", 2025): 2,
    },
)


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """The shipped instance."""
    return read(TINY)


@pytest.fixture(scope="module")
def policy(tiny: Instance) -> Policy:
    """Its policy: nothing but defaults."""
    return policy_of(tiny, MODEL)


def test_readme_states_the_values() -> None:
    """Tests that the README's table and its six steps give the values tested here, goal by goal."""
    assert stated("spread") == pytest.approx(BY_HAND)
    assert stated("spread") == reasoned("spread")
    assert tuple(stated("spread")) == tuple(reasoned("spread")) == MODEL.order


def test_optimum_by_hand_is_the_optimum(tiny: Instance, policy: Policy) -> None:
    """Tests that solving goal after goal by a solver of its own gives the plan worked out by hand."""
    found = reference.solve(tiny, policy)
    assert found.best == pytest.approx(list(BY_HAND.values()))
    assert found.plan.opened == PLAN.opened
    assert {key: count for key, count in found.plan.served.items() if count} == PLAN.served
    assert {key: count for key, count in found.plan.places.items() if key in PLAN.places} == PLAN.places


def test_plan_has_these_values(tiny: Instance, policy: Policy) -> None:
    """Tests that the checker finds in the README's plan exactly the values of the README."""
    found = MODEL.check(tiny, policy, answer_of(tiny, PLAN))
    assert found.faults == ()
    assert {name: found.goals[name] for name in BY_HAND} == pytest.approx(BY_HAND)


def test_program_finds_it(tiny: Instance) -> None:
    """Tests that the model itself proposes the README's plan, proven."""
    proposal = solve(tiny, model="spread")
    assert proposal.status == "optimal"
    answer = answer_of(tiny, PLAN)
    for table, rows in answer.items():
        assert sorted(map(_key, proposal.answer[table])) == sorted(map(_key, rows))


def _key(row: dict[str, object]) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in row.items())
