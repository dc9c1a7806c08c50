"""Manual practice: the order in which a matching table works through its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import Sets
from u16opt_models.numbering import Integers


def practice_of(sets: Sets, pairs: Pairs) -> Integers:
    """Return the pairs in the order in which people would take them.

    Groups by first period, then priority (highest first), then code; each client takes the nearest home
    left of its best kind. Of homes in several periods the earliest counts: nobody at the table waits for
    a home of next year when there is one now. Equally near homes go by code.
    """
    groups, lots = sets.groups, sets.lots
    turn = _ranks(list(zip(sets.group_first, -np.array(groups["priority"]), groups["group"], strict=True)))
    name = _ranks(lots["lot"])
    keys = (
        name[pairs.lot],
        pairs.kilometres,
        sets.lot_period[pairs.lot],
        pairs.rank,
        turn[pairs.group],
    )
    return np.lexsort(keys).astype(np.int64)


def _ranks(items: Sequence[Any]) -> Integers:
    """Return the place of each item among the sorted items."""
    ranks = np.empty(len(items), dtype=np.int64)
    ranks[sorted(range(len(items)), key=items.__getitem__)] = np.arange(len(items))
    return ranks
