"""Agreements that a question changes in one place, and where everything is that a question asks about."""

from __future__ import annotations

import copy
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.amending import (
    Place,
    assert_judged_alike,
    assert_recalled,
    assert_same,
    by,
    dropped,
    places_of,
    recalled,
    solved,
    violations,
    with_rule,
)
from support.generator import Case
from support.in_order import least_of
from support.spread.answers import draw_plan
from support.spread.brute_force import is_allowed, is_small, plans_of
from support.spread.generator import SMALL, TINY, draw_case
from support.spread.naive_goals import goals_of, regional_places
from support.spread.naive_world import World
from support.spread.plan import Plan, answer_of
from support.spread.polder import PLAN, TABLES, polder

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.model.model import Answer
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.products import of_product
from u16opt_models.spread import MODEL

Tables = dict[str, list[dict[str, Any]]]
Rewrite = Callable[[Tables, Place, float | None], None]
Changes = Mapping[Place, float | None]
"""By place what a number is changed by, None where the rule is dropped."""

GOALS = tuple((goal.name,) for goal in MODEL.goals)
WITHOUT_TRAVEL = tuple(entry for entry in GOALS if entry != ("travel",))


def under(policy: Policy, name: str, changes: Changes) -> Policy:
    """Return a policy with the numbers of a rule changed."""
    less = dropped(policy, name, *(place for place, change in changes.items() if change is None))
    amendments = less.rules[name].amendments
    for place, change in changes.items():
        if change is not None:
            amendments += by(policy, name, change, place).rules[name].amendments
    return with_rule(policy, name, amendments=amendments)


