"""The earlier proposal: who lived where, so that changes can be counted (A26)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import Sets
from u16opt_models.numbering import Integers


@dataclass(frozen=True)
class Earlier:
    """Rows of the table ``previous`` that can still be kept, and groups that were waiting.

    Parameters
    ----------
    kept_pair, kept_clients
        Pair and clients of each row whose pair is still admissible.
    waited_group, waited_clients
        Groups with clients who had no home, and how many.
    constant
        Moves that no proposal can change: rows that cannot be kept, and half of what the totals of groups
        differ (clients).
    """

    kept_pair: Integers
    kept_clients: Integers
    waited_group: Integers
    waited_clients: Integers
    constant: float


def earlier_of(sets: Sets, pairs: Pairs) -> Earlier:
    """Compare the table ``previous`` with the admissible pairs; without rows nothing counts as a move."""
    rows = [row for row in sets.instance["previous"].rows() if row["clients"]]
    empty = np.zeros(0, dtype=np.int64)
    if not rows:
        return Earlier(empty, empty, empty, empty, 0.0)
    group = {code: number for number, code in enumerate(sets.groups["group"])}
    lot = {code: number for number, code in enumerate(sets.lots["lot"])}
    pair = {key: p for p, key in enumerate(zip(pairs.group.tolist(), pairs.lot.tolist(), strict=True))}
    kept = [(pair.get((group[row["group"]], lot[row["lot"]]), -1), row["clients"]) for row in rows]
    before = np.zeros(len(sets.group_clients), dtype=np.int64)
    for row in rows:
        before[group[row["group"]]] += row["clients"]
    waited = np.maximum(sets.group_clients - before, 0)
    lost = sum(clients for p, clients in kept if p < 0)
    constant = lost + float((sets.group_clients - before - waited).sum()) / 2
    who = np.flatnonzero(waited)
    return Earlier(
        np.array([p for p, _ in kept if p >= 0], dtype=np.int64),
        np.array([clients for p, clients in kept if p >= 0], dtype=np.int64),
        who,
        waited[who],
        constant,
    )
