"""What if: the changed instance, as if it were written in files, solved near the proposal."""

from __future__ import annotations

import pickle
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import brute_force, reference
from support.changing import changed_instance, draw_line
from support.generator import SMALL, TINY, Case, draw_case
from support.hamlet import hamlet_case
from support.in_order import NOISE, value_of
from support.naive_goals import goals_of
from support.naive_world import World
from support.recalibration.case import Recalibration, Town
from support.recalibration.enumeration import best
from support.spread import generator as spread_cases
from support.spread import reference as spread_reference
from support.world import Size

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import stand_on
from u16opt.explaining.what_if import altered
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.scenario.again import with_changes, with_scenario
from u16opt.scenario.one_line import changes_of
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

ROOT = Path(__file__).resolve().parents[2]
TABLES = {
    "contingents": "lettings",
    "neighbourhoods": "draagkracht",
    "supply": "homes",
    "client_groups": "clients",
}
PLACES = {"neighbourhoods": "location_load", "locations": "places", "demand": "clients"}
OTHER = """\
title = "Anders"
[policy.allocation]
order = ["unplaced", "shortfall", "moves"]
[budget]
phase_in_years = 7
[[change]]
table = "contingents"
scale = {lettings = 1.5}
"""


def with_other(case: Case, path: Path) -> Path:
    """Write a case with a scenario, and return its folder."""
    folder = case.write(path)
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "other.toml").write_text(OTHER, encoding="utf-8")
    return folder


def without_seconds(answer: Answer) -> str:
    """Return an answer as JSON, without what it took."""
    return answer.model_copy(update={"seconds": 0.0}).as_json()


def assert_solved(instance: Instance, model: Model, answer: Answer, expected: Any) -> str:
    """Assert that an answer has the goals of the changed instance, solved by itself and by a reference."""
    proposal = u16opt.solve(instance, model)
    assert answer.proven
    assert answer.facts["possible"] == expected.feasible == (proposal.status == "optimal")
    values = [row["changed"] for row in answer.facts["goals"]]
    assert values == pytest.approx([goal.value for goal in proposal.goals], rel=1e-6, abs=1e-6)
    assert values == pytest.approx(list(expected.best), rel=1e-6, abs=1e-6)
    return "possible" if answer.facts["possible"] else "impossible"


@pytest.mark.parametrize("size", [TINY, SMALL], ids=["tiny", "small"])
def test_equals_the_changed_files(tmp_path: Path, size: Size) -> None:
    """Tests that changes on the command line give the very instance, and the goals, of changed files."""
    found: Counter[str] = Counter()
    for seed in range(20):
        case, draw = draw_case(seed, size), random.Random(seed)
        lines = [draw_line(draw, case, TABLES) for _ in range(draw.choice([1, 1, 2]))]
        instance = u16opt.read(case.write(tmp_path / f"{seed}"))
        written = changed_instance(case, lines, tmp_path / f"{seed}-changed")
        proposal = u16opt.solve(instance, ALLOCATION)
        question = u16opt.WhatIf(changes=tuple(map(str, lines)))
        if proposal.status != "optimal":
            continue
        if written is None:
            found[refused(instance, proposal, question)] += 1
            continue
        made = altered(stand_on(instance, proposal), question)
        assert (made.hash, made.tables) == (written.hash, written.tables)
        answer = u16opt.explain(instance, proposal, question)
        expected = reference.solve(written, policy_of(written, ALLOCATION))
        found[assert_solved(written, ALLOCATION, answer, expected)] += 1
    assert found["possible"] >= 10, found
    assert found["refused"] >= 1, found


def refused(instance: Instance, proposal: Proposal, question: u16opt.WhatIf) -> str:
    """Assert that a question is refused at its own place."""
    with pytest.raises(InputError) as caught:
        u16opt.explain(instance, proposal, question)
    assert {problem.file for problem in caught.value.problems} == {"--change"}
    return "refused"


