"""What agreements cost: each number against two solves of an instance in which files say otherwise."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import reference
from support.generator import Case, draw_case
from support.naive_world import World as Naive
from support.policies import ALLOCATION as WORDS
from support.policies import Vocabulary, draw_order
from support.recalibration.case import Recalibration, Town
from support.recalibration.enumeration import best
from support.repricing import rewritten
from support.spread import generator as spread_cases
from support.spread import reference as spread_reference
from support.spread.policies import SPREAD as SPREAD_WORDS
from support.street import street
from support.world import Size

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.prices import pricing
from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.model.model import Model
from u16opt.policies import policy_of, policy_problems
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

ROOT = Path(__file__).resolve().parents[2]
YEAR = Size((2, 4), (1, 2), (1, 1), (3, 8), (1, 4), (4, 12), (1, 4))
SPREAD_YEAR = spread_cases.Size((2, 3), (1, 2), (1, 1), (0, 3), (1, 4), (1, 5), (0, 5))
SIDES = ("wider", "tighter", "without")
STEPS = {"budget": 10_000, "running_budget": 10_000}
LESS_IS_WIDER = ("contingent", "region_floor", "separation", "minimum")

Best = Callable[[Instance, Policy], Sequence[float] | None]


def allocated(instance: Instance, policy: Policy) -> Sequence[float] | None:
    """Return the best values of an allocation by the reference; None when there is none."""
    found = reference.solve(instance, policy)
    return found.best if found.feasible else None


def spread_out(instance: Instance, policy: Policy) -> Sequence[float] | None:
    """Return the best values of a spread by the reference; None when there is none."""
    found = spread_reference.solve(of_product(instance, SPREAD), policy)
    return found.best if found.feasible else None


@pytest.fixture(scope="module")
def tiny() -> tuple[Instance, Proposal, Answer]:
    """A small instance, its proposal, and what every agreement costs."""
    instance = u16opt.read(ROOT / "instances" / "tiny")
    proposal = u16opt.solve(instance)
    return instance, proposal, u16opt.explain(instance, proposal, u16opt.Price())


def change_of(row: Mapping[str, Any], side: str) -> float | None:
    """Return what a side changes a number by; None drops it."""
    if side == "without":
        return None
    way = 1 if (side == "wider") != (row["rule"] in LESS_IS_WIDER) else -1
    return float(way * STEPS.get(row["rule"], 1))


def assert_side(
    case: Case, model: Model, proposal: Proposal, row: Mapping[str, Any], side: str, known: Best
) -> str:
    """Assert that one side of a price is what solving changed files finds, and return what that was."""
    changed = rewritten(case, model.name, row, change_of(row, side))
    if changed is None:
        return "not to be written"
    with tempfile.TemporaryDirectory() as folder:
        instance, _ = problems_of(changed.write(Path(folder)))
    if instance is None or policy_problems(instance, model)[0] is None:
        return "not to be written"
    policy = policy_of(instance, model)
    other, expected = u16opt.solve(instance, model), known(instance, policy)
    assert (side in row["impossible"]) == (expected is None) == (other.status == "infeasible"), (row, side)
    if expected is None:
        return "impossible"
    found = {each["name"]: each["amount"] for each in row[side]}
    now = {goal.name: goal.value for goal in proposal.goals}
    assert set(found) == {goal.name for goal in other.goals} & set(now)
    for goal, least in zip(other.goals, expected, strict=True):
        if goal.name in now:
            near = 2e-6 * max(1.0, abs(least), abs(now[goal.name]))
            assert abs(now[goal.name] + found[goal.name] - goal.value) <= near, (row, side, goal)
            assert abs(now[goal.name] + found[goal.name] - least) <= near, (row, side, goal)
    return "changed" if any(found.values()) else "same"


def assert_prices(case: Case, model: Model, draw: random.Random, known: Best) -> Counter[str]:
    """Assert some prices of a case, of what leaves room as well, and return what was found."""
    with tempfile.TemporaryDirectory() as folder:
        instance = read(case.write(Path(folder)))
    proposal = u16opt.solve(instance, model)
    found: Counter[str] = Counter()
    if proposal.status != "optimal":
        return found
    rules = [name for name, rule in policy_of(instance, model).rules.items() if rule.mode in ("hard", "soft")]
    for name in draw.sample(rules, min(2, len(rules))):
        answer = u16opt.explain(instance, proposal, u16opt.Price(rule=name))
        assert answer.proven
        rows = answer.facts["prices"]
        for row in (rows[0], draw.choice(rows)):
            for side in (each for each in SIDES if row[each] or each in row["impossible"]):
                found[assert_side(case, model, proposal, row, side, known)] += 1
    return found


def with_more_rules(draw: random.Random, words: Vocabulary) -> dict[str, Any]:
    """Return a policy in which three more rules are on; now and then with another order."""
    rules = {
        name: {
            "mode": draw.choice([mode for mode in words.settings[name][0] if mode != "off"]),
            **{number: draw.choice(choices) for number, choices in words.settings[name][1].items()},
        }
        for name in draw.sample(sorted(words.settings), 3)
    }
    return {"rules": rules} | ({"order": draw_order(draw, words)} if draw.random() < 0.3 else {})


@pytest.mark.parametrize(
    ("random_policy", "seeds"),
    [(False, range(10)), (True, [17, 21, 31, 33, 55, 59, 67, 103])],
    ids=["default", "more-rules"],
)
def test_equals_solves_of_changed_files(random_policy: bool, seeds: Sequence[int]) -> None:
    """Tests that every amount is what both solvers find when tables or policy say so, proofs or not."""
    found: Counter[str] = Counter()
    for seed in seeds:
        draw = random.Random(seed)
        case = draw_case(seed, YEAR)
        if random_policy:
            case.settings["policy"] = {"allocation": with_more_rules(draw, WORDS)}
        found += assert_prices(case, ALLOCATION, draw, allocated)
    assert min(found["changed"], found["same"]) >= 5, found


@pytest.mark.parametrize(
    ("random_policy", "seeds"),
    [(False, range(10)), (True, [7, 15, 19, 26, 29, 39, 48, 55, 232, 313, 358])],
    ids=["default", "more-rules"],
)
def test_spread_equals_solves_of_changed_files(random_policy: bool, seeds: Sequence[int]) -> None:
    """Tests the same for new locations."""
    found: Counter[str] = Counter()
    for seed in seeds:
        draw = random.Random(seed)
        case = spread_cases.draw_case(seed, SPREAD_YEAR)
        if random_policy:
            case.settings["policy"] = {"spread": with_more_rules(draw, SPREAD_WORDS)}
        found += assert_prices(case, SPREAD, draw, spread_out)
    assert min(found["changed"], found["same"]) >= 3, found


def test_herijking_equals_enumeration(tmp_path: Path) -> None:
    """Tests the same for contingents, against every recalibration there is."""
    found: Counter[str] = Counter()
    for seed in range(20):
        draw = random.Random(seed)
        towns = [
            Town(
                code,
                draw.randint(0, 5),
                draw.choice([1, 2, 3, 5]),
                draw.choice([0, 1, 3]),
                draw.choice([3, 4, 6]),
            )
            for code in "abcd"
        ]
        question = Recalibration(towns, draw.randint(5, 12), draw.choice([None, 3]))
        instance = read(question.write(tmp_path / f"{seed}"))
        proposal = u16opt.solve(instance, HERIJKING)
        if proposal.status != "optimal":
            continue
        answer = u16opt.explain(instance, proposal, u16opt.Price())
        assert answer.proven
        for row in draw.sample(answer.facts["prices"], 3):
            found += assert_enumerated(question, proposal, row)
    assert min(found["changed"], found["same"]) >= 5, found


def enumerated(
    question: Recalibration, row: Mapping[str, Any], by: float | None
) -> tuple[Recalibration, tuple[str, ...], frozenset[str]] | None:
    """Return a recalibration in which a bound is another one; None where nobody could write that."""
    rule, code, order = row["rule"], row["place"], ("disproportion", "moves")
    if code is None:
        return question, order, frozenset([rule])
    if rule == "max_change":
        return None
    towns = [
        replace(town, **{rule: None if by is None else getattr(town, rule) + int(by)})
        if town.code == code
        else town
        for town in question.towns
    ]
    below = any(getattr(town, rule) is not None and getattr(town, rule) < 0 for town in towns)
    return None if below else (replace(question, towns=towns), order, frozenset())


def assert_enumerated(question: Recalibration, proposal: Proposal, row: Mapping[str, Any]) -> Counter[str]:
    """Assert a price of a bound against all recalibrations."""
    found: Counter[str] = Counter()
    for side in SIDES:
        changed = enumerated(question, row, change_of(row, side))
        if changed is None or not (row[side] or side in row["impossible"]):
            continue
        expected = best(*changed)
        assert (side in row["impossible"]) == (expected is None), (row, side)
        if expected is None:
            found["impossible"] += 1
            continue
        for goal, each, value in zip(proposal.goals, row[side], expected.values, strict=True):
            assert goal.value + each["amount"] == pytest.approx(float(value), abs=1e-6), (row, side)
        found["changed" if any(each["amount"] for each in row[side]) else "same"] += 1
    return found


def amounts(changes: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the goals that change, with by how much."""
    return {each["name"]: each["amount"] for each in changes if each["amount"]}


