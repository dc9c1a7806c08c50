"""The sets of the formulation: groups, lots, quotas and areas, numbered in the drawn order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from u16opt.drawing import drawn_order
from u16opt.instance.instance import Instance
from u16opt.instance.table import Table
from u16opt_models.allocation.places import Places, places_of

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = dict[str, list[Any]]

ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Sets:
    """Everything that does not depend on pairs of a group and a lot.

    Parameters
    ----------
    groups, lots
        Columns of the tables ``client_groups`` and ``supply`` in the drawn order.
    municipality
        Number of each municipality code.
    region
        Number of the Wmo-region of each municipality, shape ``(municipalities,)``.
    neighbourhood
        Number of each neighbourhood code.
    host
        Municipality of each neighbourhood, shape ``(neighbourhoods,)``.
    lot_neighbourhood, lot_host, lot_period, lot_homes
        Of each lot: numbers of its neighbourhood, municipality and period, and its homes.
    group_clients, group_first
        Of each group: clients, and number of its first period.
    """

    instance: Instance
    places: Places
    groups: Rows
    lots: Rows
    municipality: dict[str, int]
    region: Integers
    neighbourhood: dict[str, int]
    host: Integers
    lot_neighbourhood: Integers
    lot_host: Integers
    lot_period: Integers
    lot_homes: Integers
    group_clients: Integers
    group_first: Integers

    @property
    def periods(self) -> int:
        """Number of periods."""
        return len(self.instance.periods)

    def period(self, year: int) -> int:
        """Return the number of a period."""
        return self.instance.periods.index(year)


def sets_of(instance: Instance, seed: int) -> Sets:
    """Number everything; groups and lots in the drawn order of the seed."""
    groups = _drawn(instance["client_groups"], "group", seed)
    lots = _drawn(instance["supply"], "lot", seed)
    municipality = _numbers(instance["municipalities"]["code"])
    regions = _numbers(sorted(set(instance["municipalities"]["region"])))
    neighbourhood = _numbers(instance["neighbourhoods"]["code"])
    host = _integers(municipality[code] for code in instance["neighbourhoods"]["municipality"])
    lot_neighbourhood = _integers(neighbourhood[code] for code in lots["neighbourhood"])
    periods = _numbers(instance.periods)
    return Sets(
        instance,
        places_of(instance),
        groups,
        lots,
        municipality,
        _integers(regions[region] for region in instance["municipalities"]["region"]),
        neighbourhood,
        host,
        lot_neighbourhood,
        host[lot_neighbourhood],
        _integers(periods[year] for year in lots["period"]),
        _integers(lots["homes"]),
        _integers(groups["clients"]),
        _integers(periods[year] for year in groups["first_period"]),
    )


def _drawn(table: Table, key: str, seed: int) -> Rows:
    order = drawn_order(table[key], seed)
    return {name: [values[index] for index in order] for name, values in table.columns.items()}


def _numbers(codes: Any) -> dict[Any, int]:
    return {code: number for number, code in enumerate(codes)}


def _integers(values: Any) -> Integers:
    return np.array(list(values), dtype=np.int64)
