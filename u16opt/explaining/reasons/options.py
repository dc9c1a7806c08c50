"""Where a group has its places, and where it could have them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.algebra.labels import chosen
from u16opt.algebra.located import Located
from u16opt.algebra.parts import Integers
from u16opt.explaining.ground import Ground
from u16opt.explaining.reasons.binding import Binding, binding_of
from u16opt.explaining.reasons.contributions import Contributions, contributions

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program


@dataclass(frozen=True)
class Options:
    """The columns of one group in a proposal.

    Parameters
    ----------
    municipality
        Look no farther than this one; None for all.
    """

    ground: Ground
    group: str
    municipality: str | None = None

    @cached_property
    def counts(self) -> Contributions:
        """What one client adds to the goals."""
        return contributions(self.ground.formulation, self.ground.program, self.ground.policy)

    @cached_property
    def binding(self) -> Binding:
        """Which rules leave no room."""
        return binding_of(self.ground)

    @property
    def placing(self) -> Located:
        """The columns that give clients a place."""
        assert self.ground.formulation.placing is not None
        return self.ground.formulation.placing

    @cached_property
    def by_municipality(self) -> dict[str, Integers]:
        """All columns of the group, by municipality in the order of their codes."""
        start = self.ground.program.family(self.placing.family).start
        found: dict[str, list[int]] = {}
        for index in np.flatnonzero(chosen(self.placing.group, self.group)).tolist():
            found.setdefault(self.placing.municipality[index], []).append(start + index)
        return {code: np.array(found[code], dtype=np.int64) for code in sorted(found)}

    @cached_property
    def absent(self) -> Integers:
        """The columns that count clients of the group without a place."""
        return absent_of(self.ground.formulation, self.ground.program, self.group)

    @cached_property
    def there(self) -> dict[str, int]:
        """How many clients of the group each municipality has in the proposal."""
        return {code: self.clients(columns) for code, columns in self.by_municipality.items()}

    @property
    def everyone(self) -> int:
        """How many clients the group has."""
        return sum(self.there.values()) + self.clients(self.absent)

    def clients(self, columns: Integers) -> int:
        """Return how many clients some columns have in the proposal."""
        return round(float(self.ground.values[columns].sum()))

    def open(self, columns: Integers) -> Integers:
        """Return the columns that no rule holds at 0."""
        return columns[self.ground.program.upper[columns] > 0]

    @cached_property
    def best(self) -> dict[str, int]:
        """The best column in each municipality that is open to the group, the best municipality first.

        Best by the group's own contributions, in the order of the goals; among equals one that has room.
        """
        found = {code: self._best(self.open(columns)) for code, columns in self.by_municipality.items()}
        able = {code: column for code, column in found.items() if column is not None}
        return dict(sorted(able.items(), key=lambda each: (self.counts.rank(each[1]), each[0])))

    def _best(self, columns: Integers) -> int | None:
        ranks = {column: self.counts.rank(column) for column in columns.tolist()}
        least = min(ranks.values(), default=())
        return min((each for each, rank in ranks.items() if rank == least), key=self._ties, default=None)

    def _ties(self, column: int) -> tuple[bool, str, int]:
        index = column - self.ground.program.family(self.placing.family).start
        full = any("side" not in each for each in self.binding.at(column))
        period = self.placing.period[index] if self.placing.period is not None else 0
        return full, self.placing.place[index], period

    def placements(self) -> list[dict[str, Any]]:
        """Return a row for each place where clients of the group are, and for those without one."""
        rows = [*self._placed(), *([] if self.municipality else self._unplaced())]
        return sorted(rows, key=lambda row: (row["place"] is None, *_order(row)))

    def places(self) -> list[dict[str, Any]]:
        """Return a row for each municipality that is open to the group, the best one first."""
        return [self._place(code) for code in self.best if self.municipality in (None, code)]

    def forbidden(self) -> list[dict[str, Any]]:
        """Return the municipalities with suitable places that rules keep closed to the group."""
        rows = [
            {"municipality": code, "rule": rule}
            for code, columns in self.by_municipality.items()
            if code not in self.best and self.municipality in (None, code)
            for rule in sorted({rule for each in columns.tolist() for rule in self.binding.forbidding(each)})
        ]
        return rows

    def other(self, passed: Collection[str]) -> str | None:
        """Return the best municipality that is not passed over; None when there is none."""
        return next((code for code in self.best if code not in passed), None)

    def _place(self, code: str) -> dict[str, Any]:
        columns, best, there = self.by_municipality[code], self.best[code], self.there[code]
        return {
            "municipality": code,
            "clients": there,
            "room": self.binding.room(self.open(columns), self.everyone - there),
            "goals": self.counts.of(best),
            "rules": self.binding.at(best),
        }

    def _placed(self) -> Iterator[dict[str, Any]]:
        placing, start = self.placing, self.ground.program.family(self.placing.family).start
        for code, columns in self.by_municipality.items():
            if self.municipality not in (None, code):
                continue
            for column in columns[self.ground.values[columns] > 0].tolist():
                index = column - start
                areas, periods = placing.neighbourhood, placing.period
                yield {
                    "group": self.group,
                    "place": placing.place[index],
                    "municipality": code,
                    "neighbourhood": areas[index] if areas is not None else None,
                    "period": periods[index] if periods is not None else None,
                    "clients": round(float(self.ground.values[column])),
                    "goals": self.counts.of(column),
                    "rules": self.binding.at(column),
                }

    def _unplaced(self) -> Iterator[dict[str, Any]]:
        absent = self.ground.formulation.absent
        for column in self.absent[self.ground.values[self.absent] > 0].tolist():
            assert absent is not None
            index = column - self.ground.program.family(absent.family).start
            yield {
                "group": self.group,
                "place": None,
                "municipality": None,
                "neighbourhood": None,
                "period": absent.period[index] if absent.period is not None else None,
                "clients": round(float(self.ground.values[column])),
                "goals": self.counts.of(column),
                "rules": [],
            }


def _order(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["municipality"] or "", row["place"] or "", row["period"] or 0


def absent_of(formulation: Formulation, program: Program, group: str | None) -> Integers:
    """Return the columns that count clients of a group without a place."""
    absent = formulation.absent
    if absent is None:
        return np.zeros(0, dtype=np.int64)
    return program.family(absent.family).start + np.flatnonzero(chosen(absent.group, group))