def floors(world: World, policy: Policy, changes: Changes, plan: Plan) -> float:
    """Return the places that regions have too few, one by one."""
    short, share = 0.0, policy.rules["region_floor"].share or 0
    for region in world.regions:
        for period in world.periods:
            asked = changes.get((region, period), 0)
            number = -(-share * world.regional_demand(region, period) // 1)
            if asked is not None:
                short += max(0, number + asked - regional_places(world, plan, region, period))
    return float(short)


def reaches(world: World, policy: Policy, changes: Changes, plan: Plan) -> float:
    """Return the municipality-periods without a place nearby, one by one."""
    without, limit = 0, policy.rules["within_reach"].limit or 0
    for code in world.municipalities:
        for period in world.periods:
            more = changes.get((code, period), 0)
            if more is not None:
                near = [home for home in world.homes if world.away(code, home) <= limit + more]
                without += not any(plan.places.get((home, period), 0) for home in near)
    return without


NUMBERS: Mapping[str, Mapping[str, Any]] = {
    "region_floor": {"share": Fraction(1, 2)},
    "within_reach": {"limit": 7.0},
}
NAIVE = {"region_floor": floors, "within_reach": reaches}


def draw_changes(draw: random.Random, name: str, places: list[Place]) -> Changes:
    """Return changes in some of the places."""
    sizes = {"region_floor": [None, 1, -1, 2], "within_reach": [None, 5.5, -4.5, 30]}[name]
    return {place: draw.choice(sizes) for place in draw.sample(places, draw.randint(1, len(places)))}


def settled(seed: int, name: str, folder: Path) -> tuple[Instance, Policy, random.Random]:
    """Return a tiny instance with every goal and one rule on."""
    instance = of_product(read(draw_case(seed, TINY).write(folder / f"{seed}")), MODEL, None)
    policy = policy_of(instance, MODEL).model_copy(update={"order": GOALS})
    return instance, with_rule(policy, name, mode="hard", **NUMBERS[name]), random.Random(seed)


@pytest.mark.parametrize("name", NAIVE)
def test_an_amendment_is_as_every_plan_one_by_one(tmp_path: Path, name: str) -> None:
    """Tests that a floor or a reach that is amended gives the best of all plans that keep it."""
    found: Counter[str] = Counter()
    for seed in range(40):
        instance, policy, draw = settled(seed, name, tmp_path)
        if not is_small(instance, 1500):
            continue
        changes = draw_changes(draw, name, places_of(MODEL, instance, policy, name))
        world, off = World(instance), with_rule(policy, name, mode="off")
        free = [plan for plan in plans_of(world) if is_allowed(world, off, plan)]
        kept = [plan for plan in free if not NAIVE[name](world, policy, changes, plan)]
        best = least_of([goals_of(world, policy, plan) for plan in kept], policy)
        one = solved(MODEL, instance, under(policy, name, changes))
        found["feasible" if best else "infeasible"] += 1
        assert one.status == ("optimal" if best else "infeasible"), seed
        assert list(one.values) == pytest.approx(best or [], rel=1e-6, abs=1e-6), seed
        found["changed"] += one.values != solved(MODEL, instance, policy).values
    assert min(found[each] for each in ("feasible", "infeasible", "changed")) > 2, found


@pytest.mark.parametrize("name", NAIVE)
def test_the_checker_reads_amendments_one_by_one(tmp_path: Path, name: str) -> None:
    """Tests that the checker measures an amended floor or reach as a plain reading does, in any plan."""
    found: Counter[str] = Counter()
    for seed in range(60):
        instance, policy, draw = settled(seed, name, tmp_path)
        changes = draw_changes(draw, name, places_of(MODEL, instance, policy, name))
        world, changed = World(instance), under(policy, name, changes)
        for _ in range(4):
            plan = draw_plan(world, draw)
            answer = answer_of(instance, plan)
            was, now = (violations(MODEL.check(instance, each, answer))[name] for each in (policy, changed))
            assert now == NAIVE[name](world, policy, changes, plan), seed
            found["widened" if was > now else "narrowed" if was < now else "same"] += 1
    assert min(found[each] for each in ("widened", "narrowed")) > 3, found


def loads(tables: Tables, place: Place, change: float | None) -> None:
    """Change what a neighbourhood carries, in all years."""
    today = sum(row["places"] for row in tables["locations"] if row["neighbourhood"] == place[0])
    for row in tables["neighbourhoods"]:
        if row["code"] == place[0]:
            carries = max(today, row["location_load"])
            row["location_load"] = None if change is None else carries + int(change)


def budgets(tables: Tables, place: Place, change: float | None) -> None:
    """Change the budgets of a year: all of them when it is dropped, else the first."""
    mine = [row for row in tables["budgets"] if row.get("model") in (None, "spread")]
    mine = [row for row in mine if row["period"] == place[1] and place[0] in (None, row["municipality"])]
    if change is None:
        tables["budgets"] = [row for row in tables["budgets"] if row not in mine]
        return
    for column in ("amount", "historic", "objective"):
        if mine[0][column] is not None:
            mine[0][column] += change


REWRITES: Mapping[str, tuple[Rewrite, tuple[float | None, ...]]] = {
    "neighbourhood_load": (loads, (None, 1, 2)),
    "running_budget": (budgets, (None, 5000.0, 20000.0, -5000.0)),
}
CASES = [
    ("neighbourhood_load", "hard", {}),
    ("running_budget", "soft", {"pooled": True}),
    ("running_budget", "hard", {"pooled": True}),
    ("running_budget", "soft", {"pooled": False}),
    ("running_budget", "hard", {"pooled": False}),
]


def rewritten(case: Case, path: Path, name: str, place: Place, change: float | None) -> Instance | None:
    """Return the instance of a case with its tables changed; None where a table cannot say that."""
    tables = copy.deepcopy(dict(case.tables))
    REWRITES[name][0](tables, place, change)
    if not tables.get("budgets"):
        tables.pop("budgets", None)
    return problems_of(Case(tables, case.settings).write(path))[0]


def worst_of(instance: Instance, policy: Policy, name: str, answers: list[Answer]) -> Place | None:
    """Return where the first of the answers that breaks a rule does so most."""
    for answer in answers:
        found = {each.name: each.worst for each in MODEL.check(instance, policy, answer).rules}[name]
        if found is not None:
            return found.place, found.period
    return None


def one_product(seed: int) -> Case:
    """Return a case with rows of one product, so that tables can be rewritten without looking at it."""
    case = draw_case(seed, SMALL if seed % 4 == 3 else TINY)
    tables = copy.deepcopy(dict(case.tables))
    for name in ("locations", "sites", "demand"):
        tables[name] = [row for row in tables[name] if row["product"] == "BV"]
    return Case(tables, case.settings)


@pytest.mark.parametrize(("name", "mode", "settings"), CASES)
def test_an_amendment_is_as_the_table_says(
    tmp_path: Path, name: str, mode: str, settings: dict[str, Any]
) -> None:
    """Tests that a solve with an amended agreement is the solve of an instance whose table says so."""
    found: Counter[str] = Counter()
    for seed in range(40):
        case, draw = one_product(seed), random.Random(seed)
        instance = read(case.write(tmp_path / f"{seed}"))
        policy = policy_of(instance, MODEL).model_copy(update={"order": GOALS})
        policy, changes = with_rule(policy, name, mode=mode, **settings), REWRITES[name][1]
        wild: list[Answer] = [answer_of(instance, draw_plan(World(instance), draw)) for _ in range(4)]
        place, change = worst_of(instance, policy, name, wild), changes[seed % len(changes)]
        other = rewritten(case, tmp_path / f"{seed} other", name, place, change) if place else None
        if place is None or other is None:
            continue
        where = [(place[0], year) for year in instance.periods] if name == "neighbourhood_load" else [place]
        changed = under(policy, name, dict.fromkeys(where, change))
        one = solved(MODEL, instance, changed)
        assert_same(one, solved(MODEL, other, policy))
        found[one.status] += 1
        for answer in (*wild, *([one.answer] if one.answer else [])):
            assert_judged_alike(MODEL, (instance, changed), (other, policy), answer)
            was, now = (violations(MODEL.check(instance, each, answer))[name] for each in (policy, changed))
            found["widened" if was > now else "narrowed" if was < now else "same"] += 1
    assert min(found["optimal"], found["widened"]) > 2, found
    assert found["narrowed"] or name == "neighbourhood_load", found


def test_a_neighbourhood_that_carries_less(tmp_path: Path) -> None:
    """Tests that a load can be agreed below what stands there now, and that the plan then breaks it."""
    instance = polder(tmp_path)
    policy = policy_of(instance, MODEL)
    # A1 carries 3 and has 4 places now: 4 count. The plan has 4 in 2024, and 3 in 2025.
    for change, broken in ((0, 0), (-1, 1), (-2, 3), (1, 0)):
        changed = by(policy, "neighbourhood_load", change, ("A1", 2024), ("A1", 2025))
        recomputed = MODEL.check(instance, changed, answer_of(instance, PLAN))
        assert violations(recomputed)["neighbourhood_load"] == broken
    less = solved(MODEL, instance, by(policy, "neighbourhood_load", -2, ("A1", 2025)))
    assert less.answer is not None
    assert [row["places"] for row in less.answer["places"] if row["location"] == "oak"][1] <= 2


def test_every_number_by_place_can_be_agreed_anew(tmp_path: Path) -> None:
    """Tests that the rules with a number in each place, and no others, tell their numbers as they are."""
    rules = {"region_floor": {"mode": "hard", "share": "1/2"}, "within_reach": {"mode": "hard", "limit": 5}}
    instance = polder(tmp_path, policy={"rules": rules})
    policy = by(policy_of(instance, MODEL), "region_floor", 1, ("noord", 2024))
    agreements = MODEL.formulate(instance, policy, 0).agreements
    assert set(agreements) == {
        each.name for each in MODEL.rules if each.agreement and not each.agreement.setting
    }
    numbers = {
        rule: dict(zip(zip(each.places, each.periods, strict=True), each.numbers.tolist(), strict=True))
        for rule, each in agreements.items()
    }
    asked = {("noord", 2024): 3, ("noord", 2025): 4, ("zuid", 2024): 2, ("zuid", 2025): 2}
    assert numbers["region_floor"] == asked
    assert numbers["within_reach"] == {(code, year): 5 for code in "ABC" for year in (2024, 2025)}
    assert numbers["neighbourhood_load"]["A1", 2024] == 4
    assert numbers["running_budget"] == {(None, 2024): 40_000, (None, 2025): 71_000}


def test_a_reach_that_is_dropped_everywhere_is_no_rule(tmp_path: Path) -> None:
    """Tests that dropping a reach in every municipality and year leaves the solve without the rule."""
    instance = polder(tmp_path)
    off = policy_of(instance, MODEL).model_copy(update={"order": GOALS})
    near = with_rule(off, "within_reach", mode="hard", limit=1.0)
    assert solved(MODEL, instance, near).status == "infeasible"
    everywhere = places_of(MODEL, instance, near, "within_reach")
    assert len(everywhere) == 6
    assert_same(
        solved(MODEL, instance, dropped(near, "within_reach", *everywhere)), solved(MODEL, instance, off)
    )


@pytest.mark.parametrize("size", [TINY, SMALL])
def test_a_proposal_as_values(tmp_path: Path, size: Any) -> None:
    """Tests that a proposal, read back as values, satisfies everything and is the same proposal again."""
    found: Counter[str] = Counter()
    for seed in range(40):
        case = draw_case(seed, size, random_policy=True)
        instance = of_product(read(case.write(tmp_path / f"{seed}")), MODEL, None)
        policy = policy_of(instance, MODEL)
        answer = solved(MODEL, instance, policy).answer
        if answer is not None:
            assert_recalled(MODEL.formulate(instance, policy, 0), answer)
            found.update(name for name, rows in answer.items() if rows)
    assert min(found[name] for name in MODEL.answers) > 3


ROOMY = [row | {"max_places": 40, "module": None} for row in TABLES["sites"]]
MEDIAN = {
    "order": ["unmet", "travel"],
    "rules": {"neighbourhood_load": {"mode": "off"}, "running_budget": {"mode": "off"}},
}


@pytest.mark.parametrize("uncounted", [False, True])
def test_what_is_where(tmp_path: Path, uncounted: bool) -> None:
    """Tests that clients and places are found where the answer has them, also where nobody counts places."""
    instance = polder(tmp_path, **({"sites": ROOMY, "policy": MEDIAN} if uncounted else {}))
    policy = policy_of(instance, MODEL)
    answer, formulation = solved(MODEL, instance, policy).answer, MODEL.formulate(instance, policy, 0)
    assert answer is not None
    program, values = recalled(formulation, answer)
    placing, absent = formulation.placing, formulation.absent
    assert placing is not None
    assert absent is not None
    assert placing.group is not None
    assert placing.period is not None
    assert absent.period is not None
    served = values[program.family(placing.family).columns]
    assert {
        (placing.group[p], placing.place[p], placing.period[p]): served[p] for p in np.flatnonzero(served)
    } == {(row["municipality"], row["location"], row["period"]): row["clients"] for row in answer["served"]}
    left = values[program.family(absent.family).columns]
    assert {(absent.group[q], absent.period[q]): left[q] for q in np.flatnonzero(left)} == {
        (row["municipality"], row["period"]): row["clients"] for row in answer["unmet"]
    }
    assert len(formulation.load) == (2 if uncounted else 1)
    assert formulation.standing == ()
    assert places_found(formulation, program, values) == places_listed(instance, answer)


def places_found(formulation: Any, program: Any, values: Any) -> dict[Any, float]:
    """Return the places by municipality, neighbourhood and year, as questions add them up."""
    found: dict[Any, float] = defaultdict(float)
    for part in formulation.load:
        number = values[program.family(part.family).columns]
        amount = np.ones(len(number)) if part.amount is None else part.amount
        for index in np.flatnonzero(number * amount):
            where = (part.municipality[index], part.neighbourhood[index], part.period[index])
            found[where] += number[index] * amount[index]
    return dict(found)


def places_listed(instance: Instance, answer: Answer) -> dict[Any, float]:
    """Return the same from the answer."""
    world, found = World(instance), defaultdict(float)
    for row in answer["places"]:
        if row["places"]:
            code = row["location"]
            found[world.host(code), world.homes[code]["neighbourhood"], row["period"]] += row["places"]
    return dict(found)
