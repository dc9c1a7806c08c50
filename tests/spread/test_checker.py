"""The checker on a polder whose numbers were worked out by hand, and against a naive reading."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from support.spread.answers import draw_plan
from support.spread.generator import MODERATE, SMALL, TINY, Size, draw_case
from support.spread.naive_goals import goals_of
from support.spread.naive_rules import broken, impossibilities
from support.spread.naive_world import World
from support.spread.plan import Plan, answer_of
from support.spread.polder import PLAN, TABLES, other, polder, rows

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Recomputed, RuleOutcome, Worst
from u16opt.policies import policy_of
from u16opt.products import of_product
from u16opt_models.spread import MODEL

Check = Callable[..., Recomputed]


def checked(instance: Instance, plan: Plan) -> Recomputed:
    """Return what the checker finds in a plan under the instance's own policy."""
    return MODEL.check(instance, policy_of(instance, MODEL), answer_of(instance, plan))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function that changes the polder and checks a plan in it."""

    def check(plan: Plan = PLAN, **changed: Any) -> Recomputed:
        return checked(polder(tmp_path, **changed), plan)

    return check


def backwards(entries: Mapping[Any, int]) -> dict[Any, int]:
    """Return the entries from the last to the first."""
    return dict(reversed(list(entries.items())))


def outcome(recomputed: Recomputed, name: str) -> RuleOutcome:
    """Return the outcome of one rule."""
    return {each.name: each for each in recomputed.rules}[name]


def hard(rule: str, **numbers: Any) -> dict[str, Any]:
    """Return a policy with one rule that holds exactly."""
    return {"rules": {rule: {"mode": "hard", **numbers}}}


@pytest.mark.parametrize(
    ("goal", "value"),
    [
        ("unmet", (1 + 2) + (1 + 1)),  # one of B and two of C; one of B and one of C
        ("inequality", 2 / 9),  # south 2024: two places for four; north 4 for 5, then 6 for 7, 2 for 3
        ("travel", (3 * 1 + 1 * 6 + 2 * 2) + (3 * 1 + 3 * 0.5 + 2 * 2)),
        ("overspend", (80_000 - 40_000) + (145_000 - 71_000)),  # C may spend 11000 after a tenth
        ("cost", (40_000 + 40_000) + (30_000 + 40_000 + 30_000 + 45_000)),
        ("openings", 1),
    ],
)
def test_goal(check: Check, goal: str, value: float) -> None:
    """Tests that every goal of the polder is what the sum by hand says."""
    assert check().goals[goal] == pytest.approx(value, rel=1e-12)


def test_nothing_wrong(check: Check) -> None:
    """Tests that the plan of the polder has no faults, and breaks only the soft rule of the budget."""
    found = check()
    assert found.faults == ()
    assert {each.name for each in found.rules if each.violation} == {"running_budget"}


def test_whole_goals_are_whole(check: Check) -> None:
    """Tests that goals that count come out as whole numbers, not as fractions that look whole."""
    assert all(isinstance(check().goals[name], int) for name in ("unmet", "openings"))


def test_not_pooled(check: Check) -> None:
    """Tests that each municipality with a budget is set against what stands there, and nobody else."""
    found = check(policy=hard("running_budget", pooled=False))
    # A 2024: 40000 of 30000; C 2024: 40000 of 10000; B 2025: 75000 of 60000; C 2025: 40000 of 11000.
    assert found.goals["overspend"] == 10_000 + 30_000 + 15_000 + 29_000
    assert outcome(found, "running_budget") == RuleOutcome("running_budget", 84_000, Worst("C", 2024, 30_000))


def test_pooled(check: Check) -> None:
    """Tests that pooled, all that stands counts, also where nobody has a budget; the worst has no place."""
    worst = outcome(check(), "running_budget").worst
    assert worst == Worst(None, 2025, 74_000)
    only_c = [row for row in TABLES["budgets"] if (row["municipality"], row["period"]) == ("C", 2024)]
    assert check(budgets=only_c).goals["overspend"] == 80_000 - 10_000


def test_no_budgets(check: Check) -> None:
    """Tests that without budgets nothing is overspent."""
    assert check(budgets=[]).goals["overspend"] == 0


def test_nobody_asks(check: Check) -> None:
    """Tests that a period without demand is passed over in the inequality, and 0 is the least."""
    later = [row for row in TABLES["demand"] if row["period"] == 2025]
    plan = other(served={key: None for key in PLAN.served if key[2] == 2024})
    assert check(plan, demand=later).goals["inequality"] == pytest.approx(1 / 10)
    nobody = Plan(opened=PLAN.opened, places=PLAN.places)
    assert check(nobody, demand=[dict(TABLES["demand"][0], clients=0)]).goals["inequality"] == 0


def test_more_places_than_demand(check: Check) -> None:
    """Tests that places too many count as much as places too few."""
    many = other(opened={"near-oak": 2024}, places={("near-oak", 2024): 6, ("near-oak", 2025): 6})
    assert check(many).goals["inequality"] == pytest.approx((10 - 5) / 9)


def test_great_circle(check: Check) -> None:
    """Tests that without a table of distances the great circle counts, 0.1 degree of longitude at 52.1."""
    spot = {"latitude": 52.1}
    towns = [row | spot | {"longitude": 5.0} for row in TABLES["municipalities"]]
    places = [row | spot | {"longitude": 5.1} for row in TABLES["neighbourhoods"]]
    found = check(municipalities=towns, neighbourhoods=places, distances=[])
    assert found.goals["travel"] == pytest.approx(14 * 6.8306, abs=3e-3)


@pytest.mark.parametrize(
    ("rule", "numbers", "changed", "violation", "worst"),
    [
        # Three of B at the three places of oak, where two of A stay.
        ("capacity", {}, {"served": {("A", "oak", 2025): 2, ("B", "oak", 2025): 3}}, 2, ("oak", 2025, 2)),
        # Clients at a site that does not stand yet.
        ("capacity", {}, {"served": {("B", "new-b", 2024): 1}}, 1, ("new-b", 2024, 1)),
        ("site_limits", {}, {"places": {("new-b", 2025): 1}}, 2, ("new-b", 2025, 2)),
        ("site_limits", {}, {"places": {("new-b", 2025): 9}}, 4, ("new-b", 2025, 4)),
        ("site_limits", {}, {"places": {("near-oak", 2024): 2}}, 2, ("near-oak", 2024, 2)),
        ("new_locations", {"limit": 1}, {}, 0, None),
        ("new_locations", {"limit": 0.5}, {}, 1, (None, None, 1)),
        ("new_locations", {"limit": 1, "exact": True}, {}, 0, None),
        ("new_locations", {"limit": 3, "exact": True}, {}, 2, (None, None, 2)),
        ("new_locations", {"limit": 0, "exact": True}, {}, 1, (None, None, 1)),
        ("new_locations", {"limit": 3}, {}, 0, None),
        ("own_region", {}, {"served": {("C", "oak", 2024): 1, ("C", "new-b", 2025): 2}}, 3, ("C", 2025, 2)),
        # Half of the demand: north 3 and 4 of 4 and 6 places, south 2 of 2.
        ("region_floor", {"share": 0.5}, {}, 0, None),
        # All of it: north lacks one in both years, south two and one.
        ("region_floor", {"share": 1}, {}, 5, ("zuid", 2024, 2)),
        # A is 1 km from oak, B 6, C 2 from elm; in 2025 B has new-b at 500 metres.
        ("within_reach", {"limit": 6}, {}, 0, None),
        ("within_reach", {"limit": 5}, {}, 1, ("B", 2024, 1)),
        ("within_reach", {"limit": 0.5}, {}, 5, ("A", 2024, 1)),
        # new-b is 7 km from oak, 15 from elm.
        ("separation", {"limit": 7}, {}, 0, None),
        ("separation", {"limit": 7.5}, {}, 1, ("new-b", None, 1)),
        ("separation", {"limit": 16}, {}, 2, ("new-b", None, 2)),
        # near-oak is 3 km from oak and 4 from new-b; its pair with new-b is its own, being the first.
        ("separation", {"limit": 5}, {"opened": {"near-oak": 2024}}, 2, ("near-oak", None, 2)),
        # Of the four places of oak, where three are allowed, four stand today; elm fills what C1 carries.
        ("neighbourhood_load", {}, {"places": {("oak", 2024): 6, ("elm", 2025): 3}}, 3, ("A1", 2024, 2)),
        ("neighbourhood_load", {}, {"places": {("new-b", 2025): 7}}, 2, ("B1", 2025, 2)),
        ("neighbourhood_load", {}, {"places": {("near-oak", 2025): 99}}, 0, None),
    ],
)
def test_rule(
    check: Check,
    rule: str,
    numbers: dict[str, Any],
    changed: dict[str, Any],
    violation: float,
    worst: tuple[str | None, int | None, float] | None,
) -> None:
    """Tests that each rule, kept or broken by hand, is measured in its own unit, with the worst place."""
    policy = None if rule in ("capacity", "site_limits") else hard(rule, **numbers)
    found = outcome(check(other(**changed), policy=policy), rule)
    assert found == RuleOutcome(rule, violation, Worst(*worst) if worst else None)


def test_closed_locations_keep_others_away(check: Check) -> None:
    """Tests that a location without places still keeps new ones at a distance."""
    closed = other(places={("oak", 2025): 0}, served={("A", "oak", 2025): None})
    found = check(closed, policy=hard("separation", limit=7.5))
    assert found.faults == ()
    assert outcome(found, "separation").violation == 1


def test_share_is_exact(check: Check) -> None:
    """Tests that a third of three is one, whatever a third is in binary."""
    demand = [dict(row, clients=3) for row in TABLES["demand"] if row["municipality"] == "C"]
    locations = rows("locations", "location", elm={"places": 1})
    plan = Plan(places={(code, t): n for code, n in (("oak", 4), ("elm", 1)) for t in (2024, 2025)})
    found = check(plan, policy=hard("region_floor", share="1/3"), demand=demand, locations=locations)
    assert outcome(found, "region_floor").violation == 0


def test_rules_that_are_off(check: Check) -> None:
    """Tests that a rule that is off is broken nowhere, while its goal is still measured."""
    off = {name: {"mode": "off"} for name in ("own_region", "neighbourhood_load", "running_budget")}
    far = other(served={("C", "oak", 2024): 1}, places={("oak", 2024): 9})
    found = check(far, policy={"rules": off})
    assert {name: outcome(found, name).violation for name in off} == dict.fromkeys(off, 0)
    assert found.goals["overspend"] == 40_000 + 50_000 + 74_000


def test_figures(check: Check) -> None:
    """Tests that counts, shares and money are what the sums by hand say."""
    figures = {figure.name: figure.value for figure in check().figures}
    assert figures == {
        "clients": 9 + 10,
        "served_clients": 6 + 8,
        "places_at_the_end": 3 + 2 + 3,
        "locations_closed": 0,
        "cost_at_the_end": 145_000,
        "own_municipality": pytest.approx(13 / 14),  # but for the one of B in oak
        "mean_distance": pytest.approx(21.5 / 14),
    }


def test_nobody_served(check: Check) -> None:
    """Tests that a plan in which nobody is served has no share or mean of nobody; oak is closed."""
    empty = Plan(places={("oak", 2024): 0, ("oak", 2025): 0, ("elm", 2024): 2, ("elm", 2025): 2})
    found = check(empty)
    figures = {figure.name: figure.value for figure in found.figures}
    assert found.faults == ()
    assert found.goals["unmet"] == 19
    assert figures.keys().isdisjoint({"own_municipality", "mean_distance"})
    assert figures["locations_closed"] == 1


def test_spend(check: Check) -> None:
    """Tests that every municipality pays in every period for what stands there, exactly as it is written."""
    sites = rows("sites", "site", new_b={"place_cost": 15_000.1})
    spend = check(sites=sites).spend
    assert spend == {
        ("A", 2024): 40_000,
        ("A", 2025): 30_000,
        ("B", 2024): 0,
        ("B", 2025): 30_000 + 3 * Fraction(150_001, 10),
        ("C", 2024): 40_000,
        ("C", 2025): 40_000,
    }


def test_every_rule_and_goal_has_its_twin(check: Check) -> None:
    """Tests that the checker knows exactly the rules and goals of the model, rules in the model's order."""
    found = check()
    assert [each.name for each in found.rules] == [each.name for each in MODEL.rules]
    assert set(found.goals) == {each.name for each in MODEL.goals}


