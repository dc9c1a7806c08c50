"""Which counts of people the goals, measures and rules of a proposal give away (P03)."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.report.people import Figure, Key
from u16opt_models.allocation.checks.goals import contingents, overloaded, short
from u16opt_models.allocation.checks.view import View
from u16opt_models.allocation.reports.bills import paid, total_of
from u16opt_models.allocation.reports.deliveries import SHORT
from u16opt_models.allocation.reports.neighbourhoods import AREA, Pressed, pressures
from u16opt_models.allocation.reports.traits import key

MOVES: Key = ("moves",)

FIGURES: Mapping[str, tuple[Key, ...]] = {
    "clients": (key("clients"),),
    "placed_clients": (key("placed"),),
    "own_municipality": (key("own"), key("away")),
    "own_region": (key("near"), key("far")),
    "mean_distance": (key("networked"),),
}
"""What the figures of the checker rest on, but for `spend`; the others count no people."""


def telling(seen: View) -> dict[Figure, tuple[Key, ...]]:
    """Return the counts behind each goal, measure and rule, and behind the worst place of each rule."""
    everywhere = {(name, None, None): keys for name, keys in {**FIGURES, **_goals(seen)}.items()}
    return everywhere | _places(seen)


def _goals(seen: View) -> dict[str, tuple[Key, ...]]:
    """Return goals, and the rules whose violation is such a goal.

    Weights tell the priorities apart, so where there are several, `unplaced` and `waiting` rest on each; so
    do rates with products.
    """
    priorities = sorted({str(each) for each in seen.groups["priority"]})
    weighed = [key("unplaced", "priority", each) for each in priorities] if len(priorities) > 1 else []
    unplaced = (key("unplaced"), *weighed)
    euro = total_of(paid(seen))
    bought = sorted({each for each in seen.groups["support"] if each})
    over = tuple(_area(seen, *at) for at, amount in overloaded(seen).items() if amount)
    return {
        "unplaced": unplaced,
        "waiting": unplaced,
        "moves": (MOVES,),
        "stability": (MOVES,),
        "shortfall": (_short(seen, None, None),),
        "contingent": (_short(seen, None, None),),
        "worst_shortfall": _worst_shortfall(seen),
        "worst_pressure": tuple(_area(seen, each.code, each.period) for each in _fullest(seen)),
        "overload": over,
        "draagkracht": over,
        "overspend": euro,
        "budget": euro,
        "spend": tuple(key("placed", "support", each) for each in bought),
    }


def _places(seen: View) -> dict[Figure, tuple[Key, ...]]:
    """Return the worst places a rule can have."""
    money: dict[Figure, tuple[Key, ...]] = {("budget", *at): tuple(keys) for at, keys in paid(seen).items()}
    promises = {("contingent", *at): (_short(seen, *at),) for at in contingents(seen)}
    areas = {("draagkracht", *at): (_area(seen, *at),) for at in overloaded(seen)}
    return {**money, **promises, **areas}


def _worst_shortfall(seen: View) -> tuple[Key, ...]:
    """Return the largest contingent among those with the largest share undelivered."""
    promised = {at: lettings for at, lettings in contingents(seen).items() if lettings}
    shares = {at: amount / promised[at] for at, amount in short(seen).items() if at in promised}
    worst = max(shares, key=lambda at: (shares[at], promised[at]), default=None)
    return (_short(seen, *worst),) if worst else ()


def _fullest(seen: View) -> list[Pressed]:
    """Return the largest of the fullest neighbourhoods; a draagkracht of 0 does not count."""
    return [each for each in pressures(seen) if each.pressure < float("inf")][:1]


def _short(seen: View, place: str | None, period: int | None) -> Key:
    return (*SHORT, place, _time(seen, period))


def _area(seen: View, place: str | None, period: int | None) -> Key:
    return (*AREA, place, _time(seen, period))


def _time(seen: View, period: int | None) -> int | None:
    """Return a period as keys name it: None when there is only one."""
    return period if len(seen.instance.periods) > 1 else None
