"""What is near what: places within reach of a municipality, and sites too close to another (B03, B04)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt_models.numbering import Floats, Integers, integers
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Reach:
    """One row per municipality and period, one entry per counted cell near it.

    Parameters
    ----------
    places, periods
        Municipality and year of each row.
    row, cell, open
        Of each entry: its row, the number of the counted cell, and what opens it (-1 for a location).
    """

    places: list[str]
    periods: list[int]
    row: Integers
    cell: Integers
    open: Integers


def reach_of(sets: Sets, number: Numbered, limit: float) -> Reach:
    """Return the counted cells within `limit` km of each municipality."""
    count = sets.periods
    near = (sets.kilometres() <= limit)[:, sets.cell_facility[number.cells]]
    place, cell = np.nonzero(near)
    row = place * count + sets.cell_period[number.cells[cell]]
    return Reach(
        [code for code in sets.municipality for _ in range(count)],
        [year for _ in sets.municipality for year in sets.years],
        row,
        cell,
        number.open_of_cell[number.cells[cell]],
    )


@dataclass(frozen=True)
class Conflicts:
    """Rows of sites that are too close to each other, or to an existing location.

    Parameters
    ----------
    sites, others
        A site, and the site or location that it is too close to.
    row, open
        Of each entry: its row, and the variable that says whether a site is open in the end.
    allowed
        How many of the row's sites may open: 1 of two, 0 beside a location.
    """

    sites: list[str]
    others: list[str]
    row: Integers
    open: Integers
    allowed: Integers


def conflicts_of(sets: Sets, number: Numbered, limit: float) -> Conflicts:
    """Return every pair nearer than `limit` km of which one at least is a site."""
    facilities = sets.facilities
    near = _between_neighbourhoods(sets)[np.ix_(facilities.neighbourhood, facilities.neighbourhood)] < limit
    a_site = np.arange(len(facilities.codes)) >= facilities.existing
    one, other = np.nonzero(np.triu(near, k=1) & a_site[None, :])
    pair = one >= facilities.existing
    rows = np.arange(len(one))
    last = number.last_opens
    return Conflicts(
        [facilities.codes[site] for site in other],
        [facilities.codes[each] for each in one],
        np.append(rows, rows[pair]),
        np.append(last[other - facilities.existing], last[one[pair] - facilities.existing]),
        integers(pair),
    )


def _between_neighbourhoods(sets: Sets) -> Floats:
    """Return the distance of each neighbourhood to each other (km); only those with a facility have one."""
    first, used = len(sets.municipality), np.unique(sets.facilities.neighbourhood)
    table = np.full((len(sets.neighbourhood), len(sets.neighbourhood)), np.inf)
    table[np.ix_(used, used)] = sets.places.kilometres(first + used, first + used)
    return table
