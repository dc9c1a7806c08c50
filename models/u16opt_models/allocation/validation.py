"""Faults that only this model can see: a distance that it needs and nobody gave."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt_models.located import distance_problems


def validate(instance: Instance, _policy: Policy) -> list[Problem]:
    """Return a problem for every place without coordinates whose distance to another place is needed.

    Distances are needed from the network of each group to every neighbourhood with homes (A06).
    """
    networks = sorted({code for code in instance["client_groups"]["network"] if code})
    homes = sorted(set(instance["supply"]["neighbourhood"]))
    return distance_problems(instance, ((network, home) for network in networks for home in homes))
