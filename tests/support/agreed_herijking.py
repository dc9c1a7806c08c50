"""The agreements of `herijking` one by one: bounds of each municipality, added up by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from support.agreed_rules import Agreement, Changed, Written
from support.recalibration.case import Recalibration, Town

ROOM = 12


@dataclass(frozen=True)
class Bounds:
    """A reading in which every bound of every municipality is an agreement.

    Parameters
    ----------
    forced
        Lettings that must be in some municipalities besides.
    """

    question: Recalibration
    agreements: dict[Agreement, Written]
    forced: Mapping[str, int] = field(default_factory=dict)

    def least(
        self, kept: Collection[Agreement], changed: Changed, paying: Mapping[Agreement, float]
    ) -> float | None:
        """Return 0 when the bounds leave a recalibration, else None."""
        assert not paying
        numbers = {key: self.agreements[key].after(changed.get(key, 0)) for key in kept}
        spans: dict[str, list[tuple[float, float]]] = {}
        for town in self.question.towns:
            spans.setdefault(self._group(town), []).append(self._span(town, numbers))
        for group, total in self._totals().items():
            towns = spans.get(group, [])
            fits = sum(low for low, _ in towns) <= total <= sum(min(high, total) for _, high in towns)
            if not fits or any(low > high for low, high in towns):
                return None
        return 0.0

    def _span(self, town: Town, numbers: Mapping[Agreement, float]) -> tuple[float, float]:
        change = numbers.get(("max_change", town.code, None))
        low = max(0.0, numbers.get(("minimum", town.code, None), 0))
        high = numbers.get(("maximum", town.code, None), float("inf"))
        if change is not None:
            low, high = max(low, town.current - change), min(high, town.current + change)
        high = min(high, low) if town.basis == 0 else high
        return max(low, self.forced.get(town.code, 0)), high

    def _totals(self) -> Mapping[str, int]:
        lettings = self.question.lettings
        return {"": lettings} if isinstance(lettings, int) else lettings

    def _group(self, town: Town) -> str:
        return next((group for group in self._totals() if town.region in group.split("+")), "")


def reading(question: Recalibration, forced: Mapping[str, int] | None = None) -> Bounds:
    """Return every bound of a question, all of them hard."""
    found: dict[Agreement, Written] = {}
    for town in question.towns:
        if town.minimum is not None:
            fewer = tuple(range(1, town.minimum + 1))
            found["minimum", town.code, None] = _written(town.minimum, -1, fewer)
        if town.maximum is not None:
            found["maximum", town.code, None] = _written(town.maximum, 1, tuple(range(1, ROOM)))
        if question.max_change is not None:
            found["max_change", town.code, None] = _written(question.max_change, 1, tuple(range(1, ROOM)))
    return Bounds(question, found, forced or {})


def _written(number: int, step: int, amounts: tuple[int, ...]) -> Written:
    return Written(lambda _most, _changed: (), number, step, amounts)
