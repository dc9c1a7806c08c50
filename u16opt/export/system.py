"""Counts that add up, and what a reader can work out when some of them are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from u16opt.report.people import Key, People

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Range = tuple[int, int]

ROUNDS = 4
"""Searches without a new find before cells are looked at one by one."""


class System:
    """Counts by number, and the lines (a total and its parts) in which each stands.

    A sum with a count that nobody ever sees tells nothing and is left out.
    """

    def __init__(self, people: People) -> None:
        self.keys: tuple[Key, ...] = tuple(people.counts)
        self.values: tuple[int, ...] = tuple(people.counts.values())
        number = {key: index for index, key in enumerate(self.keys)}
        self.lines: list[tuple[int, ...]] = sorted(
            {
                (number[total], *(number[part] for part in parts))
                for total, parts in people.sums
                if total in number and all(part in number for part in parts)
            }
        )
        self.lines_of: list[list[int]] = [[] for _ in self.keys]
        for line, cells in enumerate(self.lines):
            for cell in cells:
                self.lines_of[cell].append(line)

    def settled(self, hidden: Mapping[int, Range], wanted: Iterable[int]) -> list[int]:
        """Return the wanted cells that can have one value only.

        Every other table that fits what is shown moves some hidden cells up and others down, so that all
        lines still add up. Such a move is searched for in several directions at once, then cell by cell.

        Parameters
        ----------
        hidden
            Least and most of each hidden cell, as far as a reader knows; its value is in between.
        wanted
            Hidden cells that must not be worked out.
        """
        if not hidden:
            return []
        moves = _Moves(self, hidden)
        left = moves.undecided(list(wanted))
        return [cell for cell in left if not moves.can_move(cell)]


class _Moves:
    """Changes of the hidden cells that leave every line as it is."""

    def __init__(self, system: System, hidden: Mapping[int, Range]) -> None:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        self.column = {cell: column for column, cell in enumerate(sorted(hidden))}
        ranges = [(*hidden[cell], system.values[cell]) for cell in self.column]
        self.bounds = Bounds(
            np.array([least - value for least, _, value in ranges]),
            np.array([most - value for _, most, value in ranges]),
        )
        self.constraint = LinearConstraint(self._matrix(system), 0, 0)

    def _matrix(self, system: System) -> object:
        from scipy.sparse import csr_array

        entries = [
            (row, self.column[cell], -1 if place == 0 else 1)
            for row, cells in enumerate(system.lines)
            for place, cell in enumerate(cells)
            if cell in self.column
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((signs, (rows, columns)), shape=(max(1, len(system.lines)), len(self.column)))

    def undecided(self, wanted: Sequence[int]) -> list[int]:
        """Return the cells that none of a few searches moved; each search pulls every cell up or down."""
        import numpy as np

        draw = np.random.default_rng(0)
        fruitless, left = 0, list(wanted)
        while left and fruitless < ROUNDS:
            pull = np.zeros(len(self.column))
            pull[[self.column[cell] for cell in left]] = draw.choice([-1.0, 1.0], len(left))
            moved = self._search(pull)
            kept = [cell for cell in left if not moved[self.column[cell]]]
            fruitless = fruitless + 1 if len(kept) == len(left) else 0
            left = kept
        return left

    def can_move(self, cell: int) -> bool:
        """Return whether one cell can be anything else than it is."""
        import numpy as np

        pull = np.zeros(len(self.column))
        for direction in (-1.0, 1.0):
            pull[self.column[cell]] = direction
            if self._search(pull)[self.column[cell]]:
                return True
        return False

    def _search(self, pull: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the whole-number move that goes farthest along a pull; standing still always fits."""
        import numpy as np
        from scipy.optimize import milp

        found = milp(-pull, integrality=np.ones(len(pull)), bounds=self.bounds, constraints=self.constraint)
        still = np.zeros(len(pull), dtype=np.int64)
        return still if found.x is None else np.rint(found.x).astype(np.int64)
