"""Staying near: among the best solutions the one in which fewest clients move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from u16opt.algebra.extending import costs_of, with_columns, with_rows
from u16opt.algebra.labels import coded
from u16opt.algebra.parts import Integers, Linear
from u16opt.explaining.seats import NOWHERE, Seats, who_of

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program

MOVED = "moved"


def near(formulation: Formulation, program: Program, seats: Seats) -> Program:
    """Return a program that prefers, after all its goals, to leave clients where they are.

    Everyone who leaves a place counts once: x[j] + moved[j] >= the clients who are there now. A model with a
    preference of its own keeps that: it leaves no equals.

    Parameters
    ----------
    seats
        Who has which place now.
    """
    kept = list(_kept(formulation, program, seats))
    if program.preference is not None or not kept:
        return program
    count, labels = len(kept), ([number for number, _ in enumerate(kept)],)
    extended = with_columns(program, MOVED, labels)
    own = np.arange(program.columns, program.columns + count)
    columns = np.append([column for column, _ in kept], own)
    rows = np.append(np.arange(count), np.arange(count))
    matrix = sp.csr_array((np.ones(2 * count), (rows, columns)), shape=(count, extended.columns))
    lower = np.array([clients for _, clients in kept], dtype=float)
    extended = with_rows(extended, "staying", labels, matrix, lower=lower, network=True, violation=MOVED)
    now = np.array([column for column, _ in kept if program.owner[column] >= 0], dtype=np.int64)
    likely = np.union1d(program.likely, now[program.upper[now] > 0])
    return replace(extended, preference=Linear(costs_of(extended, own), 0.0), likely=likely)


def _kept(formulation: Formulation, program: Program, seats: Seats) -> Iterator[tuple[int, int]]:
    """Yield the columns of what people have now, and how many have it."""
    placing, absent = formulation.placing, formulation.absent
    yearly = absent is not None and absent.period is not None
    if placing is not None and placing.group is not None:
        parts = [placing.group, placing.municipality, placing.place]
        numbered = Numbered([*parts, placing.period] if yearly and placing.period else parts)
        start = program.family(placing.family).start
        for who, own in seats.items():
            for seat, clients in own.items():
                label = (who.group, seat.municipality, seat.place, who.period)
                if (index := numbered.index(label[: len(numbered.parts)])) is not None:
                    yield start + index, clients
    if absent is not None:
        start = program.family(absent.family).start
        for index in range(len(absent.group)):
            if clients := seats.get(who_of(formulation, absent.family, index), {}).get(NOWHERE, 0):
                yield start + index, clients


class Numbered:
    """Finds the index of a label of several parts."""

    def __init__(self, parts: Sequence[Sequence[Any]]) -> None:
        self.parts = [coded(part) for part in parts]
        keys = self._keys([part.numbers for part in self.parts])
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]

    def index(self, label: Sequence[Any]) -> int | None:
        """Return the first index with a label, None when there is none."""
        numbers = [part.number(code) for part, code in zip(self.parts, label, strict=True)]
        if min(numbers) < 0:
            return None
        key = self._keys([np.array([number]) for number in numbers])[0]
        at = int(np.searchsorted(self._sorted, key))
        found = at < len(self._sorted) and self._sorted[at] == key
        return int(self._order[at]) if found else None

    def _keys(self, numbers: Sequence[Integers]) -> Integers:
        keys = np.zeros(len(numbers[0]), dtype=np.int64)
        for part, each in zip(self.parts, numbers, strict=True):
            keys = keys * len(part.codes) + each
        return keys
