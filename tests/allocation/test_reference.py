"""The reference solver and the generator, judged by looking at every placement there is."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from support import brute_force, reference
from support.generator import MODERATE, SMALL, TINY, draw_case
from support.in_order import value_of
from support.naive_goals import goals_of
from support.naive_world import World
from support.policies import ALLOCATION

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.instance.schema import TABLES
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt_models.allocation import MODEL

MOST_PLACEMENTS = 2000


def drawn(path: Path, seed: int, *, random_policy: bool) -> tuple[Instance, Policy]:
    """Return the tiny instance of a seed with its policy."""
    case = draw_case(seed, TINY, random_policy=random_policy)
    instance = read(case.write(path / f"{seed}"))
    return instance, policy_of(instance, MODEL)


@pytest.mark.parametrize("random_policy", [False, True])
def test_reference_equals_brute_force(tmp_path: Path, random_policy: bool) -> None:
    """Tests that the reference finds the best value of every entry that any placement reaches."""
    found: Counter[str] = Counter()
    for seed in range(150):
        instance, policy = drawn(tmp_path, seed, random_policy=random_policy)
        if brute_force.number_of_placements(instance) > MOST_PLACEMENTS:
            continue
        best = brute_force.best(instance, policy)
        solved = reference.solve(instance, policy)
        assert solved.feasible == (best is not None), seed
        assert list(solved.best) == pytest.approx(best or [], rel=1e-6, abs=1e-6), seed
        found["feasible" if best else "infeasible"] += 1
    assert found["feasible"] > 100
    assert found["infeasible"] or not random_policy


def test_placements_of_the_reference(tmp_path: Path) -> None:
    """Tests that the placements of the reference keep every hard rule and have the values it says."""
    for seed in range(60):
        instance, policy = drawn(tmp_path, seed, random_policy=True)
        solved = reference.solve(instance, policy)
        if solved.placements is None:
            continue
        world = World(instance)
        assert brute_force.is_allowed(world, policy, solved.placements), seed
        goals = goals_of(world, policy, solved.placements)
        for entry, best in zip(policy.order, solved.best, strict=True):
            value = value_of(goals, policy, entry)
            room = sum(policy.tolerance.get(goal, 0) for goal in entry)
            assert best - 1e-6 <= value <= best + room + 1e-6 * max(1, abs(best)), seed


def test_generator_uses_every_part(tmp_path: Path) -> None:
    """Tests that over the seeds every optional table and column is there and is not, and all can be read."""
    used: Counter[tuple[str, str]] = Counter()
    for seed in range(60):
        case = draw_case(seed, (SMALL, MODERATE)[seed % 2])
        instance, problems = problems_of(case.write(tmp_path / str(seed)))
        assert instance is not None, problems
        used.update((name, "") for name in case.tables)
        used.update((name, column) for name, rows in case.tables.items() for column in {*chain(*rows)})
    assert all(0 < used[name, ""] < 60 for name in MODEL.optional_tables)
    optional = [
        *(("neighbourhoods", "draagkracht"), ("supply", "form"), ("supply", "complex_homes")),
        *(
            ("client_groups", column.name)
            for column in TABLES["client_groups"].columns
            if not column.required
        ),
        *(("budgets", column) for column in ("amount", "historic", "objective", "model")),
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
    assert {(name, mode) for name, (known, _) in ALLOCATION.settings.items() for mode in known} <= modes
    assert min(sums, tolerances) > 20


def test_same_seed_same_case() -> None:
    """Tests that a seed names one case."""
    assert draw_case(7, SMALL, random_policy=True) == draw_case(7, SMALL, random_policy=True)
    assert draw_case(7, SMALL) != draw_case(8, SMALL)
