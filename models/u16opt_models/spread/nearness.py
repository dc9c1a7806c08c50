"""What is near what: places within reach of a municipality, and sites too close to another (B03, B04)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt_models.numbering import Floats, Integers, integers
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Reach:
    """One row per municipality and period that is asked for, one entry per counted cell near it.

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


def reach_of(sets: Sets, number: Numbered, limits: Floats) -> Reach:
    """Return the counted cells within reach of each municipality in each period.

    Parameters
    ----------
    limits
        Kilometres by municipality and period, in the order of `towns_of`; NaN where nothing is asked.
    """
    table = limits.reshape(len(sets.municipality), sets.periods)
    period = sets.cell_period[number.cells]
    near = sets.kilometres()[:, sets.cell_facility[number.cells]] <= table[:, period]
    place, cell = np.nonzero(near)
    asked = ~np.isnan(limits)
    row = (np.cumsum(asked) - 1)[place * sets.periods + period[cell]]
    codes, years = towns_of(sets)
    rows = np.flatnonzero(asked).tolist()
    return Reach(
        [codes[each] for each in rows],
        [years[each] for each in rows],
        row,
        cell,
        number.open_of_cell[number.cells[cell]],
    )


def towns_of(sets: Sets) -> tuple[list[str], list[int]]:
    """Return municipality and year of each municipality in each period."""
    return (
        [code for code in sets.municipality for _ in sets.years],
        [year for _ in sets.municipality for year in sets.years],
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
