"""Agreements that a question changes: they add up, and a copy of a policy knows its own."""

from __future__ import annotations

import pytest

from u16opt.explaining.rule_instance import Change, RuleInstance, amended
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt_models.allocation import MODEL

HERE = RuleInstance("contingent", "GM0355", 2024)


@pytest.fixture
def policy(year: tuple) -> Policy:  # type: ignore[type-arg]
    """The policy of the shipped year."""
    return policy_of(year[0], MODEL)


def agreed(policy: Policy, instance: RuleInstance, number: float) -> float | None:
    """Return what a policy makes of a number in one place."""
    found: float | None = policy.rules[instance.rule].agreed(instance.place, instance.period, number)
    return found


def test_changes_add_up(policy: Policy) -> None:
    """Tests that two changes in one place add up, and that nothing changes elsewhere or before."""
    assert agreed(policy, HERE, 30) == 30
    once = amended(policy, MODEL, [Change(HERE, by=-2)])
    assert agreed(once, HERE, 30) == 28
    twice = amended(once, MODEL, [Change(HERE, by=-3)])
    assert (agreed(policy, HERE, 30), agreed(once, HERE, 30), agreed(twice, HERE, 30)) == (30, 28, 25)
    assert agreed(twice, RuleInstance("contingent", "GM0344", 2024), 30) == 30


def test_a_dropped_rule_asks_nothing(policy: Policy) -> None:
    """Tests that a rule that is dropped in one place has no number there, whatever was changed before."""
    dropped = amended(policy, MODEL, [Change(HERE, by=-2), Change(HERE, dropped=True)])
    assert agreed(dropped, HERE, 30) is None


def test_a_whole_rule_takes_its_goals_along(policy: Policy) -> None:
    """Tests that a rule that is dropped everywhere is off, and that nothing counts what it was broken by."""
    without = amended(policy, MODEL, [Change(RuleInstance("contingent"), dropped=True)])
    assert without.rules["contingent"].mode == "off"
    assert {goal for entry in policy.order for goal in entry} - {
        goal for entry in without.order for goal in entry
    } == {"shortfall", "worst_shortfall"}


def test_a_number_for_the_whole_rule(policy: Policy) -> None:
    """Tests that a rule with one number in the policy gets another one, never below 0; others have none."""
    rules = policy.rules | {
        "max_distance": policy.rules["max_distance"].model_copy(update={"mode": "hard", "limit": 2.0})
    }
    limited = policy.model_copy(update={"rules": rules})
    model: Model = MODEL
    near = amended(limited, model, [Change(RuleInstance("max_distance"), by=-5)])
    assert near.rules["max_distance"].limit == 0
    with pytest.raises(ValueError, match="draagkracht"):
        amended(policy, model, [Change(RuleInstance("draagkracht"), by=1)])
