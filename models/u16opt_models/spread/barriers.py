"""Which facts of the tables keep clients, or places, out of a municipality, whatever is agreed."""

from __future__ import annotations

import numpy as np

from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.policy import Policy
from u16opt_models.spread.sets import sets_of
from u16opt_models.spread.shortages import possible_at


def barriers(instance: Instance, _policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    """Return facts that together leave a question no way; none when facts alone leave it one.

    Clients and places count once for every year.
    """
    homes, clients = possible_at(sets_of(instance, 0), question)
    place = question.place or question.municipality
    sites, demand = RuleInstance("sites", place), RuleInstance("demand", question.group)
    if int(np.minimum(homes, clients).sum()) >= question.clients:
        return ()
    if int(clients.sum()) < question.clients and question.group is not None:
        return (demand,)
    if int(homes.sum()) < question.clients:
        return (sites,)
    return sites, demand
