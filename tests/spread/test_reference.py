"""Whole solves against a reference solver; reference and generator judged by every plan there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from support.in_order import value_of
from support.spread import brute_force, reference
from support.spread.generator import MODERATE, SMALL, TINY, Size, draw_case
from support.spread.naive_goals import goals_of
from support.spread.naive_world import World
from support.spread.policies import SPREAD
from support.verdicts import assert_best, assert_conflict

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.instance.schema import TABLES
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.solving import solve
from u16opt.verification import verify
from u16opt_models.spread import MODEL

MOST_PLANS = 2000


def drawn(path: Path, seed: int, size: Size = TINY, *, random_policy: bool) -> tuple[Instance, Policy]:
    """Return the instance of a seed with its policy."""
    case = draw_case(seed, size, random_policy=random_policy)
    instance = read(case.write(path / f"{seed} {random_policy}"))
    return instance, policy_of(instance, MODEL)


@pytest.mark.parametrize(
    ("size", "random_policy", "seeds"),
    [
        (TINY, False, range(12)),
        (TINY, True, range(20, 50)),
        (SMALL, False, range(12)),
        (SMALL, True, [*range(14, 50), 501, 612]),
        (MODERATE, False, [*range(5), 146]),
        (MODERATE, True, [*range(9, 20), 41]),
    ],
    ids=["tiny", "tiny-policies", "small", "small-policies", "moderate", "moderate-policies"],
)
def test_equals_the_reference(tmp_path: Path, size: Size, random_policy: bool, seeds: Sequence[int]) -> None:
    """Tests that every value is the best there is and proven, or that both find that nothing is possible."""
    found: Counter[str] = Counter()
    for seed in seeds:
        instance, policy = drawn(tmp_path, seed, size, random_policy=random_policy)
        proposal, expected = solve(instance, MODEL), reference.solve(instance, policy)
        found[proposal.status] += 1
        if expected.feasible:
            assert verify(instance, proposal, MODEL) == (), seed
            assert_best(policy, proposal, expected.best)
        else:
            assert_conflict(partial(feasible, instance), policy, proposal)
    assert found["optimal"] >= len(seeds) / 4
    assert found["optimal"] + found["infeasible"] == len(seeds)


def feasible(instance: Instance, policy: Policy) -> bool:
    """Return whether anything satisfies the facts and the hard rules."""
    return reference.solve(instance, policy).feasible


@pytest.mark.parametrize("random_policy", [False, True])
def test_reference_equals_brute_force(tmp_path: Path, random_policy: bool) -> None:
    """Tests that the reference finds the best value of every entry that any plan reaches."""
    found: Counter[str] = Counter()
    for seed in range(120):
        instance, policy = drawn(tmp_path, seed, random_policy=random_policy)
        if not brute_force.is_small(instance, MOST_PLANS):
            continue
        best, solved = brute_force.best(instance, policy), reference.solve(instance, policy)
        assert solved.feasible == (best is not None), seed
        assert list(solved.best) == pytest.approx(best or [], rel=1e-6, abs=1e-6), seed
        found["feasible" if best else "infeasible"] += 1
    assert found["feasible"] > 90
    assert found["infeasible"] or not random_policy


def test_plans_of_the_reference(tmp_path: Path) -> None:
    """Tests that the plans of the reference keep every hard rule and have the values it says."""
    for seed in range(60):
        instance, policy = drawn(tmp_path, seed, SMALL, random_policy=True)
        solved = reference.solve(instance, policy)
        if not solved.feasible:
            continue
        world = World(instance)
        assert brute_force.is_allowed(world, policy, solved.plan), seed
        goals = goals_of(world, policy, solved.plan)
        for entry, best in zip(policy.order, solved.best, strict=True):
            value = value_of(goals, policy, entry)
            room = sum(policy.tolerance.get(goal, 0) for goal in entry)
            assert best - 1e-6 <= value <= best + room + 1e-6 * max(1, abs(best)), seed


def test_generator_uses_every_part(tmp_path: Path) -> None:
    """Tests that over the seeds every optional table and column is there and is not, and all can be read."""
    used: Counter[tuple[str, str]] = Counter()
    products: set[int] = set()
    for seed in range(60):
        case = draw_case(seed, (SMALL, MODERATE)[seed % 2])
        instance, problems = problems_of(case.write(tmp_path / str(seed)))
        assert instance is not None, problems
        products.add(len({*instance["sites"]["product"], *instance["demand"]["product"]}))
        used.update((name, "") for name in case.tables)
        used.update((name, key) for name, rows in case.tables.items() for row in rows[:1] for key in row)
    assert {1, 2} <= products
    assert all(0 < used[name, ""] < 60 for name in MODEL.optional_tables)
    optional = [
        ("neighbourhoods", "location_load"),
        *(("locations", column.name) for column in TABLES["locations"].columns if not column.required),
        *(("sites", column.name) for column in TABLES["sites"].columns if not column.required),
    ]
    assert [column for column in optional if not 0 < used[column] < 60] == []


def test_generator_draws_every_mode(tmp_path: Path) -> None:
    """Tests that over the seeds every rule is met in every mode, and every kind of order."""
    modes: set[tuple[str, str]] = set()
    sums = tolerances = 0
    for seed in range(200):
        _, policy = drawn(tmp_path, seed, random_policy=True)
        modes |= {(name, rule.mode) for name, rule in policy.rules.items()}
        sums += any(len(entry) > 1 for entry in policy.order)
        tolerances += bool(policy.tolerance)
    changeable = {(name, mode) for name, (known, _) in SPREAD.settings.items() for mode in known}
    assert changeable <= modes
    assert {rule.name for rule in MODEL.rules if rule.mode != "fact"} == set(SPREAD.settings)
    assert min(sums, tolerances) > 20


def test_same_seed_same_case() -> None:
    """Tests that a seed names one case."""
    assert draw_case(7, SMALL, random_policy=True) == draw_case(7, SMALL, random_policy=True)
    assert draw_case(7, SMALL) != draw_case(8, SMALL)
