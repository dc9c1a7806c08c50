"""Why a group is where it is, and why a whole proposal is as it is, against the tables and other solvers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support import explain_why as naive
from support import reference
from support.forced import housed, served
from support.generator import SMALL, draw_case
from support.hamlet import hamlet, hamlet_case
from support.linear import Expression, add
from support.naive_world import Placements, World
from support.recalibration.case import Recalibration, Town
from support.recalibration.enumeration import best
from support.spread import generator as spread_cases
from support.spread import reference as spread_reference
from support.spread.polder import polder

import u16opt
from u16opt.explaining.answer import Answer
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.problems import InputError
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

Drawn = tuple[Instance, Policy, Proposal, World, Placements]


def drawn(path: Path, seed: int) -> Drawn | None:
    """Return a random instance with its proposal, every second one with a random policy; first the hamlet."""
    case = draw_case(seed, SMALL, random_policy=seed % 2 > 0) if seed else hamlet_case()
    instance = read(case.write(path / str(seed)))
    proposal = u16opt.solve(instance, ALLOCATION)
    if proposal.status != "optimal":
        return None
    placements = {(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]}
    return instance, policy_of(instance, ALLOCATION), proposal, World(instance), placements


def amounts(rows: list[Mapping[str, Any]], key: str = "amount") -> dict[str, Any]:
    """Return amounts by goal."""
    return {row["name"]: row[key] for row in rows}


def full(rules: list[Mapping[str, Any]]) -> set[str]:
    """Return the rules that leave no room."""
    return {rule["rule"] for rule in rules if "side" not in rule}


def least(rules: list[Mapping[str, Any]]) -> set[str]:
    """Return the rules that need everyone who is there."""
    return {rule["rule"] for rule in rules if "side" in rule}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Drawn, dict[str, Answer]]]:
    """Random proposals, with the answer about each of their groups."""
    path = tmp_path_factory.mktemp("drawn")
    found = [case for seed in range(17) if (case := drawn(path, seed))]
    return [
        (case, {group: u16opt.explain(case[0], case[2], u16opt.Why(group=group)) for group in case[3].groups})
        for case in found
    ]


def test_placements_are_those_of_the_proposal(asked: Any) -> None:
    """Tests that every placement of every group is told once, with its place, and so is who has none."""
    for (_, _, proposal, world, placements), answers in asked:
        told = [row for answer in answers.values() for row in answer.facts["placements"]]
        homes = {(row["group"], row["place"]): row["clients"] for row in told if row["place"] is not None}
        assert homes == placements
        assert all(row["municipality"] == world.host(row["place"]) for row in told if row["place"])
        unplaced = [(row["group"], row["clients"]) for row in proposal.answer["unplaced"]]
        assert [(row["group"], row["clients"]) for row in told if row["place"] is None] == unplaced


def test_contributions_are_those_of_the_tables(asked: Any) -> None:
    """Tests that what a client adds to each goal is what the tables say, entry by entry of the order."""
    for (_, policy, _, world, _), answers in asked:
        for group, answer in answers.items():
            for row in answer.facts["placements"]:
                own = (
                    naive.left(world, group)
                    if row["place"] is None
                    else naive.housed(world, group, row["place"])
                )
                expected = naive.in_order(policy, own)
                shown = amounts(row["goals"])
                assert {name: shown.get(name, 0) for name in expected} == pytest.approx(expected)


def test_contributions_add_up_to_the_goals(asked: Any) -> None:
    """Tests that amounts times clients add up to each goal that counts clients alone."""
    for (_, policy, proposal, _, _), answers in asked:
        goals = {goal.name: goal.value for goal in proposal.goals}
        alone = ["+".join(entry) for entry in policy.order if set(entry) <= set(naive.COUNTING)]
        for name in alone:
            total = sum(
                row["clients"] * amounts(row["goals"]).get(name, 0)
                for answer in answers.values()
                for row in answer.facts["placements"]
            )
            assert total == pytest.approx(goals[name], abs=1e-6)


def test_goals_that_count_no_clients_are_named(asked: Any) -> None:
    """Tests that a goal of the order is told per client, or named as one that is not."""
    for (_, policy, _, _, _), answers in asked:
        for answer in answers.values():
            if not answer.facts["clients"]:
                continue
            told = {
                goal
                for row in answer.facts["placements"]
                for each in row["goals"]
                for goal in each["name"].split("+")
            }
            assert told | set(answer.facts["notPerClient"]) == {
                goal for entry in policy.order for goal in entry
            }


def test_rules_that_bind_are_those_that_one_more_or_fewer_breaks(asked: Any) -> None:
    """Tests that a rule is named where a client more breaks it further, or a client fewer does."""
    seen: Counter[str] = Counter()
    for (_, policy, _, world, placements), answers in asked:
        for group, answer in answers.items():
            for row in answer.facts["placements"]:
                if row["place"] is not None:
                    more, fewer = (
                        naive.full(world, policy, placements, group, row["place"], step) for step in (1, -1)
                    )
                    assert full(row["rules"]) == more
                    assert least(row["rules"]) == fewer - more
                    seen.update(more | fewer)
    assert {"supply", "mixed_living", "contingent", "draagkracht", "budget", "placed"} <= set(seen)


def test_places_are_where_the_group_may_go(asked: Any) -> None:
    """Tests that each municipality with a suitable home is told, best first, with its best home."""
    for (_, policy, _, world, placements), answers in asked:
        for group, answer in answers.items():
            found = best_by_municipality(world, policy, group) if answer.facts["clients"] else {}
            rows = answer.facts["places"]
            assert {row["municipality"] for row in rows} == set(found)
            ranks = [found[row["municipality"]] for row in rows]
            assert ranks == sorted(ranks)
            for row, rank in zip(rows, ranks, strict=True):
                shown = amounts(row["goals"])
                names = naive.in_order(policy, naive.left(world, group))
                assert [shown.get(name, 0) for name in names] == pytest.approx(list(rank))
                here = [
                    n
                    for (who, lot), n in placements.items()
                    if who == group and world.host(lot) == row["municipality"]
                ]
                assert row["clients"] == sum(here)


def best_by_municipality(world: World, policy: Policy, group: str) -> dict[str, tuple[float, ...]]:
    """Return what a client of a group adds at its best home in each municipality, in order of the goals."""
    found: dict[str, tuple[float, ...]] = {}
    for lot in naive.open_lots(world, policy, group):
        amount = naive.in_order(policy, naive.housed(world, group, lot)).values()
        rank = tuple(round(each, 9) for each in amount)
        found[world.host(lot)] = min(rank, found.get(world.host(lot), rank))
    return found


def test_room_is_what_still_fits(asked: Any) -> None:
    """Tests that clients fit one by one, each where no rule is broken further, as often as is told."""
    some = 0
    for (_, policy, _, world, placements), answers in asked:
        if policy.rules["loss_cap"].on or (policy.rules["budget"].on and world.tables["budgets"]):
            continue
        for group, answer in answers.items():
            clients = world.groups[group]["clients"]
            for row in answer.facts["places"]:
                now, room = dict(placements), 0
                lots = [
                    lot
                    for lot in naive.open_lots(world, policy, group)
                    if world.host(lot) == row["municipality"]
                ]
                while row["clients"] + room < clients and (
                    fitting := [lot for lot in lots if not naive.full(world, policy, now, group, lot, 1)]
                ):
                    now[group, fitting[0]] = now.get((group, fitting[0]), 0) + 1
                    room += 1
                assert row["room"] == room
                some += room > 0
    assert some


def test_next_best_is_a_forced_solve(asked: Any) -> None:
    """Tests that the next best is the best place where the group is not, as an independent solve finds."""
    verdicts: Counter[str] = Counter()
    for (instance, policy, _, world, placements), answers in asked:
        for group, answer in random.Random(len(answers)).sample(
            sorted(answers.items()), min(4, len(answers))
        ):
            waiting = any(row["place"] is None for row in answer.facts["placements"])
            here = {world.host(lot) for who, lot in placements if who == group}
            order = [row["municipality"] for row in answer.facts["places"]]
            expected = order[:1] if waiting else [code for code in order if code not in here][:1]
            found = answer.facts["nextBest"]
            assert [found["municipality"]] == expected if found else not expected
            if found:
                verdicts[same_as_forced(instance, policy, group, found, waiting, answer)] += 1
    assert min(verdicts[each] for each in ("housed", "forced", "impossible")) >= 1


def same_as_forced(
    instance: Instance, policy: Policy, group: str, found: Mapping[str, Any], waiting: bool, answer: Answer
) -> str:
    """Assert that forcing gives what the reference finds, and return what that was."""
    placed = sum(row["clients"] for row in answer.facts["placements"] if row["place"] is not None)

    def also(sets: Any) -> None:
        housed(group, found["municipality"], found["clients"])(sets)
        if waiting:
            anywhere = add([x for (who, _), x in sets.x.items() if who == group])
            sets.program.at_most_zero(Expression(constant=placed + 1) - anywhere)

    assert answer.proven
    expected = reference.solve(instance, policy, also=also)
    return verdict(policy, found, expected, "housed" if waiting else "forced")


def verdict(policy: Policy, found: Mapping[str, Any], expected: Any, word: str) -> str:
    """Assert that every goal is what a reference finds; return a word, or that it is impossible."""
    assert found["possible"] == expected.feasible
    if not expected.feasible:
        assert found["blocking"]
        return "impossible"
    for row, value, entry in zip(found["goals"], expected.best, policy.order, strict=True):
        near, room = 1e-6 * max(1.0, abs(value)), sum(policy.tolerance.get(goal, 0.0) for goal in entry)
        assert value - near <= row["forced"] <= value + room + near
    return word


def test_by_hand(tmp_path: Path) -> None:
    """Tests the answer about a group of the hamlet, by hand.

    The one client of g2 who lives in l1 was let there: a flat is no room (1 point), Een lies in its region (1
    step), and W1 is 5 km from its network.
    """
    instance = hamlet(tmp_path)
    answer = u16opt.explain(instance, u16opt.solve(instance, ALLOCATION), u16opt.Why(group="g2"))
    (row,) = [row for row in answer.facts["placements"] if row["place"] == "l1"]
    assert {key: row[key] for key in ("municipality", "neighbourhood", "period", "clients")} == {
        "municipality": "GM1",
        "neighbourhood": "W1",
        "period": 2024,
        "clients": 1,
    }
    assert {key: amount for key, amount in amounts(row["goals"]).items() if amount} == {
        "misfit": 1,
        "away": 1,
        "distance": 5,
    }
    assert {("supply", "l1", None), ("mixed_living", "l1", None), ("draagkracht", "W1", 2024)} <= {
        (rule["rule"], rule["place"], rule["period"]) for rule in row["rules"]
    }
    assert "Groep g2: 2 cliënten. In dit voorstel:" in answer.text.nl
    assert (
        "minder passend 1 punt, niet in de herkomstgemeente 1 stap en afstand tot het netwerk 5 km"
        in answer.text.nl
    )
    assert "draagkracht van W1 in 2024" in answer.text.nl


def test_a_distance_that_is_too_far_is_forbidden(tmp_path: Path) -> None:
    """Tests that a municipality which only a rule keeps closed is told apart, with the rule."""
    rules = {"max_distance": {"mode": "hard", "limit": 5}}
    instance = hamlet(tmp_path, policy={"rules": rules}, placed=[])
    answer = u16opt.explain(instance, u16opt.solve(instance, ALLOCATION), u16opt.Why(group="g1"))
    assert [row["municipality"] for row in answer.facts["places"]] == ["GM1", "GM2"]
    assert answer.facts["forbidden"] == [{"municipality": "GM3", "rule": "max_distance"}]
    assert "- Drie: grootste afstand tot het netwerk." in answer.text.nl


def test_one_municipality(tmp_path: Path) -> None:
    """Tests that with a municipality only that one is told, and where nobody is, that is said."""
    instance = hamlet(tmp_path)
    proposal = u16opt.solve(instance, ALLOCATION)
    whole = u16opt.explain(instance, proposal, u16opt.Why(group="g1")).facts
    here = {row["municipality"] for row in whole["placements"]} - {None}
    for code in [row["municipality"] for row in whole["places"]]:
        answer = u16opt.explain(instance, proposal, u16opt.Why(group="g1", municipality=code))
        assert answer.facts["places"] == [row for row in whole["places"] if row["municipality"] == code]
        assert answer.facts["placements"] == [
            row for row in whole["placements"] if row["municipality"] == code
        ]
        assert code in here or answer.facts["nextBest"] is None
        assert ("niemand van groep g1" in answer.text.nl) == (code not in here)


def test_spread_by_hand(tmp_path: Path) -> None:
    """Tests the answer about the clients of Bee: places by location and year, kilometres, and the region."""
    instance = polder(tmp_path)
    proposal = u16opt.solve(instance, SPREAD)
    answer = u16opt.explain(instance, proposal, u16opt.Why(group="B"))
    served = [row for row in proposal.answer["served"] if row["municipality"] == "B"]
    told = {(row["place"], row["period"]): row for row in answer.facts["placements"] if row["place"]}
    assert {at: row["clients"] for at, row in told.items()} == {
        (row["location"], row["period"]): row["clients"] for row in served
    }
    km = {"oak": 6, "near-oak": 4, "new-b": 0.5}
    assert {at: amounts(row["goals"])["travel"] for at, row in told.items()} == {at: km[at[0]] for at in told}
    left = {row["period"]: row["clients"] for row in proposal.answer["unmet"] if row["municipality"] == "B"}
    assert {
        row["period"]: row["clients"] for row in answer.facts["placements"] if row["place"] is None
    } == left
    assert answer.facts["forbidden"] == [{"municipality": "C", "rule": "own_region"}]
    assert [row["municipality"] for row in answer.facts["places"]] == ["B", "A"]
    assert answer.facts["clients"] == 6
    assert answer.text.nl.startswith("Bee: 6 cliënten, alle jaren bij elkaar.")


def test_spread_next_best_is_a_forced_solve(tmp_path: Path) -> None:
    """Tests the next best place of new locations against an independent solve, for every municipality."""
    verdicts: Counter[str] = Counter()
    for seed in (1, 4, 5, 12, 17, 23, 27, 32, 36):
        case = spread_cases.draw_case(seed, spread_cases.TINY, random_policy=seed % 2 > 0)
        instance = read(case.write(tmp_path / str(seed)))
        proposal = u16opt.solve(instance, SPREAD)
        for group in instance["municipalities"]["code"]:
            found = u16opt.explain(instance, proposal, u16opt.Why(group=group)).facts["nextBest"]
            if found is not None:
                verdicts[same_as_served(instance, proposal, group, found)] += 1
    assert min(verdicts[each] for each in ("housed", "forced", "impossible")) >= 1


def same_as_served(instance: Instance, proposal: Proposal, group: str, found: Mapping[str, Any]) -> str:
    """Assert that forcing gives what the reference finds, and return what that was."""
    left = sum(row["clients"] for row in proposal.answer["unmet"] if row["municipality"] == group)
    policy = policy_of(instance, SPREAD)

    def also(sets: Any) -> None:
        served(group, found["municipality"], found["clients"])(sets)
        if left:
            waiting = add(x for (origin, _), x in sets.unmet.items() if origin == group)
            sets.program.at_most_zero(waiting - Expression(constant=left - 1))

    expected = spread_reference.solve(of_product(instance, SPREAD), policy, also=also)
    return verdict(policy, found, expected, "housed" if left else "forced")


TOWNS = [Town("a", 5, 3, 0, None), Town("b", 1, 2, None, 1), Town("c", 1, 2)]


def test_herijking_by_hand(tmp_path: Path) -> None:
    """Tests a letting more and fewer in exact fractions, the bound, and one more as enumeration finds it.

    Of 8 lettings b would be due 8 * 2 / 7 and may have 1.
    """
    question = Recalibration(TOWNS, 8)
    instance = question.instance(tmp_path)
    proposal = u16opt.solve(instance, HERIJKING)
    answer = u16opt.explain(instance, proposal, u16opt.Why(municipality="b"))
    (row,) = answer.facts["placements"]
    assert (row["lettings"], row["clients"], row["current"], row["binding"]) == (1, 1, 1, "maximum")
    quota = Fraction(16, 7)
    points = [(number - quota) ** 2 / quota for number in (0, 1, 2)]
    told = {goal["name"]: (goal["amount"], goal["next"]) for goal in row["goals"]}
    assert told["disproportion"] == pytest.approx(
        (float(points[1] - points[0]), float(points[2] - points[1]))
    )
    assert told["moves"] == (-0.5, 0.5)
    assert {(rule["rule"], rule["place"]) for rule in row["rules"]} >= {("maximum", "b")}
    assert not answer.facts["nextBest"]["possible"]
    assert {rule["rule"] for rule in answer.facts["nextBest"]["blocking"]} == {"maximum"}
    assert "Een grens houdt dit tegen: bovengrens." in answer.text.nl


@pytest.mark.parametrize("code", ["a", "c"])
def test_herijking_one_more(code: str, tmp_path: Path) -> None:
    """Tests that one letting more is what enumeration of all recalibrations finds."""
    instance = Recalibration(TOWNS, 8).instance(tmp_path)
    proposal = u16opt.solve(instance, HERIJKING)
    answer = u16opt.explain(instance, proposal, u16opt.Why(municipality=code))
    (row,) = answer.facts["placements"]
    towns = [
        Town(town.code, town.current, town.basis, row["lettings"] + 1, town.maximum)
        if town.code == code
        else town
        for town in TOWNS
    ]
    expected = best(Recalibration(towns, 8))
    assert expected is not None
    forced = amounts(answer.facts["nextBest"]["goals"], "forced")
    assert list(forced.values()) == pytest.approx([float(value) for value in expected.values])
    assert answer.proven


@pytest.mark.parametrize("model", [ALLOCATION, SPREAD, HERIJKING], ids=lambda model: model.name)
def test_the_whole(model: Model, tmp_path: Path) -> None:
    """Tests that goals, what municipalities carry and who is left are those of the proposal."""
    instance = {"allocation": hamlet, "spread": polder}.get(model.name, Recalibration(TOWNS, 8).instance)(
        tmp_path
    )
    proposal = u16opt.solve(instance, model)
    answer = u16opt.explain(instance, proposal, u16opt.Why())
    for goal, row in zip(proposal.goals, answer.facts["goals"], strict=True):
        assert (row["name"], row["unit"], row["proven"]) == (goal.name, goal.unit, goal.proven)
        assert (row["value"], row["bound"]) == pytest.approx((goal.value, goal.bound))
    carried = {
        (row["municipality"], each["period"]): each["amount"]
        for row in answer.facts["municipalities"]
        for each in row["carries"]
        if each["amount"]
    }
    assert carried == carried_by_hand(model, instance, proposal)
    left = sum(row["clients"] for name in ("unplaced", "unmet") for row in proposal.answer.get(name, ()))
    assert (answer.facts["unplaced"] or {"clients": 0})["clients"] == left
    assert bool(answer.facts["fairness"]) == (model is not HERIJKING)
    assert answer.proven


def carried_by_hand(model: Model, instance: Instance, proposal: Proposal) -> dict[tuple[str, Any], int]:
    """Return clients, places or lettings by municipality and year, from the answer and the tables."""
    found: Counter[tuple[str, Any]] = Counter()
    if model is HERIJKING:
        return {(row["municipality"], None): row["lettings"] for row in proposal.answer["contingents"]}
    areas = dict(
        zip(instance["neighbourhoods"]["code"], instance["neighbourhoods"]["municipality"], strict=True)
    )
    if model is ALLOCATION:
        lots = {row["lot"]: (areas[row["neighbourhood"]], row["period"]) for row in instance["supply"].rows()}
        for row in proposal.answer["placements"]:
            found[lots[row["lot"]]] += row["clients"]
    else:
        where = {row["location"]: areas[row["neighbourhood"]] for row in instance["locations"].rows()}
        where |= {row["site"]: areas[row["neighbourhood"]] for row in instance["sites"].rows()}
        for row in proposal.answer["places"]:
            found[where[row["location"]], row["period"]] += row["places"]
    return {at: number for at, number in found.items() if number}


def test_the_whole_names_what_is_full(asked: Any) -> None:
    """Tests that exactly the homes and neighbourhoods are named that are full, and promises at or below."""
    seen: Counter[str] = Counter()
    for (instance, policy, proposal, world, placements), _ in asked:
        facts = u16opt.explain(instance, proposal, u16opt.Why()).facts
        told = {(row["rule"], row["place"], row["period"]): "side" in row for row in facts["binding"]}
        expected = full_by_hand(world, policy, placements)
        for rule in ("supply", "draagkracht", "contingent"):
            if policy.rules[rule].mode in ("fact", "hard") or rule in naive.measured(policy):
                assert {at: side for at, side in told.items() if at[0] == rule} == expected[rule]
                seen[rule] += len(expected[rule])
        seen.update(at[0] for at in told)
    assert min(seen[rule] for rule in ("supply", "contingent", "draagkracht", "budget", "mixed_living")) > 0


def full_by_hand(
    world: World, policy: Policy, placements: Placements
) -> dict[str, dict[tuple[str, str, Any], bool]]:
    """Return full lots and neighbourhoods, and promises at most met, where anybody could live."""
    homes: Counter[str] = Counter()
    loads: Counter[tuple[str, int]] = Counter()
    for (_, lot), clients in placements.items():
        homes[lot] += clients
    there = [group for group, row in world.groups.items() if row["clients"]]
    for lot in sorted({lot for group in there for lot in naive.open_lots(world, policy, group)}):
        period = world.lots[lot]["period"]
        loads[world.lots[lot]["neighbourhood"], period] += homes[lot]
        loads[world.host(lot), period] += homes[lot]
    carries = {code: row["draagkracht"] for code, row in world.neighbourhoods.items()}
    promised = {(row["municipality"], row["period"]): row["lettings"] for row in world.tables["contingents"]}
    return {
        "supply": {("supply", lot, None): False for lot in homes if homes[lot] == world.lots[lot]["homes"]},
        "draagkracht": {
            ("draagkracht", *at): False
            for at, load in loads.items()
            if carries.get(at[0]) is not None and load >= carries[at[0]]
        },
        "contingent": {
            ("contingent", *at): True for at, load in loads.items() if at in promised and load <= promised[at]
        },
    }


def test_a_municipality_of_the_whole(tmp_path: Path) -> None:
    """Tests that with a municipality alone the answer is about what it carries and what is full there."""
    instance = hamlet(tmp_path)
    answer = u16opt.explain(instance, u16opt.solve(instance, ALLOCATION), u16opt.Why(municipality="GM1"))
    assert [row["municipality"] for row in answer.facts["municipalities"]] == ["GM1"]
    assert answer.facts["municipalities"][0]["rules"] == answer.facts["binding"]
    assert {row["place"] for row in answer.facts["binding"]} <= {"GM1", "W1", "l1", "l4"}
    assert "fairness" not in answer.facts


@pytest.mark.parametrize(
    ("question", "option"),
    [
        (u16opt.Why(group="nobody"), "--group"),
        (u16opt.Why(municipality="GM9999"), "--municipality"),
        (u16opt.Why(group="g2024-001", municipality="GM9999"), "--municipality"),
    ],
)
def test_unknown_codes(question: u16opt.Why, option: str, year: Any) -> None:
    """Tests that an unknown group or municipality is told with the option's name."""
    instance, proposal = year
    with pytest.raises(InputError) as caught:
        u16opt.explain(instance, proposal, question)
    assert [problem.file for problem in caught.value.problems] == [option]


