"""Places: at least one municipality, coordinates in pairs, one distance for a pair."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.instance.draft import Draft
from u16opt.problems import Problem
from u16opt.texts import Text


def any_municipality(municipalities: Draft) -> Iterator[Problem]:
    """Yield a problem when the table of municipalities has no rows."""
    if not municipalities.numbers:
        yield Problem(municipalities.file, Text("minstens één gemeente", "at least one municipality"))


def both_coordinates(places: Draft) -> Iterator[Problem]:
    """Yield a problem for every place with a latitude or a longitude alone."""
    for row, latitude, longitude in places.sound("latitude", "longitude"):
        if (latitude is None) != (longitude is None):
            yield places.problem(
                row,
                "latitude" if latitude is None else "longitude",
                None,
                "breedte en lengte samen, of geen van beide",
                "latitude and longitude together, or neither",
            )


def one_distance(distances: Draft) -> Iterator[Problem]:
    """Yield a problem for every pair whose way back is given another distance."""
    known: dict[frozenset[str], tuple[int, float]] = {}
    for row, origin, destination, km in distances.sound("origin", "destination", "km"):
        earlier, distance = known.setdefault(frozenset((origin, destination)), (row, km))
        if distance != km:
            yield distances.problem(
                row,
                "km",
                km,
                f"dezelfde afstand als in de andere richting (rij {earlier}: {distance:g})",
                f"the same distance as in the other direction (row {earlier}: {distance:g})",
            )
