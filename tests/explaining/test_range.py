"""How free a number is: the least and the most, against every proposal there is and a reference solver."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support import brute_force, reference_sets
from support.answers import answer_of
from support.explain_within import Sample, lettings_near, limits_of, placements_near, plans_near
from support.generator import SMALL, TINY, draw_case
from support.hand_made import proposal_of
from support.in_order import weighted
from support.linear import Expression, Program, add
from support.naive_world import World
from support.recalibration.case import Recalibration, Town
from support.reference_goals import Goals
from support.reference_rules import hold_rules
from support.spread import brute_force as every_plan
from support.spread import generator as spread_cases
from support.spread import reference_goals as spread_goals
from support.spread import reference_rules as spread_rules
from support.spread import reference_sets as spread_sets

import u16opt
from u16opt.checking import gap_of, precision
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, explain, stand_on
from u16opt.explaining.nearby.within import attained
from u16opt.explaining.questions import Range
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.money.entries import settled
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.solving import Options
from u16opt.verification import VerificationError
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

FEW = 500


def drawn_room(draw: random.Random, proposal: Proposal) -> dict[str, float]:
    """Return tolerances for some entries, none for others: these then have 1 % of their value."""
    usual = draw.choice([0.0, 0.5])
    return {
        goal.name: draw.choice(
            [0.0, round(0.2 * goal.value, 3), 3.0, 20.0 + 2.0 * goal.value, 20.0 + 3.0 * goal.value]
        )
        for goal in proposal.goals
        if draw.random() > usual
    }


def drawn_question(
    draw: random.Random, instance: Instance, room: dict[str, float], *, areas: bool = True
) -> Range:
    """Return a question about a place and perhaps a year."""
    period = draw.choice([None, *instance.periods]) if areas else None
    if areas and draw.random() < 0.5:
        code = draw.choice(instance["neighbourhoods"]["code"])
        return Range(neighbourhood=code, period=period, tolerance=room)
    code = draw.choice(instance["municipalities"]["code"])
    return Range(municipality=code, period=period, tolerance=room)


def values_of(proposal: Proposal) -> dict[str, float]:
    """Return the value of each entry of the order."""
    return {goal.name: goal.value for goal in proposal.goals}


def assert_ends(answer: Answer, question: Range, least: int, most: int) -> str:
    """Assert that an answer has these ends, each attained within the tolerance; return what it shows."""
    facts = answer.facts
    assert answer.proven
    assert facts["proven"]
    assert (facts["least"], facts["most"]) == (least, most)
    assert least <= facts["current"] <= most
    for row, end, other in zip(facts["tolerance"], facts["atLeast"], facts["atMost"], strict=True):
        assert row["name"] == end["name"] == other["name"]
        limit = end["current"] + row["amount"]
        assert max(end["value"], other["value"]) <= limit + precision(limit)
        assert row["amount"] == pytest.approx(
            question.tolerance.get(row["name"], 0.01 * abs(end["current"])), abs=1e-8
        )
    return "free" if least < most else "fixed"


def ends(samples: Sequence[Sample], question: Range) -> tuple[int, int]:
    """Return the least and the most of all proposals."""
    code = question.municipality or question.neighbourhood
    assert code is not None
    totals = [each.total(code, question.period) for each in samples]
    return min(totals), max(totals)


@pytest.mark.parametrize("random_policy", [False, True])
@pytest.mark.parametrize("solved", [True, False], ids=["solved", "hand-made"])
def test_equals_every_placement(tmp_path: Path, random_policy: bool, solved: bool) -> None:
    """Tests that the ends are the least and the most of all placements that are nearly as good.

    The proposal is the best one, or any that is allowed.
    """
    found: Counter[str] = Counter()
    for seed in range(25):
        instance = read(draw_case(seed, TINY, random_policy=random_policy).write(tmp_path / str(seed)))
        if brute_force.number_of_placements(instance) > FEW:
            continue
        draw, policy = random.Random(f"range {seed}"), policy_of(instance, ALLOCATION)
        proposal = made(instance, policy, draw, solved=solved)
        if proposal is None:
            continue
        question = drawn_question(draw, instance, drawn_room(draw, proposal))
        limits = limits_of(policy, values_of(proposal), question.tolerance)
        answer = explain(instance, proposal, question)
        found[assert_ends(answer, question, *ends(placements_near(instance, policy, limits), question))] += 1
    assert min(found["free"], found["fixed"]) >= 2


def made(instance: Instance, policy: Policy, draw: random.Random, *, solved: bool) -> Proposal | None:
    """Return the best proposal, or one of any allowed placement; None when nothing is allowed."""
    if solved:
        proposal = u16opt.solve(instance)
        return proposal if proposal.status == "optimal" else None
    world = World(instance)
    allowed = [
        each for each in brute_force.placements_of(world) if brute_force.is_allowed(world, policy, each)
    ]
    if not allowed:
        return None
    answer = answer_of(instance, draw.choice(allowed))
    settlement, transfers = settled(instance, ALLOCATION, ALLOCATION.check(instance, policy, answer))
    plain = proposal_of(
        instance, ALLOCATION, answer, provenance=(), settlement=settlement, transfers=transfers
    )
    solver = plain.solver.model_copy(update={"gap": gap_of(plain.goals)})
    return plain.model_copy(update={"solver": solver})


def test_without_tolerance_only_the_best(tmp_path: Path) -> None:
    """Tests that with tolerance 0 the range is over the best proposals alone."""
    several = 0
    for seed in range(60, 80):
        instance = read(draw_case(seed, TINY).write(tmp_path / str(seed)))
        policy, proposal = policy_of(instance, ALLOCATION), u16opt.solve(instance)
        if brute_force.number_of_placements(instance) > FEW or proposal.status != "optimal":
            continue
        best = brute_force.best(instance, policy)
        assert best is not None
        names = ["+".join(entry) for entry in policy.order]
        samples = placements_near(instance, policy, dict(zip(names, best, strict=True)))
        ground = stand_on(instance, proposal)
        for code in instance["municipalities"]["code"]:
            question = Range(municipality=code, tolerance=dict.fromkeys(names, 0.0))
            assert_ends(answered(ground, question), question, *ends(samples, question))
        several += len(samples) > 1
    assert several >= 3


@pytest.mark.parametrize("random_policy", [False, True])
def test_equals_a_reference(tmp_path: Path, random_policy: bool) -> None:
    """Tests that the ends are what an independent solver finds with the same limits."""
    found: Counter[str] = Counter()
    for seed in range(15):
        instance = read(draw_case(seed, SMALL, random_policy=random_policy).write(tmp_path / str(seed)))
        policy, draw, proposal = policy_of(instance, ALLOCATION), random.Random(seed), u16opt.solve(instance)
        if proposal.status != "optimal":
            continue
        question = drawn_question(draw, instance, drawn_room(draw, proposal))
        program = Program()
        sets = reference_sets.Sets(instance, program)
        goals = Goals(sets, policy)
        hold_rules(sets, policy, goals)
        there = [
            x
            for (_, lot), x in sets.x.items()
            if (question.municipality or question.neighbourhood)
            in (sets.municipality(lot), sets.lots[lot]["neighbourhood"])
            and question.period in (None, sets.lots[lot]["period"])
        ]
        expected = reference_ends(program, goals, policy, proposal, question, add(there))
        found[assert_ends(explain(instance, proposal, question), question, *expected)] += 1
    assert min(found["free"], found["fixed"]) >= 2


def reference_ends(
    program: Program, goals: Any, policy: Policy, proposal: Proposal, question: Range, total: Expression
) -> tuple[int, int]:
    """Return the least and the most of a sum, every entry at most its limit."""
    limits = limits_of(policy, values_of(proposal), question.tolerance)
    for entry in policy.order:
        limit = limits["+".join(entry)]
        program.at_most_zero(weighted(goals, policy, entry) - (limit + 1e-7 * max(1.0, abs(limit))))
    found = [program.minimise(each) for each in (total, total * -1)]
    assert all(each is not None for each in found)
    least, most = (round(total.at(each)) for each in found if each is not None)
    return least, most


@pytest.mark.parametrize("random_policy", [False, True])
def test_spread_equals_every_plan(tmp_path: Path, random_policy: bool) -> None:
    """Tests the same for places, with every plan looked at."""
    found: Counter[str] = Counter()
    for seed in range(40):
        case = spread_cases.draw_case(seed, spread_cases.TINY, random_policy=random_policy)
        instance = read(case.write(tmp_path / str(seed)))
        policy, draw, proposal = (
            policy_of(instance, SPREAD),
            random.Random(seed),
            u16opt.solve(instance, "spread"),
        )
        own = of_product(instance, SPREAD)
        if proposal.status != "optimal" or not every_plan.is_small(own, FEW) or not counted(own, policy):
            continue
        question = drawn_question(draw, own, drawn_room(draw, proposal))
        limits = limits_of(policy, values_of(proposal), question.tolerance)
        samples = plans_near(own, policy, limits)
        found[assert_ends(explain(instance, proposal, question), question, *ends(samples, question))] += 1
    assert min(found["free"], found["fixed"]) >= 2


def counted(instance: Instance, policy: Policy) -> bool:
    """Return whether the places of every site are counted, and not taken to be its maximum."""
    return len(SPREAD.formulate(instance, policy, 0).load) == 1


@pytest.mark.parametrize("random_policy", [False, True])
def test_spread_equals_a_reference(tmp_path: Path, random_policy: bool) -> None:
    """Tests that the ends for places are what an independent solver finds with the same limits."""
    found: Counter[str] = Counter()
    for seed in range(100, 116):
        case = spread_cases.draw_case(seed, spread_cases.SMALL, random_policy=random_policy)
        instance = read(case.write(tmp_path / str(seed)))
        policy, draw, proposal = (
            policy_of(instance, SPREAD),
            random.Random(seed),
            u16opt.solve(instance, "spread"),
        )
        own = of_product(instance, SPREAD)
        if proposal.status != "optimal" or not counted(own, policy):
            continue
        question, program = drawn_question(draw, own, drawn_room(draw, proposal)), Program()
        sets = spread_sets.Sets(own, program, "BV")
        goals = spread_goals.Goals(sets, policy)
        spread_rules.hold_rules(sets, policy)
        there = [
            places
            for (home, period), places in sets.places.items()
            if (question.municipality or question.neighbourhood)
            in (sets.municipality(home), sets.homes[home]["neighbourhood"])
            and question.period in (None, period)
        ]
        expected = reference_ends(program, goals, policy, proposal, question, add(there))
        found[assert_ends(explain(instance, proposal, question), question, *expected)] += 1
    assert min(found["free"], found["fixed"]) >= 2


def test_herijking_equals_enumeration(tmp_path: Path) -> None:
    """Tests the same for contingents, with every recalibration looked at."""
    found: Counter[str] = Counter()
    for seed in range(40):
        draw = random.Random(seed)
        question = drawn_recalibration(draw)
        instance = read(question.write(tmp_path / str(seed)))
        policy, proposal = policy_of(instance, HERIJKING), u16opt.solve(instance, "herijking")
        if proposal.status != "optimal":
            continue
        asks = drawn_question(draw, instance, drawn_room(draw, proposal), areas=False)
        samples = lettings_near(question, policy, limits_of(policy, values_of(proposal), asks.tolerance))
        found[assert_ends(explain(instance, proposal, asks), asks, *ends(samples, asks))] += 1
    assert min(found["free"], found["fixed"]) >= 10


def drawn_recalibration(draw: random.Random) -> Recalibration:
    """Return a random recalibration of four municipalities."""
    towns = [
        Town(
            code,
            draw.randint(0, 5),
            draw.choice([0, 0.001, 1, 2, 3, 5]),
            draw.choice([None, 0, 1]),
            draw.choice([None, 4, 6]),
        )
        for code in "abcd"
    ]
    order = draw.choice(
        [["disproportion", "moves"], ["moves", "worst_deviation"], [["moves", "disproportion"]]]
    )
    return Recalibration(towns, draw.randint(3, 9), draw.choice([None, 3]), {"order": order})


def test_year(year: tuple[Instance, Proposal]) -> None:
    """Tests that on the shipped year ends are proven, one letting is free, and the same is said twice."""
    instance, proposal = year
    ground = stand_on(instance, proposal)
    question = Range(municipality="GM0355")
    one, other = (answered(ground, question) for _ in range(2))
    assert one.proven
    assert one.facts["least"] < one.facts["current"] <= one.facts["most"]
    assert one.model_copy(update={"seconds": 0.0}) == other.model_copy(update={"seconds": 0.0})
    wider = answered(ground, Range(municipality="GM0355", tolerance={"unplaced": 8, "waiting": 8}))
    assert wider.facts["least"] <= one.facts["least"]
    assert wider.facts["most"] >= one.facts["most"]


def test_no_time(tmp_path: Path) -> None:
    """Tests that without any time the proposal itself stands, and no bound cuts off what is possible."""
    for seed in range(5):
        instance = read(draw_case(seed, SMALL).write(tmp_path / str(seed)))
        proposal, question = u16opt.solve(instance), Range(municipality=instance["municipalities"]["code"][0])
        if proposal.status != "optimal":
            continue
        known, whole = (
            explain(instance, proposal, question, Options(time_limit=limit)).facts for limit in (0.0, None)
        )
        assert known["least"] == known["most"] == known["current"]
        if known["proven"]:
            assert whole["least"] == whole["most"]
        else:
            assert known["leastBound"] <= whole["least"]
            assert known["mostBound"] is None or known["mostBound"] >= whole["most"]


def test_sentences(tmp_path: Path) -> None:
    """Tests that the numbers stand in the sentences, in both languages, with the tolerance that was given."""
    towns = [Town(code, 4, 1) for code in "abc"]
    instance = read(Recalibration(towns, 12).write(tmp_path))
    proposal = u16opt.solve(instance, "herijking")
    fixed = explain(instance, proposal, Range(municipality="b"))
    assert fixed.text.nl.startswith("b krijgt precies 4 verhuringen;")
    assert fixed.text.en.startswith("b gets exactly 4 lettings;")
    free = explain(instance, proposal, Range(municipality="b", tolerance={"disproportion": 1.5, "moves": 2}))
    lines = free.text.nl.splitlines()
    assert lines[0] == (
        "Als alles bijna even goed moet blijven, kan b 2 tot en met 6 verhuringen krijgen. "
        "In dit voorstel zijn het er 4."
    )
    assert lines[2:4] == [
        "- Onevenredigheid: hoogstens 1,5 punten slechter.",
        "- Verschoven verhuringen: hoogstens 2 verhuringen slechter.",
    ]
    assert "Bij het laagste aantal, 2 verhuringen:" in lines
    assert "Bij het hoogste aantal, 6 verhuringen:" in lines


@pytest.mark.parametrize(
    ("model", "question", "place", "said"),
    [
        (ALLOCATION, Range(), "range", "precies één van"),
        (ALLOCATION, Range(municipality="GM0355", neighbourhood="x"), "range", "precies één van"),
        (ALLOCATION, Range(municipality="GM0356x"), "--municipality", 'bedoelt u "GM0356"?'),
        (ALLOCATION, Range(neighbourhood="nowhere"), "--neighbourhood", "een wijk van deze instantie"),
        (ALLOCATION, Range(municipality="GM0355", period=1999), "--period", "een van: 2024"),
        (
            ALLOCATION,
            Range(municipality="GM0355", tolerance={"distanse": 1}),
            "--tolerance",
            'bedoelt u "distance"?',
        ),
        (
            ALLOCATION,
            Range(municipality="GM0355", tolerance={"distance": -1}),
            "--tolerance",
            "een getal van 0 of meer",
        ),
        (HERIJKING, Range(neighbourhood="WK034401"), "--neighbourhood", "dit model kent geen wijken"),
        (HERIJKING, Range(municipality="GM0355", period=2024), "--period", "dit model kent geen jaren"),
    ],
)
def test_what_is_not_there(
    year: tuple[Instance, Proposal], model: Model, question: Range, place: str, said: str
) -> None:
    """Tests that what is not there is refused, with what was expected."""
    instance, proposal = year
    proposal = proposal if model is ALLOCATION else u16opt.solve(instance, model)
    with pytest.raises(InputError) as refused:
        explain(instance, proposal, question)
    (problem,) = refused.value.problems
    assert problem.file == place
    assert said in problem.expected.nl


def test_an_end_outside_its_tolerance_is_a_defect(year: tuple[Instance, Proposal]) -> None:
    """Tests that a solution is refused when the checker finds a goal above its limit."""
    ground = stand_on(*year)
    room = dict.fromkeys(ground.goals, 0.0)
    assert attained(ground, ground.values.copy(), room).goals == pytest.approx(ground.goals)
    with pytest.raises(VerificationError, match="misfit"):
        attained(ground, ground.values.copy(), room | {"misfit": -1.0})
