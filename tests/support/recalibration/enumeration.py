"""Every recalibration of a tiny question, one by one: the rules as the contract writes them, no algebra.

Nothing is shared with the checker, the formulation or the other oracle.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from support.recalibration.case import Recalibration, Town

Lettings = tuple[int, ...]


@dataclass(frozen=True)
class Best:
    """What is best: values by entry of the order, and the lettings that reach them and are preferred."""

    values: tuple[Fraction, ...]
    lettings: Mapping[str, int]


def best(
    question: Recalibration,
    order: tuple[str, ...] = ("disproportion", "moves"),
    off: frozenset[str] = frozenset(),
) -> Best | None:
    """Return the best recalibration, entry by entry; None when the bounds allow none.

    Parameters
    ----------
    off
        Rules that do not count.
    """
    left = list(allowed(question, off))
    if not left:
        return None
    values = []
    for goal in order:
        scored = [(GOALS[goal](question, each), each) for each in left]
        values.append(min(score for score, _ in scored))
        left = [each for score, each in scored if score == values[-1]]
    ranks = sorted(question.towns, key=lambda town: (-town.current, town.code))
    place = {town.code: number for number, town in enumerate(ranks)}
    weights = [place[town.code] for town in question.towns]
    chosen = min(left, key=lambda each: sum(map(int.__mul__, weights, each)))
    return Best(tuple(values), {town.code: n for town, n in zip(question.towns, chosen, strict=True)})


def allowed(question: Recalibration, off: frozenset[str] = frozenset()) -> Iterator[Lettings]:
    """Yield every recalibration within the bounds that adds up in every group."""
    ranges = [range(*_bounds(question, town, off)) for town in question.towns]
    for lettings in itertools.product(*ranges):
        if all(
            sum(n for town, n in zip(question.towns, lettings, strict=True) if _group(question, town) == g)
            == total
            for g, total in _totals(question).items()
        ):
            yield lettings


def _totals(question: Recalibration) -> dict[str, int]:
    return {"": question.lettings} if isinstance(question.lettings, int) else dict(question.lettings)


def _group(question: Recalibration, town: Town) -> str:
    return next((g for g in _totals(question) if town.region in g.split("+")), "")


def _bounds(question: Recalibration, town: Town, off: frozenset[str]) -> tuple[int, int]:
    """Return the least lettings, and one above the most."""
    least, most = 0, _totals(question)[_group(question, town)]
    if town.minimum is not None and "minimum" not in off:
        least = max(least, town.minimum)
    if town.maximum is not None and "maximum" not in off:
        most = min(most, town.maximum)
    if question.max_change is not None and "max_change" not in off:
        least = max(least, town.current - question.max_change)
        most = min(most, town.current + question.max_change)
    if town.basis == 0:
        most = min(most, least)
    return least, most + 1


def quotas(question: Recalibration) -> list[Fraction]:
    """Return the quota of each municipality."""
    basis = [Fraction(str(town.basis)) for town in question.towns]
    groups = [_group(question, town) for town in question.towns]
    whole = {g: sum((b for b, of in zip(basis, groups, strict=True) if of == g), Fraction(0)) for g in groups}
    totals = _totals(question)
    return [totals[g] * b / whole[g] if b else Fraction(0) for b, g in zip(basis, groups, strict=True)]


def disproportion(question: Recalibration, lettings: Lettings) -> Fraction:
    """Return the sum of (lettings - quota)^2 / quota, where there is a quota."""
    pairs = zip(lettings, quotas(question), strict=True)
    return sum(((n - quota) ** 2 / quota for n, quota in pairs if quota), Fraction(0))


def worst_deviation(question: Recalibration, lettings: Lettings) -> Fraction:
    """Return the largest |lettings - quota| / quota."""
    pairs = zip(lettings, quotas(question), strict=True)
    return max((abs(n - quota) / quota for n, quota in pairs if quota), default=Fraction(0))


def moves(question: Recalibration, lettings: Lettings) -> Fraction:
    """Return half the sum of all changes."""
    pairs = zip(lettings, question.towns, strict=True)
    return Fraction(sum(abs(n - town.current) for n, town in pairs), 2)


GOALS = {"disproportion": disproportion, "worst_deviation": worst_deviation, "moves": moves}
