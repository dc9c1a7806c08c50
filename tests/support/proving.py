"""What a chain finds, and whether it is the proven optimum that it says it is."""

from __future__ import annotations

import pytest
from support.oracle import assert_solution, mended, value_of
from support.transport import WHOLE

from u16opt.algebra.program import Program
from u16opt.engine.chain import Chain
from u16opt.engine.limits import Limits
from u16opt.engine.outcome import Outcome
from u16opt.policy import Policy

NEAR = 1e-6


def run(
    program: Program, policy: Policy, limits: Limits | None = None, *, whole: frozenset[str] = WHOLE
) -> Outcome:
    """Return what the chain finds; `whole` names the goals that are said to be whole numbers."""
    return Chain(program, policy, whole, limits or Limits(), lambda _progress: None, 0).run()


def assert_proven(program: Program, policy: Policy, outcome: Outcome, best: list[float]) -> None:
    """Assert that an outcome is a proven optimum: values, bounds, and a solution that has them all."""
    assert outcome.status == "optimal"
    assert outcome.values is not None
    values = mended(program, outcome.values)
    assert_solution(program, values)
    for stage, entry, least in zip(outcome.stages, policy.order, best, strict=True):
        size = NEAR * max(1.0, abs(least))
        room = sum(policy.tolerance.get(name, 0.0) for name in entry)
        assert stage.name == "+".join(entry)
        assert stage.proven
        assert stage.value == pytest.approx(least, abs=size), stage
        assert stage.bound == pytest.approx(least, abs=size), stage
        assert value_of(program, policy, entry, values) <= least + room + size, stage


def assert_same_verdict(program: Program, policy: Policy, outcome: Outcome, best: list[float] | None) -> None:
    """Assert that an outcome is the proven optimum, or infeasible where `best` says that nothing exists."""
    if best is None:
        assert (outcome.status, outcome.stages, outcome.values) == ("infeasible", (), None)
    else:
        assert_proven(program, policy, outcome, best)
