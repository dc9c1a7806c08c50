"""Difference: what proposals assume and what comes out, against their own solves, tables and reports."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.generator import SMALL, draw_case
from support.hamlet import TABLES, hamlet
from support.recalibration.case import Recalibration, Town

import u16opt
from u16opt.checking import gap_of
from u16opt.explaining.answer import Answer, hash_of
from u16opt.explaining.comparing.targets import Target, read_targets, targets_of
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.policies import policy_of
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.report.cells import is_number
from u16opt.report.people import ReportSection

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
SCENARIOS = {
    "allocation": "flexwoningen",
    "spread": "draagkracht-strenger",
    "herijking": "contingent-naar-instroom",
}

Solved = tuple[Instance, Proposal]


@cache
def solved(model: str, scenario: str | None = None) -> Solved:
    """Return the tiny instance with a scenario, and its proposal."""
    instance = read(TINY, scenario)
    return instance, u16opt.solve(instance, model)


def compared(first: Solved, *others: Solved, **more: Any) -> Answer:
    """Return how other proposals differ from a first one."""
    question = u16opt.Difference(others=tuple(u16opt.Compared(*other) for other in others), **more)
    return u16opt.explain(*first, question)


def rows(answer: Answer) -> dict[str, list[float | None]]:
    """Return the values of every goal and measure by name."""
    return {row["name"]: row["values"] for row in (*answer.facts["goals"], *answer.facts["measures"])}


@pytest.mark.parametrize("model", SCENARIOS)
def test_a_proposal_and_itself(model: str) -> None:
    """Tests that a proposal does not differ from itself: no assumption, no outcome, and one line says so."""
    one = solved(model)
    answer = compared(one, one)
    facts = answer.facts
    assert (facts["assumptions"], facts["moves"], facts["movedClients"]) == ({}, [], [0, 0])
    every = [
        *facts["goals"],
        *facts["measures"],
        *facts["rules"],
        *facts["figures"],
        *facts["municipalities"],
    ]
    every += [figure for row in (*facts["municipalities"], *facts["groups"]) for figure in row["figures"]]
    assert len(every) > 10
    assert {change for row in every for change in row["changes"]} <= {0, None}
    assert len(answer.text.nl.splitlines()) == len(answer.text.en.splitlines()) == 2
    assert "geen enkele aanname en geen enkele uitkomst" in answer.text.nl
    assert answer.proven


@pytest.mark.parametrize("model", SCENARIOS)
def test_a_scenario(model: str) -> None:
    """Tests that with a scenario the assumptions are the scenario's, and outcomes those of two solves."""
    (instance, proposal), (changed, other) = solved(model), solved(model, SCENARIOS[model])
    answer = compared((instance, proposal), (changed, other))
    before, after = answer.facts["assumptions"]["scenarios"]
    assert (before["scenario"], before["changes"]) == (None, [])
    assert (after["scenario"], after["title"]) == (SCENARIOS[model], changed.scenario_title)
    told = [(each.what.nl, each.what.en) for each in changed.assumptions if each.table != "provenance"]
    assert [(each["nl"], each["en"]) for each in after["changes"]] == told
    assert_tables(answer, instance, changed)
    for row in answer.facts["goals"]:
        values = [
            next(goal.value for goal in each.goals if goal.name == row["name"]) for each in (proposal, other)
        ]
        assert row["values"] == pytest.approx(values)
        assert row["changes"] == pytest.approx([0, values[1] - values[0]])
        assert row["proven"] == [True, True]
    for row in answer.facts["rules"]:
        both = [next(rule for rule in each.rules if rule.name == row["name"]) for each in (proposal, other)]
        assert row["violations"] == pytest.approx([rule.violation for rule in both])
        assert row["modes"] == [rule.mode for rule in both]


