"""Per municipality: what was promised, what is delivered, and to whom (C01-C03, C11, A01, A06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.report.numbers import Year
from u16opt.report.people import Key, People, ReportSection
from u16opt.texts import Text
from u16opt_models.allocation.checks.view import View
from u16opt_models.allocation.reports.deliveries import (
    HOUSED,
    INCOMING,
    NETWORKED,
    OWN,
    SHORT,
    Deliveries,
)
from u16opt_models.reports.words import CLIENTS, CODE, KM, LETTINGS, MUNICIPALITY, TOTAL, YEAR

_HEADINGS = (
    Text("Toegezegd", "Promised"),
    Text("Geleverd", "Delivered"),
    Text("Tekort", "Shortfall"),
    Text("Waarvan geen woning", "Of which no home"),
    Text("Uit eigen gemeente", "Own people"),
    Text("Van elders", "From elsewhere"),
    Text("Afstand netwerk (km)", "Distance to network (km)"),
)
_UNITS = (LETTINGS, LETTINGS, LETTINGS, LETTINGS, CLIENTS, CLIENTS, KM)
_NUMBERS = ("promised", "delivered", "short", "bare", "own", "incoming")
_KEYS: tuple[Key | None, ...] = (None, HOUSED, SHORT, HOUSED, OWN, INCOMING, NETWORKED)
"""What each number gives away; with too few homes on offer known, a full municipality would be as well."""

_BARE = 3
"""The column of lettings without a home; 0 there gives nothing away."""

NOTE = Text(
    "Toegezegd: het contingent. Waarvan geen woning: het deel van het tekort waarvoor daar te weinig "
    "woningen zijn aangeboden. Afstand netwerk: gemiddeld over de cliënten die daar wonen en een netwerk "
    "hebben.",
    "Promised: the contingent. Of which no home: the part of the shortfall for which too few homes were "
    "offered there. Distance to network: the mean over the clients who live there and have a network.",
)

Place = tuple[str | None, int | None]


def municipality_sections(seen: View) -> tuple[ReportSection, ...]:
    """Return the municipalities over all periods and, when there are several periods, year by year."""
    made = Deliveries(seen)
    names = dict(_named(seen))
    places = [*sorted(names, key=lambda code: (names[code].casefold(), code)), None]
    whole = _section(
        "municipalities",
        Text("Gemeenten", "Municipalities"),
        made,
        names,
        [(place, None) for place in places],
        made.people(),
    )
    if not made.frame.years:
        return (whole,)
    cells = [(place, year) for place in places for year in made.frame.years]
    title = Text("Gemeenten per jaar", "Municipalities by year")
    return whole, _section("municipalities_by_year", title, made, names, cells, People())


def _named(seen: View) -> Sequence[tuple[str, str]]:
    table = seen.instance["municipalities"]
    return list(zip(table["code"], table["name"], strict=True))


def _section(
    name: str, title: Text, made: Deliveries, names: dict[str, str], places: Sequence[Place], people: People
) -> ReportSection:
    yearly = any(time is not None for _, time in places)
    labels = 3 if yearly else 2
    rows = tuple(_row(made, names, *place, yearly=yearly) for place in places)
    resting = {
        (row, labels + column): ((*key, *place),)
        for row, place in enumerate(places)
        for column, key in enumerate(_KEYS)
        if key is not None and (column != _BARE or rows[row][labels + column])
    }
    return ReportSection(
        name,
        title,
        (MUNICIPALITY, CODE, *((YEAR,) if yearly else ()), *_HEADINGS),
        rows,
        NOTE,
        labels=labels,
        units=(*(None,) * labels, *_UNITS),
        people=people,
        cells=resting,
    )


def _row(
    made: Deliveries, names: dict[str, str], code: str | None, time: int | None, *, yearly: bool
) -> tuple[Any, ...]:
    label: tuple[Any, ...] = (TOTAL, "") if code is None else (names[code], code)
    year = (Year(time or 0),) if yearly else ()
    counts = tuple(int(made.number(name, code, time)) for name in _NUMBERS)
    networked = made.number("networked", code, time)
    distance = made.number("kilometres", code, time) / networked if networked else ""
    return (*label, *year, *counts, distance)
