"""The sets of the formulation: facilities, queries and cells, numbered in the drawn order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.instance.instance import Instance
from u16opt_models.numbering import Floats, Integers, drawn, floats, integers, numbers
from u16opt_models.places import Places, places_of


@dataclass(frozen=True)
class Facilities:
    """Existing locations, and after them the candidate sites.

    Parameters
    ----------
    codes
        Code of each.
    existing
        How many of them exist already; these come first.
    neighbourhood, host
        Numbers of the neighbourhood and the municipality of each.
    first
        Number of the first period in which it can be open.
    least, most
        Places it has at least and at most once open; of a site both are multiples of its module.
    module
        Places come in multiples of this; 1 for an existing location.
    opening_cost, place_cost
        Euro once, and euro a place a period.
    """

    codes: list[str]
    existing: int
    neighbourhood: Integers
    host: Integers
    first: Integers
    least: Integers
    most: Integers
    module: Integers
    opening_cost: Floats
    place_cost: Floats


@dataclass(frozen=True)
class Sets:
    """Everything that does not depend on the policy.

    Parameters
    ----------
    region
        Number of the Wmo-region of each municipality, shape ``(municipalities,)``; `regions` are its codes.
    clients
        Demand, shape ``(municipalities, periods)``.
    query_municipality, query_period
        Of each municipality-period with demand.
    cell_facility, cell_period
        Of each facility in each period from its first on; cells of one facility follow each other.
    open_site, open_period
        Of each site (its number among the facilities) in each period from its first on.
    """

    instance: Instance
    places: Places
    municipality: dict[str, int]
    neighbourhood: dict[str, int]
    regions: list[str]
    region: Integers
    facilities: Facilities
    clients: Integers
    query_municipality: Integers
    query_period: Integers
    cell_facility: Integers
    cell_period: Integers
    open_site: Integers
    open_period: Integers

    @property
    def years(self) -> tuple[int, ...]:
        """The periods."""
        return self.instance.periods

    @property
    def periods(self) -> int:
        """Number of periods."""
        return len(self.instance.periods)

    @property
    def facility_region(self) -> Integers:
        """Number of the Wmo-region of each facility."""
        return self.region[self.facilities.host]

    def kilometres(self) -> Floats:
        """Return the distance of each municipality to each facility (km), one row per municipality."""
        first = len(self.municipality)
        ends = first + np.arange(len(self.neighbourhood))
        return self.places.kilometres(np.arange(first), ends)[:, self.facilities.neighbourhood]


def sets_of(instance: Instance, seed: int) -> Sets:
    """Number everything; locations, sites and municipalities in the drawn order of the seed."""
    municipality = numbers(instance["municipalities"]["code"])
    neighbourhood = numbers(instance["neighbourhoods"]["code"])
    regions = sorted(set(instance["municipalities"]["region"]))
    facilities = _facilities(instance, municipality, neighbourhood, seed)
    clients = _clients(instance, municipality)
    order = integers(municipality[code] for code in drawn(instance["municipalities"], "code", seed)["code"])
    place, period = np.nonzero(clients[order])
    facility, cell_period = np.nonzero(_from_first(facilities.first, len(instance.periods)))
    sites = np.flatnonzero(facility >= facilities.existing)
    return Sets(
        instance,
        places_of(instance),
        municipality,
        neighbourhood,
        regions,
        integers(regions.index(region) for region in instance["municipalities"]["region"]),
        facilities,
        clients,
        order[place],
        period,
        facility,
        cell_period,
        facility[sites],
        cell_period[sites],
    )


def _from_first(first: Integers, periods: int) -> Integers:
    return np.asarray(np.arange(periods)[None, :] >= first[:, None], dtype=np.int64)


def _facilities(
    instance: Instance, municipality: dict[str, int], neighbourhood: dict[str, int], seed: int
) -> Facilities:
    locations, sites = drawn(instance["locations"], "location", seed), drawn(instance["sites"], "site", seed)
    host = integers(municipality[code] for code in instance["neighbourhoods"]["municipality"])
    where = integers(neighbourhood[code] for code in locations["neighbourhood"] + sites["neighbourhood"])
    existing, module = len(locations["location"]), integers(sites["module"])
    kept = integers(locations["places"]) * (1 - integers(locations["closable"]))
    first = integers(instance.periods.index(year) for year in sites["first_period"])
    return Facilities(
        locations["location"] + sites["site"],
        existing,
        where,
        host[where],
        np.append(np.zeros(existing, dtype=np.int64), first),
        np.append(kept, -(-integers(sites["min_places"]) // module) * module),
        np.append(integers(locations["places"]), integers(sites["max_places"]) // module * module),
        np.append(np.ones(existing, dtype=np.int64), module),
        np.append(np.zeros(existing), floats(sites["opening_cost"])),
        floats(locations["place_cost"] + sites["place_cost"]),
    )


def _clients(instance: Instance, municipality: dict[str, int]) -> Integers:
    clients = np.zeros((len(municipality), len(instance.periods)), dtype=np.int64)
    for row in instance["demand"].rows():
        clients[municipality[row["municipality"]], instance.periods.index(row["period"])] += row["clients"]
    return clients
