"""The cheapest change of agreements after which there is a solution, the next cheapest, and so on.

What is found is ruled out, together with all that changes as much everywhere; so every repair that cannot do
with less comes once, the cheapest first. A rule with one number that decides what counts (kilometres) cannot
give beside a row. Such numbers are searched around the rest: box by box, each with the least that anything
in it must cost: what its lowest corner costs, and the cheapest rest at its highest (Land and Doig, 1960).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import ceil

from u16opt.explain.cheapest import Step, Steps, cheapest, cost_of
from u16opt.explain.elastic import Elastic, elastic
from u16opt.explain.giving import by_level, giving_rules, numbers_of
from u16opt.explain.levels import FARTHEST
from u16opt.explain.possible import Possible
from u16opt.explain.rule_instance import Change, RuleInstance, dropping

Levels = tuple[int, ...]


@dataclass(frozen=True)
class Repair:
    """Changes of agreements after which there is a solution, and what they cost together."""

    cost: float
    steps: Steps
    levels: Levels


@dataclass(frozen=True, order=True)
class Box:
    """Numbers of rules from a lowest to a highest corner, and the least that any of them must cost.

    Parameters
    ----------
    out
        Repairs that were ruled out when that was worked out.
    rest
        The cheapest rest at the highest corner.
    """

    bound: float
    low: Levels
    high: Levels
    out: tuple[int, ...] = field(compare=False)
    rest: Steps = field(compare=False)


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
    _boxes: list[Box] = field(default_factory=list)
    _elastic: dict[Levels, Elastic] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ground = self.possible.ground
        formulation, _ = self.possible.written()
        self._numbers = [
            Step(instance, number, float(rule.agreement.wider), 0.0)
            for rule in giving_rules(ground)
            if rule.agreement and by_level(rule.agreement) and rule.agreement.setting
            for instance, number in numbers_of(formulation, rule).items()
        ]
        far = tuple(FARTHEST if each.step > 0 else ceil(each.number) for each in self._numbers)
        self._push((0,) * len(far), far)

    def next(self) -> Repair | None:
        """Return the next repair; None when there is none any more.

        Raises
        ------
        NotKnown
            When time runs out.
        """
        while self._boxes:
            box = heappop(self._boxes)
            if box.out != self._out(box.low):
                self._push(box.low, box.high)
            elif box.low == box.high:
                repair = Repair(box.bound, (*self._stepped(box.low), *box.rest), box.low)
                self.found.append(repair)
                heappush(self._boxes, box)
                return repair
            else:
                self._split(box)
        return None

    def _split(self, box: Box) -> None:
        """Split along the longest side, near the lowest corner: cheap changes are looked at first."""
        widths = [high - low for low, high in zip(box.low, box.high, strict=True)]
        side = widths.index(max(widths))
        low, high = box.low[side], box.high[side]
        middle = 0 if low == 0 else min((low + high) // 2, 2 * low)
        self._push(box.low, _at(box.high, side, middle))
        self._push(_at(box.low, side, middle + 1), box.high)

    def _push(self, low: Levels, high: Levels) -> None:
        """Keep a box, when anything in it can be a repair."""
        out = self._out(low)
        if high not in self._elastic:
            changes = [each.change for each in self._stepped(high)]
            self._elastic[high] = elastic(self.possible, changes)
        ways = [
            tuple(step for step in self.found[each].steps if step.instance not in self._own) for each in out
        ]
        rest = cheapest(self.possible, self._elastic[high], self.cost, ways)
        if rest is not None:
            bound = cost_of((*self._stepped(low), *rest), self.cost)
            heappush(self._boxes, Box(bound, low, high, out, rest))

    def _out(self, low: Levels) -> tuple[int, ...]:
        """Return the repairs that every number in a box goes as far as."""
        return tuple(
            index
            for index, repair in enumerate(self.found)
            if all(own <= each for own, each in zip(repair.levels, low, strict=True))
        )

    def _stepped(self, levels: Levels) -> Steps:
        pairs = zip(self._numbers, levels, strict=True)
        return tuple(replace(each, steps=float(level)) for each, level in pairs if level)

    @property
    def _own(self) -> frozenset[RuleInstance]:
        return frozenset(each.instance for each in self._numbers)


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
