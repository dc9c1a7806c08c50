"""How many placements a year a neighbourhood can carry: a stated formula, no official method."""

from __future__ import annotations

import math

from instances.make.figures import Neighbourhood

PLACEMENTS_PER_1000_HOMES = 3.2
"""Of an average neighbourhood. The supply is about 1.3 per 1000 homes in the region and 2.3 in the city; this
leaves room almost everywhere and binds where much supply meets a weak neighbourhood (A08, C15)."""

SLOPE = 0.25
"""Change of that number, as a share, per standard deviation of the proxy."""

LEAST, MOST = 0.5, 1.5
"""The proxy never counts for less or more than this: it signals, it does not decide (E26)."""


def draagkracht(place: Neighbourhood) -> int:
    """Return the placements a year: ceil(3.2 * homes / 1000 * clip(1 + 0.25 * proxy, 0.5, 1.5)).

    Rounded up, so that every neighbourhood carries at least one: each has a part in it (A09, C16).

    Parameters
    ----------
    place
        A neighbourhood with its proxy; 0 stands for an average or unknown one.
    """
    factor = proxy_factor(place.proxy)
    return math.ceil(round(PLACEMENTS_PER_1000_HOMES * place.homes / 1000 * factor, 9))


def proxy_factor(proxy: float) -> float:
    """Return how much more or less than an average neighbourhood one can carry, from 0.5 to 1.5.

    Parameters
    ----------
    proxy
        In standard deviations from the average.
    """
    return min(max(1 + SLOPE * proxy, LEAST), MOST)
