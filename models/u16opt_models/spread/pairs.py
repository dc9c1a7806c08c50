"""Serve pairs: a municipality's demand in a period, and a location or site that may meet it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt_models.numbering import Floats, Integers
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Pairs:
    """All pairs of a query and a cell of the same period.

    Parameters
    ----------
    query, cell
        Numbers of the query and the cell of each pair.
    most
        Clients it can serve at most.
    km
        Distance from the municipality to the facility.
    """

    query: Integers
    cell: Integers
    most: Integers
    km: Floats

    def __len__(self) -> int:
        return len(self.query)


def pairs_of(sets: Sets) -> Pairs:
    """Pair every query with every cell of its period that can hold anybody."""
    facilities = sets.facilities
    able = facilities.most[sets.cell_facility] > 0
    together = sets.query_period[:, None] == sets.cell_period[None, :]
    query, cell = np.nonzero(together & able[None, :])
    place, facility = sets.query_municipality[query], sets.cell_facility[cell]
    clients = sets.clients[place, sets.query_period[query]]
    most = np.minimum(clients, facilities.most[facility])
    return Pairs(query, cell, most, sets.kilometres()[place, facility])
