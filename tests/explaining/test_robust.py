"""Robust: a proposal in sampled futures, against draws and goals that are worked out once more."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.answers import answer_of
from support.explain_futures import in_future, let, served
from support.generator import SMALL, TINY, draw_case
from support.hamlet import hamlet
from support.hand_made import proposal_of
from support.naive_goals import goals_of
from support.naive_rules import broken
from support.naive_world import World
from support.recalibration.valley import VALLEY
from support.spread import generator as spread_cases
from support.spread.naive_goals import goals_of as spread_goals
from support.spread.naive_rules import broken as spread_broken
from support.spread.naive_world import World as SpreadWorld
from support.spread.plan import Plan
from support.spread.polder import PLAN, polder

import u16opt
from u16opt.checking import goal_values
from u16opt.explaining.answer import Answer
from u16opt.explaining.explain import answered
from u16opt.explaining.futures.estimating import estimated, shared
from u16opt.explaining.futures.sampling import drawings, future_of, gamma
from u16opt.explaining.ground import Ground
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.instance.table import Table
from u16opt.model.futures import Known
from u16opt.model.model import Model
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

TINY_FOLDER = Path(__file__).resolve().parents[2] / "instances" / "tiny"
MODELS = {model.name: model for model in (ALLOCATION, SPREAD, HERIJKING)}


def test_estimates() -> None:
    """Tests on numbers worked out by hand that mean, quantiles, worst and standard errors are right.

    Of 1, 2, 3, 4, 10 the mean is 4 and the squares add up to 50: 50 / 4 = 12.5, divided by 5 is 2.5. A fifth
    of the way from 1 to 2 lies the 5 % quantile (0.05 of four steps), and 95 % lies at 4 + 0.8 * 6.
    """
    found = estimated([10, 1, 4, 2, 3])
    error = round(math.sqrt(2.5), 9)
    assert found == {"mean": 4, "p5": 1.2, "p95": 8.8, "worst": 10, "standardError": error}
    assert shared([True, False, False, False]) == (0.25, round(math.sqrt(0.25 * 0.75 / 4), 9))
    assert estimated([0.1] * 7) == {"mean": 0.1, "p5": 0.1, "p95": 0.1, "worst": 0.1, "standardError": 0}


@pytest.mark.parametrize("cv", [0.02, 0.1, 0.5, 1.0, 3.0])
def test_gamma(cv: float) -> None:
    """Tests that mean and standard deviation are as asked, over evenly spread luck."""
    luck = (np.arange(200_000) + 0.5) / 200_000
    found = gamma(luck, np.full(len(luck), 40.0), cv)
    assert found.mean() == pytest.approx(40, rel=2e-3)
    assert found.std() == pytest.approx(40 * cv, rel=2e-2)
    assert found.min() >= 0


def counts_of(instance: Instance, question: u16opt.Robust, futures: int) -> dict[str, list[int]]:
    """Return the clients of every group in every future."""
    assert ALLOCATION.futures is not None
    made = drawings(instance, ALLOCATION.futures, question)
    tables = [future_of(instance, made, question.seed, future)["client_groups"] for future in range(futures)]
    names = tables[0]["group"]
    return {name: [table["clients"][row] for table in tables] for row, name in enumerate(names)}


def many(sizes: dict[str, int]) -> list[dict[str, Any]]:
    """Return client groups of these sizes."""
    return [
        {"group": name, "clients": clients, "origin": "GM1", "kinds": ["flat"]}
        for name, clients in sizes.items()
    ]


def test_draws_keep_their_mean(tmp_path: Path) -> None:
    """Tests that drawn counts are whole, have the mean of the table, and spread as asked.

    Rounding at random adds a variance between 0 and 1/4.
    """
    sizes = {"none": 0, "one": 1, "three": 3, "forty": 40, "thousand": 1000}
    instance = hamlet(tmp_path, client_groups=many(sizes), placed=[], previous=[])
    futures, cv = 3000, 0.2
    drawn = counts_of(instance, u16opt.Robust(demand=cv, seed=5), futures)
    for name, count in sizes.items():
        numbers = np.array(drawn[name])
        assert numbers.dtype.kind == "i"
        error = max(numbers.std(), 1e-9) / math.sqrt(futures)
        assert abs(numbers.mean() - count) <= 4 * error, name
        variance = (cv * count) ** 2
        assert 0.9 * variance <= numbers.var() <= 1.1 * variance + 0.27
    apart = np.corrcoef([drawn["forty"], drawn["thousand"]])[0, 1]
    assert abs(apart) < 4 / math.sqrt(futures)


def test_the_same_row_has_the_same_luck(tmp_path: Path) -> None:
    """Tests that a group that comes, and a change of another, leave all other draws as they were."""
    few = {"b": 20, "c": 7}
    one = hamlet(tmp_path / "1", client_groups=many(few), placed=[], previous=[])
    other = hamlet(tmp_path / "2", client_groups=many({"a": 9, **few, "d": 1}), placed=[], previous=[])
    changed = hamlet(tmp_path / "3", client_groups=many({"b": 20, "c": 70}), placed=[], previous=[])
    question = u16opt.Robust()
    found = counts_of(one, question, 50)
    assert {name: counts_of(other, question, 50)[name] for name in few} == found
    assert counts_of(changed, question, 50)["b"] == found["b"]
    assert counts_of(one, u16opt.Robust(seed=1), 50) != found
    assert len({tuple(each) for each in zip(*found.values(), strict=True)}) > 10


def test_what_is_let_stays(tmp_path: Path) -> None:
    """Tests that no future has fewer clients or homes than are already let, and that they stay let."""
    instance = hamlet(tmp_path, placed=[{"group": "g2", "lot": "l1", "clients": 2}], previous=[])
    plan = {("g2", "l1"): 2, ("g1", "l2"): 2}
    proposal = proposal_of(instance, ALLOCATION, answer_of(instance, plan))
    question = u16opt.Robust(demand=1.0, supply=1.0)
    assert ALLOCATION.futures is not None
    made = drawings(instance, ALLOCATION.futures, question)
    for future in range(60):
        then = future_of(instance, made, 0, future)
        assert (
            dict(zip(then["client_groups"]["group"], then["client_groups"]["clients"], strict=True))["g2"]
            >= 2
        )
        assert dict(zip(then["supply"]["lot"], then["supply"]["homes"], strict=True))["l1"] >= 2
        known = Known(instance, then, policy_of(instance, ALLOCATION), proposal.answer)
        left = ALLOCATION.futures.carried_out(known, future)
        assert {"group": "g2", "lot": "l1", "clients": 2} in left["placements"]


def with_numbers(instance: Instance, table: str, column: str, **numbers: int) -> Instance:
    """Return an instance in which some rows, by their code, have another number."""
    old = instance[table]
    codes = next(iter(old.columns.values()))
    values = tuple(numbers.get(code, value) for code, value in zip(codes, old[column], strict=True))
    return replace(instance, tables={**instance.tables, table: Table(table, {**old.columns, column: values})})


def test_who_goes_first_is_drawn(tmp_path: Path) -> None:
    """Tests that where homes are too few each group is first in some futures, and every home is used."""
    instance = hamlet(tmp_path, placed=[], previous=[])
    plan = {("g1", "l2"): 2, ("g2", "l2"): 1}
    known = Known(
        instance,
        with_numbers(instance, "supply", "homes", l2=1),
        policy_of(instance, ALLOCATION),
        answer_of(instance, plan),
    )
    assert ALLOCATION.futures is not None
    firsts: Counter[str] = Counter()
    for number in range(200):
        (row,) = ALLOCATION.futures.carried_out(known, number)["placements"]
        assert row["clients"] == 1
        firsts[row["group"]] += 1
    assert min(firsts["g1"], firsts["g2"]) > 60


def test_a_rule_is_broken_by_the_plan_or_by_what_is_left_of_it(tmp_path: Path) -> None:
    """Tests by hand that supply is broken by what was planned, and the contingent by what is let.

    The plan puts three clients into l2 of GM2, where 2 lettings are promised. With one home there, and two of
    g1 who come, the plan lacks two homes, and one letting is short besides the five of GM1.
    """
    instance = hamlet(tmp_path, placed=[], previous=[])
    then = with_numbers(with_numbers(instance, "supply", "homes", l2=1), "client_groups", "clients", g1=2)
    plan = {("g1", "l2"): 3}
    policy = policy_of(instance, ALLOCATION)
    known = Known(instance, then, policy, answer_of(instance, plan))
    assert ALLOCATION.futures is not None
    asked = {each.name: each.violation for each in ALLOCATION.futures.asked(known)}
    left = ALLOCATION.check(then, policy, ALLOCATION.futures.carried_out(known, 0))
    done = {each.name: each.violation for each in left.rules}
    assert (asked["supply"], done["supply"]) == (2, 0)
    assert (asked["contingent"], done["contingent"]) == (5, 6)
    assert left.faults == ()


def robust(instance: Instance, proposal: Proposal, question: u16opt.Robust, model: Model) -> Answer:
    """Return the answer about a proposal that nobody has verified."""
    from u16opt.engine.limits import Limits

    return answered(
        Ground(of_product(instance, model, proposal.product), model, proposal, Limits()), question
    )


@pytest.mark.parametrize("name", MODELS)
def test_nothing_varies(name: str) -> None:
    """Tests that with coefficients of variation of 0 every number is the proposal's own, exactly."""
    instance = read(TINY_FOLDER)
    proposal = u16opt.solve(instance, name)
    answer = u16opt.explain(instance, proposal, u16opt.Robust(samples=5, demand=0, supply=0))
    assert answer.proven
    for row, goal in zip(answer.facts["goals"], proposal.goals, strict=True):
        value = round(goal.value, 9)
        assert row["name"] == goal.name
        assert {row[each] for each in ("current", "mean", "p5", "p95", "worst")} == {value}
        assert row["standardError"] == 0
    for row, rule in zip(answer.facts["rules"], proposal.rules, strict=True):
        assert (row["name"], row["current"], row["mean"]) == (rule.name, rule.violation, rule.violation)
        assert row["shareBroken"] == (rule.violation > 0)
        assert row["standardError"] == row["shareBrokenStandardError"] == 0
    assert (answer.facts["samples"], answer.facts["demand"], answer.facts["supply"]) == (5, 0, 0)


