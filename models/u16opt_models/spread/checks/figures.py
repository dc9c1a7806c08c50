"""Figures worth reporting beside the goals (P04, P05)."""

from __future__ import annotations

import math

from u16opt.model.model import Figure
from u16opt_models.spread.checks.goals import travel
from u16opt_models.spread.checks.money import bills
from u16opt_models.spread.checks.view import View


def figures(view: View) -> tuple[Figure, ...]:
    """Return counts, money and shares; a share or mean of nobody is left out."""
    last = view.instance.periods[-1]
    standing = {code: places for (code, period), places in view.places.items() if period == last}
    running = [number * euro for (_, period), number, euro in bills(view) if period == last]
    today = {row["location"]: row["places"] for row in view.instance["locations"].rows()}
    closed = [code for code, places in today.items() if places and not standing.get(code)]
    counts = (
        Figure("clients", sum(view.demand.values()), "client-years"),
        Figure("served_clients", sum(each.clients for each in view.served), "client-years"),
        Figure("places_at_the_end", sum(standing.values()), "places"),
        Figure("locations_closed", len(closed), "locations"),
        Figure("cost_at_the_end", math.fsum(running), "euro"),
    )
    return counts + of_the_served(view)


def of_the_served(view: View) -> tuple[Figure, ...]:
    """Return the share served in their own municipality, and the mean distance to where they are served."""
    number = sum(each.clients for each in view.served)
    if not number:
        return ()
    own = sum(each.clients for each in view.served if each.home.municipality == each.municipality)
    return (
        Figure("own_municipality", own / number, "share"),
        Figure("mean_distance", travel(view) / number, "km"),
    )
