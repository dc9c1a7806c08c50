"""The instance `tiny`: what its README works out by hand is the optimum, and is all true."""

from typing import Any

import pytest
from support import brute_force, reference
from support.naive_goals import goals_of
from support.naive_world import World
from support.worked_out import TINY, reasoned, stated

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt_models.allocation import MODEL

BY_HAND: dict[str, float] = {
    "unplaced": 1,
    "misfit": 1,
    "worst_shortfall": 1 / 3,
    "shortfall": 2,
    "waiting": 3,
    "away": 1,
    "distance": 15,
    "overload": 0,
    "overspend": 1000,
}
PLACEMENTS = {
    ("g1", "a1-24"): 2,
    ("g2", "b1-24"): 2,
    ("g3", "c1-24"): 1,
    ("g4", "b1-25"): 1,
    ("g6", "c1-24-t"): 1,
    ("g7", "a2-24"): 1,
}


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """The shipped instance."""
    return read(TINY)


@pytest.fixture(scope="module")
def policy(tiny: Instance) -> Policy:
    """Its policy: nothing but defaults."""
    return policy_of(tiny, MODEL)


def test_readme_states_the_values() -> None:
    """Tests that the README's table and its nine steps give the values tested here, goal by goal."""
    assert stated("allocation") == reasoned("allocation") == BY_HAND
    assert tuple(stated("allocation")) == tuple(reasoned("allocation")) == MODEL.order


def test_optimum_by_hand_is_the_optimum(tiny: Instance, policy: Policy) -> None:
    """Tests that solving goal after goal by a solver of its own gives the values worked out by hand."""
    assert [entry for (entry,) in policy.order] == list(BY_HAND)
    found = reference.solve(tiny, policy)
    assert found.best == pytest.approx(list(BY_HAND.values()))
    assert found.placements == PLACEMENTS


def test_placements_have_these_values(tiny: Instance, policy: Policy) -> None:
    """Tests that the checker finds in the README's proposal exactly the values of the README."""
    placements = [
        {"group": group, "lot": lot, "clients": clients} for (group, lot), clients in PLACEMENTS.items()
    ]
    found = MODEL.check(tiny, policy, {"placements": placements, "unplaced": [{"group": "g5", "clients": 1}]})
    assert found.faults == ()
    assert {name: found.goals[name] for name in BY_HAND} == pytest.approx(BY_HAND)


def test_no_other_proposal_is_as_good(tiny: Instance, policy: Policy) -> None:
    """Tests that of all ways to house eight of the nine clients exactly one has the values of the README."""
    world = World(tiny)
    housed = (each for each in brute_force.placements_of(world) if sum(each.values()) == 8)
    allowed = (each for each in housed if brute_force.is_allowed(world, policy, each))
    equal = [each for each in allowed if same_values(goals_of(world, policy, each))]
    assert equal == [PLACEMENTS]


def same_values(goals: dict[str, Any]) -> bool:
    """Whether a proposal has every value of the README."""
    return all(goals[name] == pytest.approx(value) for name, value in BY_HAND.items())
