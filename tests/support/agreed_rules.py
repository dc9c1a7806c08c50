"""Agreements one by one, read from the tables: what holds when some of them are dropped or changed.

A reading of its own for questions about agreements. It knows the sets and the money of the reference solvers,
and nothing of the formulation, the engine or the questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from support.linear import Expression, Program, add

Agreement = tuple[str, str | None, int | None]
Changed = Mapping[Agreement, float]
NOTHING = Expression()


@dataclass(frozen=True)
class Written:
    """One agreement.

    Parameters
    ----------
    rows
        Expressions that are at most zero, for a number and for what else is changed.
    number, step
        What is agreed, and what one unit of change does to it; step 0 for a rule without a number.
    amounts
        Units of change that are worth a try; below 0 for a number that is exact.
    """

    rows: Callable[[float, Changed], Iterable[Expression]]
    number: float = 0.0
    step: float = 0.0
    amounts: tuple[int, ...] = ()
    money: bool = False

    def after(self, units: float) -> float:
        """Return the number after so many units of change; none falls below 0."""
        return max(0.0, self.number + self.step * units)

    def paid(self, units: float) -> float:
        """Return for how many units a change counts."""
        return abs(self.after(units) - self.number) / abs(self.step) if self.step else 0.0


class Reading(Protocol):
    """All agreements of one instance under one policy, and whether some of them can hold together."""

    agreements: dict[Agreement, Written]

    def least(
        self, kept: Collection[Agreement], changed: Changed, paying: Mapping[Agreement, float]
    ) -> float | None:
        """Return the least that adding money costs, a unit of each at a price; None when that is no way."""


@dataclass
class Linear:
    """A reading as rows of a program."""

    program: Program
    agreements: dict[Agreement, Written]

    def least(
        self, kept: Collection[Agreement], changed: Changed, paying: Mapping[Agreement, float]
    ) -> float | None:
        """Return what `Reading` says."""
        program, paid = self._copy(), []
        for key in kept:
            each = self.agreements[key]
            relief = NOTHING
            if key in paying:
                more = program.decision(0, math.inf, whole=False)
                paid.append(more * paying[key])
                relief = more * each.step
            for row in each.rows(each.after(changed.get(key, 0)), changed):
                program.at_most_zero(row - relief)
        total = add(paid)
        values = program.minimise(total)
        return None if values is None else total.at(values)

    def _copy(self) -> Program:
        program = Program()
        for name in ("lower", "upper", "whole", "rows"):
            setattr(program, name, [*getattr(self.program, name)])
        program.maxima = dict(self.program.maxima)
        return program


@dataclass(frozen=True)
class Way:
    """Changes after which everything that is left of the agreements holds together.

    Parameters
    ----------
    changed
        Units by agreement; for money 1 when it is touched at all.
    """

    cost: float
    changed: Changed

    def exceeds(self, other: Way) -> bool:
        """Return whether it changes as much as another everywhere, in the same direction."""
        return all(
            self.changed.get(key, 0) * units > 0 and abs(self.changed[key]) >= abs(units)
            for key, units in other.changed.items()
        )


def ways(reading: Reading, cost: Mapping[str, float], most: float) -> list[Way]:
    """Return every way that cannot do with less and costs at most so much, the cheapest first.

    All changes are tried, one by one.
    """
    money = [key for key, each in reading.agreements.items() if each.money]
    tried = sorted(vectors(reading, cost, most), key=lambda each: each[0])
    possible: list[Way] = []
    for price, changed in tried:
        if any(not set(way.changed) & set(money) and Way(0, changed).exceeds(way) for way in possible):
            continue
        for count in range(len(money) + 1):
            for paying in combinations(money, count):
                prices = {key: cost.get(key[0], 1) for key in paying}
                more = reading.least(list(reading.agreements), changed, prices)
                if more is not None and price + more <= most:
                    possible.append(Way(price + more, {**changed, **dict.fromkeys(paying, 1)}))
    found: list[Way] = []
    for way in sorted(possible, key=lambda each: (each.cost, len(each.changed))):
        if not any(way.exceeds(other) for other in found):
            found.append(way)
    return found


def vectors(
    reading: Reading, cost: Mapping[str, float], most: float
) -> Iterator[tuple[float, dict[Agreement, float]]]:
    """Yield every combination of changes of numbers that are no money, and what it costs."""
    keys = [key for key, each in reading.agreements.items() if each.amounts and not each.money]

    def extended(
        index: int, price: float, changed: dict[Agreement, float]
    ) -> Iterator[tuple[float, dict[Agreement, float]]]:
        yield price, changed
        for later in range(index, len(keys)):
            each = reading.agreements[keys[later]]
            for units in each.amounts:
                more = price + cost.get(keys[later][0], 1) * each.paid(units)
                if more <= most + 1e-9:
                    yield from extended(later + 1, more, {**changed, keys[later]: units})

    yield from extended(0, 0.0, {})


def holds(reading: Reading, kept: Collection[Agreement], changed: Changed | None = None) -> bool:
    """Return whether some agreements can hold together, changed by so many units."""
    return reading.least(kept, changed or {}, {}) is not None