def assert_tables(answer: Answer, before: Instance, after: Instance) -> None:
    """Assert that the tables that differ are told of, with as many rows as they differ in."""
    found = {row["table"]: row for row in answer.facts["assumptions"].get("tables", [])}
    for name in before.tables.keys() - {"provenance"}:
        old, new = (Counter(tuple(row.items()) for row in each[name].rows()) for each in (before, after))
        gone, come = (old - new).total(), (new - old).total()
        if not gone and not come:
            assert name not in found
            continue
        row = found[name]
        assert (row["removed"] + row["changed"], row["added"] + row["changed"]) == (gone, come)


def test_rows_of_tables(tmp_path: Path) -> None:
    """Tests by hand that of a table rows added, removed and changed are counted, and columns named."""
    supply = [dict(row) for row in TABLES["supply"] if row["lot"] != "l5"]
    supply[0] |= {"homes": 1}
    supply[1] |= {"homes": 2, "kind": "flat"}
    supply += [supply[2] | {"lot": "l6"}, supply[2] | {"lot": "l7"}]
    one, other = hamlet(tmp_path / "1"), hamlet(tmp_path / "2", supply=supply)
    answer = compared((one, u16opt.solve(one)), (other, u16opt.solve(other)))
    (row,) = answer.facts["assumptions"]["tables"]
    assert row == {
        "proposal": "hamlet (2)",
        "table": "supply",
        "added": 2,
        "removed": 1,
        "changed": 2,
        "columns": ["kind", "homes"],
    }
    assert set(answer.facts["assumptions"]) == {"tables"}
    assert "woningen (supply), rijen in B: 2 erbij, 1 eraf, 2 anders (kind, homes)." in answer.text.nl


def test_settings(tmp_path: Path) -> None:
    """Tests that settings that differ are told by dotted path with all values, and no other setting."""
    one = hamlet(tmp_path / "1")
    rules = {"max_distance": {"mode": "hard", "limit": 50}, "draagkracht": {"mode": "off"}}
    other = hamlet(tmp_path / "2", policy={"rules": rules}, budget={"payer": "host", "phase_in_years": 4})
    seeded = u16opt.solve(other, options=u16opt.Options(seed=3))
    answer = compared((one, u16opt.solve(one)), (other, seeded))
    found = {row["path"]: row["values"] for row in answer.facts["assumptions"]["settings"]}
    orders = [list(proposal.policy["order"]) for proposal in (u16opt.solve(one), seeded)]
    assert found == {
        "budget.centre": ["GM1", None],
        "budget.payer": ["origin", "host"],
        "policy.order": orders,
        "policy.rules.draagkracht.mode": ["hard", "off"],
        "policy.rules.max_distance.limit": [None, 50],
        "policy.rules.max_distance.mode": ["off", "hard"],
        "seed": [0, 3],
    }
    assert "- budget.centre: A GM1, B niet gegeven." in answer.text.nl
    overload = rows(answer)["overload"]
    assert overload[1] is not None


def test_what_municipalities_carry() -> None:
    """Tests that what municipalities carry is what is placed there, and figures are the report's."""
    pair = solved("allocation"), solved("allocation", SCENARIOS["allocation"])
    answer = compared(*pair)
    for side, (instance, proposal) in enumerate(pair):
        place = dict(zip(instance["supply"]["lot"], instance["supply"]["neighbourhood"], strict=True))
        codes = instance["neighbourhoods"]
        host = dict(zip(codes["code"], codes["municipality"], strict=True))
        carried: Counter[str] = Counter()
        for row in proposal.answer["placements"]:
            carried[host[place[row["lot"]]]] += row["clients"]
        found = {row["municipality"]: row["carries"][side] for row in answer.facts["municipalities"]}
        assert found == {code: carried[code] for code in instance["municipalities"]["code"]}
        report = reported(instance, proposal, "municipalities")
        for row in answer.facts["municipalities"]:
            numbers = next(each for each in report.rows if row["municipality"] in each[:2])[2:]
            told = [figure["values"][side] for figure in row["figures"]]
            assert told == [pytest.approx(each) if is_number(each) else None for each in numbers]