NEARER, FARTHER, HOUSED = {"distance": -10}, {"distance": 10}, {"unplaced": -1}
BY_HAND = [
    # A1 carries 2 of the 3 clients; the other one goes to b, at 10 km.
    ("draagkracht", {}, {}, {"A1": (NEARER, FARTHER, NEARER), None: (None, None, NEARER)}),
    # A promised 2 and B 1: that is all 3, so neither can promise more.
    (
        "contingent",
        {},
        {},
        {"A": ({}, "no", {}), "B": (NEARER, "no", NEARER), None: (None, None, NEARER)},
    ),
    # At 1000 euro a client A can pay for 2, and cannot be given 10,000 euro less.
    ("budget", {}, {}, {"A": (HOUSED, "no", HOUSED), None: (None, None, HOUSED)}),
    # Of complex b 2 homes may be asked for, and 2 are let.
    ("mixed_living", {"share": "1/3"}, {"b": 2}, {"b": ({}, "no", {}), None: (None, None, {})}),
    # Nobody need move: all 3 were in a; but 2 were let in b.
    ("stability", {"limit": 2}, {"b": 2}, {None: ({}, "no", {})}),
]


@pytest.mark.parametrize(("rule", "setting", "let", "expected"), BY_HAND, ids=[each[0] for each in BY_HAND])
def test_worked_out_by_hand(
    tmp_path: Path, rule: str, setting: Any, let: Any, expected: Mapping[str | None, tuple[Any, ...]]
) -> None:
    """Tests a street of two lots: what a place, a letting, 10,000 euro of an agreement do."""
    instance = street(tmp_path, rule, setting, let, budget=2000)
    answer = u16opt.explain(instance, u16opt.solve(instance), u16opt.Price())
    assert {row["place"] for row in answer.facts["prices"]} == set(expected)
    for row in answer.facts["prices"]:
        assert row["rule"] == rule
        for side, known in zip(SIDES, expected[row["place"]], strict=True):
            assert (side in row["impossible"]) == (known == "no"), (row, side)
            assert bool(row[side]) == (known not in (None, "no"))
            assert known in (None, "no") or amounts(row[side]) == known