def test_spread_equals_the_changed_files(tmp_path: Path) -> None:
    """Tests the same for new locations, of which the rows of other products change along."""
    found: Counter[str] = Counter()
    for seed in range(25):
        case, draw = spread_cases.draw_case(seed, spread_cases.SMALL), random.Random(seed)
        line = draw_line(draw, case, PLACES)
        instance = u16opt.read(case.write(tmp_path / f"{seed}"))
        written = changed_instance(case, [line], tmp_path / f"{seed}-changed")
        proposal = u16opt.solve(instance, SPREAD)
        if written is None or proposal.status != "optimal":
            continue
        question = u16opt.WhatIf(changes=(str(line),))
        ground = stand_on(instance, proposal)
        assert replace(altered(ground, question), assumptions=()) == of_product(written, SPREAD)
        answer = u16opt.explain(instance, proposal, question)
        expected = spread_reference.solve(of_product(written, SPREAD), policy_of(written, SPREAD))
        found[assert_solved(written, SPREAD, answer, expected)] += 1
    assert found["possible"] >= 15, found


def test_herijking_equals_the_changed_files(tmp_path: Path) -> None:
    """Tests the same for contingents, with every recalibration looked at; and that bounds can clash."""
    found: Counter[str] = Counter()
    for seed in range(30):
        draw = random.Random(seed)
        towns = [Town(code, draw.randint(0, 5), draw.choice([1, 2, 3, 5]), 0, 6) for code in "abcd"]
        question = Recalibration(towns, draw.randint(3, 9))
        column, number = draw.choice([("maximum", 0), ("maximum", 1), ("minimum", 4), ("basis", 7)])
        asked = draw.choice(["a", "a|b", "a|b|c|d"])
        changed = [Town(**{**vars(town), column: number}) if town.code in asked else town for town in towns]
        instance = u16opt.read(question.write(tmp_path / f"{seed}"))
        proposal = u16opt.solve(instance, HERIJKING)
        line = f"recalibration[municipality={asked}]:{column}={number}"
        answer = u16opt.explain(instance, proposal, u16opt.WhatIf(changes=(line,)))
        expected = best(Recalibration(changed, question.lettings))
        assert answer.proven
        assert answer.facts["possible"] == (expected is not None)
        values = [] if expected is None else [float(value) for value in expected.values]
        assert [row["changed"] for row in answer.facts["goals"]] == pytest.approx(values)
        assert bool(answer.facts["members"]) == (expected is None)
        found["impossible" if expected is None else "possible"] += 1
    assert min(found["possible"], found["impossible"]) >= 3, found


def moved_by_hand(before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]) -> int:
    """Return how many clients of groups of the same size have another place, being without one a place."""
    differences: Counter[str] = Counter()
    for pair in before.keys() | after.keys():
        differences[pair[0]] += abs(before.get(pair, 0) - after.get(pair, 0))
    return sum(differences.values()) // 2


