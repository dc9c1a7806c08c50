"""Answers that leave the house name no group and give no small number of people away (P03)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from support.generator import SMALL, draw_case

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered, stand_on
from u16opt.explaining.ground import Ground
from u16opt.explaining.publishing.published import published
from u16opt.explaining.questions import Question
from u16opt.export.content import content_of
from u16opt.instance.read import read
from u16opt.report.people import Key, ReportSection
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = 5


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> list[Ground]:
    """Random proposals of small groups, some over several years."""
    path, found = tmp_path_factory.mktemp("drawn"), []
    for seed in (5, 1, 11, 16):
        instance = read(draw_case(seed, SMALL).write(path / str(seed)))
        proposal = u16opt.solve(instance)
        if proposal.status == "optimal":
            found.append(stand_on(instance, proposal).ready())
    return found


@pytest.fixture(scope="module")
def shipped(year: Any) -> Ground:
    """The shipped year."""
    return stand_on(*year).ready()


def questions(ground: Ground) -> list[Question]:
    """Return questions of every kind that a proposal of homes can be asked, about groups and about places."""
    instance = ground.instance
    group, town = instance["client_groups"]["group"][0], instance["municipalities"]["code"][0]
    lot = instance["supply"]["lot"][0]
    return [
        u16opt.Why(),
        u16opt.Why(municipality=town),
        u16opt.Why(group=group),
        u16opt.WhyNot(group=group, municipality=town),
        u16opt.WhyNot(municipality=town, clients=2),
        u16opt.WhatIf(changes=(f"supply[lot={lot}]:homes+=1",)),
        u16opt.WhatIf(changes=(f"client_groups[group={group}]:clients+=1",)),
        u16opt.Range(municipality=town),
        u16opt.Alternatives(count=1),
    ]


@dataclass(frozen=True)
class Told:
    """An answer within the house, and outside it."""

    ground: Ground
    question: Question
    inside: Answer
    outside: Answer


@pytest.fixture(scope="module")
def told(grounds: list[Ground], shipped: Ground) -> list[Told]:
    """Answers to all questions about a small proposal, and to some about the shipped year."""
    asked = [(grounds[0], each) for each in questions(grounds[0])]
    asked += [(shipped, each) for each in questions(shipped)[:6] if "group" not in str(each.parameters())]
    answers = [(ground, question, answered(ground, question)) for ground, question in asked]
    return [Told(*each, published(each[2], each[0])) for each in answers]


def words(answer: Answer) -> set[str]:
    """Return every word of an answer: of its facts, its parameters and its sentences."""
    return set(re.findall(r"[\w-]+", answer.as_json().replace("\\n", " ")))


def test_no_group_is_named(told: list[Told]) -> None:
    """Tests that no code of a group of clients is anywhere in a published answer, whatever was asked."""
    named = 0
    for each in told:
        codes = set(each.ground.instance["client_groups"]["group"])
        assert codes.isdisjoint(words(each.outside))
        named += not codes.isdisjoint(words(each.inside))
    assert named > 4


def test_of_one_group_goals_and_rules_remain(told: list[Told]) -> None:
    """Tests that of a question about one group nothing but goals and rules is left."""
    about = [each for each in told if "group" in str(each.question.parameters())]
    assert len(about) >= 3
    for each in about:
        kept = each.outside
        assert kept.parameters == {}
        assert kept.facts.keys() <= {"possible", "goals", "blocking", "members", "barriers", "facts"}
        assert kept.text.nl.startswith("Deze vraag gaat over een groep cliënten.")


def test_moves_are_added_up_by_municipality(shipped: Ground) -> None:
    """Tests that moves are told between municipalities, and add up to what is said within the house."""
    answer = answered(shipped, u16opt.WhatIf(changes=("supply[kind=studio]:homes+=1",)))
    inside = answer.facts["moves"]
    outside = published(answer, shipped, threshold=0).facts["moves"]
    assert sum(row["clients"] for row in outside) == sum(row["clients"] for row in inside) > 0
    for row in outside:
        own = [each["clients"] for each in inside if (each["from"], each["to"]) == (row["from"], row["to"])]
        assert row.keys() == {"from", "to", "clients"}
        assert row["clients"] == sum(own)


def numbers(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every number of facts with the key it stands under."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from numbers(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from numbers(value, key)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield key, node


PEOPLE = {"clients", "placed", "of", "gains", "loses", "same", "there", "movedClients", "arrived", "left"}
PEOPLE |= {"least", "most", "current", "commonClients"}


def test_no_small_count_is_shown(told: list[Told]) -> None:
    """Tests that no count of people of 1 to 4 is in the facts, nor a number of clients in the sentences."""
    small = 0
    for each in told:
        shown, before = (people(answer.facts) for answer in (each.outside, each.inside))
        assert not [value for value in shown if 0 < value < SMALLEST]
        small += len([value for value in before if 0 < value < SMALLEST])
        for text in (each.outside.text.nl, each.outside.text.en):
            assert "" not in text.split("\n")
            assert not re.search(r":\n(?!- )", text)
            counts = re.findall(r"(?<![\d.,])(\d+) (?:cliënt|client)(?!-)", text)
            assert not [count for count in counts if 0 < int(count) < SMALLEST]
    assert small > 20


def people(facts: Mapping[str, Any]) -> list[float]:
    """Return the numbers of people in facts: goals are no counts, and whole proposals are not read."""
    goals = ("goals", "atLeast", "atMost", "tolerance", "alternatives", "proposals")
    read = {key: value for key, value in facts.items() if key not in goals}
    return [value for key, value in numbers(read) if key in PEOPLE]


@dataclass
class Reader:
    """All that a reader can know of the counts of a fairness page, as whole numbers in linear sums.

    The counts of a page add up, those of a trait to everyone; what the published report shows is known.
    """

    ground: Ground
    inside: list[Mapping[str, Any]]
    outside: list[Mapping[str, Any]]
    number: dict[tuple[int, str], int] = field(default_factory=dict)
    truth: list[int] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    lines: list[dict[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down every count, what is shown of it, and how they add up."""
        known = self.reported()
        for row, (told, shown) in enumerate(zip(self.inside, self.outside, strict=True)):
            for name, value, mark in cells(told, shown):
                self.add((row, name), value, known.get((told["trait"], told["value"], name), mark))
            self.sums(row)
        for name in {name for _, name in self.number}:
            for trait in {told["trait"] for told in self.inside} - {None}:
                parts = [(row, name) for row, told in enumerate(self.inside) if told["trait"] == trait]
                self.line((0, name), parts)

    def add(self, key: tuple[int, str], value: int, mark: Any) -> None:
        """Write down a count and what is shown of it."""
        self.number[key] = len(self.truth)
        self.truth.append(value)
        shown = isinstance(mark, int)
        self.least.append(mark if shown else 1 if mark == "<5" else 0)
        self.most.append(mark if shown else SMALLEST - 1 if mark == "<5" else sum(self.truth) + 1000)

    def sums(self, row: int) -> None:
        """Write down how the counts of one row add up."""
        for names in (
            ("placed", "unplaced"),
            ("manual placed", "manual unplaced"),
            ("best placed", "best unplaced"),
            *(
                tuple(f"{side} {word}" for word in ("gains", "loses", "same"))
                for side in ("againstManual", "againstBest")
            ),
        ):
            if all((row, name) in self.number for name in names):
                self.line((row, "clients"), [(row, name) for name in names])

    def line(self, total: tuple[int, str], parts: list[tuple[int, str]]) -> None:
        """Write down that parts add up to a total."""
        assert self.truth[self.number[total]] == sum(self.truth[self.number[part]] for part in parts)
        self.lines.append({self.number[total]: -1} | {self.number[part]: 1 for part in parts})

    def reported(self) -> dict[tuple[str | None, str | None, str], Any]:
        """Return what the published report shows of the clients of each trait, and of who has no home."""
        ground = self.ground
        content = content_of(
            ground.instance, ground.model, ground.proposal, internal=False, language="nl", threshold=SMALLEST
        )
        (section,) = [each for each in content.report.sections if each.name == "outcomes"]
        assert isinstance(section, ReportSection)
        assert ground.model.traits is not None
        traits = ground.model.traits(ground.instance)
        assert traits.keys is not None
        found = {}
        for at in [(None, None), *traits.found()]:
            for name in ("clients", "unplaced", "placed"):
                key: Key = traits.keys(name, *at)
                shown = {own for keys in section.cells.values() for own in keys}
                if key in shown and key not in content.protection.marks:
                    found[(*at, name)] = content.protection.counts[key]
        return found

    def range(self, number: int) -> tuple[int, int]:
        """Return the least and the most that a count can be, as far as a reader can tell."""
        count = len(self.truth)
        matrix = [[line.get(column, 0) for column in range(count)] for line in self.lines]
        ends = []
        for way in (1, -1):
            costs = [way if column == number else 0 for column in range(count)]
            found = milp(
                costs,
                integrality=[1] * count,
                bounds=Bounds(self.least, self.most),
                constraints=LinearConstraint(matrix, 0, 0),
            )
            assert found.status == 0
            ends.append(round(found.x[number]))
        return ends[0], ends[1]


