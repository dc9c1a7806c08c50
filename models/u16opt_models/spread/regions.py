"""Regions and their demand, neighbourhoods and what they carry (A08, B02, B04)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from u16opt_models.numbering import Integers, integers
from u16opt_models.spread.sets import Sets


@dataclass(frozen=True)
class Regions:
    """One entry per region and period.

    Parameters
    ----------
    places, periods
        Region and year of each.
    of_cell
        Entry of each counted cell.
    demand, total
        Clients of the region, and of all regions in that period.
    floor
        Least number of places: the share of the demand, rounded up.
    """

    places: list[str]
    periods: list[int]
    of_cell: Integers
    demand: Integers
    total: Integers
    floor: Integers


def regions_of(sets: Sets, cells: Integers, share: Fraction | int) -> Regions:
    """Return the demand of every region in every period, and which counted cells lie there."""
    count = sets.periods
    of_cell = sets.facility_region[sets.cell_facility[cells]] * count + sets.cell_period[cells]
    demand = np.zeros((len(sets.regions), count), dtype=np.int64)
    np.add.at(demand, sets.region, sets.clients)
    total = np.broadcast_to(sets.clients.sum(axis=0), demand.shape)
    return Regions(
        [region for region in sets.regions for _ in range(count)],
        [year for _ in sets.regions for year in sets.years],
        of_cell,
        demand.ravel(),
        total.ravel(),
        integers(ceil(share * clients) for clients in demand.ravel().tolist()),
    )


@dataclass(frozen=True)
class Loads:
    """One entry per neighbourhood with a limit and period.

    Parameters
    ----------
    places, periods
        Neighbourhood and year of each.
    of_cell
        Entry of each counted cell, -1 where there is no limit.
    limits
        Places it carries: the larger of its location load and what stands there now.
    """

    places: list[str]
    periods: list[int]
    of_cell: Integers
    limits: Integers


def loads_of(sets: Sets, cells: Integers) -> Loads:
    """Return what the neighbourhoods carry that have a limit and a counted cell in a period."""
    facilities, count = sets.facilities, sets.periods
    limit = sets.instance["neighbourhoods"]["location_load"]
    today = np.zeros(len(limit), dtype=np.int64)
    np.add.at(today, facilities.neighbourhood[: facilities.existing], facilities.most[: facilities.existing])
    where = facilities.neighbourhood[sets.cell_facility[cells]]
    limited = [n for n in np.unique(where).tolist() if limit[n] is not None]
    known = np.isin(where, limited)
    keys, entry = np.unique(where[known] * count + sets.cell_period[cells[known]], return_inverse=True)
    of_cell = np.full(len(cells), -1, dtype=np.int64)
    of_cell[known] = entry
    codes = list(sets.neighbourhood)
    return Loads(
        [codes[key // count] for key in keys],
        [sets.years[key % count] for key in keys],
        of_cell,
        integers(max(limit[key // count], int(today[key // count])) for key in keys.tolist()),
    )
