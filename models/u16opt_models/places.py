"""Distances between places, as the formulation sees them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from u16opt.instance.instance import Instance

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Places:
    """Municipalities and neighbourhoods under one numbering, with their coordinates.

    Parameters
    ----------
    number
        Number of each code.
    latitude, longitude
        Radians; NaN where the instance gives none.
    given
        Distances of the table ``distances`` (km) by pair of numbers.
    """

    number: dict[str, int]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    given: dict[tuple[int, int], float]

    def kilometres(self, origins: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the distance of each origin to each end (km), shape ``(origins, ends)``.

        A pair of the table counts in either direction; elsewhere the great circle (haversine). A place is
        0 km from itself, whether or not anybody knows where it lies.
        """
        phi, lam = self.latitude[origins][:, None], self.longitude[origins][:, None]
        phi_end, lam_end = self.latitude[ends][None, :], self.longitude[ends][None, :]
        chord = np.sin((phi_end - phi) / 2) ** 2
        chord = chord + np.cos(phi) * np.cos(phi_end) * np.sin((lam_end - lam) / 2) ** 2
        table: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
        table[origins[:, None] == ends[None, :]] = 0.0
        self._overwrite(table, origins, ends)
        return table

    def _overwrite(
        self, table: NDArray[np.float64], origins: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> None:
        row = {int(place): index for index, place in enumerate(origins)}
        column = {int(place): index for index, place in enumerate(ends)}
        reverse = [((end, start), km) for (start, end), km in self.given.items()]
        for (start, end), km in [*reverse, *self.given.items()]:
            if start in row and end in column:
                table[row[start], column[end]] = km


def places_of(instance: Instance) -> Places:
    """Number the places of an instance and take over their coordinates and given distances."""
    codes: list[str] = []
    latitude: list[float | None] = []
    longitude: list[float | None] = []
    for name in ("municipalities", "neighbourhoods"):
        codes += instance[name]["code"]
        latitude += instance[name]["latitude"]
        longitude += instance[name]["longitude"]
    number = {code: index for index, code in enumerate(codes)}
    given = {
        (number[row["origin"]], number[row["destination"]]): float(row["km"])
        for row in instance["distances"].rows()
    }
    return Places(number, _radians(latitude), _radians(longitude), given)


def _radians(degrees: list[float | None]) -> NDArray[np.float64]:
    degrees_known = np.array([np.nan if each is None else each for each in degrees], dtype=float)
    return np.asarray(np.radians(degrees_known))
