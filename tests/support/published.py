"""Published location problems as instances of `spread`: p-median, capacitated facility location, set cover.

Read from the folder ``../shared/benchmarks`` beside the project, where it is there. Every client stands in a
municipality of its own; every place where a facility may come is a neighbourhood with one site (of the first
municipality: it does not matter), all in one Wmo-region. Distances are given, so coordinates play no part.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import shortest_path
from support.writing import write_folder

import u16opt

BENCHMARKS = Path(__file__).resolve().parents[2].parent / "shared" / "benchmarks"
ABSENT = "needs ../shared/benchmarks"
YEAR = 2024

SMALL_MEDIANS = [f"pmed{number}" for number in range(1, 21)]
LARGE_MEDIANS = [f"pmed{number}" for number in range(21, 33)]
FACILITIES = [
    f"cap{number}"
    for number in (41, 42, 43, 44, 51, *range(61, 65), *range(71, 75), *range(81, 85), *range(91, 95))
] + [f"cap{number}" for number in (*range(101, 105), *range(111, 115), *range(121, 125))]


@dataclass(frozen=True)
class Located:
    """A location problem.

    Parameters
    ----------
    clients
        Whole number of each point of demand.
    km
        Distance of each point of demand to each site, shape ``(clients, sites)``.
    most
        Places each site can hold at most.
    opening_cost
        Euro of each site.
    policy
        Lines of ``[policy.spread]``.
    forced
        Sites that exist already.
    """

    clients: Sequence[int]
    km: NDArray[np.float64]
    most: Sequence[int]
    opening_cost: Sequence[float]
    policy: str
    forced: Sequence[int] = field(default_factory=tuple)


def instance_of(problem: Located, folder: Path, periods: int = 1) -> u16opt.Instance:
    """Write a location problem into a folder and read it; opening costs count for every period."""
    years = [YEAR + index for index in range(periods)]
    points, sites = range(len(problem.clients)), range(len(problem.most))
    tables: dict[str, list[dict[str, Any]]] = {
        "municipalities": [{"code": f"m{i}", "region": "r"} for i in points],
        "neighbourhoods": [{"code": f"w{j}", "municipality": "m0"} for j in sites],
        "locations": [_location(problem, j) for j in problem.forced],
        "sites": [_site(problem, j, periods) for j in sites if j not in problem.forced],
        "demand": [
            {"municipality": f"m{i}", "period": year, "product": "BV", "clients": clients}
            for i, clients in enumerate(problem.clients)
            for year in years
        ],
        "distances": [
            {"origin": f"m{i}", "destination": f"w{j}", "km": repr(float(problem.km[i, j]))}
            for i in points
            for j in sites
        ],
    }
    settings = f'format = 1\nname = "published"\nperiods = {years}\n\n{problem.policy}'
    return u16opt.read(write_folder(folder, tables, settings))


def _location(problem: Located, site: int) -> dict[str, Any]:
    places = problem.most[site]
    return {
        "location": f"s{site}",
        "neighbourhood": f"w{site}",
        "product": "BV",
        "places": places,
        "place_cost": 0,
        "closable": 0,
    }


def _site(problem: Located, site: int, periods: int) -> dict[str, Any]:
    return {
        "site": f"s{site}",
        "neighbourhood": f"w{site}",
        "product": "BV",
        "min_places": 0,
        "max_places": problem.most[site],
        "opening_cost": repr(float(problem.opening_cost[site]) * periods),
        "place_cost": 0,
    }


MEDIAN = """[policy.spread]
order = ["unmet", "travel"]
[policy.spread.rules.new_locations]
mode = "hard"
limit = {number}
exact = true
"""
FACILITY = """[policy.spread]
order = ["unmet", ["travel", "cost"]]
"""


def median(km: NDArray[np.float64], number: int, clients: Sequence[int] | None = None) -> Located:
    """Return a p-median problem: `number` sites, without capacity."""
    counts = [1] * len(km) if clients is None else clients
    sites = km.shape[1]
    return Located(counts, km, [sum(counts)] * sites, [0.0] * sites, MEDIAN.format(number=number))


def orlib_median(name: str) -> Located:
    """Return an uncapacitated p-median problem of the OR-Library (Beasley, 1985)."""
    words = (BENCHMARKS / "orlib-pmed" / f"{name}.txt").read_text().split()
    count, edges, number = map(int, words[:3])
    graph = np.full((count, count), np.inf)
    for start, end, length in np.array(words[3 : 3 + 3 * edges], dtype=float).reshape(edges, 3):
        graph[int(start) - 1, int(end) - 1] = graph[int(end) - 1, int(start) - 1] = length
    km = shortest_path(sp.csr_array(np.where(np.isinf(graph), 0, graph)), method="D", directed=False)
    return median(km, number)


def orlib_facility(name: str, capacity: int | None = None) -> Located:
    """Return a capacitated facility location problem of the OR-Library (Beasley, 1988).

    Costs in the file are for a client's whole demand; here they are per unit of it.
    """
    words = iter((BENCHMARKS / "orlib-cap" / f"{name}.txt").read_text().split())
    sites, points = int(next(words)), int(next(words))
    most, opening = [], []
    for _ in range(sites):
        word = next(words)
        most.append(int(capacity if word == "capacity" and capacity else word))
        opening.append(float(next(words)))
    clients, km = [], np.zeros((points, sites))
    for point in range(points):
        clients.append(int(next(words)))
        km[point] = [float(next(words)) / clients[-1] for _ in range(sites)]
    return Located(clients, km, most, opening, FACILITY)


def san_francisco(policy: str) -> Located:
    """Return the 205 tracts and 16 stores of San Francisco of spopt; metres as kilometres."""
    folder = BENCHMARKS / "spopt"
    with (folder / "SF_network_distance_candidateStore_16_censusTract_205_new.csv").open() as file:
        metres = {
            (row["DestinationName"], row["name"]): float(row["distance"]) for row in csv.DictReader(file)
        }
    with (folder / "SF_demand_205_centroid_uniform_weight.csv").open() as file:
        people = {row["NAME"]: int(row["POP2000"]) for row in csv.DictReader(file)}
    tracts, stores = sorted({tract for tract, _ in metres}), sorted({store for _, store in metres})
    km = np.array([[metres[tract, store] for store in stores] for tract in tracts])
    clients = [people[tract] for tract in sorted(people)]
    return Located(clients, km, [sum(clients)] * len(stores), [0.0] * len(stores), policy)


def lattice(policy: str, forced: Sequence[int]) -> Located:
    """Return the lattice of 100 clients and 5 sites that spopt is tested with."""
    content = json.loads((BENCHMARKS / "spopt" / "synthetic_lattice_100x5.json").read_text())
    clients, sites = np.array(content["clients_xy"]), np.array(content["facilities_xy"])
    km = np.hypot(*(clients[:, None, :] - sites[None, :, :]).transpose(2, 0, 1))
    weights = [int(weight) for weight in content["weights"]]
    return Located(weights, km, [sum(weights)] * len(sites), [0.0] * len(sites), policy, forced)


def optima(kind: str) -> Mapping[str, float]:
    """Return the published optima of the OR-Library by name of the instance (``p-median``, ``facility``)."""
    if kind == "facility":
        lines = (BENCHMARKS / "orlib-cap" / "capopt.txt").read_text().splitlines()
        pairs = (line.split() for line in lines if line.startswith("cap"))
        return {words[0]: float(words[1]) for words in pairs}
    with (BENCHMARKS / "orlib-pmed" / "optima.csv").open(newline="") as file:
        return {
            row["instance"]: float(row["optimum"]) for row in csv.DictReader(file) if row["model"] == kind
        }
