"""Bounds that a question changes in one municipality: as if the tables said so, solved and checked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.amending import (
    Place,
    assert_recalled,
    by,
    dropped,
    solved,
    with_rule,
)
from support.recalibration.case import Recalibration, Town
from support.recalibration.drawing import RULES, tiny
from support.recalibration.enumeration import best

from u16opt.checking import broken
from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.policies import policy_of
from u16opt.policy import Amendment, Policy
from u16opt_models.herijking import MODEL

Changes = Mapping[tuple[str, str], int | None]
"""By rule and municipality what a bound is changed by, None where it is dropped."""


def instance_of(question: Recalibration) -> Instance:
    """Return a question as an instance."""
    with tempfile.TemporaryDirectory() as folder:
        return question.instance(Path(folder))


@st.composite
def changed(draw: st.DrawFn) -> tuple[Recalibration, Changes]:
    """Draw a question, and changes of some of the bounds that it has."""
    question = draw(tiny())
    known = [
        (rule, town.code)
        for town in question.towns
        for rule in RULES
        if bound(question, town, rule) is not None
    ]
    some = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
    return question, {each: draw(st.sampled_from([None, 1, -1, 2])) for each in some}


def bound(question: Recalibration, town: Town, rule: str) -> int | None:
    """Return what a municipality is held to."""
    number: int | None = question.max_change if rule == "max_change" else getattr(town, rule)
    return number


def under(policy: Policy, changes: Changes) -> Policy:
    """Return a policy with bounds changed."""
    for rule in RULES:
        amendments = tuple(
            Amendment(place=code, by=number or 0, dropped=number is None)
            for (name, code), number in changes.items()
            if name == rule
        )
        policy = with_rule(policy, rule, amendments=amendments)
    return policy


def written(question: Recalibration, changes: Changes) -> Recalibration:
    """Return the question whose tables have the changed bounds; a largest change as two other bounds."""
    off = {rule for rule, each in question.policy.get("rules", {}).items() if each["mode"] == "off"}
    return replace(
        question,
        towns=[_written(question, town, changes, off) for town in question.towns],
        max_change=None,
        policy={"order": question.policy["order"]},
    )


def _written(question: Recalibration, town: Town, changes: Changes, off: set[str]) -> Town:
    number: dict[str, int | None] = {}
    for rule in RULES:
        agreed, change = bound(question, town, rule), changes.get((rule, town.code), 0)
        gone = agreed is None or change is None or rule in off
        number[rule] = None if gone else (agreed or 0) + (change or 0)
    lower, upper = [number["minimum"]], [number["maximum"]]
    if (most := number["max_change"]) is not None:
        lower.append(town.current - most)
        upper.append(town.current + most)
    return replace(
        town,
        minimum=max((each for each in lower if each is not None), default=None),
        maximum=min((each for each in upper if each is not None), default=None),
    )


@settings(max_examples=200, deadline=None)
@given(drawn=changed())
def test_an_amendment_is_as_the_table_says(drawn: tuple[Recalibration, Changes]) -> None:
    """Tests that amended bounds give the best of all recalibrations that keep them, and pass the checker."""
    question, changes = drawn
    instance = instance_of(question)
    policy = under(policy_of(instance, MODEL), changes)
    other = written(question, changes)
    known, found = best(other, tuple(question.policy["order"])), solved(MODEL, instance, policy)
    assert MODEL.shortages is not None
    assert bool(MODEL.shortages(instance, policy)) == (known is None)
    if known is None:
        assert found.status == "infeasible"
        return
    assert found.answer is not None
    assert list(found.values) == pytest.approx(list(map(float, known.values)))
    assert {row["municipality"]: row["lettings"] for row in found.answer["contingents"]} == known.lettings
    for everything in (False, True):
        known_policy = policy.model_copy(update={"everything": everything})
        assert_recalled(MODEL.formulate(instance, known_policy, 0), found.answer)


TOWNS = (
    Town("a", 5, 10, minimum=4, maximum=8),
    Town("b", 5, 20, maximum=6),
    Town("c", 5, 70, minimum=1),
)
TRIO = Recalibration(TOWNS, 15, max_change=2)
"""Quotas 1.5, 3 and 10.5; a has at least 4, and c at most 5 + 2 = 7, so that b has 4."""


def contingents(found: Any) -> list[tuple[int, str]]:
    """Return lettings and what holds back, by municipality."""
    return [(row["lettings"], row["binding"]) for row in found.answer["contingents"]]


def refused(instance: Instance, policy: Policy, answer: Answer) -> bool:
    """Return whether the checker finds a fault, or a rule that is broken."""
    recomputed = MODEL.check(instance, policy, answer)
    return bool(recomputed.faults or broken(policy, recomputed))


def test_what_binds_is_what_is_agreed_now(tmp_path: Path) -> None:
    """Tests that the bound that holds a municipality back is the amended one, in answer and checker."""
    instance = TRIO.instance(tmp_path)
    policy = policy_of(instance, MODEL)
    before = solved(MODEL, instance, policy)
    assert contingents(before) == [(4, "minimum"), (4, ""), (7, "max_change")]
    for name, place, change, known in (
        ("minimum", "a", -1, [(3, ""), (5, ""), (7, "max_change")]),
        ("minimum", "a", None, [(3, ""), (5, ""), (7, "max_change")]),
        ("minimum", "a", 1, [(5, "minimum"), (3, ""), (7, "")]),
        ("max_change", "c", 1, [(4, "minimum"), (3, ""), (8, "")]),
        ("max_change", "c", None, [(4, "minimum"), (3, "max_change"), (8, "")]),
        ("max_change", "c", -1, [(4, "minimum"), (5, ""), (6, "max_change")]),
    ):
        where: Place = (place, None)
        other = dropped(policy, name, where) if change is None else by(policy, name, change, where)
        found = solved(MODEL, instance, other)
        assert contingents(found) == known, (name, change)
        assert found.answer is not None
        assert before.answer is not None
        assert refused(instance, policy, found.answer)
        assert refused(instance, other, before.answer)


def test_what_can_be_agreed_anew(tmp_path: Path) -> None:
    """Tests that each bound of table and settings is an agreement, before any change, and no other is."""
    instance = TRIO.instance(tmp_path)
    policy = by(policy_of(instance, MODEL), "minimum", -1, ("a", None))
    agreements = MODEL.formulate(instance, policy, 3).agreements
    assert {
        rule: dict(zip(agreed.places, agreed.numbers.tolist(), strict=True))
        for rule, agreed in agreements.items()
    } == {"minimum": {"a": 4, "c": 1}, "maximum": {"a": 8, "b": 6}, "max_change": {"a": 2, "b": 2, "c": 2}}
    assert all(period is None for agreed in agreements.values() for period in agreed.periods)


def test_lettings_are_found_where_they_are(tmp_path: Path) -> None:
    """Tests that what is known of the columns is the municipality, and the group whose total it shares."""
    groups = [
        replace(town, region=region) for town, region in zip(TOWNS, ("noord", "oost", "zuid"), strict=True)
    ]
    question = Recalibration(groups, {"noord+oost": 8, "zuid": 7})
    instance = question.instance(tmp_path)
    formulation = MODEL.formulate(instance, policy_of(instance, MODEL), 0)
    placing, program = formulation.placing, formulation.program()
    assert placing is not None
    assert placing.group is not None
    assert formulation.load == (placing,)
    assert list(placing.municipality) == list(placing.place) == list(program.family("lettings").labels[0])
    (total,) = (block for block in program.blocks if block.name == "total")
    assert set(placing.group) == set(total.labels[0]) == {"noord+oost", "zuid"}
    where = dict(zip(placing.place, placing.group, strict=True))
    assert where == {"a": "noord+oost", "b": "noord+oost", "c": "zuid"}
