"""The fairness page: what proposals do to people with something in common, counted again by hand."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from support import explain_why as naive
from support.generator import SMALL, draw_case
from support.hamlet import hamlet, hamlet_case
from support.naive_world import World
from support.spread.polder import polder

import u16opt
from u16opt.by_hand import by_hand
from u16opt.composing import answer_of
from u16opt.explaining.explain import stand_on
from u16opt.explaining.ground import Ground
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.proposal import Proposal
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

ROOT = Path(__file__).resolve().parents[2]
Row = Mapping[str, Any]
Homes = Mapping[tuple[str, str], int]


class Case:
    """A random proposal with its fairness page, and everything to count it again."""

    def __init__(self, instance: Instance, proposal: Proposal) -> None:
        self.instance, self.proposal = instance, proposal
        self.policy: Policy = policy_of(instance, ALLOCATION)
        self.world = World(instance)
        self.rows: list[Row] = u16opt.explain(instance, proposal, u16opt.Why()).facts["fairness"]
        self.homes = homes_of(proposal.answer)
        ground = stand_on(instance, proposal)
        self.by_hand = homes_of(practice(ground))
        self.best = {group: alone(self, group) for group in self.world.groups}

    def clients(self, groups: Iterable[str]) -> int:
        """Return how many clients some groups have."""
        return sum(self.world.groups[group]["clients"] for group in groups)

    def groups(self, row: Row) -> list[str]:
        """Return the groups that a row is about, read from the table."""
        return [
            group
            for group, client in self.world.groups.items()
            if row["trait"] is None or self.trait(row["trait"], client) == row["value"]
        ]

    def trait(self, name: str, client: Row) -> str:
        """Return a trait of a group, read from the tables."""
        if name == "origin":
            towns = self.world.municipalities
            largest = min(towns, key=lambda code: (-(towns[code]["inhabitants"] or 0), code))
            city = self.instance.settings.budget.centre or largest
            outside = "3 elsewhere" if client["origin"] == "elsewhere" else "2 region"
            return "1 city" if client["origin"] == city else outside
        if name == "kind":
            return str(client["kinds"][0])
        return str(client[name])


def homes_of(answer: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Return clients by group and lot."""
    return {(row["group"], row["lot"]): row["clients"] for row in answer["placements"]}


def practice(ground: Ground) -> Mapping[str, Any]:
    """Return the answer of manual practice."""
    values = by_hand(ground.formulation, ground.program)
    assert values is not None
    return answer_of(ground.formulation, ground.program, values)


def fate(case: Case, group: str, homes: Homes) -> tuple[float, ...]:
    """Return the clients of a group without a home, and what the group adds to each entry of the order."""
    own = {lot: clients for (who, lot), clients in homes.items() if who == group}
    left = case.world.groups[group]["clients"] - sum(own.values())
    total: dict[str, float] = defaultdict(float)
    for lot, clients in own.items():
        for name, amount in naive.in_order(case.policy, naive.housed(case.world, group, lot)).items():
            total[name] += clients * amount
    for name, amount in naive.in_order(case.policy, naive.left(case.world, group)).items():
        total[name] += left * amount
    return (
        left,
        *(round(total[name], 6) for name in naive.in_order(case.policy, naive.left(case.world, group))),
    )


def alone(case: Case, group: str) -> tuple[tuple[float, ...], dict[tuple[str, str], int]]:
    """Return the best of all ways to give a group homes if there were no other, what is let already kept."""
    lots = naive.open_lots(case.world, case.policy, group)
    let = {row["lot"]: row["clients"] for row in case.world.tables["placed"] if row["group"] == group}
    found = (
        {(group, lot): clients for lot, clients in zip(lots, each, strict=True) if clients}
        for each in naive.distributions(
            [case.world.lots[lot]["homes"] for lot in lots], case.world.groups[group]["clients"]
        )
        if all(each[lots.index(lot)] >= clients for lot, clients in let.items() if clients)
    )
    return min(((fate(case, group, homes), homes) for homes in found), key=lambda each: each[0])


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """The hamlet and random proposals, every second one with a random policy."""
    path, found = tmp_path_factory.mktemp("drawn"), []
    drawn = [hamlet_case(), *(draw_case(seed, SMALL, random_policy=seed % 2 > 0) for seed in range(1, 16))]
    for number, case in enumerate(drawn):
        instance = read(case.write(path / str(number)))
        proposal = u16opt.solve(instance, ALLOCATION)
        if proposal.status == "optimal" and ways(World(instance), policy_of(instance, ALLOCATION)) < 20_000:
            found.append(Case(instance, proposal))
    return found


