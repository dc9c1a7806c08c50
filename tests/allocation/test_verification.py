"""Proposals that do not add up are refused under the right name, and right ones accepted."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.answers import proposal_of
from support.generator import TINY, draw_case
from support.spoiling import FAULTS, Content, goal
from support.village import rows, village

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.proposal import Proposal
from u16opt.proposal_reading import same
from u16opt.verification import verify
from u16opt_models.allocation import MODEL

ORDER = ["unplaced", "misfit", "shortfall", ["away", "distance"], "waiting", "overspend"]
POLICY = {"order": ORDER, "weights": {"away": 3}, "tolerance": {"waiting": 1}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the villages of this module."""
    return tmp_path_factory.mktemp("villages")


@pytest.fixture(scope="module")
def instance(folder: Path) -> Instance:
    """Return the village, with Zeist excluded for group a."""
    groups = rows("client_groups", "group", a={"excluded": ["ZE"]})
    groups = [row | {"excluded": row.get("excluded")} for row in groups]
    return village(folder / "village", policy=POLICY, client_groups=groups)


@pytest.fixture(scope="module")
def right(instance: Instance) -> Content:
    """Return a proposal without fault."""
    return proposal_of(instance, MODEL)


@pytest.fixture
def proposal(right: Content) -> Content:
    """Return a copy to spoil."""
    return copy.deepcopy(right)


def names(instance: Instance, proposal: Any) -> set[str]:
    """Return the names under which verification refuses a proposal."""
    findings = verify(instance, proposal, MODEL)
    assert all(text.nl and text.en for _, text in findings)
    return {name for name, _ in findings}


def test_right_proposal(instance: Instance, proposal: Content) -> None:
    """Tests that a proposal nobody touched is accepted, as JSON and as a value."""
    assert verify(instance, proposal, MODEL) == ()
    assert verify(instance, Proposal.model_validate(proposal), MODEL) == ()


def test_what_the_right_proposal_is(proposal: Content) -> None:
    """Tests that the proposal the faults are made in has what they need: all tables, and room to spoil."""
    assert proposal["placements"]
    assert proposal["unplaced"]
    assert [each["name"] for each in proposal["goals"]][3] == "away+distance"
    assert goal(proposal, "overspend")["value"] > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(instance: Instance, proposal: Content, fault: str) -> None:
    """Tests that a spoilt proposal is refused under the name of what was spoilt."""
    spoil, name = FAULTS[fault]
    spoil(proposal)
    assert name in names(instance, proposal)


@pytest.mark.parametrize(
    ("policy", "rule"),
    [
        ({"contingent": {"mode": "hard"}}, "contingent"),
        ({"budget": {"mode": "hard"}}, "budget"),
        ({"max_distance": {"mode": "hard", "limit": 0}}, "max_distance"),
        ({"loss_cap": {"mode": "hard", "limit": 0}}, "loss_cap"),
        ({"stability": {"mode": "hard", "limit": 0}}, "stability"),
        ({"contingent_cap": {"mode": "hard", "allowance": 0}}, "contingent_cap"),
    ],
)
def test_broken_agreement(folder: Path, policy: Content, rule: str) -> None:
    """Tests that placements that break an agreement held exactly are refused under its name."""
    soft = village(folder / f"soft {rule}", policy={"order": ["unplaced", "overload"]})
    proposal = Proposal.model_validate(proposal_of(soft, MODEL))
    strict = village(folder / f"strict {rule}", policy={"order": ["unplaced", "overload"], "rules": policy})
    assert rule in names(strict, proposal)


def test_let_homes_are_kept(folder: Path, instance: Instance, proposal: Content) -> None:
    """Tests that a proposal that moves somebody out of a home already let is refused."""
    let = [{"group": "b", "lot": "z-flat", "clients": 1}]
    assert "placed" in names(village(folder / "let", policy=POLICY, placed=let), proposal)
    assert "placed" not in names(instance, proposal)


def test_tolerance_leaves_room(instance: Instance, proposal: Content) -> None:
    """Tests that a goal with a tolerance of 1 may stand 1 above its bound and still be proven."""
    goal(proposal, "waiting")["bound"] -= 1
    assert names(instance, proposal) == set()