def reported(instance: Instance, proposal: Proposal, name: str) -> ReportSection:
    """Return a section of the model's own report."""
    model = registry.model(proposal.model)
    instance = of_product(instance, model, proposal.product)
    sections = model.report(instance, policy_of(instance, model), proposal.answer)
    (found,) = [each for each in sections if each.name == name]
    assert isinstance(found, ReportSection)
    return found


def test_places_and_lettings() -> None:
    """Tests that in a spread municipalities carry places over all years, and in a recalibration lettings."""
    instance, proposal = solved("spread")
    facts = compared((instance, proposal), (instance, proposal)).facts
    total = sum(row["places"] for row in proposal.answer["places"])
    assert sum(row["carries"][0] for row in facts["municipalities"]) == total
    instance, proposal = solved("herijking")
    facts = compared((instance, proposal), (instance, proposal)).facts
    lettings = {row["municipality"]: row["lettings"] for row in proposal.answer["contingents"]}
    assert {row["municipality"]: row["carries"][1] for row in facts["municipalities"]} == lettings


def test_groups_of_clients() -> None:
    """Tests that outcomes per group of clients are the report's, group by group."""
    pair = solved("allocation"), solved("allocation", SCENARIOS["allocation"])
    facts = compared(*pair).facts
    for side, (instance, proposal) in enumerate(pair):
        report = reported(instance, proposal, "outcomes")
        assert len(facts["groups"]) == len(report.rows) > 5
        for row, numbers in zip(facts["groups"], report.rows, strict=True):
            assert row["trait"]["nl"] == numbers[0].nl
            told = [figure["values"][side] for figure in row["figures"]]
            assert told == [pytest.approx(each) if is_number(each) else None for each in numbers[2:]]
    assert compared(solved("spread"), solved("spread")).facts["groups"] == []


def seats(proposal: Proposal) -> Counter[tuple[str, str]]:
    """Return the clients of each group in each lot, and without one."""
    found = Counter({(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]})
    return found + Counter({(row["group"], ""): row["clients"] for row in proposal.answer["unplaced"]})


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5, 6])
def test_moves(tmp_path: Path, seed: int) -> None:
    """Tests on random instances that as many move as places differ, each from where it was to where it is."""
    instance = read(draw_case(seed, SMALL).write(tmp_path / "1"))
    first = u16opt.solve(instance)
    order = ["distance", "unplaced"] if seed % 2 else ["unplaced", "away"]
    case = draw_case(seed, SMALL)
    other_case = type(case)(case.tables, {**case.settings, "policy": {"allocation": {"order": order}}})
    other = read(other_case.write(tmp_path / "2"))
    second = u16opt.solve(other)
    assert first.status == second.status == "optimal"
    facts = compared((instance, first), (other, second)).facts
    before, after = seats(first), seats(second)
    assert facts["movedClients"] == [0, (before - after).total()]
    for move in facts["moves"]:
        assert move["proposal"] == facts["proposals"][1]["name"]
        before[move["group"], move["fromPlace"] or ""] -= move["clients"]
        before[move["group"], move["toPlace"] or ""] += move["clients"]
    assert +before == after


def test_lettings_that_move(tmp_path: Path) -> None:
    """Tests by hand that lettings move between municipalities, also where regions are grouped otherwise."""
    towns = [Town("a", 5, 10, region="noord"), Town("b", 5, 10, region="zuid")]
    apart = Recalibration(towns, {"noord": 8, "zuid": 2}).instance(tmp_path / "1")
    together = Recalibration(towns, {"noord+zuid": 10}).instance(tmp_path / "2")
    answer = compared(
        (apart, u16opt.solve(apart, "herijking")), (together, u16opt.solve(together, "herijking"))
    )
    (move,) = answer.facts["moves"]
    assert (move["from"], move["to"], move["clients"]) == ("a", "b", 3)
    assert answer.facts["movedClients"] == [0, 3]
    assert "- a -> b: 3 verhuringen." in answer.text.nl