def ways(world: World, policy: Policy) -> int:
    """Return the most ways that there are to give one group homes."""
    return max(
        math.prod(
            min(world.lots[lot]["homes"], row["clients"]) + 1 for lot in naive.open_lots(world, policy, group)
        )
        for group, row in world.groups.items()
    )


def test_there_is_a_row_for_each_value(cases: list[Case]) -> None:
    """Tests that there is one row for everyone and one for each value of each trait, with all its clients."""
    assert len(cases) >= 8
    for case in cases:
        keys = [(row["trait"], row["value"]) for row in case.rows]
        assert len(keys) == len(set(keys))
        assert keys[0] == (None, None)
        for trait in ("origin", "kind", "support", "priority"):
            values = {case.trait(trait, client) for client in case.world.groups.values()}
            assert {value for name, value in keys if name == trait} == values
        for row in case.rows:
            groups = case.groups(row)
            assert row["clients"] == case.clients(groups)
            for side, homes in (("proposal", case.homes), ("manual", case.by_hand)):
                assert row[side]["placed"] == sum(n for (who, _), n in homes.items() if who in groups)


def test_means_are_those_of_the_placements(cases: list[Case]) -> None:
    """Tests that means in the proposal, by hand and alone are what their placements add, per placement."""
    for case in cases:
        best = {pair: n for _, homes in case.best.values() for pair, n in homes.items()}
        for row in case.rows:
            for side, homes in (("proposal", case.homes), ("manual", case.by_hand), ("best", best)):
                expected = means(case, case.groups(row), homes)
                shown = {each["name"]: each["amount"] for each in row[side]["goals"]}
                assert {name: shown.get(name, 0) for name in expected} == pytest.approx(expected, abs=1e-6)


def means(case: Case, groups: list[str], homes: Homes) -> dict[str, float]:
    """Return what a placement of some groups adds to each entry on average."""
    own = {pair: clients for pair, clients in homes.items() if pair[0] in groups}
    total: dict[str, float] = defaultdict(float)
    for pair, clients in own.items():
        for name, amount in naive.in_order(case.policy, naive.housed(case.world, *pair)).items():
            total[name] += clients * amount
    return {name: amount / sum(own.values()) for name, amount in total.items()}


def test_gains_and_losses_are_counted_in_clients(cases: list[Case]) -> None:
    """Tests that groups are compared by who has a home, then goal after goal, and count by their clients."""
    seen = dict.fromkeys(("gains", "loses", "same"), 0)
    for case in cases:
        for row in case.rows:
            groups = case.groups(row)
            for side, other in (
                ("againstManual", {group: fate(case, group, case.by_hand) for group in groups}),
                ("againstBest", {group: case.best[group][0] for group in groups}),
            ):
                verdicts = {group: verdict(fate(case, group, case.homes), other[group]) for group in groups}
                expected = {
                    word: case.clients(group for group in groups if verdicts[group] == word) for word in seen
                }
                assert row[side] == expected
                seen = {word: seen[word] + expected[word] for word in seen}
    assert min(seen.values()) > 0


def verdict(ours: tuple[float, ...], theirs: tuple[float, ...]) -> str:
    """Return whether the first is better (lower), worse, or the same."""
    for one, other in zip(ours, theirs, strict=True):
        if abs(one - other) > 1e-6:
            return "gains" if one < other else "loses"
    return "same"


def test_nobody_gains_on_being_alone(cases: list[Case]) -> None:
    """Tests that no group is better off in the proposal than if it were alone."""
    assert all(row["againstBest"]["gains"] == 0 for case in cases for row in case.rows)


def test_the_largest_loss_is_that_of_one_group(cases: list[Case]) -> None:
    """Tests that the largest loss per goal is that of the group farthest from its own nearest homes."""
    some = 0.0
    for case in cases:
        for row in case.rows:
            shown = {each["name"]: each["amount"] for each in row["largestLoss"]}
            for name in (entry[0] for entry in case.policy.order if entry in (("distance",), ("misfit",))):
                expected = max([0.0, *(loss(case, group, name) for group in case.groups(row))])
                assert shown.get(name, 0) == pytest.approx(expected, abs=1e-6)
                some = max(some, expected)
    assert some


def loss(case: Case, group: str, goal: str) -> float:
    """Return how much worse clients of a group with a home are off than in its best homes for one goal."""
    own = {lot: clients for (who, lot), clients in case.homes.items() if who == group}
    if not own:
        return 0.0
    amounts = {lot: naive.housed(case.world, group, lot)[goal] for lot in {*own, *lots_of(case, group)}}
    each = sorted(amounts[lot] for lot in lots_of(case, group) for _ in range(case.world.lots[lot]["homes"]))
    nearest = each[: case.world.groups[group]["clients"]]
    mean = sum(amounts[lot] * clients for lot, clients in own.items()) / sum(own.values())
    return mean - sum(nearest) / len(nearest)


