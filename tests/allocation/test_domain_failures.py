"""Four things that went wrong in a public algorithm elsewhere, and must not go wrong here (``domain.md``).

1. It chose the person for the place, so weaker people landed in weak places.
2. Origin weighed more than ability.
3. Only one member of a family counted.
4. Nobody could see why.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.generator import SMALL, Case, draw_case
from support.hamlet import TABLES, hamlet, hamlet_case

from u16opt.algebra.parts import Linear
from u16opt.algebra.program import Program
from u16opt.explaining.explain import answered, stand_on
from u16opt.explaining.questions import Why
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.instance.schema import TABLES as SCHEMA
from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.solving import solve
from u16opt_models.allocation import MODEL

ORDER = ["unplaced", "distance"]
CAP = {"rules": {"loss_cap": {"mode": "hard", "limit": 5}}}


# 1. Weaker people in weaker places: outcomes are shown per group of clients, and a loss can be capped.


def contest(path: Path, policy: Any) -> Instance:
    """Return two homes near and two far, for two groups of two whose network is near.

    A client of p loses 9 km in a far home, a client of q 10: the sum is least when p pays for both.
    """
    places = ("N", "F", "P", "Q")
    tables = {
        "municipalities": [{"code": "M", "name": "M", "region": "R"}],
        "neighbourhoods": [{"code": code, "municipality": "M"} for code in places],
        "contingents": [{"municipality": "M", "period": 2024, "lettings": 4}],
        "supply": [
            {"lot": lot, "neighbourhood": place, "period": 2024, "kind": "flat", "homes": 2}
            for lot, place in (("near", "N"), ("far", "F"))
        ],
        "client_groups": [
            {
                "group": "p",
                "clients": 2,
                "origin": "M",
                "network": "P",
                "kinds": ["flat"],
                "support": "heavy",
            },
            {
                "group": "q",
                "clients": 2,
                "origin": "M",
                "network": "Q",
                "kinds": ["flat"],
                "support": "light",
            },
        ],
        "support": [{"product": product, "rate": 1, "periods": 1} for product in ("heavy", "light")],
        "distances": [
            {"origin": origin, "destination": destination, "km": km}
            for origin, destination, km in (("P", "N", 0), ("P", "F", 9), ("Q", "N", 0), ("Q", "F", 10))
        ],
    }
    settings = {"format": 1, "name": "contest", "periods": [2024], "budget": {}}
    return read(Case(tables, {**settings, "policy": {"allocation": policy}}).write(path))


def placed(proposal: Proposal) -> dict[tuple[str, str], int]:
    """Return the clients of a proposal by group and lot."""
    return {(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]}


def test_1_a_cap_on_individual_loss_binds(tmp_path: Path) -> None:
    """Tests that without a cap one group pays for all, and with a cap of 5 km both bear a part."""
    free = solve(contest(tmp_path / "free", {"order": ORDER}), MODEL)
    capped = solve(contest(tmp_path / "capped", {"order": ORDER, **CAP}), MODEL)
    assert placed(free) == {("p", "far"): 2, ("q", "near"): 2}
    assert [goal.value for goal in free.goals] == [0, 18]
    assert placed(capped) == {(group, lot): 1 for group in ("p", "q") for lot in ("near", "far")}
    assert [goal.value for goal in capped.goals] == [0, 19]


def test_1_outcomes_are_shown_per_group_of_clients(tmp_path: Path) -> None:
    """Tests that the report tells the distance of each group of clients, so that the loss of one is seen."""
    for name, policy, km in (("free", {}, (9, 0)), ("capped", CAP, (4.5, 5))):
        instance = contest(tmp_path / name, {"order": ORDER, **policy})
        rows = by_support(outcomes(instance, solve(instance, MODEL)))
        assert (rows["heavy"]["Distance to network (km)"], rows["light"]["Distance to network (km)"]) == km
        assert rows["heavy"]["Clients"] == rows["light"]["Clients"] == 2


def test_1_everybody_is_in_the_outcomes(tmp_path: Path) -> None:
    """Tests that for each trait the groups of the outcomes add up to all clients, placed or not."""
    instance = hamlet(tmp_path)
    section = outcomes(instance, solve(instance, MODEL))
    count = [each.en for each in section.columns].index("Clients")
    totals: Counter[str] = Counter()
    for trait, _, *numbers in section.rows:
        totals[trait.en] += numbers[count - 2]
    everyone = sum(instance["client_groups"]["clients"])
    assert set(totals.values()) == {everyone}
    assert len(totals) > 3


def test_1_the_fairness_page_shows_who_pays(tmp_path: Path) -> None:
    """Tests that when weaker people land in weaker places the page says so, and what a cap does about it.

    Without a cap those with heavy support live 9 km away and the others next door, so the first are worse off
    than alone and the second are not. With one, nobody is more than 5 km worse off.
    """
    for name, policy, km, worse in (("free", {}, (9, 0), (2, 0)), ("capped", CAP, (4.5, 5), (2, 2))):
        instance = contest(tmp_path / name, {"order": ORDER, **policy})
        rows = fairness(instance, solve(instance, MODEL))
        heavy, light = rows["support", "heavy"], rows["support", "light"]
        assert tuple(means(row["proposal"])["distance"] for row in (heavy, light)) == km
        assert tuple(means(row["best"])["distance"] for row in (heavy, light)) == (0, 0)
        assert tuple(row["againstBest"]["loses"] for row in (heavy, light)) == worse
        losses = [each for row in (heavy, light) for each in row["largestLoss"] if each["name"] == "distance"]
        assert tuple(each["amount"] for each in losses) == km
        assert [each.get("limit") for each in losses] == [5 if policy else None] * 2


def test_1_the_fairness_page_shows_the_strain_of_places(tmp_path: Path) -> None:
    """Tests that it shows when those with heavy support live where the neighbourhood is full.

    All kilometres are 0, so no goal tells the homes apart: only the pressure does. Near carries 2, far 8.
    """
    instance = strained(tmp_path)
    proposal = solve(instance, MODEL)
    homes = {"near": 1.0, "far": 0.25}
    rows = fairness(instance, proposal)
    for group, support in (("p", "heavy"), ("q", "light")):
        own = [(homes[lot], clients) for (who, lot), clients in placed(proposal).items() if who == group]
        pressure = sum(each * clients for each, clients in own) / sum(clients for _, clients in own)
        assert rows["support", support]["proposal"]["pressure"] == pytest.approx(pressure)
    assert rows["support", "heavy"]["proposal"]["pressure"] == 1.0
    assert rows["support", "light"]["proposal"]["pressure"] == 0.25


def strained(path: Path) -> Instance:
    """Return the contest without distances; only p may live near, where the neighbourhood carries 2."""
    instance = contest(path / "made", {"order": ORDER})
    tables = {name: list(instance[name].rows()) for name in ("municipalities", "contingents", "support")}
    areas = [{"code": code, "municipality": "M", "draagkracht": n} for code, n in (("N", 2), ("F", 8))]
    groups = [
        {"group": group, "clients": 2, "origin": "M", "kinds": ["flat"], "support": support, "pin": lot}
        for group, support, lot in (("p", "heavy", "near"), ("q", "light", "far"))
    ]
    supply = [
        {"lot": lot, "neighbourhood": place, "period": 2024, "kind": "flat", "homes": 2}
        for lot, place in (("near", "N"), ("far", "F"))
    ]
    tables |= {"neighbourhoods": areas, "client_groups": groups, "supply": supply}
    settings = {"format": 1, "name": "strained", "periods": [2024], "budget": {}}
    return read(Case(tables, settings).write(path / "strained"))


def fairness(instance: Instance, proposal: Proposal) -> dict[tuple[str | None, str | None], dict[str, Any]]:
    """Return the rows of the fairness page by trait and value."""
    facts = answered(stand_on(instance, proposal), Why()).facts
    return {(row["trait"], row["value"]): row for row in facts["fairness"]}


def means(side: dict[str, Any]) -> dict[str, float]:
    """Return means by goal."""
    return {each["name"]: each["amount"] for each in side["goals"]}


def outcomes(instance: Instance, proposal: Proposal) -> Section:
    """Return the section of the report about outcomes per group of clients."""
    sections = MODEL.report(instance, policy_of(instance, MODEL), proposal.answer)
    (section,) = [each for each in sections if each.name == "outcomes"]
    assert section.title["en"] == "Outcomes per group of clients"
    return section


def by_support(section: Section) -> dict[str, dict[str, Any]]:
    """Return the rows about support, each as numbers by heading."""
    headings = [each.en for each in section.columns]
    rows = [row for row in section.rows if row[0].en == "Support"]
    return {row[1].en: dict(zip(headings[2:], row[2:], strict=True)) for row in rows}


# 2. Origin more than ability: origin touches the steps away from it and who pays, and nothing else.

TWINS = [
    {**TABLES["client_groups"][0], "group": "one", "origin": "GM1", "clients": 2},
    {**TABLES["client_groups"][0], "group": "two", "origin": "GM3", "clients": 2},
]
SWAPPED = [{**twin, "origin": origin} for twin, origin in zip(TWINS, ("GM3", "GM1"), strict=True)]
EVERY = [goal.name for goal in MODEL.goals if goal.name not in ("worst_shortfall", "worst_pressure")]
BLIND = [name for name in EVERY if name not in ("away", "overspend")]


def twins(path: Path, groups: list[dict[str, Any]], order: list[str], budget: str) -> Instance:
    """Return the hamlet with two groups that differ in nothing but their origin."""
    rules = {"budget": {"mode": budget}, "loss_cap": {"mode": "hard", "limit": 6}}
    others = {"placed": [], "previous": [{"group": "one", "lot": "l1", "clients": 1}]}
    return hamlet(path, policy={"order": order, "rules": rules}, client_groups=groups, **others)


def test_2_origin_touches_the_way_from_it_and_who_pays(tmp_path: Path) -> None:
    """Tests that swapping the origins of two equal groups changes the goal `away` and the budgets only."""
    one, other = (
        program_of(twins(tmp_path / name, groups, EVERY, "soft"))
        for name, groups in (("one", TWINS), ("other", SWAPPED))
    )
    assert set(different(one, other)) == {"goal away", "rule budget"}


def different(one: Program, other: Program) -> list[str]:
    """Return the names of rules and goals in which two programs differ; all else must be equal."""
    names = [[family.label(0) for family in program.families] for program in (one, other)]
    assert names[0] == names[1]
    for array in ("lower", "upper", "row_lower", "row_upper", "whole", "owner", "reach"):
        assert np.array_equal(getattr(one, array), getattr(other, array)), array
    found = []
    for block in one.blocks:
        rows = [program.matrix.tocsr()[block.rows, :].toarray() for program in (one, other)]
        found += [] if np.array_equal(*rows) else [f"rule {block.name}"]
    for name, goal in one.goals.items():
        twin = other.goals[name]
        assert isinstance(goal, Linear)
        assert isinstance(twin, Linear)
        same = np.array_equal(goal.costs, twin.costs) and goal.constant == twin.constant
        found += [] if same else [f"goal {name}"]
    return found


def program_of(instance: Instance) -> Program:
    """Return the program of an instance under its own policy."""
    return MODEL.formulate(instance, policy_of(instance, MODEL), 0).program()


def test_2_without_these_goals_origin_decides_nothing(tmp_path: Path) -> None:
    """Tests that without `away` and budgets the placements are the very same when origins are swapped."""
    one, other = (
        solve(twins(tmp_path / name, groups, BLIND, "off"), MODEL)
        for name, groups in (("one", TWINS), ("other", SWAPPED))
    )
    assert one.status == other.status == "optimal"
    assert one.answer == other.answer
    assert one.goals == other.goals
    assert one.rules == other.rules
    changed = {measure.name for measure in one.measures if measure not in other.measures}
    assert changed <= {"away", "overspend", "own_municipality", "own_region"}


def test_2_a_client_is_no_more_than_the_contract_says() -> None:
    """Tests that nothing is known of a client that could weigh as origin or ability should not."""
    columns = [column.name for column in SCHEMA["client_groups"].columns]
    known = "group clients origin network kinds first_period priority excluded support existing pin"
    assert " ".join(columns) == known


# 3. Only one member counted: a household is placed whole, in a home that suits all of it.


def test_3_a_home_must_suit_the_whole_household(tmp_path: Path) -> None:
    """Tests that a household that needs an accessible home gets no other, though every goal would gain.

    Of three households one needs an accessible home, and there is none. The flat that stays empty would
    serve its priority, its network, its origin, its waiting, and the promise of the municipality.
    """
    groups = [
        {
            "group": "needs",
            "clients": 1,
            "origin": "GM1",
            "network": "W1",
            "kinds": ["toegankelijk"],
            "priority": 9,
        },
        {"group": "flat", "clients": 2, "origin": "GM2", "network": "GM2", "kinds": ["flat"], "priority": 1},
    ]
    changed: dict[str, Any] = {"client_groups": groups, "placed": [], "previous": []}
    lots = [row for row in TABLES["supply"] if row["lot"] in ("l1", "l3")]
    proposal = solve(hamlet(tmp_path, supply=[{**row, "homes": 2} for row in lots], **changed), MODEL)
    assert proposal.status == "optimal"
    assert proposal.answer["unplaced"] == [{"group": "needs", "clients": 1}]
    goals = {goal.name: goal.value for goal in proposal.goals}
    assert goals["unplaced"] == 9
    assert goals["shortfall"] > 0
    assert placed(proposal) == {("flat", "l1"): 2}


def test_3_whoever_has_the_better_prospects(tmp_path: Path) -> None:
    """Tests that a home nobody else can live in does not go to a household that has a choice."""
    groups = [
        {"group": "choice", "clients": 1, "origin": "GM1", "kinds": ["ground", "flat"], "priority": 1},
        {"group": "needs", "clients": 1, "origin": "GM2", "kinds": ["ground"], "priority": 1},
    ]
    supply = [
        {"lot": "ground", "neighbourhood": "W1", "period": 2024, "kind": "ground", "homes": 1},
        {"lot": "flat", "neighbourhood": "W3", "period": 2025, "kind": "flat", "homes": 1},
    ]
    proposal = solve(hamlet(tmp_path, client_groups=groups, supply=supply, placed=[], previous=[]), MODEL)
    assert placed(proposal) == {("needs", "ground"): 1, ("choice", "flat"): 1}


def test_3_households_are_placed_whole(tmp_path: Path) -> None:
    """Tests that every household takes one home of a kind in its list, and none is split over homes."""
    split = {"order": [["unplaced", "distance", "overspend"]], "rules": {"budget": {"mode": "hard"}}}
    for seed in range(12):
        case = draw_case(seed, SMALL)
        settings = dict(case.settings) | {"policy": {"allocation": split}}
        instance = read(dataclasses.replace(case, settings=settings).write(tmp_path / str(seed)))
        proposal = solve(instance, MODEL)
        assert_whole(instance, proposal)


def assert_whole(instance: Instance, proposal: Proposal) -> None:
    """Assert that homes and households match one to one."""
    groups = {row["group"]: row for row in instance["client_groups"].rows()}
    lots = {row["lot"]: row for row in instance["supply"].rows()}
    let = set(zip(instance["placed"]["group"], instance["placed"]["lot"], strict=True))
    taken: Counter[str] = Counter()
    housed: Counter[str] = Counter()
    for (group, lot), clients in placed(proposal).items():
        assert type(clients) is int
        assert lots[lot]["kind"] in groups[group]["kinds"] or (group, lot) in let
        taken[lot] += clients
        housed[group] += clients
    assert all(number <= lots[lot]["homes"] for lot, number in taken.items())
    assert all(number <= groups[group]["clients"] for group, number in housed.items())


# 4. Nobody could see why: every placement says which goals count it, and which rules leave no room.

OWN = ("misfit", "away", "distance")
SPOKEN = [hamlet_case(), *(draw_case(seed, SMALL, random_policy=seed % 2 > 0) for seed in (2, 3, 5, 6, 9))]


@pytest.mark.parametrize("case", SPOKEN, ids=["hamlet", "2", "3", "5", "6", "9"])
def test_4_every_placement_has_a_reason(tmp_path: Path, case: Case) -> None:
    """Tests that every placement is explained, and that amounts times clients add up to the goals."""
    instance = read(case.write(tmp_path))
    proposal = solve(instance, MODEL)
    found = reasons(instance, proposal)
    assert proposal.status == "optimal"
    told = {(row["group"], row["place"]): row["clients"] for row in found if row["place"] is not None}
    assert told == placed(proposal)
    goals = {goal.name: goal.value for goal in proposal.goals}
    own = [name for name in goals if set(name.split("+")) <= {*OWN, "waiting", "unplaced"}]
    assert {name: total(found, name) for name in own} == pytest.approx({name: goals[name] for name in own})


def reasons(instance: Instance, proposal: Proposal) -> list[dict[str, Any]]:
    """Return what is told about every placement: of every group, why it is where it is."""
    ground = stand_on(instance, proposal)
    return [
        row
        for group in instance["client_groups"]["group"]
        for row in answered(ground, Why(group=group)).facts["placements"]
    ]


def total(found: list[dict[str, Any]], goal: str) -> float:
    """Return what all placements together add to a goal."""
    return sum(
        each["amount"] * row["clients"] for row in found for each in row["goals"] if each["name"] == goal
    )


def rules(row: dict[str, Any]) -> set[tuple[str, str, Any]]:
    """Return the rules of a placement with their place and period."""
    return {(rule["rule"], rule["place"], rule["period"]) for rule in row["rules"]}


def test_4_reasons_name_the_rules_that_leave_no_room(tmp_path: Path) -> None:
    """Tests that a full home, complex, neighbourhood or budget is named with its place and period, by hand.

    In the hamlet l1 has two homes and so has its complex; neighbourhood W1 carries two in 2024.
    """
    instance = hamlet(tmp_path)
    found = {(row["group"], row["place"]): row for row in reasons(instance, solve(instance, MODEL))}
    row = found["g2", "l1"]
    assert row["clients"] == 1
    amounts = {each["name"]: each["amount"] for each in row["goals"] if each["amount"]}
    assert amounts == {"misfit": 1, "away": 1, "distance": 5}
    assert rules(row) >= {
        ("supply", "l1", None),
        ("mixed_living", "l1", None),
        ("draagkracht", "W1", 2024),
    }


@pytest.mark.parametrize("rule", ["draagkracht", "mixed_living", "budget"])
def test_4_a_rule_that_is_off_is_no_reason(tmp_path: Path, rule: str) -> None:
    """Tests that a rule leaves no room when it holds, and is never named when the policy has it off."""
    named = {}
    for mode in ("hard", "off"):
        policy = {"order": ORDER, "rules": {rule: {"mode": mode}}}
        instance = hamlet(tmp_path / mode, policy=policy)
        proposal = solve(instance, MODEL)
        assert proposal.status == "optimal"
        named[mode] = {name for row in reasons(instance, proposal) for name, _, _ in rules(row)}
    assert rule in named["hard"]
    assert rule not in named["off"]
