"""The least that must give: exactly the repairs that cannot do with less, the cheapest first, each tried."""

from __future__ import annotations

import copy
import math
import random
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest
from support import agreed_allocation, agreed_herijking, agreed_spread, clashing
from support.agreed_rules import Reading, holds, vectors
from support.explain_asking import ask
from support.explain_conflict import assert_repairs, changed_by
from support.forced import housed
from support.purse import purse
from support.recalibration.case import Recalibration, Town

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, stand_on
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.problems import InputError
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
NOTHING: Mapping[str, float] = {}


def judge(answer: Answer, reading: Reading, cost: Mapping[str, float] = NOTHING, tries: int = 60) -> str:
    """Assert that an answer is right by a reading, and return what it says.

    Parameters
    ----------
    tries
        So many combinations of changes are tried one by one, the cheapest.
    """
    facts = answer.facts
    assert answer.proven
    assert facts["possible"] == holds(reading, list(reading.agreements))
    if facts["possible"] or facts["barriers"]:
        assert facts["repairs"] == facts["blocking"] == facts["facts"] == []
        assert facts["complete"]
        assert facts["possible"] or not holds(reading, [])
        return "possible" if facts["possible"] else "barriers"
    most = 12.0 if facts["complete"] else min(12.0, facts["repairs"][-1]["cost"])
    while len([*islice(vectors(reading, cost, most), tries + 1)]) > tries:
        most -= 1.0
    known = assert_repairs(reading, facts, cost, most)
    if not facts["repairs"]:
        assert facts["complete"]
        return "none"
    return "found" if known else "dear"


def test_allocation(tmp_path: Path) -> None:
    """Tests that the repairs are all there are, whichever rules are hard."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(42):
        instance, reading = clashing.allocation(seed, tmp_path / str(seed))
        (answer,) = ask(instance, ALLOCATION, u16opt.Repair(count=6))
        found[judge(answer, reading)] += 1
        rules.update(each["rule"] for repair in answer.facts["repairs"] for each in repair["changes"])
    assert min(found[each] for each in ("possible", "found", "dear")) >= 1
    assert min(rules[each] for each in agreed_allocation.RULES) >= 1


def test_spread(tmp_path: Path) -> None:
    """Tests the same for new locations: kilometres, exact numbers and budgets among them."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(21):
        instance, reading = clashing.spread(seed, tmp_path / str(seed))
        (answer,) = ask(instance, SPREAD, u16opt.Repair(count=6))
        found[judge(answer, reading)] += 1
        rules.update(each["rule"] for repair in answer.facts["repairs"] for each in repair["changes"])
    assert min(found[each] for each in ("possible", "found", "dear", "none")) >= 1
    assert min(rules[each] for each in agreed_spread.RULES if each != "own_region") >= 1
    assert rules["own_region"] == 0


def test_herijking(tmp_path: Path) -> None:
    """Tests the same for contingents that are shared out, lettings forced somewhere included."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(40):
        question, draw = clashing.herijking(seed), random.Random(seed)
        town, asks = draw.choice(question.towns).code, draw.randint(1, 9)
        forced = {town: asks} if seed % 3 == 0 else {}
        asked = u16opt.Repair(count=8, municipality=town if forced else None, clients=asks)
        (answer,) = ask(read(question.write(tmp_path / str(seed))), HERIJKING, asked)
        if answer.facts["barriers"] and answer.facts["barriers"][0]["rule"] == "basis":
            continue
        found[judge(answer, agreed_herijking.reading(question, forced), tries=2000)] += 1
        rules.update(each["rule"] for repair in answer.facts["repairs"] for each in repair["changes"])
    assert min(found[each] for each in ("possible", "found", "dear")) >= 1
    assert min(rules[each] for each in ("minimum", "maximum", "max_change")) >= 1


def test_costs_decide(tmp_path: Path) -> None:
    """Tests that what a unit of a rule costs decides which repair comes first."""
    instance = purse(tmp_path)
    usual, other = ask(instance, ALLOCATION, u16opt.Repair(), u16opt.Repair(cost={"budget": 10}))
    reading = agreed_allocation.reading(instance, policy_of(instance, ALLOCATION))
    assert judge(usual, reading) == judge(other, reading, {"budget": 10}) == "found"
    budget = {"rule": "budget", "period": 2024, "from": 6000, "to": 8000, "unit": "euro"}
    promise = {"rule": "contingent", "place": "C", "period": 2024, "from": 3, "to": 2, "unit": "lettings"}
    assert [(each["cost"], each["changes"]) for each in usual.facts["repairs"]] == [
        (0.2, [{**budget, "place": place}]) for place in firsts(usual)
    ] + [(1, [promise])]
    assert [each["cost"] for each in other.facts["repairs"]] == [1, 2, 2]
    assert other.facts["repairs"][0]["changes"] == [promise]
    said = "De kleinste verandering (1 punt): contingent van Plaats C in 2024 van 3 naar 2 verhuringen."
    assert said in other.text.nl
    assert "budget of Plaats A in 2024 from € 6,000 to € 8,000 (2 points)" in other.text.en


def firsts(answer: Answer) -> list[str]:
    """Return the places of the first changes of an answer's first two repairs: A and B in either order."""
    places = [repair["changes"][0]["place"] for repair in answer.facts["repairs"][:2]]
    assert sorted(places) == ["A", "B"]
    return places


