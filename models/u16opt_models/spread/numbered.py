"""How cells, sites and periods point at each other: the numbers that rules look things up by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from u16opt_models.numbering import Integers
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Numbered:
    """Numbers of variables, by cell.

    Parameters
    ----------
    cells
        The counted cells, in order: those with a variable for their places.
    of_cell
        Number of each cell among these, -1 for a cell that is not counted.
    open_of_cell
        Number of the variable that opens a cell, -1 for a cell of an existing location.
    site_cells, open_of_site_cells
        The counted cells (by their number among these) that belong to sites, and what opens each.
    modular_cells
        Those of the site cells whose places come in modules.
    last_opens
        Of each site, the number of its opening variable in the last period.
    """

    cells: Integers
    of_cell: Integers
    open_of_cell: Integers
    site_cells: Integers
    open_of_site_cells: Integers
    modular_cells: Integers
    last_opens: Integers

    def following(self, owner: Integers) -> Integers:
        """Return the positions that have the same owner as the position before."""
        return np.flatnonzero(owner[1:] == owner[:-1]) + 1


def numbered(sets: Sets, counted: NDArray[np.bool_]) -> Numbered:
    """Number the cells that are counted, and what opens them."""
    cells = np.flatnonzero(counted)
    of_cell = np.full(len(counted), -1, dtype=np.int64)
    of_cell[cells] = np.arange(len(cells))
    open_of_cell = np.full(len(counted), -1, dtype=np.int64)
    site = np.flatnonzero(sets.cell_facility >= sets.facilities.existing)
    open_of_cell[site] = np.arange(len(site))
    site_cells = np.flatnonzero(open_of_cell[cells] >= 0)
    modular = site_cells[sets.facilities.module[sets.cell_facility[cells[site_cells]]] > 1]
    last = np.flatnonzero(sets.open_period == sets.periods - 1)
    opens = open_of_cell[cells[site_cells]]
    return Numbered(cells, of_cell, open_of_cell, site_cells, opens, modular, last)
