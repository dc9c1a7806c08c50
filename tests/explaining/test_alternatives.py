"""Other good proposals: as different as any could be, complete, and accepted like every proposal."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support import brute_force
from support.explain_within import (
    Key,
    Sample,
    assert_as_different_as_can_be,
    distance,
    lettings_near,
    limits_of,
    placements_near,
    plans_near,
    reused,
    seats_in,
)
from support.generator import TINY, draw_case
from support.hamlet import hamlet
from support.program import u16opt as program
from support.recalibration.case import Recalibration, Town
from support.spread import brute_force as every_plan
from support.spread import generator as spread_cases
from support.village import village

import u16opt
from u16opt.by_hand import practice_findings
from u16opt.checking import precision
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, explain, stand_on
from u16opt.explaining.questions import Alternatives
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.proposal_reading import read_proposal
from u16opt.solving import Options
from u16opt.verification import verify
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

FEW = 500
ROOT = Path(__file__).resolve().parents[2]


def question_of(draw: random.Random, proposal: Proposal, *, loose: bool) -> Alternatives:
    """Return a question with some room; `loose` gives room to every goal."""
    room = {
        goal.name: draw.choice([0.0, 1.0, round(0.3 * goal.value, 3), 20.0 + 2.0 * goal.value])
        for goal in proposal.goals
        if loose or draw.random() < 0.5
    }
    return Alternatives(count=draw.choice([2, 3, 4]), tolerance=room)


def limits(policy: Policy, proposal: Proposal, question: Alternatives) -> dict[str, float]:
    """Return what each goal may be at most."""
    return limits_of(policy, {goal.name: goal.value for goal in proposal.goals}, question.tolerance)


def asked(
    instance: Instance,
    proposal: Proposal,
    question: Alternatives,
    samples: Sequence[Sample],
    *,
    by_place: bool,
) -> str:
    """Ask for alternatives, assert that all of the answer is right, and return how it ended."""
    answer = explain(instance, proposal, question)
    current = seats_in(proposal.model_dump(mode="json", by_alias=True))
    others = [seats_in(each) for each in answer.facts["proposals"]]
    way = assert_as_different_as_can_be(samples, current, others, asked=question.count, by_place=by_place)
    assert answer.proven
    assert answer.facts["noneLeft"] == (len(others) < question.count)
    assert_facts(answer, [current, *others])
    for each in answer.facts["proposals"]:
        assert_verified(instance, each)
    return way


def assert_facts(answer: Answer, everyone: Sequence[Mapping[Key, int]]) -> None:
    """Assert that what the facts say of the proposals is what their files say."""
    facts = answer.facts
    assert facts["found"] == len(everyone) - 1
    assert facts["clients"] == sum(everyone[0].values())
    assert [(row["one"], row["other"], row["clients"]) for row in facts["distance"]] == [
        (one, other, distance(everyone[one], everyone[other]))
        for other in range(len(everyone))
        for one in range(other)
    ]
    common = {key: min(each.get(key, 0) for each in everyone) for key in everyone[0]}
    assert facts["commonClients"] == sum(common.values())
    listed = Counter(
        (row.get("period"), row["place"]) for row in facts["common"] for _ in range(row["clients"])
    )
    expected = Counter((year, place) for (_, year, place), n in common.items() for _ in range(n))
    assert listed == expected
    room = {row["name"]: row["amount"] for row in facts["tolerance"]}
    for number, (row, document) in enumerate(zip(facts["alternatives"], facts["proposals"], strict=True), 1):
        assert (row["number"], row["reused"]) == (number, reused(everyone[number], everyone[:number]))
        assert [goal["value"] for goal in row["goals"]] == pytest.approx(
            [goal["value"] for goal in document["goals"]], abs=1e-8
        )
        for goal in row["goals"]:
            limit = goal["current"] + room[goal["name"]]
            assert goal["value"] <= limit + precision(limit)


def assert_verified(instance: Instance, document: dict[str, Any]) -> None:
    """Assert that a proposal, as a file holds it, is read and accepted, and took no time."""
    proposal, findings = read_proposal(json.loads(json.dumps(document)))
    assert proposal is not None, findings
    assert verify(instance, document) == ()
    model = {each.name: each for each in (ALLOCATION, SPREAD, HERIJKING)}[proposal.model]
    assert list(practice_findings(of_product(instance, model, proposal.product), model, proposal)) == []
    assert proposal.solver.seconds == 0.0


@pytest.mark.parametrize("random_policy", [False, True])
def test_placements(tmp_path: Path, random_policy: bool) -> None:
    """Tests that each alternative has fewest clients in used places of all placements nearly as good.

    Where only used places are left, it is farthest from the nearest before; and it ends when none is left.
    """
    ways: Counter[str] = Counter()
    for seed in range(25):
        instance = read(draw_case(seed, TINY, random_policy=random_policy).write(tmp_path / str(seed)))
        if brute_force.number_of_placements(instance) > FEW:
            continue
        policy, proposal = policy_of(instance, ALLOCATION), u16opt.solve(instance)
        if proposal.status != "optimal":
            continue
        question = question_of(random.Random(seed), proposal, loose=bool(seed % 2))
        samples = placements_near(instance, policy, limits(policy, proposal, question))
        ways[asked(instance, proposal, question, samples, by_place=True)] += 1
    assert {"new places", "none left", "none"} <= set(ways)


def test_plans(tmp_path: Path) -> None:
    """Tests the same for new locations: who is served where, year by year."""
    ways: Counter[str] = Counter()
    for seed in range(40):
        instance = read(spread_cases.draw_case(seed, spread_cases.TINY).write(tmp_path / str(seed)))
        policy, own = policy_of(instance, SPREAD), of_product(instance, SPREAD)
        proposal = u16opt.solve(instance, SPREAD)
        if proposal.status != "optimal" or not every_plan.is_small(own, FEW):
            continue
        question = question_of(random.Random(seed), proposal, loose=True)
        samples = plans_near(own, policy, limits(policy, proposal, question))
        ways[asked(instance, proposal, question, samples, by_place=True)] += 1
    assert {"new places", "none"} <= set(ways)


def test_lettings(tmp_path: Path) -> None:
    """Tests that each recalibration is as far as any from the nearest before, until none is left."""
    ways: Counter[str] = Counter()
    for seed in range(30):
        draw = random.Random(seed)
        towns = [Town(code, draw.randint(0, 5), draw.choice([0, 1, 2, 3, 5])) for code in "abcd"]
        drawn = Recalibration(towns, draw.randint(3, 8), draw.choice([None, 2]))
        instance = read(drawn.write(tmp_path / str(seed)))
        policy, proposal = policy_of(instance, HERIJKING), u16opt.solve(instance, HERIJKING)
        if proposal.status != "optimal":
            continue
        question = question_of(draw, proposal, loose=bool(seed % 2))
        samples = lettings_near(drawn, policy, limits(policy, proposal, question))
        ways[asked(instance, proposal, question, samples, by_place=False)] += 1
    assert {"other numbers", "none left", "none"} <= set(ways)


def test_numbers_alone(tmp_path: Path) -> None:
    """Tests that where no place is new, the numbers of a group in its places differ, until none is left.

    Two clients of a and two of b in two lots of two homes: of a there are 2, 1 or 0 in the first lot. After
    two alternatives all three are there.
    """
    lots = [{"lot": lot, "neighbourhood": "W2", "period": 2024, "kind": "flat", "homes": 2} for lot in "kl"]
    groups = [{"group": group, "clients": 2, "origin": "GM2", "kinds": ["flat"]} for group in "ab"]
    nothing: Any = {name: [] for name in ("placed", "previous", "budgets")}
    instance = hamlet(tmp_path, supply=lots, client_groups=groups, policy={"order": ["unplaced"]}, **nothing)
    proposal = u16opt.solve(instance)
    answer = explain(instance, proposal, Alternatives(count=5))
    everyone = [seats_in(each) for each in (proposal.model_dump(by_alias=True), *answer.facts["proposals"])]
    assert sorted(each.get(("a", None, "k"), 0) for each in everyone) == [0, 1, 2]
    assert answer.facts["noneLeft"]
    assert [row["reused"] for row in answer.facts["alternatives"]][-1] == 4


@pytest.mark.parametrize("model", [SPREAD, HERIJKING], ids=["spread", "herijking"])
def test_year(year: tuple[Instance, Proposal], model: Model) -> None:
    """Tests that on the shipped year alternatives are proven and complete, and the same is said twice."""
    instance, _ = year
    proposal = u16opt.solve(instance, model)
    ground = stand_on(instance, proposal)
    question = Alternatives(count=2, tolerance={} if model is SPREAD else {"disproportion": 1, "moves": 3})
    one, other = (answered(ground, question).as_json() for _ in range(2))
    first, second = (json.loads(each) | {"seconds": 0.0} for each in (one, other))
    assert first == second
    assert first["proven"]
    assert first["facts"]["found"] == 2
    for document in first["facts"]["proposals"]:
        assert_verified(instance, document)
        assert document["status"] == "feasible"
        for goal in document["goals"]:
            assert goal["bound"] <= goal["value"]


def test_files(tmp_path: Path) -> None:
    """Tests that an alternative is a file that `verify` accepts."""
    made = program("solve", ROOT / "instances" / "tiny", "--out", tmp_path)
    assert made.code == 0
    path = ROOT / "instances" / "tiny"
    said = program(
        "explain",
        path,
        tmp_path / "proposal.json",
        "alternatives",
        "--count",
        "1",
        "--json",
        "--tolerance",
        "distance=20",
    )
    (document,) = json.loads(said.output)["facts"]["proposals"]
    (tmp_path / "other.json").write_text(json.dumps(document), encoding="utf-8")
    assert program("verify", path, tmp_path / "other.json").code == 0


def test_equally_good_is_optimal(tmp_path: Path) -> None:
    """Tests that an alternative with every goal at its proven best is called optimal, and no other is."""
    towns = [Town("a", 2, 1), Town("b", 2, 1), Town("c", 2, 1)]
    instance = read(Recalibration(towns, 7).write(tmp_path))
    proposal = u16opt.solve(instance, "herijking")
    assert [(goal.name, goal.value) for goal in proposal.goals][1] == ("moves", 0.5)
    answer = explain(instance, proposal, Alternatives(count=5))
    assert answer.facts["found"] == 2
    assert answer.facts["noneLeft"]
    assert {each["status"] for each in answer.facts["proposals"]} == {"optimal"}
    assert "Er zijn er niet meer dan 2; gevraagd is naar 5." in answer.text.nl.splitlines()
    wider = explain(instance, proposal, Alternatives(count=5, tolerance={"disproportion": 2, "moves": 1}))
    assert "feasible" in {each["status"] for each in wider.facts["proposals"]}


def test_sentences(tmp_path: Path) -> None:
    """Tests that the numbers stand in the sentences, in both languages."""
    instance = read(Recalibration([Town("a", 2, 1), Town("b", 2, 1)], 4).write(tmp_path))
    proposal = u16opt.solve(instance, "herijking")
    none = explain(instance, proposal, Alternatives())
    assert none.text.nl.splitlines()[0] == (
        "Er is geen ander voorstel dat bijna zo goed is: in geen enkel is 1 verhuring of meer ergens anders."
    )
    one = explain(instance, proposal, Alternatives(count=1, tolerance={"disproportion": 1, "moves": 1}))
    lines = one.text.nl.splitlines()
    assert lines[0] == (
        "Er is 1 ander voorstel gevonden dat bijna zo goed is. Het gebruikt zo min mogelijk dezelfde plekken."
    )
    assert "Alternatief 1: 1 verhuring van de 4 anders dan in dit voorstel." in lines
    assert "In alle voorstellen hetzelfde (3 verhuringen van de 4):" in lines
    assert one.text.en.splitlines()[0].startswith("1 other proposal was found")


def test_no_time(tmp_path: Path) -> None:
    """Tests that without any time nothing is found, and nothing is called proven."""
    instance = village(tmp_path)
    answer = explain(instance, u16opt.solve(instance), Alternatives(), Options(time_limit=0.0))
    assert answer.facts["found"] == 0
    assert not answer.facts["noneLeft"]
    assert not answer.proven
    assert answer.text.nl.splitlines()[-1].startswith("Let op: niet alles hierboven is bewezen.")


def test_unknown_goal(tmp_path: Path) -> None:
    """Tests that a tolerance of what is no entry of the order is refused, naming the nearest."""
    instance = village(tmp_path, policy={"order": ["unplaced", ["away", "distance"]]})
    proposal = u16opt.solve(instance)
    with pytest.raises(InputError, match=r"did you mean \"away\+distance\"\?"):
        explain(instance, proposal, Alternatives(tolerance={"away+distanc": 1}))
