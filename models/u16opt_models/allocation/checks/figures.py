"""Figures worth reporting beside the goals (P04, P05)."""

from __future__ import annotations

import math

from u16opt.model.model import Figure
from u16opt_models.allocation.checks.goals import contingents
from u16opt_models.allocation.checks.money import spend
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.excess import lack
from u16opt_models.checks.frames import sums


def figures(view: View) -> tuple[Figure, ...]:
    """Return counts, money and shares; a share or mean of nobody is left out."""
    placed = view.placed
    counts = (
        Figure("clients", int(view.groups["clients"].sum()), "clients"),
        Figure("placed_clients", int(placed["clients"].sum()), "clients"),
        Figure("lettings_promised", sum(contingents(view).values()), "lettings"),
        Figure("homes_offered", int(view.lots["homes"].sum()), "homes"),
        Figure("shortfall_without_homes", shortfall_without_homes(view), "lettings"),
        Figure("spend", math.fsum(euro for costs in spend(view).values() for euro in costs), "euro"),
    )
    return counts + shares(view) + mean_distance(view)


def shortfall_without_homes(view: View) -> int:
    """Return the lettings promised for which no home was offered: sum max(0, C[m, t] - homes) (C11)."""
    offered = sums(view.lots, ["municipality", "period"], "homes")
    return int(sum(lack(offered, contingents(view)).values()))


def shares(view: View) -> tuple[Figure, ...]:
    """Return the share of placed clients that stay in their own municipality, and in their own region."""
    table = view.instance["municipalities"]
    region = dict(zip(table["code"], table["region"], strict=True))
    known = view.placed[view.placed["origin"] != "elsewhere"]
    number = int(known["clients"].sum())
    if not number:
        return ()
    own = known[known["origin"] == known["municipality"]]["clients"].sum()
    near = known[known["origin"].map(region) == known["municipality"].map(region)]["clients"].sum()
    return (
        Figure("own_municipality", float(own / number), "share"),
        Figure("own_region", float(near / number), "share"),
    )


def mean_distance(view: View) -> tuple[Figure, ...]:
    """Return the mean distance between home and network, over placed clients with a network (A06)."""
    networked = view.placed[view.placed["network"] != ""]
    number = int(networked["clients"].sum())
    if not number:
        return ()
    kilometres = math.fsum(networked["clients"] * networked["km"])
    return (Figure("mean_distance", kilometres / number, "km"),)
