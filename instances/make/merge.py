"""Neighbourhoods too small to plan for are joined with a neighbour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from instances.make.figures import Neighbourhood

SMALLEST = 500
"""Inhabitants below which a neighbourhood is merged: with fewer homes than that a letting would point at a
person (P03), and the proxy of what it can carry says little."""


@dataclass(frozen=True)
class Merged:
    """What is left after merging.

    Parameters
    ----------
    neighbourhoods
        In the order of their codes.
    steps
        Every merge in the order in which it was done: the code that vanished, the code it is now part of.
    """

    neighbourhoods: tuple[Neighbourhood, ...]
    steps: tuple[tuple[str, str], ...]


def merge_small(
    neighbourhoods: Sequence[Neighbourhood],
    borders: Mapping[frozenset[str], float],
    smallest: int = SMALLEST,
) -> Merged:
    """Merge every small neighbourhood into the neighbour with which it shares the longest border.

    The smallest goes first, and what was merged may be merged again. Borders of a merged pair add up; equal
    cases go to the smaller code. A neighbourhood without neighbours in its municipality stays as it is.

    Parameters
    ----------
    neighbourhoods
        All of them, of any number of municipalities.
    borders
        Shared border in km per pair; only pairs inside one municipality.
    smallest
        Inhabitants below which a neighbourhood is merged.
    """
    places = {place.code: place for place in neighbourhoods}
    edges = dict(borders)
    steps = []
    while pair := _next_pair(places, edges, smallest):
        kept, gone = sorted(pair, key=lambda code: (-places[code].inhabitants, code))
        places[kept] = join(places[kept], places.pop(gone))
        edges = _reattach(edges, gone, kept)
        steps.append((gone, kept))
    return Merged(tuple(places[code] for code in sorted(places)), tuple(steps))


def join(kept: Neighbourhood, gone: Neighbourhood) -> Neighbourhood:
    """Return one neighbourhood under the first code: counts added, the rest weighted by inhabitants."""
    total = kept.inhabitants + gone.inhabitants

    def mean(one: float, other: float, decimals: int) -> float:
        return round((one * kept.inhabitants + other * gone.inhabitants) / total, decimals)

    return replace(
        kept,
        inhabitants=total,
        homes=kept.homes + gone.homes,
        rented_homes=kept.rented_homes + gone.rented_homes,
        latitude=mean(kept.latitude, gone.latitude, 5),
        longitude=mean(kept.longitude, gone.longitude, 5),
        proxy=mean(kept.proxy, gone.proxy, 3),
    )


def _next_pair(
    places: Mapping[str, Neighbourhood], edges: Mapping[frozenset[str], float], smallest: int
) -> tuple[str, str] | None:
    """Return the smallest neighbourhood that can be merged and its neighbour, or None when all is done."""
    small = (place for place in places.values() if place.inhabitants < smallest)
    for place in sorted(small, key=lambda each: (each.inhabitants, each.code)):
        near = [
            (-km, other) for edge, km in edges.items() if place.code in edge for other in edge - {place.code}
        ]
        if near:
            return place.code, min(near)[1]
    return None


def _reattach(edges: Mapping[frozenset[str], float], gone: str, kept: str) -> dict[frozenset[str], float]:
    """Return the borders after `gone` became part of `kept`."""
    result: dict[frozenset[str], float] = {}
    for edge, km in edges.items():
        new = frozenset(kept if code == gone else code for code in edge)
        if len(new) == 2:
            result[new] = result.get(new, 0.0) + km
    return result
