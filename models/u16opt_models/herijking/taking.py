"""Steps of one letting, and what each costs: exact fractions, so that equal cases stay equal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from u16opt_models.herijking.sets import Sets
from u16opt_models.herijking.spans import Span

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Steps:
    """Every step that a municipality may take, municipality by municipality.

    Parameters
    ----------
    town, number
        Municipality of each step, and the lettings it has before it.
    disproportion, moves
        What each step adds to these goals.
    disproportion_of_least, moves_of_least
        What these goals are before any step.
    """

    town: list[int]
    number: list[int]
    disproportion: list[Fraction]
    moves: list[Fraction]
    disproportion_of_least: Fraction
    moves_of_least: Fraction


def steps_of(sets: Sets, spans: tuple[Span, ...]) -> Steps:
    """Return the steps of all municipalities, and what the goals are without any."""
    steps = Steps([], [], [], [], *_of_least(sets, spans))
    for i, (town, quota, span) in enumerate(zip(sets.towns, sets.quotas, spans, strict=True)):
        for number in range(span.least, span.most):
            steps.town.append(i)
            steps.number.append(number)
            steps.disproportion.append((2 * number + 1) / quota - 2 if quota else Fraction(0))
            steps.moves.append(HALF if number >= town.current else -HALF)
    return steps


def _of_least(sets: Sets, spans: tuple[Span, ...]) -> tuple[Fraction, Fraction]:
    disproportion = moves = Fraction(0)
    for town, quota, span in zip(sets.towns, sets.quotas, spans, strict=True):
        if quota:
            disproportion += (span.least - quota) ** 2 / quota
        moves += abs(span.least - town.current) * HALF
    return disproportion, moves