def test_random_costs(tmp_path: Path) -> None:
    """Tests that the repairs are all there are when a unit of one rule counts for more than of another."""
    found = Counter[str]()
    for seed in range(0, 45, 4):
        instance, reading = clashing.allocation(seed, tmp_path / str(seed))
        draw = random.Random(seed)
        cost = {name: draw.choice([0.5, 1.5, 3]) for name in agreed_allocation.RULES}
        (answer,) = ask(instance, ALLOCATION, u16opt.Repair(count=5, cost=cost))
        found[judge(answer, reading, cost)] += 1
    assert found["found"] >= 3


def test_clients_forced_somewhere(tmp_path: Path) -> None:
    """Tests that the repairs are those after which the clients can be there, or that facts keep them out."""
    found = Counter[str]()
    for seed in range(17):
        instance, _ = clashing.allocation(seed, tmp_path / str(seed))
        draw, policy = random.Random(seed), policy_of(instance, ALLOCATION)
        group = draw.choice(instance["client_groups"]["group"])
        place, asks = draw.choice(instance["municipalities"]["code"]), draw.randint(1, 3)
        question = u16opt.Repair(group=group, municipality=place, clients=asks, count=5)
        (answer,) = ask(instance, ALLOCATION, question)
        reading = agreed_allocation.reading(instance, policy, housed(group, place, asks))
        found[judge(answer, reading, tries=40)] += 1
    assert min(found[each] for each in ("possible", "barriers", "found")) >= 1


def test_own_region_does_not_give(tmp_path: Path) -> None:
    """Tests that a rule without a number is named as what stands in the way, and never changed."""
    found = Counter[str]()
    for seed in range(20):
        instance, _ = clashing.spread(seed, tmp_path / str(seed))
        regions = instance["municipalities"]["region"]
        pairs = zip(instance["municipalities"]["code"], regions, strict=True)
        origin, elsewhere = (next((m for m, r in pairs if r == region), None) for region in ("R0", "R1"))
        if elsewhere is None:
            continue
        (answer,) = ask(instance, SPREAD, u16opt.Repair(group=origin, municipality=elsewhere, count=2))
        own_region = {"rule": "own_region", "place": None, "period": None}
        if not answer.facts["barriers"]:
            assert answer.facts["repairs"] == []
            assert own_region in answer.facts["blocking"]
            assert "Geen enkele verandering van een getal helpt." in answer.text.nl
        found["facts" if answer.facts["barriers"] else "own region"] += 1
    assert found["own region"] >= 1


def test_facts_alone(tmp_path: Path) -> None:
    """Tests that nothing is offered where facts alone leave nothing."""
    question = Recalibration([Town("a", 2, 0), Town("b", 1, 0)], 9)
    (answer,) = ask(read(question.write(tmp_path)), HERIJKING, u16opt.Repair())
    assert answer.facts["repairs"] == []
    assert answer.facts["complete"]
    assert answer.facts["facts"] == ["total"]


def test_nothing_has_to_give() -> None:
    """Tests that a proposal needs no repair, and that the answer says so."""
    (answer,) = ask(u16opt.read(TINY), ALLOCATION, u16opt.Repair())
    assert answer.facts["possible"]
    assert answer.facts["repairs"] == []
    assert answer.text.nl.startswith("Er hoeft niets te veranderen")