def test_not_proven_is_honest(instance: Instance, proposal: Content) -> None:
    """Tests that a gap that is not called proven is accepted where the proposal is not called optimal."""
    goal(proposal, "shortfall").update(proven=False, bound=0)
    assert names(instance, proposal) == {"shortfall", "status", "solver.gap"}
    proposal["status"] = "feasible"
    proposal["solver"]["gap"] = 1.0
    assert names(instance, proposal) == set()


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"status": "feasible"}, "status"),
        ({"verified": False}, "verified"),
        ({"conflict": ["draagkracht"]}, "conflict"),
        ({"product": "BV"}, "product"),
    ],
)
def test_claims(instance: Instance, proposal: Content, change: Content, refused: str) -> None:
    """Tests that what a proposal says of itself must fit its goals and its model."""
    assert names(instance, proposal | change) == {refused}


@pytest.mark.parametrize(
    ("part", "key", "change", "refused"),
    [
        ("misfit", "value", 0.9e-6, False),
        ("misfit", "value", 1.2e-6 * 3, True),
        ("overspend", "value", 0.9e-6, False),
        ("overspend", "value", 0.9e-6 * 1000, False),  # a millionth of the thousands it is
        ("misfit", "bound", 0.9e-6, False),
        ("misfit", "bound", 1.2e-6 * 3, True),
        ("misfit", "bound", -0.9e-6, False),
        ("misfit", "bound", -1.2e-6 * 3, True),
    ],
)
def test_a_millionth(
    instance: Instance, proposal: Content, part: str, key: str, change: float, refused: bool
) -> None:
    """Tests that a number may be off by a millionth of its size (of 1 when small), and by no more."""
    assert goal(proposal, "overspend")["value"] >= 1000
    assert goal(proposal, "misfit")["value"] <= 3
    goal(proposal, part)[key] += change
    assert names(instance, proposal) == ({part} if refused else set())


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (1, 1.0, True),
        (1, True, False),
        (1, "1", False),
        (0, None, False),
        ([1, {"a": 2}], [1.0, {"a": 2.0}], True),
        ([1], [1, 2], False),
        ([1], 1, False),
        ([], {}, False),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({}, 0, False),
    ],
)
def test_same_json(one: Any, other: Any, alike: bool) -> None:
    """Tests that JSON values are the same when equal and of one kind, whichever comes first."""
    assert same(one, other) is alike
    assert same(other, one) is alike


@pytest.mark.parametrize("status", ["infeasible", "no_solution"])
def test_no_answer(instance: Instance, proposal: Content, status: str) -> None:
    """Tests that a proposal without an answer is refused: there is nothing to recompute."""
    parts = ("placements", "unplaced", "goals", "measures", "rules", "settlement", "transfers")
    empty: Content = {part: [] for part in parts}
    assert names(instance, proposal | empty | {"status": status}) == {"status"}


@pytest.mark.parametrize("content", [None, [], "proposal", 3])
def test_not_a_proposal(instance: Instance, content: Any) -> None:
    """Tests that JSON that is no object at all is refused, not crashed on."""
    assert names(instance, content) == {"proposal"}


def test_model_by_name(instance: Instance, proposal: Content) -> None:
    """Tests that the model is found by the name in the proposal, and an unknown one refused."""
    assert verify(instance, proposal) == ()
    assert [name for name, _ in verify(instance, proposal | {"model": "horoscope"})] == ["model"]


def test_random_proposals(tmp_path: Path) -> None:
    """Tests that right proposals of random policies are accepted, those without an answer refused."""
    found: Counter[str] = Counter()
    for seed in range(40):
        each = read(draw_case(seed, TINY, random_policy=True).write(tmp_path / str(seed)))
        proposal = proposal_of(each, MODEL)
        refused = {name for name, _ in verify(each, proposal, MODEL)}
        assert refused == ({"status"} if proposal["status"] == "infeasible" else set()), seed
        found[proposal["status"]] += 1
    assert found["optimal"] > 20
    assert found["infeasible"] > 0