def lots_of(case: Case, group: str) -> list[str]:
    """Return the lots where a group may live."""
    return naive.open_lots(case.world, case.policy, group)


def test_a_cap_is_kept_and_shown(tmp_path: Path) -> None:
    """Tests that with a cap on individual loss the largest loss stays below it and the cap is beside it."""
    capped = {"rules": {"loss_cap": {"mode": "hard", "limit": 1}}}
    for name, policy in (("free", {}), ("capped", capped)):
        instance = hamlet(tmp_path / name, policy=policy, placed=[])
        facts = u16opt.explain(instance, u16opt.solve(instance, ALLOCATION), u16opt.Why()).facts
        losses = [
            each for row in facts["fairness"] for each in row["largestLoss"] if each["name"] == "distance"
        ]
        assert losses
        assert [each.get("limit") for each in losses] == [1 if policy else None] * len(losses)
        assert (max(each["amount"] for each in losses) <= 1 + 1e-6) == bool(policy)


def test_pressure_is_that_of_the_report(year: Any) -> None:
    """Tests that how full the neighbourhoods are where people live is what the report says of them."""
    instance, proposal = year
    report = ALLOCATION.report(instance, policy_of(instance, ALLOCATION), proposal.answer)
    (section,) = [section for section in report if section.name == "outcomes"]
    column = [each.en for each in section.columns].index("Pressure on the neighbourhood (%)")
    said = {(row[0].en, getattr(row[1], "en", row[1])): row[column] for row in section.rows}
    assert ALLOCATION.traits is not None
    traits = ALLOCATION.traits(instance)
    for row in u16opt.explain(instance, proposal, u16opt.Why()).facts["fairness"]:
        if row["trait"] is None:
            heading, title = "Everyone", ""
        else:
            heading, title = traits.headings[row["trait"]].en, traits.titles[row["trait"], row["value"]].en
        assert 100 * row["proposal"]["pressure"] == pytest.approx(said[heading, title])


def test_spread_by_region(tmp_path: Path) -> None:
    """Tests the page of new locations by hand: kilometres by region of origin, without manual practice.

    Alone, A would live in oak (1 km), B in new-b from 2025 on (0.5 km) and in near-oak in 2024 (4 km), and C
    in elm (2 km), which has 2 places.
    """
    instance = polder(tmp_path)
    proposal = u16opt.solve(instance, SPREAD)
    rows = {row["value"]: row for row in u16opt.explain(instance, proposal, u16opt.Why()).facts["fairness"]}
    assert {value: row["clients"] for value, row in rows.items()} == {None: 19, "noord": 12, "zuid": 7}
    assert rows["zuid"]["best"] == {"placed": 4, "goals": [{"name": "travel", "amount": 2}]}
    assert rows["noord"]["best"]["goals"][0]["amount"] == pytest.approx((6 * 1 + 2 * 4 + 4 * 0.5) / 12)
    assert all(row["manual"] is row["againstManual"] is None for row in rows.values())
    served = [row for row in proposal.answer["served"] if row["municipality"] != "C"]
    km = {
        ("A", "oak"): 1,
        ("A", "near-oak"): 3,
        ("A", "new-b"): 5,
        ("B", "oak"): 6,
        ("B", "near-oak"): 4,
        ("B", "new-b"): 0.5,
    }
    total = sum(row["clients"] * km[row["municipality"], row["location"]] for row in served)
    placed = sum(row["clients"] for row in served)
    assert rows["noord"]["proposal"]["goals"][0]["amount"] == pytest.approx(total / placed)


def test_herijking_has_no_page() -> None:
    """Tests that a model which places nobody has no page, and says why."""
    instance = u16opt.read(ROOT / "instances" / "u16-2024")
    answer = u16opt.explain(instance, u16opt.solve(instance, HERIJKING), u16opt.Why())
    assert answer.facts["fairness"] == []
    assert "Er is geen eerlijkheidspagina" in answer.text.nl


def test_no_group_is_named(year: Any) -> None:
    """Tests that the page speaks of traits and never of one group of clients."""
    instance, proposal = year
    answer = u16opt.explain(instance, proposal, u16opt.Why())
    codes = set(instance["client_groups"]["group"])
    assert codes.isdisjoint(answer.as_json().replace('"', " ").replace(",", " ").split())