def assert_facts(answer: Answer, goals: list[dict[str, float]], rules: list[dict[str, float]]) -> None:
    """Assert that an answer's facts follow from these goals and violations, one per future."""
    for row in answer.facts["goals"]:
        values = [each[row["name"]] for each in goals]
        assert_estimates(row, values)
    for row in answer.facts["rules"]:
        values = [each[row["name"]] for each in rules]
        assert_estimates(row, values)
        share = sum(value > 1e-6 for value in values) / len(values)
        assert row["shareBroken"] == pytest.approx(share)
        assert row["shareBrokenStandardError"] == pytest.approx(math.sqrt(share * (1 - share) / len(values)))


def assert_estimates(row: dict[str, Any], values: list[float]) -> None:
    """Assert that one row says what these numbers come to."""
    numbers = np.array(values, dtype=float)
    assert row["mean"] == pytest.approx(numbers.mean(), abs=1e-6), row
    assert row["worst"] == pytest.approx(numbers.max(), abs=1e-6), row
    assert row["standardError"] == pytest.approx(numbers.std(ddof=1) / math.sqrt(len(values)), abs=1e-6)
    assert [row["p5"], row["p95"]] == pytest.approx(list(np.percentile(numbers, [5, 95])), abs=1e-6)


@pytest.mark.parametrize("seed", [*range(4), *range(5, 12)])
def test_allocation_worked_out_again(tmp_path: Path, seed: int) -> None:
    """Tests on random instances that every number is what plain readings of the same futures come to."""
    size = TINY if seed % 2 else SMALL
    instance = read(draw_case(seed, size, random_policy=seed > 5).write(tmp_path))
    policy = policy_of(instance, ALLOCATION)
    proposal = u16opt.solve(instance)
    assert proposal.status == "optimal"
    question = u16opt.Robust(samples=4, seed=seed, demand=0.3, supply=0.4)
    answer = u16opt.explain(instance, proposal, question)
    plan = {(row["group"], row["lot"]): row["clients"] for row in proposal.answer["placements"]}
    columns = {("client_groups", "clients"): 0.3, ("supply", "homes"): 0.4}
    goals, rules = [], []
    for future in range(4):
        then = in_future(instance, columns, (seed, future))
        left = let(then, plan, (seed, future))
        goals.append(goals_in_order(goals_of(World(then), policy, left), policy))
        done, asked = broken(World(then), policy, left), broken(World(everyone(then, plan)), policy, plan)
        rules.append({name: max(done[name], asked[name]) for name in done})
    assert_facts(answer, goals, rules)


