"""Between which lettings the formulation looks: nothing that is worth having lies outside.

Steps of one letting are columns, so fewer are better; and a step of a municipality with hardly any basis
costs so much that the solver could no longer see the others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from u16opt.policy import Policy
from u16opt_models.herijking.sets import Sets, Town

FEW = 2
"""Steps per municipality that are left to the solver; equal costs alone can leave one."""


@dataclass(frozen=True)
class Span:
    """The least and the most lettings of a municipality."""

    least: int
    most: int


def spans_of(sets: Sets, policy: Policy) -> tuple[Span, ...]:
    """Return the span of every municipality.

    Nobody goes past both quota and current number while another stays short of both: one letting from the
    one to the other would worsen no goal, and lower the disproportion. So either nobody goes past them, or
    nobody stays short of them, and a span reaches past them no farther than the others stay short.

    Where the disproportion comes first, a span shrinks to the steps that can be the last ones taken: all
    cheaper ones are taken, and none that is dearer.

    A question may force what nobody would choose: then a span is all that the rules allow.
    """
    if policy.everything:
        return tuple(Span(town.lower, max(town.lower, _most(sets, town))) for town in sets.towns)
    spans = _wide(sets)
    first = policy.order[:1] == (("disproportion",),) and not policy.tolerance.get("disproportion")
    if not first:
        return tuple(spans)
    costs = [_last_costs(sets, spans, group) for group in range(len(sets.groups))]
    return tuple(
        Span(*(_taken(span, quota, cost) for cost in costs[town.group]))
        for town, quota, span in zip(sets.towns, sets.quotas, spans, strict=True)
    )


def _wide(sets: Sets) -> list[Span]:
    near = [_near(sets, town, quota) for town, quota in zip(sets.towns, sets.quotas, strict=True)]
    over = [group.lettings for group in sets.groups]
    short = list(over)
    for town, span in zip(sets.towns, near, strict=True):
        over[town.group] -= span.most
        short[town.group] -= span.least
    spans = []
    for town, span in zip(sets.towns, near, strict=True):
        least = max(town.lower, min(span.least, over[town.group] + span.most))
        most = min(_most(sets, town), max(span.most, short[town.group] + span.least))
        spans.append(Span(least, max(least, most)))
    return spans


def _near(sets: Sets, town: Town, quota: Fraction) -> Span:
    """Return the span of quota and current number, as far as the rules allow it."""
    ends = (min(math.floor(quota), town.current), max(math.ceil(quota), town.current))
    least, most = (max(town.lower, min(_most(sets, town), end)) for end in ends)
    return Span(least, most)


def _most(sets: Sets, town: Town) -> int:
    total = sets.groups[town.group].lettings
    return total if town.upper is None else min(total, town.upper)


def _last_costs(sets: Sets, spans: list[Span], group: int) -> tuple[Fraction, Fraction]:
    """Return two costs between which the last step of a group lies, with few steps between them."""
    members = [
        (span, quota)
        for town, quota, span in zip(sets.towns, sets.quotas, spans, strict=True)
        if town.group == group
    ]

    def taken(cost: Fraction) -> int:
        return sum(_taken(span, quota, cost) for span, quota in members)

    total = min(sets.groups[group].lettings, sum(span.most for span, _ in members))
    low, high = Fraction(-2), Fraction(1)
    while taken(high) < total:
        high *= 2
    while taken(high) - taken(low) > FEW * len(members):
        middle = (low + high) / 2
        low, high = (low, middle) if taken(middle) >= total else (middle, high)
    return low, high


def _taken(span: Span, quota: Fraction, cost: Fraction) -> int:
    """Return the lettings of a municipality when it takes every step (2 k + 1) / q - 2 up to a cost."""
    return max(span.least, min(span.most, math.floor(((2 + cost) * quota + 1) / 2)))
