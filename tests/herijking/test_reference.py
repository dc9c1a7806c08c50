"""The optimum of `herijking` is that of two oracles that know nothing of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from support.recalibration.case import Recalibration
from support.recalibration.drawing import RULES, larger, lower, tiny, upper
from support.recalibration.enumeration import Best, best
from support.recalibration.highest_averages import disproportion, webster

from u16opt.instance.instance import Instance
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.solving import Options, solve
from u16opt_models.herijking import MODEL


def instance_of(question: Recalibration) -> Instance:
    """Return a question as an instance."""
    with tempfile.TemporaryDirectory() as folder:
        return question.instance(Path(folder))


def lettings_of(proposal: Proposal) -> dict[str, int]:
    """Return the lettings of a proposal by municipality."""
    return {row["municipality"]: row["lettings"] for row in proposal.answer["contingents"]}


def enumerated(question: Recalibration) -> Best | None:
    """Return the best of everything that is allowed."""
    rules: Mapping[str, Any] = question.policy.get("rules", {})
    return best(question, tuple(question.policy["order"]), frozenset(rules) & set(RULES))


@settings(max_examples=150, deadline=None)
@given(question=tiny())
def test_every_goal_is_the_least_there_is(question: Recalibration) -> None:
    """Tests that value, bound and proof of every goal are those of all recalibrations, one by one."""
    known, proposal = enumerated(question), solve(instance_of(question), MODEL)
    if known is None:
        assert (proposal.status, proposal.answer) == ("infeasible", {"contingents": []})
        return
    assert proposal.status == "optimal"
    assert [goal.value for goal in proposal.goals] == pytest.approx(list(map(float, known.values)))
    assert [goal.bound for goal in proposal.goals] == pytest.approx(list(map(float, known.values)))
    assert lettings_of(proposal) == known.lettings


@settings(max_examples=100, deadline=None)
@given(question=tiny())
def test_shortages_say_when_there_is_none(question: Recalibration) -> None:
    """Tests that there are sentences when and only when no recalibration exists, in both languages."""
    instance = instance_of(question)
    assert MODEL.shortages is not None
    said = MODEL.shortages(instance, policy_of(instance, MODEL))
    assert bool(said) == (enumerated(question) is None)
    assert all(text.nl != text.en for text in said)


@settings(max_examples=60, deadline=None)
@given(question=larger())
def test_seat_by_seat(question: Recalibration) -> None:
    """Tests that the lettings are those of highest averages within bounds, equal cases included."""
    current = {town.code: town.current for town in question.towns}
    votes = {town.code: Fraction(str(town.basis)) for town in question.towns}
    assert isinstance(question.lettings, int)
    known = webster(
        votes,
        question.lettings,
        lower(question),
        upper(question),
        lambda town, seats: (seats >= current[town], -current[town], town),
    )
    proposal = solve(instance_of(question), MODEL)
    assert lettings_of(proposal) == known
    assert proposal.goals[0].value == pytest.approx(float(disproportion(votes, known)))


@settings(max_examples=20, deadline=None)
@given(question=tiny())
def test_a_drawn_order_decides_nothing(question: Recalibration) -> None:
    """Tests that another seed, and another order of rows, give the same contingents."""
    one = solve(instance_of(question), MODEL)
    turned = replace(question, towns=question.towns[::-1])
    other = solve(instance_of(turned), MODEL, Options(seed=7))
    assert one.answer == other.answer
    assert one.goals == other.goals
