"""The sourced figures, read from ``instances/figures``."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "figures"


@dataclass(frozen=True)
class Municipality:
    """A municipality as CBS counts it.

    Parameters
    ----------
    inhabitants
        On 1 January 2024.
    homes
        Stock in 2022.
    rented_share
        Rented share of the homes in 2022, 0 to 1: all homes that are not known to be owner-occupied.
    latitude, longitude
        Inhabitant-weighted centre, WGS84 degrees.
    """

    code: str
    name: str
    region: str
    inhabitants: int
    homes: int
    rented_share: float
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Neighbourhood:
    """A neighbourhood (wijk) as CBS counts it in 2022, or several of them merged.

    Parameters
    ----------
    rented_homes
        Homes not known to be owner-occupied; 0 where CBS publishes no share (six places, 64 homes together).
    latitude, longitude
        Centre of the area, WGS84 degrees.
    proxy
        What the neighbourhood can carry, in standard deviations from the U16 average; 0 where unknown.
    """

    code: str
    municipality: str
    name: str
    inhabitants: int
    homes: int
    rented_homes: float
    latitude: float
    longitude: float
    proxy: float


@dataclass(frozen=True)
class Figures:
    """Everything that was read; `borders` holds km of shared border per pair in one municipality."""

    municipalities: tuple[Municipality, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    borders: Mapping[frozenset[str], float]


def read_figures(folder: Path = FOLDER) -> Figures:
    """Read municipalities, neighbourhoods and borders.

    Parameters
    ----------
    folder
        Holds ``municipalities.csv``, ``neighbourhoods.csv`` and ``borders.csv``.

    Returns
    -------
    Figures
        Places in the order of their codes.
    """
    municipalities = tuple(_municipality(row) for row in _rows(folder / "municipalities.csv"))
    neighbourhoods = tuple(_neighbourhood(row) for row in _rows(folder / "neighbourhoods.csv"))
    borders = {
        frozenset((row["one"], row["other"])): float(row["shared_border_km"])
        for row in _rows(folder / "borders.csv")
    }
    return Figures(municipalities, neighbourhoods, borders)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _municipality(row: Mapping[str, str]) -> Municipality:
    return Municipality(
        row["code"],
        row["name"],
        row["region"],
        int(row["inhabitants_2024"]),
        int(row["homes_2022"]),
        int(row["rented_share_2022"]) / 100,
        float(row["latitude"]),
        float(row["longitude"]),
    )


def _neighbourhood(row: Mapping[str, str]) -> Neighbourhood:
    homes = int(row["homes_2022"])
    return Neighbourhood(
        row["code"],
        row["municipality"],
        row["name"],
        int(row["inhabitants_2022"]),
        homes,
        homes * int(row["rented_share_2022"] or 0) / 100,
        float(row["latitude"]),
        float(row["longitude"]),
        float(row["proxy"] or 0),
    )