def test_so_many_and_no_more(tmp_path: Path) -> None:
    """Tests that no more are told than asked, the cheapest, and that the answer says there are more."""
    instance = purse(tmp_path)
    one, two, three, all_of_them = ask(
        instance, ALLOCATION, *(u16opt.Repair(count=count) for count in (1, 2, 3, 9))
    )
    repairs = all_of_them.facts["repairs"]
    assert len(repairs) == 3
    assert [each.facts["repairs"] for each in (one, two, three)] == [repairs[:1], repairs[:2], repairs]
    assert [each.facts["complete"] for each in (one, two, three, all_of_them)] == [False, False, True, True]
    assert "Er zijn nog meer mogelijkheden." in two.text.nl
    assert "Meer mogelijkheden zijn er niet" in three.text.nl


def test_a_wrong_repair_is_seen(tmp_path: Path) -> None:
    """Tests that the checks above fail on a repair too little, one too dear, one missing and one too many."""
    instance = purse(tmp_path)
    (answer,) = ask(instance, ALLOCATION, u16opt.Repair())
    reading = agreed_allocation.reading(instance, policy_of(instance, ALLOCATION))
    right = copy.deepcopy(dict(answer.facts))
    assert_repairs(reading, right, {}, 5.0)
    little, dear, missing, many = (copy.deepcopy(right) for _ in range(4))
    little["repairs"][0]["changes"][0]["to"] = 7900
    dear["repairs"][2]["cost"] = 1.5
    del missing["repairs"][1]
    many["repairs"].append({"cost": 1.2, "changes": [each["changes"][0] for each in right["repairs"][1:]]})
    for wrong in (little, dear, missing, many):
        with pytest.raises(AssertionError):
            assert_repairs(reading, wrong, {}, 5.0)


def test_time_runs_out(tmp_path: Path) -> None:
    """Tests that what is told after an interruption is right as far as it goes, and not called complete."""
    instance = purse(tmp_path)
    proposal, looks = u16opt.solve(instance), [0]
    reading = agreed_allocation.reading(instance, policy_of(instance, ALLOCATION))

    def asked(most: float) -> Answer:
        looks[0] = 0
        return answered(stand_on(instance, proposal, interrupted=lambda: looked() > most), u16opt.Repair())

    def looked() -> int:
        looks[0] += 1
        return looks[0]

    whole, seen = asked(math.inf), set[int]()
    for most in range(0, looks[0], max(1, looks[0] // 25)):
        answer = asked(most)
        if answer.proven:
            assert answer.facts == whole.facts
            continue
        assert answer.facts["possible"] in (None, False)
        assert answer.facts["complete"] is False
        assert answer.facts["repairs"] == whole.facts["repairs"][: len(answer.facts["repairs"])]
        for repair in answer.facts["repairs"]:
            assert holds(reading, list(reading.agreements), changed_by(reading, repair))
        assert "De tijd was op" in answer.text.nl
        seen.add(len(answer.facts["repairs"]))
    assert whole.proven
    assert len(seen) >= 3


@pytest.mark.parametrize(
    ("question", "option", "said"),
    [
        (u16opt.Repair(cost={"contingents": 2}), "--cost", "contingent"),
        (u16opt.Repair(cost={"supply": 2}), "--cost", "draagkracht"),
        (u16opt.Repair(cost={"contingent": 0}), "--cost", "0"),
        (u16opt.Repair(cost={"contingent": -1}), "--cost", "0"),
        (u16opt.Repair(municipality="Z"), "--municipality", "gemeente"),
    ],
)
def test_bad_questions(tmp_path: Path, question: u16opt.Repair, option: str, said: str) -> None:
    """Tests that an unknown rule, a rule without a number, a cost that is none or a code is refused."""
    with pytest.raises(InputError) as caught:
        ask(purse(tmp_path), ALLOCATION, question)
    assert [problem.file for problem in caught.value.problems] == [option]
    assert said in caught.value.problems[0].expected.nl


def test_same_bytes(tmp_path: Path) -> None:
    """Tests that the same question twice gives the same bytes but for the seconds."""
    instance, _ = clashing.allocation(14, tmp_path)
    one, other = ask(instance, ALLOCATION, u16opt.Repair(count=4), u16opt.Repair(count=4))
    assert one.facts["repairs"]
    same = [each.model_copy(update={"seconds": 0.0}).as_json() for each in (one, other)]
    assert same[0] == same[1]
