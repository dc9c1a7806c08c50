"""Rules of the reference solver: what holds exactly under a policy."""

from __future__ import annotations

import math

from support.linear import Expression, add
from support.reference_goals import Goals
from support.reference_money import spend_and_budgets
from support.reference_sets import Sets

from u16opt.policy import Policy

NOTHING = Expression()


def hold_rules(sets: Sets, policy: Policy, goals: Goals) -> None:
    """Add the rows of the facts, and of every rule that is hard."""
    for lot, placed in sets.by(lambda _, lot: lot).items():
        sets.program.at_most_zero(placed - sets.lots[lot]["homes"])
    for name, make in RULES.items():
        if policy.hard(name):
            make(sets, policy, goals)


def mixed_living(sets: Sets, policy: Policy, _: Goals) -> None:
    share = policy.rules["mixed_living"].share
    assert share is not None
    for lot, placed in sets.by(lambda _, lot: lot).items():
        complex_homes = sets.lots[lot]["complex_homes"]
        if complex_homes is not None:
            sets.program.at_most_zero(placed - math.floor(complex_homes * share))


def contingent(sets: Sets, _: Policy, goals: Goals) -> None:
    for _number, less in goals.missing().values():
        sets.program.at_most_zero(less)


def contingent_cap(sets: Sets, policy: Policy, goals: Goals) -> None:
    allowance = policy.rules["contingent_cap"].allowance
    assert allowance is not None
    for _number, less in goals.missing().values():
        sets.program.at_most_zero(less * -1 - allowance)


def draagkracht(sets: Sets, _: Policy, goals: Goals) -> None:
    for limit, load in goals.loads():
        sets.program.at_most_zero(load - limit)


def budget(sets: Sets, policy: Policy, _: Goals) -> None:
    for spend, limit in spend_and_budgets(sets, pooled=policy.rules["budget"].pooled):
        sets.program.at_most_zero(spend - limit)


def max_distance(sets: Sets, policy: Policy, _: Goals) -> None:
    limit = policy.rules["max_distance"].limit
    assert limit is not None
    for (group, lot), x in sets.x.items():
        if sets.groups[group]["network"] and sets.distance(group, lot) > limit:
            sets.program.at_most_zero(x)


def loss_cap(sets: Sets, policy: Policy, _: Goals) -> None:
    limit = policy.rules["loss_cap"].limit
    assert limit is not None
    for group, asks in sets.groups.items():
        if asks["network"]:
            own = {lot: x for (g, lot), x in sets.x.items() if g == group}
            base = nearest_mean(sets, group, list(own)) + limit
            sets.program.at_most_zero(add(x * (sets.distance(group, lot) - base) for lot, x in own.items()))


def nearest_mean(sets: Sets, group: str, lots: list[str]) -> float:
    """Return the mean distance of the group's clients, home by home from the nearest on."""
    homes = [sets.distance(group, lot) for lot in lots for _ in range(sets.lots[lot]["homes"])]
    nearest = sorted(homes)[: sets.groups[group]["clients"]]
    return sum(nearest) / len(nearest) if nearest else 0.0


def stability(sets: Sets, policy: Policy, goals: Goals) -> None:
    limit = policy.rules["stability"].limit
    assert limit is not None
    sets.program.at_most_zero(goals["moves"] - limit)


RULES = {
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
