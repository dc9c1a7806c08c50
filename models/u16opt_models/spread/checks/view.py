"""The answer of a proposal, joined with what the tables say about locations, sites and municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.policy import Policy
from u16opt_models.checks.distances import Distances

PlaceTime = tuple[str, int]


@dataclass(frozen=True)
class Home:
    """An existing location or a candidate site: where it lies, what a place costs (euro a period)."""

    code: str
    neighbourhood: str
    municipality: str
    region: str
    place_cost: float
    existing: bool


@dataclass(frozen=True)
class Served:
    """Clients of one municipality at one location in one period, and how far that is (km)."""

    municipality: str
    region: str
    home: Home
    period: int
    clients: int
    km: float


@dataclass(frozen=True)
class View:
    """Everything the rules and goals of the checker look at.

    Parameters
    ----------
    homes
        Every existing location and every site, by code.
    region
        Region of each municipality.
    demand
        Clients who ask, for every municipality in every period; 0 where there is no row.
    opened
        Period in which each opened site opens.
    places
        Places by location or site and period, as listed.
    served
        The rows of the answer, in the order of municipality, location and period.
    unmet
        Clients without a place by municipality and period, as listed.
    """

    instance: Instance
    policy: Policy
    distances: Distances
    homes: Mapping[str, Home]
    region: Mapping[str, str]
    demand: Mapping[PlaceTime, int]
    opened: Mapping[str, int]
    places: Mapping[PlaceTime, int]
    served: tuple[Served, ...]
    unmet: Mapping[PlaceTime, int]

    def stands(self, code: str, period: int) -> bool:
        """Return whether a location or site is there in a period."""
        return self.homes[code].existing or (code in self.opened and self.opened[code] <= period)

    @cached_property
    def served_of(self) -> dict[PlaceTime, int]:
        """Clients served, by municipality and period."""
        return added(((each.municipality, each.period), each.clients) for each in self.served)

    def places_by(self, what: str) -> dict[PlaceTime, int]:
        """Return the places by `neighbourhood`, `municipality` or `region` and period."""
        return added(
            ((getattr(self.homes[code], what), period), places)
            for (code, period), places in self.places.items()
        )


def added(amounts: Iterable[tuple[PlaceTime, int]]) -> dict[PlaceTime, int]:
    """Return the sum of the amounts with the same place and period."""
    found: dict[PlaceTime, int] = {}
    for key, amount in amounts:
        found[key] = found.get(key, 0) + amount
    return found


def view(instance: Instance, policy: Policy, answer: Answer) -> View:
    """Join an answer that can be read with the tables of its instance."""
    table = instance["municipalities"]
    region = dict(zip(table["code"], table["region"], strict=True))
    homes, distances = _homes(instance, region), Distances.of(instance)
    return View(
        instance=instance,
        policy=policy,
        distances=distances,
        homes=homes,
        region=region,
        demand=_demand(instance),
        opened={row["site"]: row["period"] for row in answer["opened"]},
        places={(row["location"], row["period"]): int(row["places"]) for row in answer["places"]},
        served=_served(answer, homes, region, distances),
        unmet={(row["municipality"], row["period"]): int(row["clients"]) for row in answer["unmet"]},
    )


def _homes(instance: Instance, region: Mapping[str, str]) -> dict[str, Home]:
    places = instance["neighbourhoods"]
    host = dict(zip(places["code"], places["municipality"], strict=True))
    homes = {}
    for table, column in (("locations", "location"), ("sites", "site")):
        for row in instance[table].rows():
            code, place = row[column], row["neighbourhood"]
            where = (place, host[place], region[host[place]])
            homes[code] = Home(code, *where, float(row["place_cost"]), column == "location")
    return homes


def _demand(instance: Instance) -> dict[PlaceTime, int]:
    asked = {(row["municipality"], row["period"]): row["clients"] for row in instance["demand"].rows()}
    return {
        (code, period): asked.get((code, period), 0)
        for code in instance["municipalities"]["code"]
        for period in instance.periods
    }


def _served(
    answer: Answer, homes: Mapping[str, Home], region: Mapping[str, str], distances: Distances
) -> tuple[Served, ...]:
    rows: list[Any] = sorted(
        (row["municipality"], row["location"], row["period"], int(row["clients"])) for row in answer["served"]
    )
    origins = [municipality for municipality, *_ in rows]
    kilometres = distances.between(origins, [homes[code].neighbourhood for _, code, *_ in rows])
    return tuple(
        Served(origin, region[origin], homes[code], period, clients, float(km))
        for (origin, code, period, clients), km in zip(rows, kilometres, strict=True)
    )
