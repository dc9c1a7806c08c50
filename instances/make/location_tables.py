"""The tables of the model `spread`: locations, candidate sites, and who asks a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from instances.make.demand import demand
from instances.make.figures import Municipality, Neighbourhood
from instances.make.locations import locations
from instances.make.sites import sites


def location_tables(
    municipalities: Sequence[Municipality], neighbourhoods: Sequence[Neighbourhood], years: Sequence[int]
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return ``locations``, ``sites`` and ``demand``.

    Parameters
    ----------
    municipalities, neighbourhoods
        All of them; neighbourhoods already merged.
    years
        The periods, in order; a site that opens only after the last one is left out.
    """
    standing = locations(municipalities, neighbourhoods)
    possible = sites(municipalities, neighbourhoods, standing)
    return {
        "locations": [asdict(each) for each in standing],
        "sites": [asdict(each) for each in possible if each.first_period <= max(years)],
        "demand": [asdict(each) for each in demand(municipalities, years)],
    }
