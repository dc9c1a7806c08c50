"""Small programs made by hand, for an engine that knows no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.parts import Block, Family, Floats, Integers, Linear, Ratios, Shape
from u16opt.algebra.program import Program

Terms = Mapping[int, float]
INFINITE = float("inf")


class Sketch:
    """Columns, rows and goals, added one after the other."""

    def __init__(self) -> None:
        self.families: list[Family] = []
        self.blocks: list[Block] = []
        self.rows: list[dict[int, float]] = []
        self.limits: list[tuple[float, float]] = []
        self.columns: dict[str, list[float]] = {
            name: [] for name in ("lower", "upper", "whole", "owner", "reach")
        }
        self.costs: dict[str, tuple[dict[int, float], float]] = {}
        self.ratios: dict[str, Ratios] = {}
        self.preferred: dict[int, float] | None = None

    def family(
        self,
        name: str,
        count: int,
        *,
        lower: float = 0,
        upper: float = INFINITE,
        whole: bool = True,
        owner: Sequence[int] | None = None,
        reach: Sequence[float] | None = None,
        complicating: bool = False,
    ) -> list[int]:
        """Add columns and return their numbers; with an owner the engine may leave them out at first."""
        start = len(self.columns["lower"])
        self.families.append(Family(name, start, start + count, (range(count),), whole, complicating))
        for key, value in (("lower", lower), ("upper", upper), ("whole", whole)):
            self.columns[key] += [value] * count
        self.columns["owner"] += [-1] * count if owner is None else list(owner)
        self.columns["reach"] += [0] * count if reach is None else list(reach)
        return list(range(start, start + count))

    def block(
        self,
        name: str,
        rows: Sequence[Terms],
        *,
        least: Sequence[float] | None = None,
        most: Sequence[float] | None = None,
        network: bool = True,
        violation: str = "",
        attached: bool = False,
    ) -> None:
        """Add rows with a lower limit, an upper limit, or both."""
        start, labels = len(self.rows), (range(len(rows)),)
        self.blocks.append(Block(name, start, start + len(rows), labels, network, violation, attached))
        self.rows += [dict(row) for row in rows]
        low = [-INFINITE] * len(rows) if least is None else least
        self.limits += zip(low, [INFINITE] * len(rows) if most is None else most, strict=True)

    def goal(self, name: str, costs: Terms, constant: float = 0) -> None:
        """Add a goal that is a sum."""
        self.costs[name] = (dict(costs), constant)

    def prefer(self, costs: Terms) -> None:
        """Say what decides among equals."""
        self.preferred = dict(costs)

    def largest(self, name: str, columns: Sequence[int], divisors: Sequence[int]) -> None:
        """Add a goal that is the largest of ratios; its twins stand in the same rows and sums."""
        twins = self.family(f"{name}_excess", len(columns), upper=0)
        for terms in (*self.rows, *(costs for costs, _ in self.costs.values())):
            terms.update({twin: terms[own] for own, twin in zip(columns, twins, strict=True) if own in terms})
        self.ratios[name] = Ratios(_integers(columns), _integers(twins), np.array(divisors, dtype=float))

    def program(self) -> Program:
        """Return the finished program."""
        count = len(self.columns["lower"])
        goals: dict[str, Shape] = dict(self.ratios)
        for name, (costs, constant) in self.costs.items():
            goals[name] = Linear(_dense([costs], count)[0], float(constant))
        lower, upper = (np.array([each[side] for each in self.limits], dtype=float) for side in (0, 1))
        preferred = None if self.preferred is None else Linear(_dense([self.preferred], count)[0], 0.0)
        return Program(
            tuple(self.families),
            tuple(self.blocks),
            sp.csc_array(_dense(self.rows, count)),
            np.array(self.columns["lower"], dtype=float),
            np.array(self.columns["upper"], dtype=float),
            lower,
            upper,
            np.array(self.columns["whole"], dtype=bool),
            _integers(self.columns["owner"]),
            np.array(self.columns["reach"], dtype=float),
            goals,
            preferred,
        )


def _dense(rows: Sequence[Terms], count: int) -> Floats:
    found = np.zeros((len(rows), count))
    for number, row in enumerate(rows):
        found[number, list(row)] = list(row.values())
    return found


def _integers(values: Sequence[float]) -> Integers:
    return np.array(values, dtype=np.int64)