def test_a_contingent_moves_its_cap_along(tmp_path: Path) -> None:
    """Tests that a promise that is kept with room to spare has a price where its cap rests on it."""
    instance = street(tmp_path, "contingent_cap", {"allowance": 0}, {})
    lettings = {"municipality": ("A", "B"), "period": (2024, 2024), "lettings": (1, 1)}
    tables = {**instance.tables, "contingents": replace(instance["contingents"], columns=lettings)}
    rules = {"contingent": {"mode": "soft"}, "contingent_cap": {"mode": "hard", "allowance": 1}}
    off = {name: {"mode": "off"} for name in ("draagkracht", "budget", "mixed_living")}
    policy = {"order": ["unplaced", "distance", "shortfall"], "rules": rules | off}
    settings = instance.settings.model_copy(update={"policy": {"allocation": policy}})
    instance = replace(instance, settings=settings, tables=tables)
    proposal = u16opt.solve(instance)
    # A promised 1 and takes 2, no more than its cap; were 2 promised it could take all three, at 0 km.
    assert [goal.value for goal in proposal.goals] == [0, 10, 0]
    answer = u16opt.explain(instance, proposal, u16opt.Price(rule="contingent", place="A"))
    (row,) = answer.facts["prices"]
    assert [amounts(row[side]) for side in SIDES] == [FARTHER, NEARER | {"shortfall": 1}, {}]


