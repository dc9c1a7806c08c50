"""Why there is no proposal: the agreements named clash and each is needed, by a reading of its own."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support import agreed_allocation, agreed_herijking, agreed_spread, clashing
from support.agreed_rules import Reading, holds
from support.explain_asking import ask
from support.explain_conflict import assert_smallest, key_of
from support.forced import housed, served, standing
from support.purse import purse
from support.recalibration.case import Recalibration, Town

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, stand_on
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.problems import InputError
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


def judge(answer: Answer, reading: Reading, model: Model) -> str:
    """Assert that an answer is right by a reading, and return what it says."""
    facts = answer.facts
    assert answer.proven
    assert facts["possible"] == holds(reading, list(reading.agreements))
    if facts["possible"]:
        assert facts["members"] == facts["barriers"] == facts["facts"] == []
        return "possible"
    if facts["barriers"]:
        assert facts["members"] == facts["facts"] == []
        assert not holds(reading, []), "facts do allow it"
        return "barriers"
    if not facts["members"]:
        assert facts["facts"]
        assert not holds(reading, []), "facts do allow it"
        return "facts"
    assert facts["facts"] == []
    assert_smallest(reading, facts["members"])
    assert [key_of(each) for each in facts["members"]] == in_order(model, facts["members"])
    return str(len(facts["members"]))


def in_order(model: Model, members: Sequence[Any]) -> list[Any]:
    """Return members by rule as the model lists them, then place, then period."""
    rules = [rule.name for rule in model.rules]
    keys = [key_of(each) for each in members]
    return sorted(keys, key=lambda key: (rules.index(key[0]), key[1] or "", key[2] or 0))


def test_allocation(tmp_path: Path) -> None:
    """Tests that without a proposal the members clash and each is needed, whichever rules are hard."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(55):
        instance, reading = clashing.allocation(seed, tmp_path / str(seed))
        (answer,) = ask(instance, ALLOCATION, u16opt.Conflict())
        found[judge(answer, reading, ALLOCATION)] += 1
        rules.update({each["rule"] for each in answer.facts["members"]})
    assert min(found[each] for each in ("possible", "1", "2", "3")) >= 1
    assert min(rules[each] for each in agreed_allocation.RULES if each != "contingent_cap") >= 1