def everyone(instance: Instance, plan: dict[tuple[str, str], int]) -> Instance:
    """Return an instance in which all are there who were planned for."""
    planned: Counter[str] = Counter()
    for (group, _), clients in plan.items():
        planned[group] += clients
    table = instance["client_groups"]
    there = {code: max(n, planned[code]) for code, n in zip(table["group"], table["clients"], strict=True)}
    return with_numbers(instance, "client_groups", "clients", **there)


def goals_in_order(goals: dict[str, float], policy: Any) -> dict[str, float]:
    """Return the value of each entry of an order."""
    return {
        "+".join(entry): goals[entry[0]]
        if len(entry) == 1
        else math.fsum(policy.weight(goal) * goals[goal] for goal in entry)
        for entry in policy.order
    }


@pytest.mark.parametrize("seed", range(12))
def test_spread_worked_out_again(tmp_path: Path, seed: int) -> None:
    """Tests on random instances that every number is what plain readings of the same futures come to."""
    case = spread_cases.draw_case(seed, spread_cases.SMALL, random_policy=seed > 5)
    instance = read(case.write(tmp_path))
    proposal = u16opt.solve(instance, "spread")
    assert proposal.status == "optimal"
    question = u16opt.Robust(samples=4, seed=seed, demand=0.4, supply=0.5)
    answer = u16opt.explain(instance, proposal, question)
    now = of_product(instance, SPREAD, "BV")
    policy = policy_of(instance, SPREAD)
    content = proposal.answer
    plan = Plan(
        {row["site"]: row["period"] for row in content["opened"]},
        {(row["location"], row["period"]): row["places"] for row in content["places"]},
        {(row["municipality"], row["location"], row["period"]): row["clients"] for row in content["served"]},
    )
    goals, rules = [], []
    for future in range(4):
        columns = {("demand", "clients"): 0.4, ("locations", "places"): 0.5}
        then = in_future(now, columns, (seed, future))
        left = served(now, then, plan, (seed, future))
        world = SpreadWorld(then)
        goals.append(goals_in_order(spread_goals(world, policy, left), policy))
        done = spread_broken(world, policy, left)
        asked = spread_broken(world, policy, Plan(plan.opened, left.places, plan.served))
        rules.append({name: max(done[name], asked[name]) for name in done})
    assert_facts(answer, goals, rules)


