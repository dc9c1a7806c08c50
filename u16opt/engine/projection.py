"""Linear programs whose many columns belong to their owner alone, solved without those columns.

Where every owned column stands in its owner's row and one attached row only, an owner's best answer to given
design columns is known: fill the cheapest first. Its value, as a function of those columns, is the largest
of linear functions. So the linear program needs one column per owner, and of these functions only those that
are found to matter (Benders, 1962; for the p-median problem Duran-Mateluna, Ales and Elloumi, 2023). The
duals of all rows follow from the duals of these cuts, and with them the proof over all columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers
from u16opt.engine.arrays import Arrays
from u16opt.engine.private import Private
from u16opt.engine.solver.highs import Ending
from u16opt.engine.solver.linear import DUAL, LinearHandle

if TYPE_CHECKING:
    from u16opt.engine.master import Master

ROUNDS = 500
CLOSE = 1e-8  # share of its value by which an owner may be better off than the cuts say


class Projection:
    """The design columns, a column per owner for its value, and the cuts found so far.

    A cut reads ``value of the owner >= price * demand - what the open columns save at that price``; one
    that only says what is possible reads ``room in the open columns >= demand``.

    Parameters
    ----------
    private
        The owners' own columns as the goals so far have left them.
    costs
        Cost of every column of the program.
    """

    def __init__(self, master: Master, private: Private, costs: Floats) -> None:
        self.master, self.private = master, private
        self._owner = np.zeros(0, dtype=np.int64)
        self._price = np.zeros(0)
        self._possible = np.zeros(0, dtype=bool)
        self._rows = len(private.rows) + len(master.held)
        arrays = self._arrays(costs)
        self._costs, self.bound, self.design = arrays.costs, -np.inf, np.zeros(len(private.design))
        self.filled = private.fill(self.design)
        self._handle = LinearHandle(arrays, master.limits, DUAL)

    def run(self, enough: float = np.inf) -> Ending:
        """Add cuts until none is violated, or until nothing below `enough` is possible.

        With ``optimal`` the fields below hold what was found.

        Parameters
        ----------
        enough
            A value in the unit of the costs.
        """
        for _ in range(ROUNDS):
            if (ending := self._handle.run(self.master.limits)) != "optimal":
                return ending
            found = self._handle.values()
            self.bound = float(self._costs @ found)
            self.design, values = np.split(found, [len(self.private.design)])
            self.filled = self.private.fill(self.design)
            above = self.filled.value > values + CLOSE * np.maximum(1.0, np.abs(self.filled.value))
            violated = np.flatnonzero(above | self.filled.short)
            if not len(violated) or self.bound > enough:
                return "optimal"
            self._cut(violated, self.filled.price[violated], self.filled.short[violated])
        return "limit"

    def values(self) -> Floats:
        """Return the value of every column of the program."""
        everything = self.master.lower.copy()
        everything[self.private.design] = self.design
        everything[self.private.columns] = self.filled.amounts
        return everything

    def limit(self, design: int, lower: float, upper: float) -> None:
        """Change the bounds of one design column, by its position."""
        self._handle.set_bounds(np.array([design]), np.array([lower]), np.array([upper]))

    def duals(self) -> tuple[Floats, Floats]:
        """Return duals of the program's rows and of the held goals."""
        private, found = self.private, self._handle.duals()
        worth = np.maximum(found[self._rows :], 0.0)
        used = np.flatnonzero(worth)
        duals = np.zeros(self.master.program.rows)
        duals[private.rows] = found[: len(private.rows)]
        duals[private.owner_rows] = self._prices(worth)
        below = private.below(self._owner[used], self._price[used], self._possible[used])
        linked = private.attached >= 0
        duals[private.attached[linked]] = -(worth[used] @ below)[linked]
        return duals, found[len(private.rows) : self._rows]

    def _prices(self, worth: Floats) -> Floats:
        """Return what one more unit costs each owner, over all its cuts; the rest at its cheapest."""
        private, owners = self.private, self.private.owners
        price = np.where(self._possible, 1.0, self._price)
        share = np.bincount(self._owner, weights=np.where(self._possible, 0.0, worth), minlength=owners)
        cheapest = private.cost[private.starts[:-1]] * np.maximum(1.0 - share, 0.0)
        prices: Floats = cheapest + np.bincount(self._owner, weights=price * worth, minlength=owners)
        return prices

    def _arrays(self, costs: Floats) -> Arrays:
        """Return the program of the design columns, with a column more for the value of each owner."""
        private, master, count = self.private, self.master, self.private.owners
        plain = master.arrays(private.design, costs)
        kept = np.append(
            np.isin(master.rows_of(private.design), private.rows), np.ones(len(master.held), bool)
        )
        rows = np.flatnonzero(kept)
        matrix = sp.hstack([plain.matrix.tocsr()[rows, :], sp.csr_array((len(rows), count))], format="csc")
        return Arrays(
            np.append(plain.costs, np.ones(count)),
            np.append(plain.lower, private.least),
            np.append(plain.upper, np.full(count, np.inf)),
            plain.row_lower[rows],
            plain.row_upper[rows],
            sp.csc_array(matrix),
        )

    def _cut(self, owner: Integers, price: Floats, possible: NDArray[np.bool_]) -> None:
        private = self.private
        below = private.below(owner, price, possible)
        values = sp.csr_array(
            (np.where(possible, 0.0, 1.0), (np.arange(len(owner)), owner)), shape=(len(owner), private.owners)
        )
        matrix = sp.csr_array(sp.hstack([below @ private.links, values], format="csr"))
        least = np.where(possible, 1.0, price) * private.demand[owner] - below @ private.constant
        matrix.eliminate_zeros()
        self._handle.add_rows(least, np.full(len(owner), np.inf), matrix)
        self._owner = np.append(self._owner, owner)
        self._price = np.append(self._price, price)
        self._possible = np.append(self._possible, possible)
