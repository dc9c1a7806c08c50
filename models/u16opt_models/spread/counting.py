"""Which places must be counted.

A site that can hold everybody never turns anyone away. Where, besides, nobody looks at its number of places
(no cost, no budget, no load, no floor, no comparison with demand), that number is its maximum and needs no
variable: then the site is a facility without capacity, as in the p-median problem.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from u16opt.policy import Policy
from u16opt_models.spread.sets import Sets

LOOKING_RULES = ("region_floor", "within_reach")
LOOKING_GOALS = ("inequality", "overspend")


def counted_cells(sets: Sets, policy: Policy) -> NDArray[np.bool_]:
    """Return which cells need a variable for their places, shape ``(cells,)``."""
    facilities, facility = sets.facilities, sets.cell_facility
    site = facility >= facilities.existing
    roomy = site & (facilities.most[facility] >= sets.clients.sum(axis=0).max(initial=0))
    return np.ones(len(facility), dtype=bool) if _looked_at(sets, policy) else ~roomy


def _looked_at(sets: Sets, policy: Policy) -> bool:
    wanted = {name for entry in policy.order for name in entry}
    load = any(limit is not None for limit in sets.instance["neighbourhoods"]["location_load"])
    return (
        not wanted.isdisjoint(LOOKING_GOALS)
        or ("cost" in wanted and bool(sets.facilities.place_cost.any()))
        or any(policy.hard(name) for name in LOOKING_RULES)
        or (policy.hard("neighbourhood_load") and load)
        or (policy.hard("running_budget") and len(sets.instance["budgets"]) > 0)
    )