def test_targets() -> None:
    """Tests that a goal or measure is held against what is aimed at, at most or at least, per proposal."""
    pair = solved("allocation"), solved("allocation", SCENARIOS["allocation"])
    values = rows(compared(*pair))
    distance, homes = values["distance"], values["homes_offered"]
    assert distance[0] is not None
    assert homes[1] is not None
    targets: dict[str, float | str] = {
        "distance": distance[0],
        "homes_offered": f">= {homes[1]}",
        "away": "<= 0",
    }
    answer = compared(*pair, targets=targets)
    found = {row["name"]: row for row in (*answer.facts["goals"], *answer.facts["measures"])}
    assert found["distance"]["target"] == {"amount": distance[0], "atLeast": False}
    assert found["distance"]["met"] == [True, distance[1] <= distance[0]]
    assert (found["homes_offered"]["target"]["atLeast"], found["homes_offered"]["met"]) == (
        True,
        [False, True],
    )
    assert (found["away"]["met"], found["misfit"]["met"]) == ([False, False], None)
    assert answer.parameters["targets"] == targets
    line = next(each for each in answer.text.en.splitlines() if each.startswith("- homes_offered"))
    assert line.endswith(f"Target: at least {homes[1]}; A does not, B meets it.")


@pytest.mark.parametrize(
    ("name", "value", "column", "word"),
    [
        ("distanse", 3, "targets", "distance"),
        ("distance", "veel", "targets.distance", "getal"),
        ("distance", True, "targets.distance", "getal"),
        ("distance", "> 3", "targets.distance", "getal"),
        ("distance", "<= nan", "targets.distance", "getal"),
    ],
)
def test_targets_that_cannot_be_read(name: str, value: Any, column: str, word: str) -> None:
    """Tests that an unknown name is refused with the nearest one, and a number that is none as well."""
    with pytest.raises(InputError) as caught:
        targets_of({name: value}, ["away", "distance"])
    (problem,) = caught.value.problems
    assert problem.column == column
    assert word in problem.expected.nl


def test_targets_as_they_are_written() -> None:
    """Tests that numbers and texts are read alike, a decimal comma too, and met within a millionth."""
    found = targets_of({"a": 3, "b": "3", "c": "<=3", "d": ">= 2,5"}, "abcd")
    assert [found[name] for name in "abc"] == [Target(3.0)] * 3
    assert found["d"] == Target(2.5, least=True)
    assert [Target(3.0).met(value) for value in (3 + 1e-9, 3.1, None)] == [True, False, None]


def test_a_file_of_targets(tmp_path: Path) -> None:
    """Tests that a file is read with its baseline in or above the table, and refused when it says more."""
    file = tmp_path / "streven.toml"
    file.write_text('[targets]\ndistance = 300\nplaced = ">= 10"\nbaseline = "now"\n')
    assert read_targets(file) == ({"distance": 300, "placed": ">= 10"}, "now")
    file.write_text('baseline = "now"\n')
    assert read_targets(file) == ({}, "now")
    for wrong in ("[target]\na = 1\n", "targets = 3\n", "baseline = 3\n", "a = [", "[targets]\na = [1]\n"):
        file.write_text(wrong)
        with pytest.raises(InputError):
            read_targets(file)
    with pytest.raises(InputError):
        read_targets(tmp_path / "nowhere.toml")


def test_three_proposals() -> None:
    """Tests that of three proposals every list has three values, the first being what is compared with."""
    three = [solved("allocation", name) for name in (None, SCENARIOS["allocation"], "draagkracht-strenger")]
    facts = compared(*three, called="nu").facts
    assert [row["name"] for row in facts["proposals"]] == [
        "nu",
        SCENARIOS["allocation"],
        "draagkracht-strenger",
    ]
    assert [row["instanceHash"] for row in facts["proposals"]] == [instance.hash for instance, _ in three]
    for row in facts["goals"]:
        assert len(row["values"]) == len(row["changes"]) == 3
        assert row["changes"] == pytest.approx([value - row["values"][0] for value in row["values"]])
    assert len(facts["movedClients"]) == 3
    assert {row["proposal"] for row in facts["assumptions"]["tables"]} == {
        row["name"] for row in facts["proposals"][1:]
    }


