"""Goals of the reference solver, as expressions over its decisions."""

from __future__ import annotations

from collections.abc import Callable

from support import in_order
from support.linear import Expression, add
from support.reference_money import spend_and_budgets
from support.reference_sets import Sets

from u16opt.policy import Policy

NOTHING = Expression()


class Goals(in_order.Goals):
    """Every goal of `allocation`."""

    def __init__(self, sets: Sets, policy: Policy) -> None:
        super().__init__(sets.program)
        self.sets, self.policy = sets, policy

    def sum_pairs(self, factor: Callable[[str, str], float]) -> Expression:
        """Return the sum over all pairs of clients times a factor."""
        return add(x * factor(*pair) for pair, x in self.sets.x.items())

    def unplaced(self) -> Expression:
        return add(left * self.sets.groups[g]["priority"] for g, left in self.sets.unplaced.items())

    def misfit(self) -> Expression:
        def points(group: str, lot: str) -> int:
            kinds, home = self.sets.groups[group]["kinds"], self.sets.lots[lot]
            rank = kinds.index(home["kind"]) if home["kind"] in kinds else len(kinds)
            return int(rank) + int(home["form"] == "temporary")

        return self.sum_pairs(points)

    def missing(self) -> dict[tuple[str, int], tuple[int, Expression]]:
        """Return per municipality and period the contingent, and it less the lettings."""
        found = self.sets.by_municipality()
        promised = {
            (row["municipality"], row["period"]): row["lettings"]
            for row in self.sets.instance["contingents"].rows()
        }
        return {
            key: (number, Expression(constant=number) - found.get(key, NOTHING))
            for key, number in promised.items()
        }

    def worst_shortfall(self) -> Expression:
        ratios = [less * (1 / number) for number, less in self.missing().values() if number > 0]
        return self.program.largest([NOTHING, *ratios], whole=False)

    def shortfall(self) -> Expression:
        return add(self.positive(less) for _, less in self.missing().values())

    def away(self) -> Expression:
        def steps(group: str, lot: str) -> int:
            origin, host = self.sets.groups[group]["origin"], self.sets.municipality(lot)
            if origin in ("elsewhere", host):
                return 0
            return 1 if self.sets.region[origin] == self.sets.region[host] else 2

        return self.sum_pairs(steps)

    def distance(self) -> Expression:
        return self.sum_pairs(self.sets.distance)

    def loads(self) -> list[tuple[int, Expression]]:
        """Return the draagkracht and the placements of each neighbourhood with a limit, for each period."""
        limits = {row["code"]: row["draagkracht"] for row in self.sets.instance["neighbourhoods"].rows()}
        found = self.sets.by_neighbourhood()
        return [(limits[code], load) for (code, _), load in found.items() if limits[code] is not None]

    def overload(self) -> Expression:
        return add(self.positive(load - limit) for limit, load in self.loads())

    def worst_pressure(self) -> Expression:
        ratios = [load * (1 / limit) for limit, load in self.loads() if limit > 0]
        return self.program.largest([NOTHING, *ratios], whole=False)

    def overspend(self) -> Expression:
        pooled = self.policy.rules["budget"].pooled
        rows = spend_and_budgets(self.sets, pooled=pooled)
        return add(self.positive(spend - budget, whole=False) for spend, budget in rows)

    def waiting(self) -> Expression:
        groups, lots, step = self.sets.groups, self.sets.lots, self.sets.step
        first = {group: step[row["first_period"]] for group, row in groups.items()}
        housed = self.sum_pairs(lambda g, lot: groups[g]["priority"] * (step[lots[lot]["period"]] - first[g]))
        never = self.sets.unplaced.items()
        return housed + add(left * (groups[g]["priority"] * (len(step) - first[g])) for g, left in never)

    def moves(self) -> Expression:
        rows = list(self.sets.instance["previous"].rows())
        if not rows:
            return NOTHING
        before = {(row["group"], row["lot"]): row["clients"] for row in rows}
        parts = [
            self.sets.x.get(pair, NOTHING) - before.get(pair, 0)
            for pair in sorted(before.keys() | self.sets.x.keys())
        ]
        for group, left in self.sets.unplaced.items():
            housed = sum(clients for (g, _), clients in before.items() if g == group)
            parts.append(left - max(0, self.sets.groups[group]["clients"] - housed))
        return add(self.program.largest([part, part * -1], whole=True) * 0.5 for part in parts)
