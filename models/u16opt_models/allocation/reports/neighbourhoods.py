"""The neighbourhoods nearest their draagkracht (A08, C15)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from u16opt.report.numbers import Year
from u16opt.report.people import Key, People, ReportSection, housed, together
from u16opt.texts import Text
from u16opt_models.allocation.checks.goals import strength
from u16opt_models.allocation.checks.view import View
from u16opt_models.reports.grids import Frame, cumulated
from u16opt_models.reports.words import CODE, MUNICIPALITY, NEIGHBOURHOOD, PERCENT, YEAR

SHOWN = 10
PLACEMENTS = Text("plaatsingen", "placements")
AREA: Key = housed("neighbourhoods", None, None)[:2]
TOWN: Key = housed("municipalities", None, None)[:2]


class Pressed(NamedTuple):
    """A neighbourhood in a period: placements, and placements / draagkracht (infinite above 0)."""

    pressure: float
    clients: int
    code: str
    period: int


def neighbourhoods_section(seen: View) -> ReportSection:
    """Return the ten highest placements / draagkracht, highest first, of neighbourhoods with placements."""
    pressed = pressures(seen)[:SHOWN]
    frame, people = _people(seen)
    yearly = bool(frame.years)
    labels = 4 if yearly else 3
    resting: dict[tuple[int, int], tuple[Key, ...]] = {}
    for row, each in enumerate(pressed):
        key = ((*AREA, each.code, frame.time(each.period)),)
        resting |= {(row, labels): key, (row, labels + 2): key}
    return ReportSection(
        "neighbourhoods",
        Text("Wijken het dichtst bij hun draagkracht", "Neighbourhoods nearest their draagkracht"),
        (
            NEIGHBOURHOOD,
            CODE,
            MUNICIPALITY,
            *((YEAR,) if yearly else ()),
            Text("Plaatsingen", "Placements"),
            Text("Draagkracht", "Draagkracht"),
            Text("Druk (%)", "Pressure (%)"),
        ),
        tuple(_row(seen, each, yearly) for each in pressed),
        Text(
            "Draagkracht: plaatsingen die een wijk in een jaar kan dragen. Druk: plaatsingen gedeeld door "
            "draagkracht. Ten hoogste tien wijken; wijken zonder draagkracht tellen niet mee.",
            "Draagkracht: placements a neighbourhood can carry in a year. Pressure: placements divided by "
            "draagkracht. At most ten neighbourhoods; those without a draagkracht do not count.",
        ),
        labels=labels,
        units=(*(None,) * labels, PLACEMENTS, PLACEMENTS, PERCENT),
        people=people,
        cells=resting,
        chosen=True,
    )


def pressures(seen: View) -> list[Pressed]:
    """Return every neighbourhood and period with placements and a draagkracht, the fullest first."""
    limits = strength(seen)
    found = [
        Pressed(clients / limits[place] if limits[place] else math.inf, clients, *place)
        for place, clients in seen.clients_by("neighbourhood", "period").items()
        if place in limits
    ]
    return sorted(found, key=lambda each: (-each.pressure, -each.clients, each.code, each.period))


def _row(seen: View, each: Pressed, yearly: bool) -> tuple[Any, ...]:
    places, municipalities = seen.instance["neighbourhoods"], seen.instance["municipalities"]
    number = places["code"].index(each.code)
    town = municipalities["code"].index(places["municipality"][number])
    return (
        places["name"][number],
        each.code,
        municipalities["name"][town],
        *((Year(each.period),) if yearly else ()),
        each.clients,
        places["draagkracht"][number],
        100 * each.pressure if math.isfinite(each.pressure) else "",
    )


def _people(seen: View) -> tuple[Frame, People]:
    """Return the placements of all neighbourhoods, which add up to those of their municipalities."""
    places, periods = seen.instance["neighbourhoods"], seen.instance.periods
    frame = Frame(places["code"], periods if len(periods) > 1 else ())
    totals = cumulated(seen.clients_by("neighbourhood", "period"))
    counted = frame.people(AREA, totals, overall=False)
    members: dict[str, list[str]] = {code: [] for code in seen.instance["municipalities"]["code"]}
    for code, town in zip(places["code"], places["municipality"], strict=True):
        members[town].append(code)
    sums = tuple(
        ((*TOWN, town, time), tuple((*AREA, code, time) for code in codes))
        for town, codes in members.items()
        for time in frame.times
    )
    return frame, together((counted, People(sums=sums, ranges=_ranges(seen, frame, counted.counts))))


def _ranges(seen: View, frame: Frame, counts: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    """Return what a hard draagkracht tells: no neighbourhood has more placements in a period."""
    if not seen.policy.hard("draagkracht"):
        return {}
    limits: dict[Key, tuple[int, int]] = {
        (*AREA, code, frame.time(period or 0)): (0, limit) for (code, period), limit in strength(seen).items()
    }
    return {key: most for key, most in limits.items() if key in counts}
