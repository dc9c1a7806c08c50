"""The cheapest change of agreements after which there is a solution, the next cheapest, and so on.

What is left after a repair is cut into regions, in each of which one of its changes is smaller; the region
with the least cost gives the next one (Lawler, 1972). So every repair that cannot do with less comes once,
the cheapest first. A rule with one number that decides what counts (kilometres) cannot give beside a row:
regions have a lowest and a highest such number, and cost at least what the lowest does, and the cheapest rest
at the highest (Land and Doig, 1960).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import ceil

from u16opt.explaining.conflicts.possible import Possible
from u16opt.explaining.repairs.cheapest import Step, Steps, Within, cheapest, cost_of
from u16opt.explaining.repairs.elastic import Elastic, elastic
from u16opt.explaining.repairs.giving import by_level, giving_rules, numbers_of
from u16opt.explaining.repairs.levels import FARTHEST
from u16opt.explaining.rule_instance import Change, dropping

Levels = tuple[int, ...]


@dataclass(frozen=True)
class Repair:
    """Changes of agreements after which there is a solution.

    Parameters
    ----------
    cost
        What they cost together.
    levels, rest
        Changes of rules with one number that decides what counts, and all others.
    """

    cost: float
    levels: Levels
    steps: Steps
    rest: Steps

    def within(self, low: Levels, steps: Steps) -> bool:
        """Return whether other changes go as far everywhere; money counts as touched or not."""
        other = {each.key: each for each in steps}
        return all(own <= each for own, each in zip(self.levels, low, strict=True)) and all(
            each.key in other and (not each.whole or each.steps <= other[each.key].steps)
            for each in self.rest
        )


@dataclass(frozen=True, order=True)
class Region:
    """Changes that are still to be looked at.

    Parameters
    ----------
    bound
        The least that any of them must cost.
    open
        Whether the cheapest rest at the highest numbers still has to be worked out.
    serial
        Who came first.
    """

    bound: float
    open: bool
    serial: int
    low: Levels = field(compare=False)
    high: Levels = field(compare=False)
    limits: Within = field(compare=False)
    rest: Steps = field(compare=False, default=())


@dataclass
class Repairs:
    """All repairs, one after another.

    Parameters
    ----------
    cost
        By rule, what one step counts for.
    """

    possible: Possible
    cost: Mapping[str, float]
    found: list[Repair] = field(default_factory=list)
    _regions: list[Region] = field(default_factory=list)
    _elastic: dict[Levels, Elastic] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        formulation, _ = self.possible.written()
        self._numbers = [
            Step(instance, number, float(rule.agreement.wider), 0.0)
            for rule in giving_rules(self.possible.ground)
            if rule.agreement and by_level(rule.agreement) and rule.agreement.setting
            for instance, number in numbers_of(formulation, rule).items()
        ]
        far = tuple(FARTHEST if each.step > 0 else ceil(each.number) for each in self._numbers)
        self._push(Region(0.0, True, 0, (0,) * len(far), far, {}))

    def next(self) -> Repair | None:
        """Return the next repair; None when there is none any more.

        Raises
        ------
        NotKnown
            When time runs out.
        """
        while self._regions:
            region = heappop(self._regions)
            if region.open:
                self._work_out(region)
            elif past := next((each for each in self.found if each.within(region.low, region.rest)), None):
                self._cut(region, past.rest)
            elif region.low != region.high:
                self._split(region)
            else:
                steps = (*self._stepped(region.low), *region.rest)
                self.found.append(Repair(region.bound, region.low, steps, region.rest))
                self._cut(region, region.rest)
                return self.found[-1]
        return None

    def _push(self, region: Region) -> None:
        self._count += 1
        heappush(self._regions, replace(region, serial=self._count))

    def _work_out(self, region: Region) -> None:
        """Find the cheapest rest at the highest numbers, if there is any."""
        if region.high not in self._elastic:
            changes = [each.change for each in self._stepped(region.high)]
            self._elastic[region.high] = elastic(self.possible, changes)
        rest = cheapest(self.possible, self._elastic[region.high], self.cost, region.limits)
        if rest is not None:
            bound = cost_of((*self._stepped(region.low), *rest), self.cost)
            self._push(replace(region, bound=max(bound, region.bound), open=False, rest=rest))

    def _cut(self, region: Region, steps: Steps) -> None:
        """Keep of a region what does less in one of some steps, and as much in those before it."""
        limits = dict(region.limits)
        gives = {give.key: give for give in self._elastic[region.high].gives}
        for step in steps:
            least, most = limits.get(step.key, (0.0, gives[step.key].most))
            fewer = step.steps - 1 if step.whole else 0.0
            if fewer >= least:
                inner = {**limits, step.key: (least, min(most, fewer))}
                self._push(replace(region, open=True, limits=inner, rest=()))
            if step.whole:
                limits[step.key] = (max(least, step.steps), most)

    def _split(self, region: Region) -> None:
        """Split along the longest side, near the lowest numbers: cheap changes are looked at first."""
        widths = [high - low for low, high in zip(region.low, region.high, strict=True)]
        side = widths.index(max(widths))
        low, high = region.low[side], region.high[side]
        middle = 0 if low == 0 else min((low + high) // 2, 2 * low)
        self._push(replace(region, open=True, high=_at(region.high, side, middle), rest=()))
        later = _at(region.low, side, middle + 1)
        bound = cost_of((*self._stepped(later), *region.rest), self.cost)
        self._push(replace(region, bound=bound, low=later))

    def _stepped(self, levels: Levels) -> Steps:
        pairs = zip(self._numbers, levels, strict=True)
        return tuple(replace(each, steps=float(level)) for each, level in pairs if level)


def _at(corner: Levels, side: int, level: int) -> Levels:
    return (*corner[:side], level, *corner[side + 1 :])


def widest(possible: Possible) -> list[Change]:
    """Return the changes that widen every number as far as it goes: most then say nothing any more."""
    formulation, _ = possible.written()
    found = []
    for rule in giving_rules(possible.ground):
        assert rule.agreement is not None
        for instance in numbers_of(formulation, rule):
            far = Change(instance, by=float(rule.agreement.wider * FARTHEST))
            found.append(far if by_level(rule.agreement) else dropping(instance))
    return found