def test_spread(tmp_path: Path) -> None:
    """Tests the same for new locations."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(70):
        instance, reading = clashing.spread(seed, tmp_path / str(seed))
        (answer,) = ask(instance, SPREAD, u16opt.Conflict())
        found[judge(answer, reading, SPREAD)] += 1
        rules.update({each["rule"] for each in answer.facts["members"]})
    assert min(found[each] for each in ("possible", "1", "2")) >= 1
    assert min(rules[each] for each in agreed_spread.RULES if each != "own_region") >= 1


def test_herijking(tmp_path: Path) -> None:
    """Tests the same for contingents that are shared out, lettings forced somewhere included."""
    found, rules = Counter[str](), Counter[str]()
    for seed in range(50):
        question, draw = clashing.herijking(seed), random.Random(seed)
        town, asks = draw.choice(question.towns).code, draw.randint(1, 12)
        instance = read(question.write(tmp_path / str(seed)))
        plain, forced = ask(
            instance, HERIJKING, u16opt.Conflict(), u16opt.Conflict(municipality=town, clients=asks)
        )
        found[judge(plain, agreed_herijking.reading(question), HERIJKING)] += 1
        if plain.facts["possible"]:
            reading = agreed_herijking.reading(question, {town: asks})
            # Without a basis more is never given, whatever its minimum becomes.
            assert not forced.facts["barriers"] or not holds(reading, list(reading.agreements))
            if [each["rule"] for each in forced.facts["barriers"]] != ["basis"]:
                found[f"forced {judge(forced, reading, HERIJKING)}"] += 1
        rules.update({each["rule"] for each in plain.facts["members"]})
    assert min(found[each] for each in ("possible", "1", "2", "3", "4")) >= 1
    assert min(found[f"forced {each}"] for each in ("possible", "barriers", "1")) >= 1
    assert min(rules[each] for each in ("minimum", "maximum", "max_change")) >= 1


def test_facts_alone(tmp_path: Path) -> None:
    """Tests that no agreement is blamed where the facts alone leave nothing, and that the facts are named."""
    question = Recalibration([Town("a", 2, 0, 1, 3), Town("b", 1, 0)], 9, 2)
    (answer,) = ask(read(question.write(tmp_path)), HERIJKING, u16opt.Conflict())
    assert judge(answer, agreed_herijking.reading(question), HERIJKING) == "facts"
    assert answer.facts["facts"] == ["total"]
    assert "Dat komt niet door afspraken" in answer.text.nl


def test_clients_forced_somewhere(tmp_path: Path) -> None:
    """Tests that the agreements named are those that keep clients out, or the facts that do."""
    found = Counter[str]()
    for seed in range(24):
        instance, _ = clashing.allocation(seed, tmp_path / str(seed))
        draw, policy = random.Random(seed), policy_of(instance, ALLOCATION)
        group = draw.choice(instance["client_groups"]["group"])
        place, asks = draw.choice(instance["municipalities"]["code"]), draw.randint(1, 3)
        question = u16opt.Conflict(group=group, municipality=place, clients=asks)
        reading = agreed_allocation.reading(instance, policy, housed(group, place, asks))
        (answer,) = ask(instance, ALLOCATION, question)
        found[judge(answer, reading, ALLOCATION)] += 1
    assert min(found[each] for each in ("possible", "barriers", "1", "2")) >= 1
    assert found["facts"] == 0


@pytest.mark.parametrize("grouped", [False, True])
def test_places_forced_somewhere(tmp_path: Path, grouped: bool) -> None:
    """Tests the same for clients served in a municipality, and for places that stand there."""
    found = Counter[str]()
    for seed in range(50):
        instance, _ = clashing.spread(seed, tmp_path / str(seed))
        draw, policy = random.Random(seed), policy_of(instance, SPREAD)
        origin, place = (draw.choice(instance["municipalities"]["code"]) for _ in range(2))
        asks = draw.choice([1, 2, 5, 30])
        also = served(origin, place, asks) if grouped else standing(place, asks)
        question = u16opt.Conflict(group=origin if grouped else None, municipality=place, clients=asks)
        (answer,) = ask(instance, SPREAD, question)
        found[judge(answer, agreed_spread.reading(instance, policy, also), SPREAD)] += 1
    assert min(found[each] for each in ("possible", "barriers", "1")) >= 1
    assert found["facts"] == 0


def test_only_whole_clients_clash(tmp_path: Path) -> None:
    """Tests that a clash is found, and told, that only whole numbers bring."""
    (answer,) = ask(purse(tmp_path), ALLOCATION, u16opt.Conflict())
    assert [key_of(each) for each in answer.facts["members"]] == [
        ("contingent", "C", 2024),
        ("budget", "A", 2024),
        ("budget", "B", 2024),
    ]
    assert answer.proven
    assert answer.text.nl.splitlines()[:3] == [
        "Er is geen voorstel.",
        "Deze afspraken gaan niet samen: contingent van Plaats C in 2024, budget van Plaats A in 2024 "
        "en budget van Plaats B in 2024.",
        "Elk van deze telt mee: zonder een ervan gaan de andere wel samen. Er kunnen meer van zulke "
        "botsingen zijn; repair zegt wat er in elk geval moet veranderen.",
    ]


def test_a_wrong_member_is_seen(tmp_path: Path) -> None:
    """Tests that the checks above fail on members that miss one, and on members with one too many."""
    instance = purse(tmp_path)
    (answer,) = ask(instance, ALLOCATION, u16opt.Conflict())
    reading = agreed_allocation.reading(instance, policy_of(instance, ALLOCATION))
    members = answer.facts["members"]
    assert_smallest(reading, members)
    with pytest.raises(AssertionError, match="can hold together"):
        assert_smallest(reading, members[1:])
    reading.agreements["draagkracht", "C1", 2024] = agreed_allocation.at_most(
        agreed_allocation.NOTHING, 1, ()
    )
    extra = {"rule": "draagkracht", "place": "C1", "period": 2024}
    with pytest.raises(AssertionError, match="is not needed"):
        assert_smallest(reading, [*members, extra])


def test_there_is_a_proposal() -> None:
    """Tests that nothing clashes when there is a proposal, and that the answer says so."""
    (answer,) = ask(u16opt.read(TINY), ALLOCATION, u16opt.Conflict())
    assert answer.facts["possible"]
    assert answer.facts["members"] == []
    assert answer.text.nl.startswith("Er is een voorstel")


def test_time_runs_out(tmp_path: Path) -> None:
    """Tests that without time nothing is claimed."""
    (answer,) = ask(purse(tmp_path), ALLOCATION, u16opt.Conflict(), seconds=0.0)
    assert not answer.proven
    assert answer.facts["possible"] is None
    assert answer.facts["members"] == []
    assert answer.text.nl.startswith("De tijd was op")


def test_interrupted_halfway(tmp_path: Path) -> None:
    """Tests that what is known after an interruption is told as not proven to be the fewest."""
    instance = purse(tmp_path)
    proposal, seen = u16opt.solve(instance), set()
    for number in range(0, 200, 5):
        left = iter(range(number))
        ground = stand_on(instance, proposal, interrupted=lambda left=left: next(left, None) is None)
        answer = answered(ground, u16opt.Conflict())
        members = {key_of(each) for each in answer.facts["members"]}
        assert answer.proven == ("Elk van deze telt mee" in answer.text.nl)
        seen.add((answer.proven, len(members)))
    assert {(False, 0), (True, 3)} <= seen


@pytest.mark.parametrize(
    ("question", "option"),
    [
        (u16opt.Conflict(group="nobody", municipality="C"), "--group"),
        (u16opt.Conflict(municipality="Z"), "--municipality"),
        (u16opt.Conflict(place="nowhere"), "--place"),
    ],
)
def test_unknown_codes(tmp_path: Path, question: u16opt.Conflict, option: str) -> None:
    """Tests that an unknown code is told with the option's name."""
    with pytest.raises(InputError) as caught:
        ask(purse(tmp_path), ALLOCATION, question)
    assert [problem.file for problem in caught.value.problems] == [option]


def test_same_bytes(tmp_path: Path) -> None:
    """Tests that the same question twice gives the same bytes but for the seconds."""
    instance, _ = clashing.allocation(14, tmp_path)
    one, other = ask(instance, ALLOCATION, u16opt.Conflict(), u16opt.Conflict())
    assert one.facts["members"]
    same = [each.model_copy(update={"seconds": 0.0}).as_json() for each in (one, other)]
    assert same[0] == same[1]
