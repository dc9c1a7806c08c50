"""Recalibrations drawn by hypothesis: tiny ones that can be enumerated, and larger ones with an answer."""

from __future__ import annotations

from hypothesis import strategies as st
from support.recalibration.case import Recalibration, Town

RULES = ("minimum", "maximum", "max_change")
ORDERS = (
    ("disproportion", "moves"),
    ("moves", "disproportion"),
    ("disproportion",),
    ("moves",),
    ("worst_deviation", "disproportion"),
    ("worst_deviation", "moves"),
)
BASES = [0, 1, 1, 2, 3, 5, 9, 0.1, 0.3, 12.5]
UNEQUAL = [*BASES, 0.001, 1000003]
"""With the largest share first, a solver in floats cannot prove what happens to a billionth of the basis."""


@st.composite
def tiny(draw: st.DrawFn) -> Recalibration:
    """Draw a question with at most five municipalities, in one group or in two; often without an answer."""
    regions = draw(st.sampled_from([["noord"], ["noord", "zuid"]]))
    codes = draw(st.permutations("abcde"))[: draw(st.integers(len(regions), 5))]
    order = draw(st.sampled_from(ORDERS))
    bases = st.sampled_from(BASES if "worst_deviation" in order else UNEQUAL)
    towns = [_town(draw, code, bases, regions[number % len(regions)]) for number, code in enumerate(codes)]
    lettings: int | dict[str, int] = draw(st.integers(0, 10))
    if len(regions) > 1 and draw(st.booleans()):
        lettings = {region: draw(st.integers(0, 6)) for region in regions}
    off = draw(st.sets(st.sampled_from(RULES), max_size=1))
    policy = {"order": list(order)}
    rules = {"rules": {rule: {"mode": "off"} for rule in sorted(off)}} if off else {}
    return Recalibration(towns, lettings, draw(st.none() | st.integers(0, 3)), policy | rules)


def _town(draw: st.DrawFn, code: str, bases: st.SearchStrategy[float], region: str) -> Town:
    least = draw(st.none() | st.integers(0, 2))
    most = draw(st.none() | st.integers(least or 0, 5))
    return Town(code, draw(st.integers(0, 5)), draw(bases), least, most, region)


@st.composite
def larger(draw: st.DrawFn) -> Recalibration:
    """Draw a question of one group that has an answer, with bases of all sizes next to each other."""
    number = draw(st.integers(2, 40))
    towns = [_larger_town(draw, f"m{place:02}") for place in range(number)]
    change = draw(st.none() | st.integers(1, 8))
    question = Recalibration(towns, 0, change)
    least, most = (sum(side(question).values()) for side in (lower, upper))
    least = max(least, 1)
    return Recalibration(towns, draw(st.integers(least, min(most, least + 600))), change)


def _larger_town(draw: st.DrawFn, code: str) -> Town:
    size = draw(st.sampled_from([1e-4, 0.01, 1, 1, 1, 100]))
    current = draw(st.integers(0, 40))
    least = draw(st.sampled_from([None, 0, 1, 1, min(3, current + 1)]))
    most = draw(st.none() | st.integers(max(current, 3), current + 30))
    return Town(code, current, round(draw(st.integers(1, 400_000)) * size, 4), least, most)


def lower(question: Recalibration) -> dict[str, int]:
    """Return the least lettings of each municipality."""
    change = question.max_change
    return {
        town.code: max(0, town.minimum or 0, 0 if change is None else town.current - change)
        for town in question.towns
    }


def upper(question: Recalibration) -> dict[str, int]:
    """Return the most lettings of each municipality, a large number where there is no bound."""
    change = question.max_change
    return {
        town.code: min(
            10_000 if town.maximum is None else town.maximum,
            10_000 if change is None else town.current + change,
        )
        for town in question.towns
    }