@pytest.mark.parametrize("question", [u16opt.Why(), u16opt.Why(group="g2024-002")], ids=["whole", "group"])
def test_same_bytes(question: u16opt.Why, year: Any) -> None:
    """Tests that the same question twice gives the same bytes but for the seconds."""
    instance, proposal = year
    one, other = (u16opt.explain(instance, proposal, question) for _ in range(2))
    assert (
        one.model_copy(update={"seconds": 0.0}).as_json()
        == other.model_copy(update={"seconds": 0.0}).as_json()
    )


def test_out_of_time(year: Any) -> None:
    """Tests that when time is up the answer says so, and what is known from tables is told all the same."""
    instance, proposal = year
    answer = u16opt.explain(
        instance, proposal, u16opt.Why(group="g2024-002"), u16opt.Options(time_limit=1e-6)
    )
    assert not answer.proven
    assert answer.facts["placements"]
    assert answer.facts["nextBest"]["possible"] is None or answer.facts["nextBest"]["goals"]


def test_only_the_municipality_that_is_asked_about_is_ruled_out() -> None:
    """Tests that a group without a place in one municipality is not said to have none anywhere."""
    instance = u16opt.read(Path(__file__).resolve().parents[2] / "instances" / "u16-2024")
    question = u16opt.Why(group="g2024-100", municipality="GM0310")
    text = u16opt.explain(instance, u16opt.solve(instance), question).text
    assert "In De Bilt is geen plaats waar groep g2024-100 terechtkan." in text.nl
    assert "geen enkele plaats" not in text.nl
    assert "There is no place in De Bilt where group g2024-100 can go." in text.en
