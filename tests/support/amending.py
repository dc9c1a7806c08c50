"""Policies in which agreements are amended, and what solving under them gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.program import Program
from u16opt.checking import broken, goal_values
from u16opt.composing import answer_of
from u16opt.engine.chain import Chain
from u16opt.engine.incumbent import completed, satisfies
from u16opt.engine.limits import Limits
from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Model, Recomputed
from u16opt.policies import policy_of
from u16opt.policy import Amendment, Policy, RulePolicy

Place = tuple[str | None, int | None]


@dataclass(frozen=True)
class Found:
    """What solving gave: status, value of every entry of the order, and the answer if there is one."""

    status: str
    values: tuple[float, ...]
    answer: Answer | None


def with_rule(policy: Policy, name: str, **changed: Any) -> Policy:
    """Return a policy with other settings of one rule."""
    rule = RulePolicy(**{**dict(policy.rules[name]), **changed})
    return policy.model_copy(update={"rules": {**policy.rules, name: rule}})


def by(policy: Policy, name: str, number: float, *places: Place) -> Policy:
    """Return a policy in which the number of a rule is another one in these places."""
    amendments = [Amendment(place=place, period=period, by=number) for place, period in places]
    return with_rule(policy, name, amendments=tuple(amendments))


def dropped(policy: Policy, name: str, *places: Place) -> Policy:
    """Return a policy in which a rule does not hold in these places."""
    amendments = [Amendment(place=place, period=period, dropped=True) for place, period in places]
    return with_rule(policy, name, amendments=tuple(amendments))


def places_of(model: Model, instance: Instance, policy: Policy, name: str) -> list[Place]:
    """Return the places and periods in which a rule can be agreed anew."""
    agreed = model.formulate(instance, policy, 0).agreements.get(name)
    return [] if agreed is None else list(zip(agreed.places, agreed.periods, strict=True))


def solved(model: Model, instance: Instance, policy: Policy | None = None) -> Found:
    """Solve under a policy, as a proposal is solved; the checker must find the answer good."""
    policy = policy or policy_of(instance, model)
    formulation = model.formulate(instance, policy, 0)
    program = formulation.program()
    whole = frozenset(goal.name for goal in model.goals if goal.whole)
    outcome = Chain(program, policy, whole, Limits(), lambda _progress: None, 0).run()
    values = tuple(stage.value for stage in outcome.stages)
    if outcome.values is None:
        return Found(outcome.status, values, None)
    answer = answer_of(formulation, program, outcome.values)
    assert_checked(model, instance, policy, answer, values)
    return Found(outcome.status, values, answer)


def assert_checked(
    model: Model, instance: Instance, policy: Policy, answer: Answer, values: Sequence[float]
) -> None:
    """Assert that the checker finds no fault, no broken rule, and the same values."""
    recomputed = model.check(instance, policy, answer)
    assert recomputed.faults == ()
    assert broken(policy, recomputed) == ()
    if not policy.tolerance:
        known = [value for _, value, _ in goal_values(model, policy, recomputed)]
        assert known == pytest.approx(list(values), rel=1e-6, abs=1e-5)


def assert_same(one: Found, other: Found) -> None:
    """Assert that two solves found the same values, or both nothing."""
    assert one.status == other.status
    assert one.values == pytest.approx(other.values, rel=1e-6, abs=1e-5)


def assert_judged_alike(
    model: Model, one: tuple[Instance, Policy], other: tuple[Instance, Policy], answer: Answer
) -> None:
    """Assert that the checker says the same of an answer under two readings of what was agreed.

    Goals that are not in the order are not asked for.
    """
    found, known = model.check(*one, answer), model.check(*other, answer)
    values = [[each.goals[goal] for entry in one[1].order for goal in entry] for each in (found, known)]
    assert values[0] == pytest.approx(values[1], rel=1e-9, abs=1e-6)
    assert violations(found) == pytest.approx(violations(known), rel=1e-9, abs=1e-6)


def violations(recomputed: Recomputed) -> Mapping[str, float]:
    """Return how far every rule is broken."""
    return {outcome.name: outcome.violation for outcome in recomputed.rules}


def recalled(formulation: Formulation, answer: Answer) -> tuple[Program, Any]:
    """Return the program of a formulation, and an answer as a value for every column."""
    program = formulation.program()
    values = np.zeros(program.columns)
    for name, known in formulation.recall(answer).items():
        family = program.family(name)
        assert len(known) == family.stop - family.start, name
        values[family.columns] = known
    return program, completed(program, values)


def assert_recalled(formulation: Formulation, answer: Answer) -> None:
    """Assert that an answer, as values, satisfies every row and bound and reads as the same answer."""
    program, values = recalled(formulation, answer)
    assert satisfies(program, values)
    assert (values[program.whole] == np.rint(values[program.whole])).all()
    assert formulation.interpret(formulation.recall(answer)) == answer
