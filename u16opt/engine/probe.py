"""Probing: which decisions can be closed, because no good solution takes them.

A decision is taken for a moment in the linear program. When that alone costs more than a solution known
already, every better solution does without it; and the other way round. With few decisions left, the search
in whole numbers is short.
"""

from __future__ import annotations

import numpy as np

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.projection import Projection

ROUNDS = 4


class Probe:
    """Probes the decisions of a solved projection: its complicating columns between 0 and 1.

    Parameters
    ----------
    bound, reduced
        Bound of the solved linear program, and the reduced costs of all columns.
    """

    def __init__(self, projection: Projection, bound: float, reduced: Floats) -> None:
        self.projection = projection
        master, design = projection.master, projection.private.design
        self._bound, self._reduced = bound, reduced[design]
        self.lower, self.upper = master.lower[design].copy(), master.upper[design].copy()
        binary = master.program.complicating[design] & master.program.whole[design]
        self._binary = binary & (self.lower == 0) & (self.upper == 1)

    def __call__(self, value: float) -> tuple[Floats, Floats] | None:
        """Return bounds of all columns that every solution below a value keeps to; None: there is none.

        What a limit of time leaves unprobed keeps its bounds.
        """
        self._close_dear(value)
        for _ in range(ROUNDS):
            open_before = self._open()
            for column in open_before.tolist():
                if not self._close(column, 1.0, value):
                    self._close(column, 0.0, value)
            if not self._possible(value):
                return None
            if len(self._open()) > 0.9 * len(open_before) or self.projection.master.limits.reached():
                break
        return self._everywhere()

    def _close_dear(self, value: float) -> None:
        """Close what the reduced costs alone forbid."""
        small = 1e-7 * max(1.0, abs(value))
        for column in np.flatnonzero(self._binary & (self._bound + self._reduced > value + small)).tolist():
            self.upper[column] = 0.0
            self.projection.limit(column, 0.0, 0.0)

    def _open(self) -> Integers:
        """Return the open decisions, the dearest first: they close most easily, and then help the others."""
        still = np.flatnonzero(self._binary & (self.lower < self.upper))
        return still[np.argsort(-self._reduced[still], kind="stable")]

    def _close(self, column: int, choice: float, value: float) -> bool:
        """Close one choice of a decision, when taking it leaves nothing below a value."""
        if self.lower[column] == self.upper[column] or self.projection.master.limits.reached():
            return False
        self.projection.limit(column, choice, choice)
        impossible = not self._possible(value)
        if impossible:
            self.lower[column] = self.upper[column] = 1.0 - choice
        self.projection.limit(column, self.lower[column], self.upper[column])
        return impossible

    def _possible(self, value: float) -> bool:
        """Return whether the linear program as it stands leaves anything at or below a value."""
        ending = self.projection.run(value)
        return ending != "infeasible" and not (ending == "optimal" and self.projection.bound > value)

    def _everywhere(self) -> tuple[Floats, Floats]:
        master, design = self.projection.master, self.projection.private.design
        lower, upper = master.lower.copy(), master.upper.copy()
        lower[design], upper[design] = self.lower, self.upper
        return lower, upper
