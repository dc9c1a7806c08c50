"""A plan of `spread`: what opens when, how many places there are, and who is served where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from u16opt.instance.instance import Instance


@dataclass(frozen=True)
class Plan:
    """What the tables of an answer say, by code.

    Parameters
    ----------
    opened
        First period of each opened site.
    places
        Places by location or site and period, of all that stands then.
    served
        Clients by municipality, location or site, and period.
    """

    opened: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[tuple[str, int], int] = field(default_factory=dict)
    served: Mapping[tuple[str, str, int], int] = field(default_factory=dict)


def answer_of(instance: Instance, plan: Plan, product: str = "BV") -> dict[str, list[dict[str, Any]]]:
    """Return the answer's tables; who is not served is listed as unmet."""
    left = {
        (row["municipality"], row["period"]): row["clients"]
        for row in instance["demand"].rows()
        if row["product"] == product
    }
    for (municipality, _, period), clients in plan.served.items():
        left[municipality, period] = left.get((municipality, period), 0) - clients
    return {
        "opened": [{"site": site, "period": period} for site, period in plan.opened.items()],
        "places": [
            {"location": code, "period": period, "places": places}
            for (code, period), places in plan.places.items()
        ],
        "served": [
            {"municipality": origin, "location": code, "period": period, "clients": clients}
            for (origin, code, period), clients in plan.served.items()
            if clients
        ],
        "unmet": [
            {"municipality": origin, "period": period, "clients": clients}
            for (origin, period), clients in left.items()
            if clients > 0
        ],
    }
