"""Kilometres between two places, as the checker works them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance

if TYPE_CHECKING:
    import numpy as np

EARTH_RADIUS = 6371.0088


@dataclass(frozen=True)
class Distances:
    """Where every place lies (latitude, longitude in degrees) and the distances (km) that were given."""

    coordinates: Mapping[str, tuple[float, float]]
    given: Mapping[tuple[str, str], float]

    @classmethod
    def of(cls, instance: Instance) -> Distances:
        """Gather the coordinates and the given distances of an instance."""
        places: dict[str, tuple[float, float]] = {}
        for table in ("municipalities", "neighbourhoods"):
            rows = instance[table]
            spots = zip(rows["latitude"], rows["longitude"], strict=True)
            places.update(zip(rows["code"], spots, strict=True))
        rows = instance["distances"]
        pairs = zip(rows["origin"], rows["destination"], strict=True)
        return cls(places, dict(zip(pairs, rows["km"], strict=True)))

    def between(self, origins: Sequence[str], destinations: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return the distance (km) of each pair: as given, in either direction, else the great circle.

        An origin ``""`` is no place: its distance is 0. A place is 0 km from itself.
        """
        import numpy as np

        pairs = list(zip(origins, destinations, strict=True))
        known = [pair for pair in pairs if pair[0] and pair[0] != pair[1]]
        circle = dict(zip(known, self._great_circle(known), strict=True))
        return np.array([self._given(pair, circle.get(pair, 0.0)) for pair in pairs], dtype=float)

    def _given(self, pair: tuple[str, str], otherwise: float) -> float:
        return float(self.given.get(pair, self.given.get(pair[::-1], otherwise)))

    def _great_circle(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the haversine distance (km), radius 6371.0088 km, unrounded."""
        import numpy as np

        spots = np.array([(*self.coordinates[a], *self.coordinates[b]) for a, b in pairs], dtype=float)
        north, east, north2, east2 = np.radians(spots.reshape(-1, 4)).T
        across = np.sin((north2 - north) / 2) ** 2
        along = np.cos(north) * np.cos(north2) * np.sin((east2 - east) / 2) ** 2
        angles = 2 * np.arcsin(np.sqrt(np.minimum(1.0, across + along)))
        return [float(angle) for angle in EARTH_RADIUS * angles]