def test_places_as_they_turn_out(tmp_path: Path) -> None:
    """Tests by hand what becomes of the polder when oak has 2 places or 9, and elm 5.

    Oak is planned to lose one of its 4 places in 2025: it never has more than 3 then. Elm keeps its places.
    """
    from support.spread.plan import answer_of as spread_answer

    instance = of_product(polder(tmp_path), SPREAD)
    assert SPREAD.futures is not None
    for oak, expected in ((2, [2, 2]), (9, [9, 3])):
        then = with_numbers(instance, "locations", "places", oak=oak, elm=5)
        known = Known(instance, then, policy_of(instance, SPREAD), spread_answer(instance, PLAN))
        left = SPREAD.futures.carried_out(known, 1)
        places = {(row["location"], row["period"]): row["places"] for row in left["places"]}
        assert [places["oak", 2024], places["oak", 2025]] == expected
        assert [places["elm", 2024], places["elm", 2025], places["new-b", 2025]] == [5, 5, 3]
        assert SPREAD.check(then, known.policy, left).faults == ()


def test_herijking_worked_out_again(tmp_path: Path) -> None:
    """Tests on the valley that promises stand, that disproportion is against the drawn quotas, and which
    maximum is passed.
    """
    instance = VALLEY.instance(tmp_path)
    proposal = u16opt.solve(instance, "herijking")
    answer = u16opt.explain(instance, proposal, u16opt.Robust(samples=6, demand=0.3, supply=0.5))
    lettings = {row["municipality"]: row["lettings"] for row in proposal.answer["contingents"]}
    region = {"A": "north", "B": "north", "C": "south", "D": "south", "E": "south"}
    goals, rules = [], []
    for future in range(6):
        columns = {("recalibration", "basis"): 0.3, ("recalibration", "maximum"): 0.5}
        table = in_future(instance, columns, (0, future))["recalibration"]
        off, past = 0.0, 0
        basis = dict(zip(table["municipality"], table["basis"], strict=True))
        for code, most in zip(table["municipality"], table["maximum"], strict=True):
            whole = sum(basis[other] for other in basis if region[other] == region[code])
            quota = {"north": 6, "south": 10}[region[code]] * basis[code] / whole
            off += (lettings[code] - quota) ** 2 / quota if quota else 0
            past += max(0, lettings[code] - most) if most is not None else 0
        goals.append({"disproportion": off, "moves": 0.0})
        rules.append({"total": 0, "minimum": 0, "maximum": past, "max_change": 0})
    moves = {goal.name: goal.value for goal in proposal.goals}["moves"]
    assert_facts(answer, [each | {"moves": moves} for each in goals], rules)
    assert {each["maximum"] for each in rules} != {0}


