"""The sets of the formulation: groups, lots, quotas and areas, numbered in the drawn order."""

from __future__ import annotations

from dataclasses import dataclass

from u16opt.instance.instance import Instance
from u16opt_models.numbering import Integers, Rows, drawn, integers, numbers
from u16opt_models.places import Places, places_of

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
    groups = drawn(instance["client_groups"], "group", seed)
    lots = drawn(instance["supply"], "lot", seed)
    municipality = numbers(instance["municipalities"]["code"])
    regions = numbers(sorted(set(instance["municipalities"]["region"])))
    neighbourhood = numbers(instance["neighbourhoods"]["code"])
    host = integers(municipality[code] for code in instance["neighbourhoods"]["municipality"])
    lot_neighbourhood = integers(neighbourhood[code] for code in lots["neighbourhood"])
    periods = numbers(instance.periods)
    return Sets(
        instance,
        places_of(instance),
        groups,
        lots,
        municipality,
        integers(regions[region] for region in instance["municipalities"]["region"]),
        neighbourhood,
        host,
        lot_neighbourhood,
        host[lot_neighbourhood],
        integers(periods[year] for year in lots["period"]),
        integers(lots["homes"]),
        integers(groups["clients"]),
        integers(periods[year] for year in groups["first_period"]),
    )
