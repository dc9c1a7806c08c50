"""Whole solves against an independent solver, and what must not change when nothing that matters does."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support import reference
from support.generator import MODERATE, SMALL, TINY, Case, draw_case
from support.hamlet import hamlet_case
from support.street import RULES, street
from support.turning import COUNTS, KILOMETRES, MONEY, renamed, scaled, shuffled, with_policy
from support.verdicts import assert_best, assert_conflict
from support.world import Size
from support.writing import write_workbook

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.proposal import Proposal
from u16opt.solving import Options, solve
from u16opt.verification import verify
from u16opt_models.allocation import MODEL

TINY_FOLDER = Path(__file__).resolve().parents[2] / "instances" / "tiny"
NETWORK = {
    "order": ["unplaced", "misfit", "shortfall", "waiting", "away", "distance", "overload"],
    "rules": {"mixed_living": {"mode": "off"}, "draagkracht": {"mode": "soft"}},
}

Solve = Callable[[Case], Proposal]


@pytest.fixture
def solved(tmp_path: Path) -> Solve:
    """Return a function that solves a case."""
    number = iter(range(1000))
    return lambda case: solve(read(case.write(tmp_path / str(next(number)))), MODEL)


def values(proposal: Proposal) -> dict[str, float]:
    """Return the value of every entry of the order."""
    return {goal.name: goal.value for goal in proposal.goals}


def same_but_for_seconds(proposal: Proposal) -> str:
    """Return a proposal as text, without the only number that may differ."""
    return re.sub(r'"seconds": [0-9.]+', '"seconds": 0', proposal.as_json())


@pytest.mark.parametrize(
    ("size", "random_policy", "seeds"),
    [
        (TINY, False, range(10)),
        (TINY, True, range(20, 38)),
        (SMALL, False, range(12)),
        (SMALL, True, range(20, 42)),
        (MODERATE, False, range(3, 7)),
        (MODERATE, True, range(25, 31)),
    ],
    ids=["tiny", "tiny-policies", "small", "small-policies", "moderate", "moderate-policies"],
)
def test_equals_the_reference(tmp_path: Path, size: Size, random_policy: bool, seeds: range) -> None:
    """Tests that every value is the best there is and proven, or that both find that nothing is possible."""
    found: Counter[str] = Counter()
    for seed in seeds:
        instance = read(draw_case(seed, size, random_policy=random_policy).write(tmp_path / str(seed)))
        policy, proposal = policy_of(instance, MODEL), solve(instance, MODEL)
        expected = reference.solve(instance, policy)
        found[proposal.status] += 1
        if expected.feasible:
            assert verify(instance, proposal, MODEL) == (), seed
            assert_best(policy, proposal, expected.best)
        else:
            assert_conflict(partial(feasible, instance), policy, proposal)
    assert found["optimal"] >= len(seeds) / 4
    assert found["optimal"] + found["infeasible"] == len(seeds)


def feasible(instance: Instance, policy: Policy) -> bool:
    """Return whether anything satisfies the facts and the hard rules."""
    return reference.solve(instance, policy).feasible


RULE_BY_RULE = [
    ("draagkracht", {}, {"a": 2}, 0, True),
    ("draagkracht", {}, {"a": 3}, 0, False),
    ("mixed_living", {}, {"b": 2}, 0, True),
    ("mixed_living", {}, {"b": 3}, 0, False),
    ("mixed_living", {"share": "1/2"}, {"b": 3}, 0, True),
    ("contingent_cap", {"allowance": 0}, {"b": 1}, 0, True),
    ("contingent_cap", {"allowance": 0}, {"b": 2}, 0, False),
    ("contingent_cap", {"allowance": 1}, {"b": 2}, 0, True),
    ("contingent", {}, {"a": 2}, 0, True),
    ("contingent", {}, {"a": 3}, 0, False),
    ("max_distance", {"limit": 10}, {"b": 1}, 0, True),
    ("max_distance", {"limit": 9.9}, {"b": 1}, 0, False),
    ("loss_cap", {"limit": 3.4}, {"b": 1}, 0, True),
    ("loss_cap", {"limit": 3.3}, {"b": 1}, 0, False),
    ("stability", {"limit": 1}, {"b": 1}, 0, True),
    ("stability", {"limit": 0}, {"b": 1}, 0, False),
    ("stability", {"limit": 1}, {"b": 2}, 0, False),
    ("budget", {}, {"a": 2}, 2000, True),
    ("budget", {}, {"a": 2}, 1999.99, False),
    ("budget", {}, {"b": 1}, 999, False),
]


@pytest.mark.parametrize(("rule", "setting", "let", "budget", "possible"), RULE_BY_RULE)
def test_one_rule(
    tmp_path: Path, rule: str, setting: dict[str, Any], let: dict[str, int], budget: float, possible: bool
) -> None:
    """Tests that each rule alone allows what keeps it, and forbids and names itself for what breaks it."""
    proposal = solve(street(tmp_path / "on", rule, setting, let, budget), MODEL)
    assert proposal.status == ("optimal" if possible else "infeasible")
    assert proposal.conflict == (() if possible else (rule,))
    assert solve(street(tmp_path / "off", "", {}, let, budget), MODEL).status == "optimal"


def test_every_rule_stands_alone() -> None:
    """Tests that every rule that can be hard is among those tried one by one, kept and broken."""
    tried = {(rule, possible) for rule, *_, possible in RULE_BY_RULE}
    assert tried == {(rule, possible) for rule in RULES for possible in (True, False)}
    assert set(RULES) == {rule.name for rule in MODEL.rules if "hard" in rule.modes}


def test_tiny_equals_its_page() -> None:
    """Tests that the shipped tiny instance has exactly the values that its page works out by hand."""
    page = (TINY_FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([0-9/]+) \|$", page, flags=re.MULTILINE)
    by_hand = {name: float(Fraction(value)) for name, value in rows}
    proposal = solve(read(TINY_FOLDER), MODEL)
    assert list(by_hand) == list(MODEL.order)
    assert proposal.status == "optimal"
    assert values(proposal) == pytest.approx(by_hand, rel=1e-12)
    lots = {(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]}
    assert lots == {
        ("g1", "a1-24"): 2,
        ("g2", "b1-24"): 2,
        ("g3", "c1-24"): 1,
        ("g4", "b1-25"): 1,
        ("g6", "c1-24-t"): 1,
        ("g7", "a2-24"): 1,
    }


ANYTHING = [hamlet_case(), *(draw_case(seed, SMALL, random_policy=seed % 2 > 0) for seed in (2, 3, 4, 5))]
NAMES = ["hamlet", "2", "3", "4", "5"]


@pytest.mark.parametrize("case", ANYTHING, ids=NAMES)
def test_order_of_rows_does_not_matter(tmp_path: Path, solved: Solve, case: Case) -> None:
    """Tests that another order of rows and columns, or a workbook, gives the same proposal, byte for byte."""
    expected = same_but_for_seconds(solved(case))
    assert same_but_for_seconds(solved(shuffled(case, 1))) == expected
    assert same_but_for_seconds(solved(shuffled(case, 2))) == expected
    other = shuffled(case, 3)
    book = write_workbook(tmp_path / "book.xlsx", other.tables, other.settings_toml)
    assert same_but_for_seconds(solve(read(book), MODEL)) == expected


@pytest.mark.parametrize("case", ANYTHING, ids=NAMES)
def test_names_do_not_matter(solved: Solve, case: Case) -> None:
    """Tests that other codes for places, groups and lots change no value."""
    one, other = solved(case), solved(renamed(case))
    assert other.status == one.status
    assert other.conflict == one.conflict
    assert values(other) == pytest.approx(values(one), rel=1e-9)
    assert {goal.name: goal.bound for goal in other.goals} == pytest.approx(
        {goal.name: goal.bound for goal in one.goals}, rel=1e-9
    )


@pytest.mark.parametrize("case", ANYTHING, ids=NAMES)
def test_the_same_twice(solved: Solve, case: Case) -> None:
    """Tests that solving twice gives the same proposal byte for byte, but for the seconds."""
    assert same_but_for_seconds(solved(case)) == same_but_for_seconds(solved(case))


def test_another_draw_is_as_good(tmp_path: Path) -> None:
    """Tests that another seed may place others, but gives the same values, and says which seed it was."""
    instance = read(draw_case(5, MODERATE).write(tmp_path))
    proposals = [solve(instance, MODEL, Options(seed=seed)) for seed in range(3)]
    assert [proposal.seed for proposal in proposals] == [0, 1, 2]
    for proposal in proposals[1:]:
        assert values(proposal) == pytest.approx(values(proposals[0]), rel=1e-9)
    assert len({json.dumps(proposal.answer) for proposal in proposals}) > 1


@pytest.mark.parametrize("seed", range(6))
def test_twice_as_much_of_everything(solved: Solve, seed: int) -> None:
    """Tests that twice the clients, homes, promises and draagkracht give exactly twice of every goal.

    Without money and maxima the rules are a network, so doubling an optimum gives an optimum.
    """
    case = with_policy(draw_case(seed, SMALL), NETWORK)
    one, two = solved(case), solved(scaled(case, COUNTS, 2))
    assert two.status == one.status == "optimal"
    assert values(two) == pytest.approx({name: 2 * value for name, value in values(one).items()}, rel=1e-9)


def test_twice_as_much_is_no_worse(solved: Solve) -> None:
    """Tests that under any policy the first goal at most doubles when everything there is doubles.

    What stands in the policy does not double, so rules that count clients or lettings are left out.
    """
    compared = 0
    for seed in range(12):
        case = draw_case(seed, SMALL, random_policy=True)
        one, two = solved(case), solved(scaled(case, COUNTS | {"budgets": MONEY["budgets"]}, 2))
        counted = {rule.name for rule in one.rules if rule.mode == "hard"} & {"stability", "contingent_cap"}
        if one.status == "optimal" and not counted:
            factor = 1 if one.goals[0].name in ("worst_shortfall", "worst_pressure") else 2
            assert two.status == "optimal"
            assert two.goals[0].bound <= factor * one.goals[0].bound + 1e-6, seed
            compared += one.goals[0].bound > 0
    assert compared > 3


@pytest.mark.parametrize("seed", range(8))
def test_ten_times_the_money(solved: Solve, seed: int) -> None:
    """Tests that rates and budgets ten times as high give ten times the overspend and change nothing else."""
    case = draw_case(seed, SMALL)
    one, ten = solved(case), solved(scaled(case, MONEY, 10))
    expected = {name: value * (10 if name == "overspend" else 1) for name, value in values(one).items()}
    assert ten.status == one.status
    assert values(ten) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_three_times_as_far(solved: Solve) -> None:
    """Tests that distances three times as long give three times the kilometres and change nothing else."""
    cases = (draw_case(seed, SMALL) for seed in range(90))
    given = [case for case in cases if "distances" in case.tables and "latitude" not in header(case)]
    for case in [hamlet_case(), *given]:
        one, far = solved(case), solved(scaled(case, KILOMETRES, 3))
        expected = {name: value * (3 if name == "distance" else 1) for name, value in values(one).items()}
        assert far.status == one.status
        assert values(far) == pytest.approx(expected, rel=1e-9)
    assert len(given) > 2


def header(case: Case) -> set[str]:
    """Return the columns of the neighbourhoods."""
    return {column for row in case.tables["neighbourhoods"] for column in row}


def test_manual_practice_is_never_better(tmp_path: Path) -> None:
    """Tests that under the default rules no goal is better by hand, unless one before it is worse."""
    better: Counter[bool] = Counter()
    for seed in range(12):
        proposal = solve(read(draw_case(seed, SMALL).write(tmp_path / str(seed))), MODEL)
        if proposal.status == "optimal":
            by_hand = [round(measure.value, 6) for measure in proposal.manual]
            solved = [round(goal.value, 6) for goal in proposal.goals]
            assert [measure.name for measure in proposal.manual] == [goal.name for goal in proposal.goals]
            assert solved <= by_hand, seed
            better[solved < by_hand] += 1
    assert better[True] > 3


def test_no_time(tmp_path: Path) -> None:
    """Tests that without time manual practice is the proposal, verified, and nothing is called proven."""
    instance = read(hamlet_case().write(tmp_path))
    proposal = solve(instance, MODEL, Options(time_limit=0.0))
    assert proposal.status == "feasible"
    assert [goal.value for goal in proposal.goals] == [measure.value for measure in proposal.manual]
    assert not any(goal.proven for goal in proposal.goals)
    assert verify(instance, proposal, MODEL) == ()


def test_no_time_and_no_practice(tmp_path: Path) -> None:
    """Tests that without time there is no proposal where practice breaks a rule, and nothing is claimed."""
    case = hamlet_case(policy={"rules": {"contingent": {"mode": "hard"}}})
    proposal = solve(read(case.write(tmp_path)), MODEL, Options(time_limit=0.0))
    assert (proposal.status, proposal.goals, proposal.conflict) == ("no_solution", (), ())
    assert not proposal.verified
    assert proposal.answer == {"placements": [], "unplaced": []}


@pytest.mark.parametrize("gap", [0.02, 0.5])
def test_a_gap_never_makes_anything_impossible(tmp_path: Path, gap: float) -> None:
    """Tests that with a gap to spare the same policies are possible, and bounds stay below the best."""
    for seed in range(12):
        instance = read(draw_case(seed, SMALL, random_policy=True).write(tmp_path / str(seed)))
        exact, near = solve(instance, MODEL), solve(instance, MODEL, Options(gap=gap))
        assert (near.status == "infeasible") == (exact.status == "infeasible"), seed
        if near.goals:
            assert verify(instance, near, MODEL) == (), seed
            assert near.goals[0].bound <= exact.goals[0].value + 1e-6, seed


def test_threads(tmp_path: Path) -> None:
    """Tests that solves with different numbers of threads in one process give the same values."""
    instance = read(draw_case(9, SMALL).write(tmp_path))
    values = [
        [goal.value for goal in solve(instance, MODEL, Options(threads=threads)).goals]
        for threads in (1, 2, 1)
    ]
    assert values[0] == values[1] == values[2]


@pytest.mark.parametrize("goals", range(1, 6))
def test_interrupted(tmp_path: Path, goals: int) -> None:
    """Tests that an interrupted solve keeps a verified proposal that claims no more than was proven."""
    instance = read(draw_case(5, MODERATE).write(tmp_path))
    best = solve(instance, MODEL)
    heard: set[str] = set()
    proposal = solve(
        instance,
        MODEL,
        progress=lambda progress: heard.add(progress.goal),
        interrupted=lambda: len(heard) >= goals,
    )
    assert proposal.status == "feasible"
    assert proposal.verified
    assert verify(instance, proposal, MODEL) == ()
    proven = [goal.proven for goal in proposal.goals]
    assert proven == sorted(proven, reverse=True)
    assert goals - 1 <= sum(proven) < len(proven)
    for goal, optimum in zip(proposal.goals, best.goals, strict=True):
        assert goal.bound <= optimum.value + 1e-6
        assert not goal.proven or goal.value == pytest.approx(optimum.value)
