"""What must give when no solution exists: rows let go one after another, and what a proof rests on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from u16opt.algebra.parts import Integers
from u16opt.algebra.program import Program
from u16opt.engine.feasibility import elastic
from u16opt.engine.limits import Limits
from u16opt.engine.master import Master
from u16opt.engine.optimum import negligible

LARGE = 1e-7  # a breach above this is no rounding


class Relief:
    """The linear program of a first phase, hot from one question to the next.

    Parameters
    ----------
    program
        A program without any solution, as a linear program.
    """

    def __init__(self, program: Program, limits: Limits) -> None:
        relieved = elastic(program)
        self._row_of = relieved.matrix[:, np.arange(program.columns, relieved.columns)].indices
        self._first, self._columns = program.columns, relieved.columns
        self._master = Master(relieved, np.zeros(relieved.columns), limits)

    def proof(self, free: NDArray[np.bool_]) -> Integers | None:
        """Return the rows on which a proof rests that no solution exists; None when there is no proof.

        The duals of the rows are a certificate of Farkas: whatever the other rows say, these cannot hold.

        Parameters
        ----------
        free
            Rows that may be broken, shape ``(rows,)``.
        """
        costs = np.zeros(self._columns)
        costs[self._first :] = ~free[self._row_of]
        optimum = self._master.optimise(costs)
        if optimum.ending != "optimal" or optimum.bound <= LARGE:
            return None
        found: Integers = np.flatnonzero(np.abs(optimum.duals) > negligible(optimum.scale))
        return found
