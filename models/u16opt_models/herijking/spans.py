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

    Where the disproportion comes first, no step is taken that costs more than another that is left.
    """
    spans = _wide(sets)
    first = policy.order[:1] == (("disproportion",),) and not policy.tolerance.get("disproportion")
    if not first:
        return tuple(spans)
    costs = [_dearest(sets, spans, group) for group in range(len(sets.groups))]
    return tuple(
        _cheap(span, quota, costs[town.group])
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


def _dearest(sets: Sets, spans: list[Span], group: int) -> int:
    """Return a cost of which it is certain that no dearer step is needed to reach the total of a group."""
    members = [
        (span, quota)
        for town, quota, span in zip(sets.towns, sets.quotas, spans, strict=True)
        if town.group == group
    ]
    total = min(sets.groups[group].lettings, sum(span.most for span, _ in members))
    cost = 1
    while sum(_cheap(span, quota, cost).most for span, quota in members) < total:
        cost *= 2
    return cost


def _cheap(span: Span, quota: Fraction, cost: int) -> Span:
    """Return a span without the steps (2 k + 1) / q - 2 that cost more."""
    return Span(span.least, max(span.least, min(span.most, math.floor(((2 + cost) * quota + 1) / 2))))