def test_sentences(tmp_path: Path) -> None:
    """Tests that every price has a sentence in both languages, and that a unit of euros is named."""
    instance = street(tmp_path / "a", "budget", {}, {}, budget=2000)
    answer = u16opt.explain(instance, u16opt.solve(instance), u16opt.Price())
    assert [row["unit"] for row in answer.facts["prices"]] == ["10,000 euro", "10,000 euro"]
    said = "- Budget van A in 2024. Met € 10.000 meer: zonder woning -1 gewogen cliënt. "
    assert (
        f"{said}Met € 10.000 minder: dat kan niet. Zonder deze afspraak: zonder woning -1 gewogen cliënt."
        in answer.text.nl
    )
    assert "- Budget, the whole rule. Without this agreement: unplaced -1 weighted client." in answer.text.en
    instance = street(tmp_path / "b", "mixed_living", {"share": "1/3"}, {"b": 2})
    answer = u16opt.explain(instance, u16opt.solve(instance), u16opt.Price())
    assert "2 afspraken kosten niets" in answer.text.nl
    assert "\n- " not in answer.text.nl


def tight(instance: Instance, proposal: Proposal) -> dict[tuple[str, str, int], bool]:
    """Return by contingent and draagkracht whether the proposal leaves no room for one more, or fewer."""
    world, placed = Naive(instance), Counter[tuple[str, int]]()
    for row in proposal.answer["placements"]:
        home = world.lots[row["lot"]]
        for code in (world.host(row["lot"]), home["neighbourhood"]):
            placed[code, home["period"]] += row["clients"]
    found = {
        ("contingent", row["municipality"], row["period"]): (
            placed[row["municipality"], row["period"]] - row["lettings"] < 1
        )
        for row in instance["contingents"].rows()
    }
    limits = {row["code"]: row["draagkracht"] for row in instance["neighbourhoods"].rows()}
    for row in instance["supply"].rows():
        here = (row["neighbourhood"], row["period"])
        if limits[here[0]] is not None:
            found["draagkracht", *here] = limits[here[0]] - placed[here] < 1
    return found


def test_what_is_asked(tiny: Any) -> None:
    """Tests that exactly what leaves no room is priced, and every rule; the rest is counted, and told."""
    instance, proposal, answer = tiny
    known = tight(instance, proposal)
    rows = {(row["rule"], row["place"], row["period"]) for row in answer.facts["prices"]}
    numbered = {each for each in rows if each[0] in ("contingent", "draagkracht") and each[1] is not None}
    assert numbered == {each for each, full in known.items() if full}
    rules = ["budget", "contingent", "draagkracht", "mixed_living"]
    assert sorted(each[0] for each in rows if each[1] is None) == rules
    assert answer.facts["asked"] == len(rows)
    every = ALLOCATION.formulate(instance, policy_of(instance, ALLOCATION), 0).agreements
    assert answer.facts["slack"] == sum(len(every[name].numbers) for name in rules) + len(rules) - len(rows)
    assert f"In {answer.facts['slack']} andere afspraken" in answer.text.nl


def test_the_dearest_first(tiny: Any) -> None:
    """Tests that prices are sorted by what dropping changes, goal by goal; all goals are listed."""
    _, proposal, answer = tiny
    order, sizes = [goal.name for goal in proposal.goals], []
    for row in answer.facts["prices"]:
        found = {each["name"]: abs(each["amount"]) for each in row["without"]}
        sizes.append([found.get(name, 0) for name in order])
        assert row["place"] is None or list(found) == order
    assert sizes == sorted(sizes, reverse=True)
    assert answer.text.nl.splitlines()[1].startswith("- Draagkracht van Oost in 2024. Met 1 plaatsing meer: ")


