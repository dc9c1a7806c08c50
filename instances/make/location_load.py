"""How many places in locations a neighbourhood can carry: a stated formula, no official method."""

from __future__ import annotations

import math

from instances.make.draagkracht import proxy_factor
from instances.make.figures import Neighbourhood

PLACES_PER_1000_INHABITANTS = 1.5
"""Of an average neighbourhood: three times what the whole region asks (E32), because not every neighbourhood
gets a location. Made up."""


def location_load(place: Neighbourhood) -> int:
    """Return the places: ceil(1.5 * inhabitants / 1000 * clip(1 + 0.25 * proxy, 0.5, 1.5)).

    The proxy counts as for `draagkracht` (A08).

    Parameters
    ----------
    place
        A neighbourhood with its proxy; 0 stands for an average or unknown one.
    """
    factor = proxy_factor(place.proxy)
    return math.ceil(round(PLACES_PER_1000_INHABITANTS * place.inhabitants / 1000 * factor, 9))