def test_parameters_are_hashes() -> None:
    """Tests that the answer names the proposals by hash, and is the same every time but for the seconds."""
    pair = solved("allocation"), solved("allocation", SCENARIOS["allocation"])
    one, again = compared(*pair), compared(*pair)
    assert one.proposal == hash_of(pair[0][1])
    assert one.parameters == {"others": [hash_of(pair[1][1])]}
    assert (
        one.model_copy(update={"seconds": 0}).as_json() == again.model_copy(update={"seconds": 0}).as_json()
    )


def test_a_goal_of_one_order_only(tmp_path: Path) -> None:
    """Tests that a goal that one order leaves out is compared with what the other measured, unproven."""
    instance = hamlet(tmp_path / "1", policy={"order": ["unplaced", "away"]})
    other = hamlet(tmp_path / "2", policy={"order": ["unplaced", ["misfit", "distance"]]})
    facts = compared((instance, u16opt.solve(instance)), (other, u16opt.solve(other))).facts
    found = {row["name"]: row for row in facts["goals"]}
    assert list(found) == ["unplaced", "away", "misfit+distance"]
    assert found["away"]["proven"] == [True, None]
    assert None not in found["away"]["values"]
    assert (found["misfit+distance"]["values"][0], found["misfit+distance"]["changes"]) == (
        None,
        [None, None],
    )
    assert {"misfit", "distance"} <= {row["name"] for row in facts["measures"]}


def test_another_model() -> None:
    """Tests that proposals of different models are not compared: the other one is named."""
    with pytest.raises(InputError) as caught:
        compared(solved("allocation"), solved("spread"))
    assert caught.value.problems[0].value == "spread"


def test_a_proposal_that_does_not_add_up() -> None:
    """Tests that another proposal is verified as well, and that the findings say which it is."""
    instance, proposal = solved("allocation")
    goal = proposal.goals[0].model_copy(update={"value": 9.0})
    wrong = proposal.model_copy(update={"goals": (goal, *proposal.goals[1:])})
    question = u16opt.Difference(others=(u16opt.Compared(instance, wrong, "wrong"),))
    with pytest.raises(u16opt.VerificationError) as caught:
        u16opt.explain(instance, proposal, question)
    assert all(name.startswith("wrong: ") for name, _ in caught.value.findings)


def test_not_proven_optimal() -> None:
    """Tests that a proposal that is not proven optimal is told of, and leaves the answer unproven."""
    instance, proposal = solved("allocation")
    open_goals = tuple(
        goal.model_copy(update={"bound": goal.value / 2, "proven": goal.value == 0})
        for goal in proposal.goals
    )
    solver = proposal.solver.model_copy(update={"gap": gap_of(open_goals)})
    unproven = proposal.model_copy(update={"status": "feasible", "goals": open_goals, "solver": solver})
    answer = compared((instance, proposal), (instance, unproven))
    assert not answer.proven
    assert "niet bewezen optimaal: B" in answer.text.nl


def test_a_question_needs_another_proposal() -> None:
    """Tests that a comparison with nothing is refused."""
    with pytest.raises(ValueError, match="others"):
        u16opt.Difference(others=())


def test_another_product(tmp_path: Path) -> None:
    """Tests that of two products the difference is told, and nobody is said to move from one to the other."""
    from support.spread.polder import polder
    from support.spread.polder import rows as polder_rows

    more = [
        row | {"location": f"{row['location']}-mo", "product": "MO"}
        for row in polder_rows("locations", "location")
    ]
    asked = [row | {"product": "MO"} for row in polder_rows("demand", "municipality")]
    instance = polder(
        tmp_path,
        locations=[*polder_rows("locations", "location"), *more],
        demand=[*polder_rows("demand", "municipality"), *asked],
    )
    one, other = (u16opt.solve(instance, "spread", product=product) for product in ("BV", "MO"))
    facts = compared((instance, one), (instance, other)).facts
    assert {row["path"]: row["values"] for row in facts["assumptions"]["settings"]} == {
        "product": ["BV", "MO"]
    }
    assert facts["moves"] == []
