"""The checker on a village whose numbers were worked out by hand, and against a naive reading."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of, draw_placements
from support.generator import MODERATE, SMALL, TINY, draw_case
from support.naive_goals import goals_of
from support.naive_rules import broken
from support.naive_world import World
from support.village import PLACEMENTS, TABLES, rows, village
from support.world import Size

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Recomputed, RuleOutcome, Worst
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

SOFT_STABILITY = {"rules": {"stability": {"mode": "soft", "limit": 0}}}

Check = Callable[..., Recomputed]


def checked(instance: Instance, placements: dict[tuple[str, str], int]) -> Recomputed:
    """Return what the checker finds in placements under the instance's own policy."""
    return MODEL.check(instance, policy_of(instance, MODEL), answer_of(instance, placements))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return a function that changes the village and checks placements in it."""

    def check(placements: dict[tuple[str, str], int] = PLACEMENTS, **changed: Any) -> Recomputed:
        return checked(village(tmp_path, **changed), placements)

    return check


def outcome(recomputed: Recomputed, name: str) -> RuleOutcome:
    """Return the outcome of one rule."""
    return {each.name: each for each in recomputed.rules}[name]


def hard(rule: str, **numbers: Any) -> dict[str, Any]:
    """Return a policy with one rule that holds exactly."""
    return {"rules": {rule: {"mode": "hard", **numbers}}}


@pytest.mark.parametrize(
    ("goal", "value"),
    [
        ("unplaced", 2 * 1 + 3 * 1),  # priority 2 and 3, one client each
        ("misfit", (1 + 1) + 1),  # a: studio is second, and temporary; b: a flat is second
        ("worst_shortfall", 3 / 4),  # Utrecht 2024: one of four
        ("shortfall", 3 + 1),  # Utrecht 2024 and 2025; Zeist has its two
        ("away", 2),  # one of a in Zeist, another region; from elsewhere takes no steps
        ("distance", 8 + 1),  # a in Z1, b in Z1 from Zeist's own coordinates; c has no network
        ("overload", 1),  # two in Z1 where one can
        ("worst_pressure", 2 / 1),
        ("waiting", 1 + 2 * 2 + 3 * 1),  # a one year; b two years unplaced; c one year unplaced
        ("overspend", 3000 + 2000 + 1000),  # UT 8000-5000; ZE 10000-8000, and 10000-9000 after a tenth
        ("moves", 2),  # one of a to u-temp, one of c from nowhere to b-flat
    ],
)
def test_goal(check: Check, goal: str, value: float) -> None:
    """Tests that every goal of the village is what the sum by hand says."""
    assert check().goals[goal] == pytest.approx(value, rel=1e-12)


def test_whole_goals_are_whole(check: Check) -> None:
    """Tests that goals that count things come out as whole numbers, not as fractions that look whole."""
    goals = check().goals
    whole = {"unplaced", "misfit", "shortfall", "away", "overload", "waiting"}
    assert {name for name in whole if isinstance(goals[name], int)} == whole


def test_great_circle(check: Check) -> None:
    """Tests that without a table of distances the great circle counts, 0.1 degree of longitude at 52.1."""
    found = check({("a", "z-flat"): 1}, distances=[])
    assert found.goals["distance"] == pytest.approx(6.8306, abs=2e-4)


def test_own_region(check: Check) -> None:
    """Tests that another municipality of the own region is one step."""
    assert check({("b", "b-flat"): 1}).goals["away"] == 1


@pytest.mark.parametrize(
    ("budget", "overspend"),
    [
        # Host: ZE 2024 pays 4000 + 10000 of 8000, ZE 2025 10000 of 9000; UT 4000 of 5000.
        ({"payer": "host"}, 6000 + 1000),
        # Centre BU has no budget, so nobody overspends.
        ({"payer": "centre", "centre": "BU"}, 0),
        # Existing client c is now paid by ZE: 2025 costs 10000 more.
        ({"centre": "ZE"}, 3000 + 2000 + 11_000),
        # Objective in full from the first year: 18000 in both years.
        ({"phase_in_start": 2014}, 3000),
        # One year later nothing has been phased in yet: 8000 in both years.
        ({"phase_in_start": 2025}, 3000 + 2000 + 2000),
        # Half of it after one of two years: 13000.
        ({"phase_in_years": 2}, 3000 + 2000),
    ],
)
def test_payers_and_phases(check: Check, budget: dict[str, Any], overspend: float) -> None:
    """Tests that the right municipality pays, and that budgets grow as the settings say."""
    assert check(budget=budget).goals["overspend"] == pytest.approx(overspend, abs=1e-6)


def test_pooled(check: Check) -> None:
    """Tests that pooled budgets are set against pooled spend, per period, of those that have a row."""
    found = check(policy={"rules": {"budget": {"mode": "soft", "pooled": True}}})
    assert found.goals["overspend"] == pytest.approx((8000 + 10_000 - 13_000) + (10_000 - 9000))
    assert outcome(found, "budget").worst == Worst(None, 2024, 5000)


def test_budgets_of_other_models(check: Check) -> None:
    """Tests that a budget for another model limits nothing here, and one for this model does."""
    other = [row | {"model": "spread"} for row in TABLES["budgets"]]
    assert check(budgets=other).goals["overspend"] == 0
    own = [row | {"model": "allocation"} for row in TABLES["budgets"]]
    assert check(budgets=own).goals["overspend"] == 6000


def test_goals_without_their_tables(check: Check) -> None:
    """Tests that goals are 0 when the table they rest on is not given."""
    found = check(budgets=[], previous=[])
    assert (found.goals["overspend"], found.goals["moves"]) == (0, 0)


def test_moves_from_more_clients_than_there_are(check: Check) -> None:
    """Tests that an earlier proposal for three clients of c counts against the two there are now."""
    found = check(previous=[{"group": "c", "lot": "b-flat", "clients": 3}])
    # a: 3 housed for 3 unplaced (3 moves); b: 1; c: 1 instead of 3 housed, 1 instead of 0 unplaced (1.5).
    assert found.goals["moves"] == 3 + 1 + 1.5


def test_placed_pairs_rank_last(check: Check) -> None:
    """Tests that a home already let is admissible, and a kind outside the list ranks after all of it."""
    found = check({("c", "z-room"): 1}, placed=[{"group": "c", "lot": "z-room", "clients": 1}])
    assert found.faults == ()
    assert found.goals["misfit"] == 1


@pytest.mark.parametrize(
    ("rule", "policy", "placements", "violation", "worst"),
    [
        ("supply", {}, {("a", "b-flat"): 2, ("c", "b-flat"): 1}, 2, Worst("b-flat", None, 2)),
        ("mixed_living", {}, {("a", "u-flat"): 3}, 1, Worst("u-flat", None, 1)),
        ("mixed_living", hard("mixed_living", share="1/2"), {("a", "u-flat"): 3}, 0, None),
        ("mixed_living", hard("mixed_living", share=0.16), {("a", "u-flat"): 3}, 3, Worst("u-flat", None, 3)),
        ("contingent", {}, PLACEMENTS, 4, Worst("UT", 2024, 3)),
        ("contingent_cap", hard("contingent_cap", allowance=0), PLACEMENTS, 1, Worst("BU", 2025, 1)),
        ("contingent_cap", hard("contingent_cap", allowance=1), PLACEMENTS, 0, None),
        ("draagkracht", {}, PLACEMENTS, 1, Worst("Z1", 2024, 1)),
        ("budget", {}, PLACEMENTS, 6000, Worst("UT", 2024, 3000)),
        ("max_distance", hard("max_distance", limit=7.9), PLACEMENTS, 1, Worst("a", None, 1)),
        ("max_distance", hard("max_distance", limit=8), PLACEMENTS, 0, None),
        ("max_distance", hard("max_distance", limit=0), {("c", "b-flat"): 1}, 0, None),
        # a alone: three in U1 at 0 km. 8 km in all, 3 clients.
        ("loss_cap", hard("loss_cap", limit=2), PLACEMENTS, 8 - 3 * 2, Worst("a", None, 2)),
        ("loss_cap", hard("loss_cap", limit=3), PLACEMENTS, 0, None),
        # b alone: two in Z1 at 1 km (a flat); in Z2 2 km each.
        ("loss_cap", hard("loss_cap", limit=0.5), {("b", "z-room"): 2}, 1, Worst("b", None, 1)),
        ("stability", hard("stability", limit=1), PLACEMENTS, 1, Worst(None, None, 1)),
        ("stability", SOFT_STABILITY, PLACEMENTS, 2, Worst(None, None, 2)),
    ],
)  # fmt: skip
def test_rule(
    check: Check,
    rule: str,
    policy: dict[str, Any],
    placements: dict[tuple[str, str], int],
    violation: float,
    worst: Worst | None,
) -> None:
    """Tests that every rule is broken by as much as was worked out by hand, and worst in the right place."""
    found = outcome(check(placements, policy=policy), rule)
    assert found.violation == pytest.approx(violation)
    assert found.worst == worst


def test_placed_rule(check: Check) -> None:
    """Tests that taking a home already let away from a group breaks the fact `placed`."""
    found = check(placed=[{"group": "a", "lot": "u-flat", "clients": 3}])
    assert outcome(found, "placed") == RuleOutcome("placed", 2, Worst("u-flat", None, 2))


def test_loss_with_too_few_homes(check: Check) -> None:
    """Tests that the best a group can have is the mean over the homes there are, 0 when there are none."""
    policy = hard("loss_cap", limit=0)
    # Ten clients of a, eight homes: five in U1 at 0 km, one in B1 at 6, two in Z1 at 8.
    many = rows("client_groups", "group", a={"clients": 10})
    found = check({("a", "z-flat"): 1}, policy=policy, client_groups=many)
    assert outcome(found, "loss_cap").violation == pytest.approx(8 - (6 + 2 * 8) / 8)
    choosy = rows("client_groups", "group", a={"kinds": ["castle"]})
    found = check({("a", "z-flat"): 1}, policy=policy, client_groups=choosy)
    assert outcome(found, "loss_cap").violation == pytest.approx(8)


def test_third_of_a_complex_is_exact(check: Check) -> None:
    """Tests that a third of 9 homes is 3, whatever a third is in binary."""
    supply = rows("supply", "lot", u_flat={"complex_homes": 9})
    assert outcome(check({("a", "u-flat"): 3}, supply=supply), "mixed_living").violation == 0


def test_rules_that_are_off(check: Check) -> None:
    """Tests that a rule that is off is broken nowhere, while its goal is still measured."""
    off = {name: {"mode": "off"} for name in ("contingent", "draagkracht", "budget", "mixed_living")}
    found = check(policy={"rules": off})
    assert {name: outcome(found, name).violation for name in off} == dict.fromkeys(off, 0)
    assert (found.goals["shortfall"], found.goals["overload"], found.goals["overspend"]) == (4, 1, 6000)


def test_figures(check: Check) -> None:
    """Tests that counts, shares and money are what the sums by hand say."""
    figures = {figure.name: figure.value for figure in check().figures}
    assert figures == {
        "clients": 7,
        "placed_clients": 5,
        "lettings_promised": 8,
        "homes_offered": 11,
        "shortfall_without_homes": 1,  # Utrecht promised four in 2024 and offers three
        "spend": 12_000 + 20_000 + 10_000,
        "own_municipality": pytest.approx(3 / 4),
        "own_region": pytest.approx(3 / 4),
        "mean_distance": pytest.approx(9 / 4),
    }


def test_nobody_placed(check: Check) -> None:
    """Tests that an empty answer is read: everybody unplaced, no share of nobody."""
    found = check({})
    assert found.goals["unplaced"] == 3 + 2 * 2 + 3 * 2
    assert {figure.name for figure in found.figures}.isdisjoint({"own_municipality", "mean_distance"})


def test_every_rule_and_goal_has_its_twin(check: Check) -> None:
    """Tests that the checker knows exactly the rules and goals of the model, rules in the model's order."""
    found = check()
    assert [each.name for each in found.rules] == [each.name for each in MODEL.rules]
    assert set(found.goals) == {each.name for each in MODEL.goals}