def test_what_fairness_costs(tmp_path: Path) -> None:
    """Tests that a goal that shares fairly comes after all others, and what it then is is the least."""
    instance = street(tmp_path, "contingent", {}, {})
    order = ["worst_shortfall", "unplaced", "distance"]
    policy = {"order": order, "rules": {"contingent": {"mode": "soft"}, "draagkracht": {"mode": "off"}}}
    settings = instance.settings.model_copy(update={"policy": {"allocation": policy}})
    instance = replace(instance, settings=settings)
    answer = u16opt.explain(instance, u16opt.solve(instance), u16opt.Price())
    # All three clients in a instead of one in b: 10 km less, and B lets none of its 1.
    (row,) = answer.facts["fairness"]
    assert (row["name"], amounts(row["without"])) == (
        "worst_shortfall",
        {"worst_shortfall": 1, "distance": -10},
    )
    said = "- Als grootste tekort het minst belangrijke doel was: grootste tekort +100 procentpunt"
    assert said in answer.text.nl
    assert (
        u16opt.explain(instance, u16opt.solve(instance), u16opt.Price(rule="contingent")).facts["fairness"]
        == []
    )


def test_proofs_save_solves(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that what many agreements together do not change is not solved for each of them."""
    instance, proposal, _ = tiny
    count, known = Counter[str](), pricing.resolve

    def counted(*given: Any, **named: Any) -> Any:
        count["solves"] += 1
        return known(*given, **named)

    monkeypatch.setattr(pricing, "resolve", counted)
    rows = u16opt.explain(instance, proposal, u16opt.Price(rule="draagkracht")).facts["prices"]
    changed = [side for row in rows for side in SIDES if amounts(row[side])]
    sides = [side for row in rows for side in SIDES if row[side] or side in row["impossible"]]
    assert len(sides) == 13
    assert count["solves"] <= len(changed) + 4 < len(sides)


@pytest.mark.parametrize(
    ("question", "option", "said"),
    [
        (u16opt.Price(rule="contingents"), "--rule", 'bedoelt u "contingent"?'),
        (u16opt.Price(rule="supply"), "--rule", "een feit is geen afspraak"),
        (u16opt.Price(place="A22"), "--place", 'bedoelt u "A2"?'),
        (u16opt.Price(rule="draagkracht", place="A"), "--place", "een plaats waar een afspraak geldt"),
        (u16opt.Price(period=2031), "--period", "een van: 2024, 2025"),
    ],
)
def test_what_cannot_be_asked(question: u16opt.Price, option: str, said: str, tiny: Any) -> None:
    """Tests that an unknown rule, place or year is refused with the nearest name, and a fact as a fact."""
    instance, proposal, _ = tiny
    with pytest.raises(InputError) as caught:
        u16opt.explain(instance, proposal, question)
    assert [problem.file for problem in caught.value.problems] == [option]
    assert said in caught.value.problems[0].expected.nl


def test_exactly_what_is_asked(tiny: Any) -> None:
    """Tests that a filter gives what matches, room or no room, and that a rule that is off has no price."""
    instance, proposal, _ = tiny
    answer = u16opt.explain(instance, proposal, u16opt.Price(rule="contingent", place="B", period=2025))
    (row,) = answer.facts["prices"]
    assert (row["rule"], row["place"], row["period"]) == ("contingent", "B", 2025)
    assert (answer.facts["asked"], answer.facts["slack"], answer.facts["fairness"]) == (1, 0, [])
    off = u16opt.explain(instance, proposal, u16opt.Price(rule="max_distance"))
    assert (off.facts["prices"], off.facts["off"], off.proven) == ([], True, True)
    assert off.text.nl.startswith("Deze regel staat uit")


def test_when_time_runs_out(tiny: Any) -> None:
    """Tests that without time nothing is said to be known: what is left out is counted, and not proven."""
    instance, proposal, _ = tiny
    answer = u16opt.explain(
        instance, proposal, u16opt.Price(rule="contingent"), u16opt.Options(time_limit=0.0)
    )
    assert answer.facts["prices"] == []
    assert answer.facts["notWorkedOut"] == answer.facts["asked"] == 5
    assert not answer.proven
    assert "5 afspraken zijn niet doorgerekend" in answer.text.nl
    assert answer.text.nl.splitlines()[-1].startswith("Let op: niet alles hierboven is bewezen")


def test_same_bytes(tiny: Any) -> None:
    """Tests that the same question twice gives the same bytes but for the seconds."""
    instance, proposal, _ = tiny
    question = u16opt.Price(rule="draagkracht")
    one, other = (
        u16opt.explain(instance, proposal, question).model_copy(update={"seconds": 0.0}) for _ in range(2)
    )
    assert one.as_json() == other.as_json()
