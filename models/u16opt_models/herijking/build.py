"""Assemble the formulation: declare variables, hand numbers to the rules, write rules and goals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pyomo.environ as pyo

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parameters import Grouping, Values
from u16opt.algebra.parts import Floats
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.herijking import formulation as rules
from u16opt_models.herijking.agreements import agreements_of
from u16opt_models.herijking.answer import answer_of
from u16opt_models.herijking.recalling import located, values_of
from u16opt_models.herijking.sets import Sets, sets_of
from u16opt_models.herijking.spans import Span, spans_of
from u16opt_models.herijking.taking import steps_of


def formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    """Return the formulation of `herijking` on an instance under a policy."""
    sets = sets_of(instance, policy, seed)
    spans = spans_of(sets, policy)
    built = Formulation(policy)
    _towns(built, sets)
    _steps(built, sets, spans)
    _totals(built, sets)
    _bounds(built, sets, agreements_of(instance))
    _deviations(built, sets, spans)
    for goal in rules.GOALS:
        built.goal(goal)
    built.prefer(rules.larger_first)
    built.interpret = lambda values: answer_of(sets, values)
    built.recall = lambda answer: values_of(sets, spans, answer)
    built.placing = located(sets)
    built.load = (built.placing,)
    return built


def _codes(sets: Sets) -> tuple[str, ...]:
    return tuple(town.code for town in sets.towns)


def _numbers(exact: list[Fraction]) -> Values:
    """Return fractions as the floats nearest to them: what is equal stays equal."""
    return Values(np.array([float(each) for each in exact]))


def _towns(built: Formulation, sets: Sets) -> None:
    m, towns = built.pyomo, sets.towns
    built.variable("lettings", (_codes(sets),))
    m.TOWNS = pyo.RangeSet(0, len(towns) - 1)
    first = sorted(towns, key=lambda town: (-town.current, town.code))
    rank = {town.code: place for place, town in enumerate(first)}
    m.rank = Values(np.array([rank[town.code] for town in towns], dtype=np.int64))
    m.quota = _numbers(list(sets.quotas))


def _steps(built: Formulation, sets: Sets, spans: tuple[Span, ...]) -> None:
    m, codes, steps = built.pyomo, _codes(sets), steps_of(sets, spans)
    labels = ([codes[town] for town in steps.town], [number + 1 for number in steps.number])
    built.variable("step", labels, upper=1.0)
    m.STEPS = pyo.RangeSet(0, len(steps.town) - 1)
    m.steps_of = Grouping(steps.town, len(codes))
    m.least = Values(np.array([span.least for span in spans], dtype=np.int64))
    m.marginal, m.disproportion_of_least = _numbers(steps.disproportion), float(steps.disproportion_of_least)
    m.moving, m.moves_of_least = _numbers(steps.moves), float(steps.moves_of_least)
    built.define(rules.steps, (codes,), network=True)


def _totals(built: Formulation, sets: Sets) -> None:
    m = built.pyomo
    m.members = Grouping([town.group for town in sets.towns], len(sets.groups))
    m.total = Values(np.array([group.lettings for group in sets.groups], dtype=np.int64))
    built.rule(rules.total, ([group.label for group in sets.groups],), network=True)


def _bounds(built: Formulation, sets: Sets, agreements: Mapping[str, Mapping[str, int]]) -> None:
    m, number = built.pyomo, {town.code: i for i, town in enumerate(sets.towns)}
    least, most, change = (_held(sets, agreements[rule]) for rule in ("minimum", "maximum", "max_change"))
    m.with_minimum = Values(_whole([number[code] for code in least]))
    m.minimum = Values(built.agreed(rules.minimum, list(least.values()), list(least), without=-np.inf))
    built.bound(rules.minimum, (list(least),))
    m.with_maximum = Values(_whole([number[code] for code in most]))
    m.maximum = Values(built.agreed(rules.maximum, list(most.values()), list(most)))
    built.bound(rules.maximum, (list(most),))
    limits = built.agreed(rules.max_change, list(change.values()), list(change))
    _changes(built, sets, [number[code] for code in change], limits)


def _held(sets: Sets, numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the bounds of a rule in the order of the municipalities."""
    return {town.code: numbers[town.code] for town in sets.towns if town.code in numbers}


def _changes(built: Formulation, sets: Sets, towns: list[int], limits: Floats) -> None:
    """Write the largest change, up and down."""
    m, codes = built.pyomo, _codes(sets)
    ways = [(i, way, limit) for i, limit in zip(towns, limits.tolist(), strict=True) for way in (1, -1)]
    m.changing, m.way = (Values(_whole([int(each[part]) for each in ways])) for part in range(2))
    m.farthest = Values(
        np.array([way * sets.towns[i].current + limit for i, way, limit in ways], dtype=float)
    )
    built.bound(rules.max_change, ([codes[i] for i, _, _ in ways], [way for _, way, _ in ways]))


def _whole(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


def _deviations(built: Formulation, sets: Sets, spans: tuple[Span, ...]) -> None:
    if not built.wants("worst_deviation"):
        return
    labels = (_codes(sets),)
    pairs = list(zip(spans, sets.quotas, strict=True))
    built.variable("above", labels, upper=[_room(span.most - quota) for span, quota in pairs], whole=False)
    built.variable("below", labels, upper=[_room(quota - span.least) for span, quota in pairs], whole=False)
    built.define(rules.past_quota, labels, network=False, violation="above")
    built.define(rules.short_of_quota, labels, network=False, violation="below")


def _room(most: Fraction) -> float:
    """Return a bound that never binds: one letting past what a deviation can be."""
    return max(0.0, float(most)) + 1.0
