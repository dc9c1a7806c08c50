"""Faults that only this model can see: a distance that it needs and nobody gave."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt_models.located import distance_problems


def validate(instance: Instance, policy: Policy) -> list[Problem]:
    """Return a problem for every place without coordinates whose distance to another place is needed.

    Distances are needed from each municipality with demand to every neighbourhood with a location or a
    site; with `within_reach` from every municipality, and with `separation` between those neighbourhoods.
    """
    sites = set(instance["sites"]["neighbourhood"])
    where = sorted({*instance["locations"]["neighbourhood"], *sites})
    asking = sorted({row["municipality"] for row in instance["demand"].rows() if row["clients"]})
    if policy.hard("within_reach"):
        asking = sorted(instance["municipalities"]["code"])
    wanted = list(product(asking, where))
    if policy.hard("separation"):
        wanted += [pair for pair in combinations_with_replacement(where, 2) if sites & set(pair)]
    return distance_problems(instance, wanted)