@given(st.integers(0, 10**9), st.sampled_from([0.0, 0.2, 2.0]), st.sampled_from([0.0, 0.3, 1.5]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_left_has_no_fault(tmp_path_factory: Any, seed: int, demand: float, supply: float) -> None:
    """Tests that whatever is drawn the checker finds no fault in what is carried out, and nothing is wasted:
    no planned client is left over who has a home left.
    """
    instance = read(draw_case(seed % 40, TINY).write(tmp_path_factory.mktemp("case")))
    proposal = u16opt.solve(instance)
    if proposal.status != "optimal":
        return
    policy = policy_of(instance, ALLOCATION)
    assert ALLOCATION.futures is not None
    question = u16opt.Robust(demand=demand, supply=supply, seed=seed)
    then = future_of(instance, drawings(instance, ALLOCATION.futures, question), seed, 3)
    known = Known(instance, then, policy, proposal.answer)
    left = ALLOCATION.futures.carried_out(known, seed)
    assert ALLOCATION.check(then, policy, left).faults == ()
    done = {(row["group"], row["lot"]): row["clients"] for row in left["placements"]}
    over = {row["group"]: row["clients"] for row in left["unplaced"]}
    full: Counter[str] = Counter()
    for (_, lot), clients in done.items():
        full[lot] += clients
    homes = dict(zip(then["supply"]["lot"], then["supply"]["homes"], strict=True))
    for row in proposal.answer["placements"]:
        planned, pair = row["clients"], (row["group"], row["lot"])
        if done.get(pair, 0) < planned:
            assert not over.get(row["group"]) or full[row["lot"]] == homes[row["lot"]]


def test_the_same_bytes_and_another_seed() -> None:
    """Tests that the same question has the same answer but for the seconds, and another seed another one."""
    instance = read(TINY_FOLDER)
    proposal = u16opt.solve(instance)
    one, again, other = (
        u16opt.explain(instance, proposal, u16opt.Robust(samples=20, seed=seed)) for seed in (3, 3, 4)
    )
    assert (
        one.model_copy(update={"seconds": 0}).as_json() == again.model_copy(update={"seconds": 0}).as_json()
    )
    assert one.facts["goals"] != other.facts["goals"]
    assert one.parameters == {"samples": 20, "seed": 3, "demand": 0.1, "supply": 0.1}


def test_no_time() -> None:
    """Tests that when the time is up the futures that are done are used, and that this is said."""
    instance = read(TINY_FOLDER)
    proposal = u16opt.solve(instance)
    done: list[tuple[int, int]] = []
    answer = u16opt.explain(
        instance,
        proposal,
        u16opt.Robust(samples=50),
        u16opt.Options(time_limit=0),
        tell=lambda number, all_of_them: done.append((number, all_of_them)),
    )
    assert (answer.facts["samples"], answer.proven) == (2, False)
    assert done == [(0, 50), (1, 50)]
    assert "2 van de 50 keer" in answer.text.nl
    assert "2 of the 50 times" in answer.text.en
    two = u16opt.explain(instance, proposal, u16opt.Robust(samples=2))
    assert two.facts["goals"] == answer.facts["goals"]


def test_sentences_have_their_figures(tmp_path: Path) -> None:
    """Tests that each goal and each rule that is broken is told with its own numbers, in both languages."""
    instance = polder(tmp_path)
    answer = u16opt.explain(instance, u16opt.solve(instance, "spread"), u16opt.Robust(samples=30))
    goals = {row["name"]: row for row in answer.facts["goals"]}
    line = next(each for each in answer.text.nl.splitlines() if each.startswith("- Zonder plaats"))
    worst, mean = goals["unmet"]["worst"], goals["unmet"]["mean"]
    assert f"slechtste loting {worst}." in line
    assert f"gemiddeld {round(mean, 1)}".replace(".", ",").removesuffix(",0") in line
    capacity = next(row for row in answer.facts["rules"] if row["name"] == "capacity")
    share = f"{round(100 * capacity['shareBroken'], 1):g}%"
    assert any(
        each.startswith("- Places (clients)") and share in each for each in answer.text.en.splitlines()
    )


def test_a_model_that_knows_no_futures() -> None:
    """Tests that a model that does not say what may turn out otherwise is told of, without numbers."""
    instance = read(TINY_FOLDER)
    model = replace(HERIJKING, futures=None)
    answer = robust(instance, u16opt.solve(instance, "herijking"), u16opt.Robust(), model)
    assert (answer.facts, answer.proven) == ({}, True)
    assert "anders kunnen uitvallen" in answer.text.nl


def test_units_of_the_order(tmp_path: Path) -> None:
    """Tests that a weighted sum of goals is a goal like any other."""
    instance = hamlet(
        tmp_path, policy={"order": [["unplaced", "misfit"], "away"], "weights": {"misfit": 0.5}}
    )
    proposal = u16opt.solve(instance)
    answer = u16opt.explain(instance, proposal, u16opt.Robust(samples=3))
    policy = policy_of(instance, ALLOCATION)
    found = ALLOCATION.check(instance, policy, proposal.answer)
    values = [value for _, value, _ in goal_values(ALLOCATION, policy, found)]
    assert [row["name"] for row in answer.facts["goals"]] == ["unplaced+misfit", "away"]
    assert [row["current"] for row in answer.facts["goals"]] == values


def test_a_model_that_carries_out_what_cannot_be() -> None:
    """Tests that what is carried out is checked: an answer with a fault, or a broken fact, is refused."""
    instance = read(TINY_FOLDER)
    proposal = u16opt.solve(instance)
    assert ALLOCATION.futures is not None
    for wrong in (lambda known, _: known.plan, lambda known, _: {**known.plan, "unplaced": []}):
        model = replace(ALLOCATION, futures=replace(ALLOCATION.futures, carried_out=wrong))
        with pytest.raises(u16opt.VerificationError):
            robust(instance, proposal, u16opt.Robust(demand=0.5, supply=0.5), model)


@pytest.mark.parametrize("cv", [-0.1, 10.1, math.inf, math.nan])
def test_variation_that_cannot_be(cv: float) -> None:
    """Tests that a coefficient of variation below 0, above 10, or no number, is refused."""
    with pytest.raises(ValueError, match="demand"):
        u16opt.Robust(demand=cv)