def cells(told: Mapping[str, Any], shown: Mapping[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """Yield the counts of a row: its name, what it is, and what is shown of it (None: nothing)."""
    yield from ((name, told[name], shown[name]) for name in ("clients", "placed"))
    yield "unplaced", told["clients"] - told["placed"], None
    for side in ("manual", "best"):
        if told[side] is not None:
            yield f"{side} placed", told[side]["placed"], shown[side]["placed"]
            yield f"{side} unplaced", told["clients"] - told[side]["placed"], None
    for side in ("againstManual", "againstBest"):
        if told[side] is not None:
            yield from ((f"{side} {word}", count, shown[side][word]) for word, count in told[side].items())


def test_nobody_can_work_out_a_small_count(grounds: list[Ground], told: list[Told]) -> None:
    """Tests that whoever adds and subtracts finds two possible values at least for every count of 1 to 4."""
    hidden = 0
    pages = [(each.ground, each.inside, each.outside) for each in told if each.question == u16opt.Why()]
    for ground in grounds[1:]:
        inside = answered(ground, u16opt.Why())
        pages.append((ground, inside, published(inside, ground)))
    for ground, inside, outside in pages:
        reader = Reader(ground, inside.facts["fairness"], outside.facts["fairness"])
        for (row, name), number in reader.number.items():
            if 0 < reader.truth[number] < SMALLEST:
                least, most = reader.range(number)
                assert least < most, (row, name, reader.truth[number])
                hidden += 1
    assert hidden > 20


def test_means_of_hidden_counts_are_hidden(told: list[Told]) -> None:
    """Tests that a row whose people are hidden shows no means either, and nobody's largest loss."""
    pages = [each.outside.facts["fairness"] for each in told if each.question == u16opt.Why()]
    hidden = [row for page in pages for row in page if isinstance(row["placed"], str)]
    assert hidden
    assert all(row["largestLoss"] == [] for page in pages for row in page)
    for row in hidden:
        assert all(isinstance(each["amount"], str) for each in row["proposal"]["goals"])
        assert not isinstance(row["proposal"]["pressure"], float)


def test_what_is_full_is_not_told_by_place(shipped: Ground) -> None:
    """Tests that full homes and neighbourhoods are not named: their number is that of the people there."""
    facts = published(answered(shipped, u16opt.Why()), shipped).facts
    assert facts["binding"]
    assert all(row["place"] is row["period"] is None for row in facts["binding"])
    assert all(row["rules"] == [] for row in facts["municipalities"])


def test_sentences_are_those_of_the_published_facts(shipped: Ground) -> None:
    """Tests that marks stand in the sentences where they stand in the facts, and are explained."""
    answer = published(answered(shipped, u16opt.Why()), shipped)
    few = [
        row["municipality"] for row in answer.facts["municipalities"] if row["carries"][0]["amount"] == "<5"
    ]
    names = dict(zip(*(shipped.instance["municipalities"][each] for each in ("code", "name")), strict=True))
    assert few
    for code in few:
        assert f"- {names[code]}: <5." in answer.text.nl
    assert "<5: 1 tot en met 4." in answer.text.nl


def test_large_counts_are_shown(shipped: Ground) -> None:
    """Tests that what tells of nobody in particular stays: goals, and most of the fairness page."""
    answer = answered(shipped, u16opt.Why())
    kept = published(answer, shipped).facts
    assert kept["goals"] == answer.facts["goals"]
    everyone = {
        key: value for key, value in kept["fairness"][0].items() if key not in ("largestLoss", "best")
    }
    assert everyone == {key: answer.facts["fairness"][0][key] for key in everyone}


def test_a_threshold_of_0_hides_no_counts(grounds: list[Ground]) -> None:
    """Tests that without a threshold counts stay as they are, and groups are left out all the same."""
    for ground in grounds[:1]:
        answer = answered(ground, u16opt.Why())
        kept = published(answer, ground, threshold=0).facts
        assert [row["clients"] for row in kept["fairness"]] == [
            row["clients"] for row in answer.facts["fairness"]
        ]
        about = published(answered(ground, u16opt.WhatIf(changes=("supply:homes+=1",))), ground, threshold=0)
        assert set(ground.instance["client_groups"]["group"]).isdisjoint(words(about))


def test_a_threshold_of_2_is_refused(shipped: Ground) -> None:
    """Tests that <2, which says exactly what it hides, cannot be asked for."""
    with pytest.raises(ValueError, match="threshold of 2"):
        published(answered(shipped, u16opt.Why()), shipped, threshold=2)


def test_what_counts_no_people_stays_as_it_is() -> None:
    """Tests that an answer about contingents, which are promises and no people, is published whole."""
    instance = u16opt.read(ROOT / "instances" / "u16-2024")
    ground = stand_on(instance, u16opt.solve(instance, HERIJKING))
    for question in (u16opt.Why(), u16opt.Why(municipality="GM0355")):
        answer = answered(ground, question)
        assert published(answer, ground) == answer


def test_places_are_no_people() -> None:
    """Tests that places of new locations are shown however few, and clients by region are counted."""
    instance = u16opt.read(ROOT / "instances" / "tiny")
    ground = stand_on(instance, u16opt.solve(instance, SPREAD))
    answer = answered(ground, u16opt.Why())
    kept = published(answer, ground).facts
    carried = [each for row in kept["municipalities"] for each in row["carries"]]
    assert carried == [each for row in answer.facts["municipalities"] for each in row["carries"]]
    shown = [row[key] for row in kept["fairness"] for key in ("clients", "placed")]
    assert not [count for count in shown if isinstance(count, int) and 0 < count < SMALLEST]


def test_published_answers_are_json(told: list[Told]) -> None:
    """Tests that a published answer can be written and read like any other, and is the same every time."""
    for each in told[:6:2]:
        assert published(each.inside, each.ground).as_json() == each.outside.as_json()
        assert json.loads(each.outside.as_json())["question"] == each.question.name
