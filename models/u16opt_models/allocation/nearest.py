"""How near each group could live if it were alone: the measure of the cap on individual loss."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import Sets
from u16opt_models.numbering import Floats, Integers


def nearest_of(sets: Sets, pairs: Pairs) -> tuple[Integers, Floats]:
    """Return the groups with a network and a pair, and for each the mean distance at its own best (km).

    A group alone fills its nearest admissible homes until all its clients are housed or no home is left.
    """
    starts = np.searchsorted(pairs.group, np.arange(len(sets.group_clients) + 1))
    groups, best = [], []
    for group, (start, stop) in enumerate(pairwise(starts)):
        if start == stop or not pairs.networked[start]:
            continue
        mean = _mean_nearest(
            pairs.kilometres[start:stop],
            sets.lot_homes[pairs.lot[start:stop]],
            int(sets.group_clients[group]),
        )
        groups.append(group)
        best.append(mean)
    return np.array(groups, dtype=np.int64), np.array(best, dtype=float)


def _mean_nearest(kilometres: Floats, homes: Integers, clients: int) -> float:
    order = np.argsort(kilometres, kind="stable")
    taken = np.diff(np.minimum(np.cumsum(homes[order]), clients), prepend=0)
    return float(taken @ kilometres[order]) / max(int(taken.sum()), 1)