def test_row_order_does_not_matter(tmp_path: Path) -> None:
    """Tests that turning every table and the answer around changes no number, not in the last digit."""
    policy = hard("separation", limit=5)
    spot = {"latitude": 52.1, "longitude": 5.1}
    places = [row | spot for row in TABLES["neighbourhoods"]]
    towns = [{**row, "latitude": 52.0, "longitude": 5.2} for row in TABLES["municipalities"]]
    tables = TABLES | {"municipalities": towns, "neighbourhoods": places, "distances": []}
    turned = {name: each[::-1] for name, each in tables.items()}
    reversed_plan = Plan(PLAN.opened, backwards(PLAN.places), backwards(PLAN.served))
    one = polder(tmp_path / "one", policy=policy, **tables)
    assert checked(one, PLAN) == checked(polder(tmp_path / "two", policy=policy, **turned), reversed_plan)


@pytest.mark.parametrize(("size", "number"), [(TINY, 60), (SMALL, 60), (MODERATE, 15)])
def test_naive_reading(tmp_path: Path, size: Size, number: int) -> None:
    """Tests that checker and naive reading agree on random plans, most of which break something."""
    broke: Counter[str] = Counter()
    for seed in range(number):
        whole = read(draw_case(seed, size, random_policy=seed % 2 > 0).write(tmp_path / str(seed)))
        instance = of_product(whole, MODEL)
        policy, world = policy_of(instance, MODEL), World(whole)
        plan = draw_plan(world, random.Random(seed))
        found = MODEL.check(instance, policy, answer_of(whole, plan))
        assert found.goals == pytest.approx(goals_of(world, policy, plan), rel=1e-9), seed
        violations = {each.name: each.violation for each in found.rules}
        assert violations == pytest.approx(broken(world, policy, plan), rel=1e-9, abs=1e-6), seed
        assert len(found.faults) == impossibilities(world, plan), seed
        broke.update(name for name, violation in violations.items() if violation)
        broke["fault"] += bool(found.faults)
    assert {"capacity", "site_limits", "neighbourhood_load", "running_budget", "fault"} <= broke.keys()
