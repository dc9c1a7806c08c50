"""Goals that are the largest of ratios, over several variables, whole or not, against every choice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest
from support.proving import run
from support.transport import policy

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parameters import Values
from u16opt.algebra.parts import Linear, Ratios
from u16opt.algebra.program import Program
from u16opt.algebra.shapes import largest
from u16opt.policy import Policy

WAYS = {
    "whole numbers": {},
    "real numbers": {"whole": False},
    "decisions": {"complicating": True},
    "both": {"whole": False, "complicating": True},
}


@dataclass(frozen=True)
class Case:
    """Places to share out over regions, each with a demand, a weight and a cost a place."""

    places: int
    demand: tuple[int, ...]
    weight: tuple[int, ...]
    cost: tuple[int, ...]

    def choices(self) -> Iterator[tuple[float, float]]:
        """Yield largest ratio and cost of every way to share out."""
        for each in product(range(self.places + 1), repeat=len(self.demand)):
            if sum(each) == self.places:
                missed = [abs(one - asked) for one, asked in zip(each, self.demand, strict=True)]
                ratios = [amount / by for amount, by in zip(missed, self.weight, strict=True) if by]
                yield max(ratios, default=0.0), float(np.dot(each, self.cost))


def drawn(seed: int) -> Case:
    """Return a random case; now and then a region weighs nothing, and then does not count."""
    draw = random.Random(seed)
    regions = range(draw.randint(2, 4))
    return Case(
        draw.randint(2, 9),
        tuple(draw.randint(0, 5) for _ in regions),
        tuple(draw.randint(0, 6) for _ in regions),
        tuple(draw.randint(0, 9) for _ in regions),
    )


def total(m: Any, _: int) -> Any:
    """All places are shared out."""
    return sum(m.places[r] for r in m.REGIONS) == m.total


def above(m: Any, r: int) -> Any:
    """Places beyond the demand."""
    return m.places[r] - m.surplus[r] <= m.demand[r]


def below(m: Any, r: int) -> Any:
    """Places that lack."""
    return m.places[r] + m.lack[r] >= m.demand[r]


def unequal(m: Any) -> Any:
    """Largest surplus or lack, by weight."""
    return largest((m.surplus, m.weight), (m.lack, m.weight))


def cost(m: Any) -> Any:
    """Cost of all places."""
    return sum(m.cost[r] * m.places[r] for r in m.REGIONS)


def written(case: Case, order: Policy, *, whole: bool = True, complicating: bool = False) -> Program:
    """Return a case as a program."""
    built, regions = Formulation(order), range(len(case.demand))
    m = built.pyomo
    m.REGIONS = pyo.RangeSet(0, len(regions) - 1)
    built.variable("places", (regions,), upper=case.places, complicating=complicating)
    for name in ("surplus", "lack"):
        built.variable(name, (regions,), whole=whole)
    m.demand, m.weight, m.cost = (Values(np.array(each)) for each in (case.demand, case.weight, case.cost))
    m.total = case.places
    built.define(total, (("",),), network=True)
    built.define(above, (regions,), network=True, violation="surplus")
    built.define(below, (regions,), network=True, violation="lack")
    built.goal(unequal)  # type: ignore[arg-type]
    built.goal(cost)  # type: ignore[arg-type]
    return built.program()


@pytest.mark.parametrize("way", WAYS)
def test_every_choice(way: str) -> None:
    """Tests that the largest ratio is the least there is, and then the cost, whatever the numbers are."""
    order = policy("unequal", "cost")
    for seed in range(40):
        case = drawn(seed)
        best = min(case.choices())
        outcome = run(written(case, order, **WAYS[way]), order)
        assert outcome.status == "optimal", seed
        assert [stage.value for stage in outcome.stages] == pytest.approx(list(best)), seed
        assert [stage.bound for stage in outcome.stages] == pytest.approx(list(best)), seed


@pytest.mark.parametrize("way", WAYS)
def test_with_room(way: str) -> None:
    """Tests that a tolerance on the largest ratio is room for the goals after it, and no more."""
    order = policy("unequal", "cost", tolerance={"unequal": 0.34})
    for seed in range(20):
        case = drawn(seed)
        least = min(case.choices())[0]
        cheapest = min(euro for level, euro in case.choices() if level <= least + 0.34 + 1e-9)
        outcome = run(written(case, order, **WAYS[way]), order)
        assert [stage.value for stage in outcome.stages] == pytest.approx([least, cheapest]), seed


@pytest.mark.parametrize("way", WAYS)
def test_in_a_sum(way: str) -> None:
    """Tests that inside a weighted sum the largest ratio weighs against the cost."""
    order = policy(["unequal", "cost"], weights={"unequal": 12.5})
    for seed in range(20):
        case = drawn(seed)
        best = min(12.5 * level + euro for level, euro in case.choices())
        (stage,) = run(written(case, order, **WAYS[way]), order).stages
        assert [stage.value, stage.bound] == pytest.approx([best, best]), seed


@pytest.mark.parametrize("way", WAYS)
def test_shape(way: str) -> None:
    """Tests that ratios are searched where all numbers are whole and nothing is decided, else a level."""
    case = Case(5, (3, 4), (7, 2), (1, 1))
    alone, summed = (
        written(case, order, **WAYS[way]).goals["unequal"]
        for order in (policy("unequal"), policy(["unequal", "cost"]))
    )
    assert isinstance(alone, Ratios if way == "whole numbers" else Linear)
    assert isinstance(summed, Linear)
    if isinstance(alone, Ratios):
        assert alone.divisors.tolist() == [7, 2, 7, 2]
        assert alone.columns.tolist() == [2, 3, 4, 5]


def test_by_hand() -> None:
    """Tests two regions that ask 3 and 4 of 5 places, weighed 7 and 2: one place short in the second.

    3 and 2 leave 2 / 2; 2 and 3 leave 1 / 7 and 1 / 2; 1 and 4 leave 2 / 7.
    """
    case, order = Case(5, (3, 4), (7, 2), (1, 1)), policy("unequal")
    for way in WAYS.values():
        (stage,) = run(written(case, order, **way), order).stages
        assert stage.value == pytest.approx(2 / 7)


def test_nothing_to_compare() -> None:
    """Tests that where every divisor is 0 the goal is 0, and holds nobody back."""
    case, order = Case(5, (3, 4), (0, 0), (1, 3)), policy("unequal", "cost")
    outcome = run(written(case, order), order)
    assert [stage.value for stage in outcome.stages] == [0, 5]
