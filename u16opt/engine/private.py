"""Columns that are their owner's own: which they are, and what an owner does best with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats, Integers

if TYPE_CHECKING:
    from u16opt.engine.master import Master

MANY = 5000  # with fewer private columns the simplex is fast enough by itself
FULL = 1e-9  # share of what an owner asks that may be missing by rounding


@dataclass(frozen=True)
class Filled:
    """The owners' best answers to given values of the design columns.

    Parameters
    ----------
    amounts
        Value of every private column.
    value, price
        Per owner what it costs, and what one more unit would cost.
    short
        Owners that cannot get all they ask.
    """

    amounts: Floats
    value: Floats
    price: Floats
    short: NDArray[np.bool_]


@dataclass(frozen=True)
class Private:
    """Private columns by owner, the cheapest first, and the design columns that open them.

    Parameters
    ----------
    columns, owner, cost
        The private columns, the number of the owner of each, and their costs.
    starts
        Where each owner's columns start, one number more than there are owners.
    owner_rows, demand
        The row of each owner, and what it asks.
    attached
        The row attached to each private column, -1 where there is none.
    design, rows
        All other columns, and the rows that hold only these.
    links, constant
        A private column is at most ``constant + links @ values of the design columns``.
    """

    columns: Integers
    owner: Integers
    cost: Floats
    starts: Integers
    owner_rows: Integers
    demand: Floats
    attached: Integers
    design: Integers
    rows: Integers
    links: sp.csr_array
    constant: Floats

    @property
    def owners(self) -> int:
        """Number of owners."""
        return len(self.owner_rows)

    @property
    def least(self) -> Floats:
        """The least an owner can pay: everything at its cheapest."""
        return self.cost[self.starts[:-1]] * self.demand

    def fill(self, design: Floats) -> Filled:
        """Return what every owner does best: the cheapest columns first, each as far as it is open."""
        asked, first = self.demand[self.owner], self.starts[:-1]
        room = np.clip(self.constant + self.links @ design, 0.0, asked)
        total = np.cumsum(room)
        before = total - room
        used = before - before[first][self.owner]
        amounts = np.clip(asked - used, 0.0, room)
        open_still = used + room < asked * (1 - FULL)
        last = first + np.add.reduceat(open_still, first)
        short = last == self.starts[1:]
        price = self.cost[np.minimum(last, len(self.cost) - 1)]
        return Filled(amounts, np.add.reduceat(amounts * self.cost, first), price, short)

    def below(self, owners: Integers, price: Floats, possible: NDArray[np.bool_]) -> sp.csr_array:
        """Return what each private column saves its owner at a price, one row per entry of `owners`.

        Parameters
        ----------
        possible
            Where True the row only says that everything asked must be possible: every column counts for 1.
        """
        counts = np.diff(self.starts)[owners]
        rows = np.repeat(np.arange(len(owners)), counts)
        offset = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = self.starts[owners][rows] + offset
        saved = np.where(possible[rows], 1.0, np.maximum(price[rows] - self.cost[columns], 0.0))
        used = saved > 0
        shape = (len(owners), len(self.columns))
        return sp.csr_array((saved[used], (rows[used], columns[used])), shape=shape)


def private_of(master: Master, costs: Floats) -> Private | None:
    """Return the private columns of a master program, or None when owners share more than design columns.

    Owned columns must stand in their owner's row and at most one attached row, which then is their only
    limit; an owner's row must ask for an exact amount and hold nothing that stands elsewhere.
    """
    program = master.program
    owned = program.owner >= 0
    free = np.count_nonzero(owned & (master.upper > master.lower))
    if free < MANY or program.shared or master.lower[owned].any():
        return None
    awake = np.zeros(program.rows, dtype=bool)
    awake[master.rows] = True
    awake[program.attached[program.attached >= 0]] = True
    owner_rows = np.unique(program.owner[owned])
    single = _single(master, awake, owner_rows)
    own = owned | single
    if not _alone(master, awake, owner_rows, own) or any(each.costs[own].any() for each in master.held):
        return None
    return _gathered(master, costs, np.flatnonzero(own), owner_rows)


def _single(master: Master, awake: NDArray[np.bool_], owner_rows: Integers) -> NDArray[np.bool_]:
    """Return the columns that nobody owns and that stand in one row only, an owner's."""
    program = master.program
    entries = program.matrix.tocoo()
    seen = awake[entries.row]
    count = np.bincount(entries.col[seen], minlength=program.columns)
    inside = np.zeros(program.columns, dtype=bool)
    inside[entries.col[seen & np.isin(entries.row, owner_rows) & (entries.data == 1.0)]] = True
    free: NDArray[np.bool_] = (program.owner < 0) & ~program.complicating & (master.lower == 0)
    single: NDArray[np.bool_] = inside & (count == 1) & free
    return single


def _alone(master: Master, awake: NDArray[np.bool_], owner_rows: Integers, own: NDArray[np.bool_]) -> bool:
    """Return whether private columns stand where they may and nowhere else."""
    program = master.program
    entries = program.matrix.tocoo()
    seen = awake[entries.row]
    row, column, value = entries.row[seen], entries.col[seen], entries.data[seen]
    is_owner = np.zeros(program.rows, dtype=bool)
    is_owner[owner_rows] = True
    private, owned = own[column], program.owner[column] >= 0
    home = (program.owner[column] == row) | (~owned & is_owner[row])
    attached = program.attached[column] == row
    right = (home | attached) & (value == 1.0)
    exact = master.row_lower[owner_rows] == master.row_upper[owner_rows]
    linked = own & (program.attached >= 0)
    links = program.attached[linked]
    below = np.isneginf(master.row_lower[links]) & np.isfinite(master.row_upper[links])
    below &= np.isinf(master.upper[linked]) | (master.upper[linked] <= 0)
    return bool(right[private].all() and not is_owner[row[~private]].any() and exact.all() and below.all())


def _gathered(master: Master, costs: Floats, own: Integers, owner_rows: Integers) -> Private | None:
    program = master.program
    own = own[master.upper[own] > 0]
    home = program.owner[own].copy()
    single = home < 0
    home[single] = owner_rows[program.matrix[:, own[single]].tocsr()[owner_rows, :].tocsc().indices]
    owner = np.searchsorted(owner_rows, home)
    order = np.lexsort((costs[own], owner))
    own, owner = own[order], owner[order]
    starts = np.searchsorted(owner, np.arange(len(owner_rows) + 1))
    if (np.diff(starts) == 0).any():
        return None
    is_own = np.zeros(program.columns, dtype=bool)
    is_own[(program.owner >= 0)] = True
    is_own[own] = True
    design = np.flatnonzero(~is_own)
    attached = program.attached[own]
    linked = attached >= 0
    rows = sp.csr_array(program.by_row[np.where(linked, attached, 0), :].tocsc()[:, design])
    links = sp.csr_array(sp.diags_array(np.where(linked, -1.0, 0.0)) @ rows)
    constant = np.where(linked, master.row_upper[np.maximum(attached, 0)], master.upper[own])
    mine = np.zeros(program.rows, dtype=bool)
    mine[owner_rows] = True
    mine[program.attached[program.attached >= 0]] = True
    design_rows = master.rows[~mine[master.rows]]
    demand = master.row_lower[owner_rows]
    return Private(
        own, owner, costs[own], starts, owner_rows, demand, attached, design, design_rows, links, constant
    )
