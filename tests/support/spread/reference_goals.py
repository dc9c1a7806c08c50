"""Goals of the reference solver, as expressions over its decisions."""

from __future__ import annotations

from support import in_order
from support.linear import Expression, add
from support.spread.reference_money import cost_of, excesses
from support.spread.reference_sets import NOTHING, Sets

from u16opt.policy import Policy


class Goals(in_order.Goals):
    """Every goal of `spread`."""

    def __init__(self, sets: Sets, policy: Policy) -> None:
        super().__init__(sets.program)
        self.sets, self.policy = sets, policy

    def unmet(self) -> Expression:
        return add(self.sets.unmet.values())

    def inequality(self) -> Expression:
        sets, ratios = self.sets, [NOTHING]
        for t in sets.periods:
            everybody = sum(clients for (_, period), clients in sets.demand.items() if period == t)
            for region in sorted(set(sets.region.values())):
                asked = sum(sets.demand[m, t] for m, own in sets.region.items() if own == region)
                homes = [home for home in sets.homes if sets.region[sets.municipality(home)] == region]
                if everybody:
                    more = (sets.standing(homes, t) - asked) * (1 / everybody)
                    ratios += [more, more * -1]
        return self.program.largest(ratios, whole=False)

    def travel(self) -> Expression:
        sets = self.sets
        return add(
            clients * sets.distance(m, sets.homes[home]["neighbourhood"])
            for (m, home, _), clients in sets.served.items()
        )

    def overspend(self) -> Expression:
        pooled = self.policy.rules["running_budget"].pooled
        return add(self.positive(excess, whole=False) for excess in excesses(self.sets, pooled=pooled))

    def cost(self) -> Expression:
        return add(cost_of(self.sets, home, t) for home in self.sets.homes for t in self.sets.periods)

    def openings(self) -> Expression:
        return add(self.sets.opens.values())
