"""What a proposal must be when the best that can be done, or that nothing can be done, is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from u16opt.policy import Policy
from u16opt.proposal import Proposal

NEAR = 1e-5

Feasible = Callable[[Policy], bool]
"""Whether anything satisfies the facts and the hard rules of a policy."""


def assert_best(policy: Policy, proposal: Proposal, best: Sequence[float]) -> None:
    """Assert that a proposal is proven, and as good as the reference says is possible."""
    assert proposal.status == "optimal"
    for entry, goal, least in zip(policy.order, proposal.goals, best, strict=True):
        size = NEAR * max(1.0, abs(least))
        room = sum(policy.tolerance.get(name, 0.0) for name in entry)
        assert goal.proven, goal
        assert goal.bound == pytest.approx(least, abs=size), goal
        assert least - size <= goal.value <= least + room + size, goal


def assert_conflict(feasible: Feasible, policy: Policy, proposal: Proposal) -> None:
    """Assert that the named rules cannot hold together, and that each of them is needed for that."""
    assert proposal.status == "infeasible"
    named = [name for name in proposal.conflict if policy.hard(name)]
    if not named:
        assert proposal.conflict == tuple(name for name, rule in policy.rules.items() if rule.mode == "fact")
    assert not feasible(only_hard(policy, named))
    for name in named:
        assert feasible(only_hard(policy, [other for other in named if other != name])), name


def only_hard(policy: Policy, hard: Sequence[str]) -> Policy:
    """Return the policy with the facts and only these rules."""
    rules = {
        name: rule if rule.mode == "fact" or name in hard else rule.model_copy(update={"mode": "off"})
        for name, rule in policy.rules.items()
    }
    return policy.model_copy(update={"order": (), "rules": rules})
