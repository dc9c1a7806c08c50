"""The agreements of `allocation` one by one, read from the tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator

from support.agreed_rules import NOTHING, Agreement, Changed, Linear, Written
from support.linear import Expression, Program, add
from support.reference_goals import Goals
from support.reference_money import spend_and_budgets
from support.reference_rules import nearest_mean
from support.reference_sets import Sets

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

Also = Callable[[Sets], None]


def reading(instance: Instance, policy: Policy, also: Also | None = None) -> Linear:
    """Return every hard agreement of an instance; `also` adds rows of its own."""
    program = Program()
    sets = Sets(instance, program)
    goals = Goals(sets, policy)
    for lot, placed in sets.by(lambda _, lot: lot).items():
        program.at_most_zero(placed - sets.lots[lot]["homes"])
    if also:
        also(sets)
    found: dict[Agreement, Written] = {}
    for name, make in RULES.items():
        if policy.hard(name):
            found |= dict(make(sets, policy, goals))
    return Linear(program, found)


Rules = Iterator[tuple[Agreement, Written]]


def mixed_living(sets: Sets, policy: Policy, _: Goals) -> Rules:
    share, placed = policy.rules["mixed_living"].share, sets.by(lambda _, lot: lot)
    assert share is not None
    for lot, row in sets.lots.items():
        if row["complex_homes"] is not None:
            number = math.floor(row["complex_homes"] * share)
            amounts = range(1, max(0, row["homes"] - number) + 1)
            yield ("mixed_living", lot, None), at_most(placed.get(lot, NOTHING), number, amounts)


def contingent(_sets: Sets, _: Policy, goals: Goals) -> Rules:
    for (place, period), (number, less) in goals.missing().items():
        lettings = Expression(constant=number) - less

        def rows(lowest: float, _: Changed, lettings: Expression = lettings) -> list[Expression]:
            return [Expression(constant=lowest) - lettings]

        yield ("contingent", place, period), Written(rows, number, -1, tuple(range(1, number + 1)))


def contingent_cap(sets: Sets, policy: Policy, goals: Goals) -> Rules:
    allowance = policy.rules["contingent_cap"].allowance
    assert allowance is not None
    for (place, period), (number, less) in goals.missing().items():
        lettings, promise = Expression(constant=number) - less, ("contingent", place, period)

        def rows(
            most: float, changed: Changed, lettings: Expression = lettings, promise: Agreement = promise
        ) -> list[Expression]:
            return [lettings - (most - changed.get(promise, 0))]

        amounts = tuple(range(1, len(sets.groups) + 5))
        yield ("contingent_cap", place, period), Written(rows, number + allowance, 1, amounts)


def draagkracht(sets: Sets, _: Policy, _goals: Goals) -> Rules:
    limits = {row["code"]: row["draagkracht"] for row in sets.instance["neighbourhoods"].rows()}
    for (place, period), load in sets.by_neighbourhood().items():
        if limits[place] is not None:
            yield ("draagkracht", place, period), at_most(load, limits[place], range(1, 13))


def budget(sets: Sets, policy: Policy, _: Goals) -> Rules:
    pooled = policy.rules["budget"].pooled
    for name, (spend, limit) in named_budgets(sets, pooled=pooled):
        yield ("budget", *name), at_most(spend, limit, (), 10_000.0, money=True)


def named_budgets(
    sets: Sets, *, pooled: bool
) -> Iterator[tuple[tuple[str | None, int], tuple[Expression, float]]]:
    """Yield budgets with the place and period of each, in the order of the table."""
    rows = [row for row in sets.instance["budgets"].rows() if row["model"] in ("", "allocation")]
    names = dict.fromkeys((None if pooled else row["municipality"], row["period"]) for row in rows)
    yield from zip(names, spend_and_budgets(sets, pooled=pooled), strict=True)


def max_distance(sets: Sets, policy: Policy, _: Goals) -> Rules:
    limit = policy.rules["max_distance"].limit
    assert limit is not None
    far = {pair: sets.distance(*pair) for pair in sets.x if sets.groups[pair[0]]["network"]}

    def rows(most: float, _: Changed) -> list[Expression]:
        return [sets.x[pair] for pair, km in far.items() if km > most]

    amounts = sorted({math.ceil(km - limit) for km in far.values() if km > limit})
    yield ("max_distance", None, None), Written(rows, limit, 1, tuple(amounts))


def loss_cap(sets: Sets, policy: Policy, _: Goals) -> Rules:
    limit = policy.rules["loss_cap"].limit
    assert limit is not None

    def rows(most: float, _: Changed) -> Iterator[Expression]:
        for group, asks in sets.groups.items():
            if asks["network"]:
                own = {lot: x for (g, lot), x in sets.x.items() if g == group}
                base = nearest_mean(sets, group, list(own)) + most
                yield add(x * (sets.distance(group, lot) - base) for lot, x in own.items())

    yield ("loss_cap", None, None), Written(rows, limit, 1, tuple(range(1, 41)))


def stability(_: Sets, policy: Policy, goals: Goals) -> Rules:
    limit = policy.rules["stability"].limit
    assert limit is not None
    yield ("stability", None, None), at_most(goals["moves"], limit, range(1, 13))


def at_most(
    total: Expression, number: float, amounts: Collection[int], step: float = 1.0, *, money: bool = False
) -> Written:
    """Return an agreement that holds a total to a number."""
    return Written(lambda most, _: [total - most], number, step, tuple(amounts), money)


RULES: dict[str, Callable[[Sets, Policy, Goals], Rules]] = {
    rule.__name__: rule
    for rule in (
        mixed_living,
        contingent,
        contingent_cap,
        draagkracht,
        budget,
        max_distance,
        loss_cap,
        stability,
    )
}
