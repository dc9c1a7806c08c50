"""Every proposal that is nearly as good, one by one; and who is where in a proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from support import brute_force
from support.in_order import NOISE, value_of
from support.naive_goals import goals_of, unplaced_of
from support.naive_world import World
from support.recalibration import enumeration
from support.recalibration.case import Recalibration
from support.spread import brute_force as every_plan
from support.spread.naive_goals import goals_of as goals_of_plan
from support.spread.naive_world import World as SpreadWorld

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

Key = tuple[str, int | None, str | None]
Limits = Mapping[str, float]


@dataclass(frozen=True)
class Sample:
    """A proposal, whatever its model.

    Parameters
    ----------
    seats
        Clients by group, year (where a model looks at each by itself) and place; None for no place.
    carried
        What each municipality and neighbourhood carries, by code and year.
    """

    seats: Mapping[Key, int]
    carried: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def total(self, code: str, period: int | None) -> int:
        """Return what a place carries in a year; None for all years."""
        return sum(n for (place, year), n in self.carried.items() if place == code and period in (None, year))


def limits_of(policy: Policy, values: Mapping[str, float], room: Mapping[str, float]) -> dict[str, float]:
    """Return what each entry may be at most: its value and its room, 1 % of it where none is given."""
    names = ["+".join(entry) for entry in policy.order]
    return {name: values[name] + room.get(name, 0.01 * abs(values[name])) for name in names}


def placements_near(instance: Instance, policy: Policy, limits: Limits) -> list[Sample]:
    """Return every allowed placement of an instance of `allocation` within limits."""
    world = World(instance)
    return [
        _placed(world, each)
        for each in brute_force.placements_of(world)
        if brute_force.is_allowed(world, policy, each)
        and _within(goals_of(world, policy, each), policy, limits)
    ]


def _placed(world: World, placements: Mapping[tuple[str, str], int]) -> Sample:
    carried = Counter[tuple[str, int]]()
    for (_, lot), clients in placements.items():
        for code in (world.host(lot), world.lots[lot]["neighbourhood"]):
            carried[code, world.lots[lot]["period"]] += clients
    seats: dict[Key, int] = {(group, None, lot): n for (group, lot), n in placements.items()}
    left = {(group, None, None): n for group, n in unplaced_of(world, dict(placements)).items()}
    return Sample({key: n for key, n in {**seats, **left}.items() if n}, carried)


def plans_near(instance: Instance, policy: Policy, limits: Limits) -> list[Sample]:
    """Return every allowed plan of an instance of `spread` within limits."""
    world = SpreadWorld(instance)
    return [
        _planned(world, each)
        for each in every_plan.plans_of(world)
        if every_plan.is_allowed(world, policy, each)
        and _within(goals_of_plan(world, policy, each), policy, limits)
    ]


def _planned(world: SpreadWorld, plan: Any) -> Sample:
    carried = Counter[tuple[str, int]]()
    for (home, period), places in plan.places.items():
        for code in (world.host(home), world.homes[home]["neighbourhood"]):
            carried[code, period] += places
    seats: dict[Key, int] = {(m, t, home): n for (m, home, t), n in plan.served.items()}
    for m in world.municipalities:
        for t in world.periods:
            served = sum(n for (origin, _, year), n in plan.served.items() if (origin, year) == (m, t))
            seats[m, t, None] = world.demand(m, t) - served
    return Sample({key: n for key, n in seats.items() if n}, carried)


def lettings_near(question: Recalibration, policy: Policy, limits: Limits) -> list[Sample]:
    """Return every allowed recalibration within limits."""
    found = []
    for each in enumeration.allowed(question):
        goals = {name: float(goal(question, each)) for name, goal in enumeration.GOALS.items()}
        if _within(goals, policy, limits):
            by_town = {town.code: n for town, n in zip(question.towns, each, strict=True)}
            found.append(
                Sample({("", None, code): n for code, n in by_town.items() if n}, _yearless(by_town))
            )
    return found


def _yearless(numbers: Mapping[str, int]) -> dict[tuple[str, int], int]:
    return {(code, 0): number for code, number in numbers.items()}


def _within(goals: Mapping[str, Any], policy: Policy, limits: Limits) -> bool:
    return all(
        value_of(goals, policy, entry) <= limits[name] + 100 * NOISE * max(1.0, abs(limits[name]))
        for entry in policy.order
        for name in ("+".join(entry),)
    )


def seats_in(document: Mapping[str, Any]) -> dict[Key, int]:
    """Return who is where in a proposal, as its file says it."""
    rows: Iterator[tuple[Key, int]] = _rows(document)
    return {key: n for key, n in rows if n}


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[Key, int]]:
    for row in document.get("placements", []):
        yield (row["group"], None, row["lot"]), row["clients"]
    for row in document.get("unplaced", []):
        yield (row["group"], None, None), row["clients"]
    for row in document.get("served", []):
        yield (row["municipality"], row["period"], row["location"]), row["clients"]
    for row in document["unmet"] if "served" in document else []:
        yield (row["municipality"], row["period"], None), row["clients"]
    for row in document.get("contingents", []):
        yield ("", None, row["municipality"]), row["lettings"]


def distance(one: Mapping[Key, int], other: Mapping[Key, int]) -> int:
    """Return how many clients are elsewhere: half of all differences."""
    return sum(abs(one.get(key, 0) - other.get(key, 0)) for key in {*one, *other}) // 2


def reused(seats: Mapping[Key, int], earlier: Sequence[Mapping[Key, int]]) -> int:
    """Return how many clients are where some of their group are in an earlier proposal."""
    return sum(n for key, n in seats.items() if any(each.get(key) for each in earlier))


def assert_as_different_as_can_be(
    samples: Iterable[Sample],
    current: Mapping[Key, int],
    alternatives: Sequence[Mapping[Key, int]],
    *,
    asked: int,
    by_place: bool,
) -> str:
    """Assert that each alternative differs from all before as much as any could; return how it ended.

    Parameters
    ----------
    samples
        Every proposal that is nearly as good.
    by_place
        Whether few clients in used places come first.
    """
    every, earlier = [dict(each.seats) for each in samples], [dict(current)]
    assert any(not distance(current, each) for each in every), "the proposal itself is nearly as good"
    everybody, way = sum(current.values()), ""
    for each in alternatives:
        least = min(reused(other, earlier) for other in every)
        assert any(not distance(each, other) for other in every), "an alternative is nearly as good"
        if by_place and least < everybody:
            way = "new places"
            assert reused(each, earlier) == least
        else:
            way = "other numbers"
            farthest = max(nearest(other, earlier) for other in every)
            assert nearest(each, earlier) == farthest
        assert nearest(each, earlier) > 0
        earlier.append(dict(each))
    if len(alternatives) == asked:
        return way
    assert max(nearest(other, earlier) for other in every) == 0
    return "none left" if alternatives else "none"


def nearest(seats: Mapping[Key, int], earlier: Sequence[Mapping[Key, int]]) -> int:
    """Return the distance to the earlier proposal that is nearest."""
    return min(distance(seats, each) for each in earlier)


Near = Callable[[Instance, Policy, Limits], list[Sample]]
