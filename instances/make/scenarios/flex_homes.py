"""The scenario with the flexible homes of the living lab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

ASKING = 3
"""One in so many residents asks support (L02): so many times fewer homes are for this group."""

KINDS = ("studio", "tweekamer")
"""Small and cheap homes (A11), one kind a complex by turns. Made up."""


@dataclass(frozen=True)
class Plan:
    """How many homes, in complexes of how many, are built in how many years."""

    homes: int
    complex_homes: int
    years: int


PLANS = {"tiny": Plan(12, 6, 2)}
PLAN = Plan(900, 30, 5)
"""900 homes in a plan of five years (L01). The size of a complex and an equal part a year are made up."""


def plan_for(ground: Ground) -> Plan:
    """Return the plan an instance is large enough for."""
    return PLANS.get(ground.name, PLAN)


def flex_homes(ground: Ground) -> Scenario:
    """Return the scenario with the homes and without their funding."""
    plan = plan_for(ground)
    note = (
        f"{plan.homes} flexwoningen in {plan.years} jaar (L01), in complexen van {plan.complex_homes}, "
        "een derde voor deze groep (L02). De plekken en de verdeling over de jaren zijn verzonnen."
    )
    return Scenario(
        "flexwoningen",
        f"{counted(ground, plan)}, een derde voor deze groep, zonder geld voor begeleiding",
        f"""
        Reading: the {plan.homes} flexible homes of the living lab come (L01), quickly and in city and region
        alike (L03), as mixed complexes in which one third of the residents asks support and two thirds give
        it (L02): {plan.homes // ASKING} homes for this group. There is no more money to support those who
        live there: the funding that the papers call crucial (L04) stays away. Without the homes it is the
        instance itself.

        Synthetic: places (in proportion to the lettings promised, where draagkracht leaves most room), size
        of a complex ({plan.complex_homes}), kinds, and an equal part in each of {plan.years} years; years
        outside the periods of the instance are left out.
        """,
        changes=[Change("supply", "insert", _lots(ground, plan)), *ground.noted("supply", ["*"], note)],
    )


def counted(ground: Ground, plan: Plan) -> str:
    """Return the homes in words: those of the plan that are built within the periods."""
    built = plan.complex_homes * len(list(_built(ground, plan)))
    return ("" if built == plan.homes else f"De eerste {built} van ") + f"{plan.homes} flexwoningen"


def _lots(ground: Ground, plan: Plan) -> list[dict[str, Any]]:
    places = _neighbourhoods(ground)
    return [
        _lot(f"flex-{number:02}", next(places), year, KINDS[number % len(KINDS)], plan)
        for year, number in _built(ground, plan)
    ]


def _built(ground: Ground, plan: Plan) -> Iterator[tuple[int, int]]:
    """Yield the year and the number of every complex: an equal part in each year of the plan."""
    a_year = plan.homes // plan.complex_homes // plan.years
    for year in ground.years[: plan.years]:
        first = (year - ground.years[0]) * a_year
        yield from ((year, first + number + 1) for number in range(a_year))


def _lot(lot: str, neighbourhood: str, year: int, kind: str, plan: Plan) -> dict[str, Any]:
    return {
        "lot": lot,
        "neighbourhood": neighbourhood,
        "period": year,
        "kind": kind,
        "form": "temporary",
        "homes": plan.complex_homes // ASKING,
        "complex_homes": plan.complex_homes,
        "owner": "Living Lab",
    }


def _neighbourhoods(ground: Ground) -> Iterator[str]:
    """Yield where each next complex comes: region and municipality by promise, roomiest places by turns."""
    promised = ground.sums("contingents", "municipality", "lettings", period=ground.years[0])
    region = {row["code"]: row["region"] for row in ground.municipalities if row["code"] in promised}
    regions: Counter[str] = Counter()
    for code, lettings in promised.items():
        regions[region[code]] += lettings
    roomy = {code: _roomy(ground, code) for code in promised}
    built: Counter[str] = Counter()
    while True:
        at = _next(regions, built)
        code = _next({each: promised[each] for each in promised if region[each] == at}, built)
        yield roomy[code][built[code] % len(roomy[code])]
        built.update((at, code))


def _next(promised: Mapping[str, int], built: Mapping[str, int]) -> str:
    """Return who is furthest behind its promise; among equals the smaller code."""
    return min(promised, key=lambda each: ((built[each] + 0.5) / promised[each], each))


def _roomy(ground: Ground, municipality: str) -> Sequence[str]:
    """Return the neighbourhoods of a municipality, those first that can carry most more than is offered."""
    offered = ground.sums("supply", "neighbourhood", "homes")
    room = {
        row["code"]: float(row["draagkracht"] or inf) - offered[row["code"]] / len(ground.years)
        for row in ground.tables["neighbourhoods"]
        if row["municipality"] == municipality
    }
    return sorted(room, key=lambda code: (-room[code], code))