def seated(instance: Instance, placements: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return placements with those who have no place."""
    seats = dict(placements)
    for group, clients in zip(
        *(instance["client_groups"][name] for name in ("group", "clients")), strict=True
    ):
        seats[group, ""] = clients - sum(n for (g, _), n in placements.items() if g == group)
    return seats


def test_no_fewer_clients_could_move(tmp_path: Path) -> None:
    """Tests that of all placements that are best after the change, one was taken in which fewest move."""
    found: Counter[str] = Counter()
    for seed in range(60):
        case, draw = draw_case(seed, TINY), random.Random(seed)
        columns = {name: column for name, column in TABLES.items() if name != "client_groups"}
        line = draw_line(draw, case, columns)
        instance = u16opt.read(case.write(tmp_path / f"{seed}"))
        written = changed_instance(case, [line], tmp_path / f"{seed}-changed")
        if written is None or brute_force.number_of_placements(written) > 150:
            continue
        proposal = u16opt.solve(instance, ALLOCATION)
        if proposal.status != "optimal":
            continue
        answer = u16opt.explain(instance, proposal, u16opt.WhatIf(changes=(str(line),)))
        known = {(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]}
        best_ones = best_of(written)
        if not best_ones:
            assert not answer.facts["possible"]
            continue
        fewest = min(moved_by_hand(seated(instance, known), seated(written, each)) for each in best_ones)
        assert answer.facts["movedClients"] == fewest, seed
        assert sum(move["clients"] for move in answer.facts["moves"]) == fewest
        found["moved" if fewest else "stayed"] += 1
    assert min(found["moved"], found["stayed"]) >= 5, found


def best_of(instance: Instance) -> list[dict[tuple[str, str], int]]:
    """Return every best placement."""
    world, policy = World(instance), policy_of(instance, ALLOCATION)
    left = [each for each in brute_force.placements_of(world) if brute_force.is_allowed(world, policy, each)]
    scores = [goals_of(world, policy, each) for each in left]
    for entry in policy.order:
        values = [value_of(score, policy, entry) for score in scores]
        kept = [
            number
            for number, value in enumerate(values)
            if value <= min(values) + NOISE * max(1, min(values))
        ]
        left, scores = [left[number] for number in kept], [scores[number] for number in kept]
    return left


def test_a_scenario_by_its_name(tmp_path: Path) -> None:
    """Tests that a scenario gives the instance, goals and assumptions that reading it gives."""
    found = 0
    for seed in range(20):
        folder = with_other(draw_case(seed, SMALL), tmp_path / f"{seed}")
        instance = u16opt.read(folder)
        try:
            expected = u16opt.read(folder, "other")
        except InputError:
            continue
        proposal, other = u16opt.solve(instance), u16opt.solve(expected)
        if "optimal" not in (proposal.status, other.status):
            continue
        assert with_scenario(instance, "other") == expected
        answer = u16opt.explain(instance, proposal, u16opt.WhatIf(scenario="other"))
        changed = {row["name"]: row["changed"] for row in answer.facts["goals"]}
        assert [changed[goal.name] for goal in other.goals] == pytest.approx(
            [goal.value for goal in other.goals]
        )
        assert changed["waiting"] is None
        assert [row["what"] for row in answer.facts["assumptions"]] == [
            each.what.model_dump() for each in other.assumptions
        ]
        assert "Niet meer in de volgorde" in answer.text.nl
        found += 1
    assert found >= 10


def test_on_top_of_the_own_scenario(tmp_path: Path) -> None:
    """Tests that changes come on top of the proposal's scenario, or of the one that is asked for."""
    folder = with_other(draw_case(3, SMALL), tmp_path)
    plain, other = u16opt.read(folder), u16opt.read(folder, "other")
    lots = plain["supply"]["lot"]
    line = f"supply[lot={lots[0]}]:homes+=2"
    proposal = u16opt.solve(other)
    own = altered(stand_on(other, proposal), u16opt.WhatIf(changes=(line,)))
    asked = altered(stand_on(plain, u16opt.solve(plain)), u16opt.WhatIf(changes=(line,), scenario="other"))
    changed = dict(zip(own["supply"]["lot"], own["supply"]["homes"], strict=True))
    before = dict(zip(lots, other["supply"]["homes"], strict=True))
    assert changed == before | {lots[0]: before[lots[0]] + 2}
    assert (own.hash, own.tables, own.scenario) == (asked.hash, asked.tables, "other")
    answer = u16opt.explain(other, proposal, u16opt.WhatIf(changes=(line,)))
    assert [row["scenario"] for row in answer.facts["assumptions"]] == ["--change"]
    back = u16opt.explain(other, proposal, u16opt.WhatIf(scenario="other"))
    assert back.facts["sameInput"]
    assert all(row["current"] == row["changed"] for row in back.facts["goals"])
    assert back.facts["movedClients"] == 0


def test_a_change_means_what_it_means_in_a_scenario(tmp_path: Path) -> None:
    """Tests that every way to write a line gives what the same ``[[change]]`` gives."""
    scenarios = {
        "client_groups[]:clients*=1.5": "where = {}\nscale = {clients = 1.5}",
        "client_groups:clients*=2/3": 'where = {}\nscale = {clients = "2/3"}',
        "client_groups[origin=GM1|GM3]:clients-=1": 'where = {origin = ["GM1", "GM3"]}\nadd = {clients = -1}',
        "client_groups[kinds=flat|room]: kinds = room|flat": (
            'where = {kinds = ["flat", "room"]}\nset = {kinds = ["room", "flat"]}'
        ),
        'client_groups[group="g3",first_period=2024]:excluded=': (
            'where = {group = "g3", first_period = 2024}\nset = {excluded = ""}'
        ),
        "client_groups[pin='GM3']:drop": 'where = {pin = "GM3"}\ndrop = true',
    }
    instance = hamlet_with(tmp_path, scenarios)
    for number, line in enumerate(scenarios):
        changes, problems = changes_of([line], "--change")
        assert problems == []
        made, known = with_changes(instance, changes, "--change"), with_scenario(instance, f"s{number}")
        assert (made.hash, made.tables) == (known.hash, known.tables), line
        assert made.hash != instance.hash
        assert [each.what for each in made.assumptions] == [each.what for each in known.assumptions]


def hamlet_with(path: Path, scenarios: Mapping[str, str]) -> Instance:
    """Return the hamlet with changes of its groups as scenarios."""
    folder = hamlet_case(previous=[], placed=[]).write(path)
    (folder / "scenarios").mkdir()
    for number, text in enumerate(scenarios.values()):
        content = f'[[change]]\ntable = "client_groups"\n{text}\n'
        (folder / "scenarios" / f"s{number}.toml").write_text(content, encoding="utf-8")
    return u16opt.read(folder)


@pytest.mark.parametrize(
    ("line", "value", "meant"),
    [
        ("contingent[]:lettings=1", "contingent", "contingents"),
        ("contingents[municipalty=GM0355]:lettings=1", "municipalty", "municipality"),
        ("contingents[municipality=GM355]:lettings=1", '{municipality = "GM355"}', "GM0355"),
        ("contingents[municipality=GM0355]:letting=1", "letting", "lettings"),
        ("contingents[municipality=GM0355]:lettings=many", "many", None),
        ("contingents[municipality=GM0355]:lettings+=much", "much", None),
        ("contingents[municipality=GM0355]:lettings-=much", "much", None),
        ("contingents[municipality=GM0355]:lettings-=1000", "-977", None),
        ("contingents[municipality=GM0355]:lettings", "contingents[municipality=GM0355]:lettings", None),
        ("contingents[municipality]:lettings=1", "contingents[municipality]:lettings=1", None),
        ("contingents[municipality=GM0355]lettings=1", "contingents[municipality=GM0355]lettings=1", None),
        ("contingents:drop", None, None),
        ("client_groups[group=g2024-001]:origin=GM9999", "GM9999", None),
    ],
)
def test_what_is_wrong_with_a_change(line: str, value: str | None, meant: str | None, year: Any) -> None:
    """Tests that what cannot be done is told at the option, with what stands there and the nearest name."""
    instance, proposal = year
    with pytest.raises(InputError) as caught:
        u16opt.explain(instance, proposal, u16opt.WhatIf(changes=("supply:homes+=1", line)))
    problem = caught.value.problems[0]
    assert (problem.file, problem.value) == ("--change", value)
    if meant is not None:
        assert f'"{meant}"' in problem.expected.nl
        assert problem.column is not None
        assert problem.column.startswith("change[2]")


def test_nothing_asked_and_no_such_scenario(year: Any) -> None:
    """Tests that a question without a change, and an unknown scenario, are refused; a file is no scenario."""
    instance, proposal = year
    file = ROOT / "instances" / "u16-2024" / "scenarios" / "flexwoningen.toml"
    for question, place in (
        (u16opt.WhatIf(), "what-if"),
        (u16opt.WhatIf(scenario="flexwoning"), "--scenario"),
        (u16opt.WhatIf(scenario=str(file)), "--scenario"),
    ):
        with pytest.raises(InputError) as caught:
            u16opt.explain(instance, proposal, question)
        assert [problem.file for problem in caught.value.problems] == [place]
    with pytest.raises(InputError, match=r'did you mean "flexwoningen"\?'):
        u16opt.explain(instance, proposal, u16opt.WhatIf(scenario="flexwoning"))


def test_when_time_runs_out(year: Any) -> None:
    """Tests that without time what is found is not said to be proven."""
    instance, proposal = year
    question = u16opt.WhatIf(changes=("contingents:lettings+=1",))
    answer = u16opt.explain(instance, proposal, question, u16opt.Options(time_limit=0.0))
    assert answer.facts["possible"] is not False
    assert not answer.proven
    assert answer.text.nl.splitlines()[-1].startswith("Let op: niet alles hierboven is bewezen")


def test_what_cannot_be(year: Any) -> None:
    """Tests that when nothing is possible any more, the agreements that clash are named, and no goals."""
    instance, proposal = year
    question = u16opt.WhatIf(
        changes=("contingents[municipality=GM0355]:lettings=500",), scenario="contingenten-hard"
    )
    answer = u16opt.explain(instance, proposal, question)
    assert answer.proven
    assert answer.facts["possible"] is False
    assert answer.facts["members"]
    assert {row["rule"] for row in answer.facts["members"]} <= {"contingent", "draagkracht", "mixed_living"}
    assert answer.facts["goals"] == answer.facts["moves"] == []
    assert "Dan is er geen voorstel mogelijk." in answer.text.nl


def test_who_comes_and_who_goes(year: Any) -> None:
    """Tests that clients who are new, or there no more, are counted and do not move."""
    instance, proposal = year
    sizes = dict(zip(*(instance["client_groups"][name] for name in ("group", "clients")), strict=True))
    lines = ("client_groups[group=g2024-001]:drop", "client_groups[group=g2024-002]:clients+=4")
    facts = u16opt.explain(instance, proposal, u16opt.WhatIf(changes=lines)).facts
    assert (facts["arrived"], facts["left"]) == (4, sizes["g2024-001"])
    assert "g2024-001" not in [move["group"] for move in facts["moves"]]
    assert facts["movedClients"] == sum(move["clients"] for move in facts["moves"])


def test_an_instance_knows_what_it_was_made_of(tmp_path: Path) -> None:
    """Tests that it does so without a second copy of a table, and after it was pickled as well."""
    folder = with_other(draw_case(3, SMALL), tmp_path)
    plain, other = u16opt.read(folder), u16opt.read(folder, "other")
    assert plain.origin is not None
    assert plain.origin.bare is plain.origin.content
    assert plain.origin.content.tables is plain.tables
    assert other.origin is not None
    shared = {name for name in plain.tables if other.origin.bare.tables[name] is other[name]}
    assert plain.tables.keys() - shared == {"contingents"}
    back = pickle.loads(pickle.dumps(other))
    assert (back, with_scenario(back, "other")) == (other, other)
    assert with_scenario(other, "other") == other


def test_same_bytes(year: Any) -> None:
    """Tests that the same question twice gives the same bytes but for the seconds, in both languages."""
    instance, proposal = year
    question = u16opt.WhatIf(changes=("supply[kind=studio]:homes*=1.1", "contingents:lettings+=1"))
    one, other = (u16opt.explain(instance, proposal, question) for _ in range(2))
    assert without_seconds(one) == without_seconds(other)
    assert "supply.homes × 1,1" in one.text.nl
    assert "supply.homes × 1.1" in one.text.en
    assert one.text.nl.count("\n") == one.text.en.count("\n")
