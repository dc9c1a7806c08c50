"""Every goal of `spread`, computed from the answer and the tables whatever the policy."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from u16opt_models.spread.checks.money import cost, overspend
from u16opt_models.spread.checks.view import PlaceTime, View, added


def unmet(view: View) -> float:
    """Goal: sum of demand - served over municipalities and periods, in client-years (B05)."""
    return sum(view.demand.values()) - sum(each.clients for each in view.served)


def inequality(view: View) -> float:
    """Goal: max over r, t of |places in r - demand of r| / demand of all in t, a share (B04, B07).

    A period in which nobody asks is passed over.
    """
    asked, places = regional_demand(view), view.places_by("region")
    everybody = added(((("", period), clients) for (_, period), clients in view.demand.items()))
    ratios = (
        abs(places.get((region, period), 0) - clients) / everybody["", period]
        for (region, period), clients in asked.items()
        if everybody["", period]
    )
    return max(ratios, default=0.0)


def travel(view: View) -> float:
    """Goal: sum of served * distance from the municipality to the location, in client-km (B03, A06)."""
    return math.fsum(each.clients * each.km for each in view.served)


def openings(view: View) -> float:
    """Goal: number of sites opened, in locations (B05)."""
    return len(view.opened)


def regional_demand(view: View) -> dict[PlaceTime, int]:
    """Return the clients who ask, for every region in every period."""
    return added(((view.region[code], period), clients) for (code, period), clients in view.demand.items())


GOALS: Mapping[str, Callable[[View], float]] = {
    goal.__name__: goal for goal in (unmet, inequality, travel, overspend, cost, openings)
}


def values(view: View) -> dict[str, float]:
    """Return the value of every goal by name."""
    return {name: goal(view) for name, goal in GOALS.items()}
