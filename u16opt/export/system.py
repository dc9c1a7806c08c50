"""Counts that add up, and how hidden ones can change without anything that is shown changing.

A reader who adds and subtracts knows a hidden count exactly when it has the same value in every table that
fits what is shown. Each other table is a move: some cells up, others down, every line still adding up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from u16opt.report.people import Key, People

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Range = tuple[int, int]
Move = NDArray[np.int64]

ROUNDS = 3
"""Searches without a new find before cells are looked at one by one."""


class System:
    """Counts by number, and a matrix with a row for each total: its parts 1, the total itself -1.

    A sum with a count that nobody ever sees tells nothing and is left out.
    """

    def __init__(self, people: People) -> None:
        self.keys: tuple[Key, ...] = tuple(people.counts)
        self.values: tuple[int, ...] = tuple(people.counts.values())
        number = {key: index for index, key in enumerate(self.keys)}
        lines = {
            (number[total], *(number[part] for part in parts))
            for total, parts in people.sums
            if total in number and all(part in number for part in parts)
        }
        self.matrix = _matrix(sorted(lines), len(self.keys))

    def near(self, cell: int) -> set[int]:
        """Return the cells that share a line with a cell."""
        lines = self.matrix[:, [cell]].nonzero()[0]
        return set(self.matrix[lines].nonzero()[1].tolist())

    def movable(self, ranges: Mapping[int, Range], wanted: Collection[int]) -> set[int]:
        """Return wanted cells that can change: all that a few searches found, each pulling many at once.

        Parameters
        ----------
        ranges
            Least and most of each hidden cell, as far as a reader knows; its value is in between.
        """
        draw = np.random.default_rng(0)
        left, fruitless = sorted(wanted), 0
        columns, least, most = self._columns(ranges)
        while left and fruitless < ROUNDS:
            pull = np.zeros(len(self.keys))
            pull[left] = draw.choice([-1.0, 1.0], len(left))
            move = np.zeros(len(self.keys), dtype=np.int64)
            move[columns] = _solve(-pull[columns], self.matrix[:, columns], least, most)
            kept = [cell for cell in left if not move[cell]]
            fruitless = fruitless + 1 if len(kept) == len(left) else 0
            left = kept
        return set(wanted) - set(left)

    def cheapest(self, ranges: Mapping[int, Range], costs: Mapping[int, float], cell: int) -> Move | None:
        """Return the move that changes a cell at the least cost, upwards if it can; None without one.

        Parameters
        ----------
        ranges
            Least and most of each cell that is hidden or may be.
        costs
            Cost of a cell for each step up or down; 0 where it is not named.
        """
        columns, least, most = self._columns(ranges)
        price = np.array([costs.get(column, 0.0) for column in columns])
        place = int(np.searchsorted(columns, cell))
        moves = (
            self._priced(columns, least, most, price, place, direction)
            for direction in (1, -1)
            if (most[place] if direction > 0 else -least[place]) >= 1
        )
        return next((move for move in moves if move is not None), None)

    def _priced(
        self, columns: Move, least: Move, most: Move, price: NDArray[np.float64], place: int, direction: int
    ) -> Move | None:
        """Return the cheapest move with a cell up or down; ups and downs are columns of their own."""
        from scipy.sparse import hstack

        part, number = self.matrix[:, columns], len(columns)
        at_most = np.concatenate((np.maximum(most, 0), np.maximum(-least, 0)))
        at_least = np.zeros(2 * number)
        wanted, other = (place, number + place) if direction > 0 else (number + place, place)
        at_least[wanted], at_most[other] = 1, 0
        found = _solve(np.concatenate((price, price)), hstack((part, -part)), at_least, at_most)
        if not found.any():
            return None
        move = np.zeros(len(self.keys), dtype=np.int64)
        move[columns] = found[:number] - found[number:]
        return move

    def _columns(self, ranges: Mapping[int, Range]) -> tuple[Move, Move, Move]:
        """Return the cells that may change, and how far down and up from their values."""
        columns = np.array(sorted(ranges), dtype=np.int64)
        bounds = np.array([ranges[cell] for cell in columns.tolist()], dtype=np.int64).reshape(-1, 2)
        values = np.array(self.values, dtype=np.int64)[columns]
        return columns, bounds[:, 0] - values, bounds[:, 1] - values


def _matrix(lines: Collection[tuple[int, ...]], cells: int) -> csr_array[Any]:
    from scipy.sparse import csr_array

    entries = [
        (row, cell, -1.0 if place == 0 else 1.0)
        for row, line in enumerate(lines)
        for place, cell in enumerate(line)
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((signs, (rows, columns)), shape=(max(1, len(lines)), cells))


def _solve(costs: Any, matrix: Any, least: Any, most: Any) -> Move:
    """Return the cheapest whole-number solution of ``matrix @ x = 0`` within bounds; zeros when none is."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        costs,
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(least, most),
        constraints=LinearConstraint(matrix, 0, 0),
    )
    if found.x is None:
        return np.zeros(len(costs), dtype=np.int64)
    solution: Move = np.rint(found.x).astype(np.int64)
    return solution
