"""What a group loses against the best it could have had alone: no group may pay for all the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from u16opt_models.allocation.checks.admissible import objection
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.frames import rows


def losses(view: View, limit: float) -> dict[str, float]:
    """Return per group with a network max(0, sum_l x[g, l] (d - best_g - limit)), in client-km."""
    found: dict[str, float] = {}
    networked = view.placed[view.placed["network"] != ""]
    for group in rows(view.groups[view.groups["group"].isin(networked["group"])]):
        own = networked[networked["group"] == group.group]
        base = best(view, group) + limit
        found[group.group] = max(0.0, math.fsum(own["clients"] * (own["km"] - base)))
    return found


def best(view: View, group: Any) -> float:
    """Return the mean distance (km) if the group alone filled its nearest admissible homes.

    Nearest first, until all its clients have a home or no homes are left; 0 when there are none. A lot
    where clients of the group already live is admissible by fact.
    """
    let = {row["lot"] for row in view.instance["placed"].rows() if row["group"] == group.group}
    lots = [lot for lot in rows(view.lots) if lot.lot in let or objection(group, lot) is None]
    places = [lot.neighbourhood for lot in lots]
    kilometres = view.distances.between([group.network] * len(lots), places)
    offers = sorted(zip(kilometres.tolist(), (lot.homes for lot in lots), strict=True))
    return _mean_of_nearest(offers, group.clients)


def _mean_of_nearest(offers: Sequence[tuple[float, int]], clients: int) -> float:
    parts, left = [], clients
    for kilometres, homes in offers:
        taken = min(homes, left)
        parts.append(taken * kilometres)
        left -= taken
    return math.fsum(parts) / (clients - left) if left < clients else 0.0