def test_row_order_does_not_matter(tmp_path: Path) -> None:
    """Tests that turning every table and the answer around changes no number, not in the last digit."""
    policy = hard("loss_cap", limit=0.1)
    turned = {name: each[::-1] for name, each in TABLES.items()}
    one = village(tmp_path / "one", policy=policy, distances=[])
    other = village(tmp_path / "other", policy=policy, **(turned | {"distances": []}))
    assert checked(one, PLACEMENTS) == checked(other, dict(reversed(PLACEMENTS.items())))


@pytest.mark.parametrize(("size", "number"), [(TINY, 60), (SMALL, 60), (MODERATE, 15)])
def test_naive_reading(tmp_path: Path, size: Size, number: int) -> None:
    """Tests that checker and naive reading agree on random placements, most of which break something."""
    broke: dict[str, int] = {}
    for seed in range(number):
        instance = read(draw_case(seed, size, random_policy=seed % 2 > 0).write(tmp_path / str(seed)))
        policy, world = policy_of(instance, MODEL), World(instance)
        placements = draw_placements(instance, random.Random(seed))
        found = MODEL.check(instance, policy, answer_of(instance, placements))
        assert found.goals == pytest.approx(goals_of(world, policy, placements), rel=1e-9), seed
        violations = {each.name: each.violation for each in found.rules}
        assert violations == pytest.approx(broken(world, policy, placements), rel=1e-9, abs=1e-6), seed
        forbidden = sum(not world.may_go(*pair) for pair in placements)
        assert len(found.faults) == forbidden, seed
        broke |= {name: broke.get(name, 0) + (violation > 0) for name, violation in violations.items()}
    assert broke["supply"]
    assert broke["draagkracht"]
    assert broke["budget"]
