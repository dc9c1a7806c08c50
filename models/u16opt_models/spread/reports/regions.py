"""Per Wmo-region and year: who asks, what places there are, who has none (B02, B04, B07, B09)."""

from __future__ import annotations

from typing import Any

from u16opt.report.numbers import Year
from u16opt.report.people import Key, People, ReportSection
from u16opt.texts import Text
from u16opt_models.reports.words import CLIENTS, PLACES, REGION, YEAR
from u16opt_models.spread.reports.counts import ASKED, SERVED, UNMET, Counts, key, lack_key, region_key
from u16opt_models.spread.reports.rooms import Rooms

EVERYWHERE = Text("Alle regio's", "All regions")

_HEADINGS = (
    Text("Vraag", "Demand"),
    Text("Plaatsen", "Places"),
    Text("Waarvan nieuw", "Of which new"),
    Text("Verschil", "Difference"),
    Text("Met plaats", "With a place"),
    Text("Zonder plaats", "Without"),
)
_UNITS = (CLIENTS, PLACES, PLACES, PLACES, CLIENTS, CLIENTS)

NOTE = Text(
    "Vraag: cliënten uit de regio die een plaats vragen. Plaatsen: in bestaande en nieuwe locaties in de "
    "regio. Verschil: plaatsen min vraag; onder 0 zijn er te weinig plaatsen.",
    "Demand: clients from the region who ask for a place. Places: in existing and new locations in the "
    "region. Difference: places minus demand; below 0 there are too few places.",
)

At = tuple[str | None, int]


def regions_section(counts: Counts, people: People) -> ReportSection:
    """Return demand, places, and who has one, by region and year.

    Parameters
    ----------
    people
        All counts of people, with how they add up.
    """
    rooms, periods = Rooms(counts.seen), counts.seen.instance.periods
    rows: list[At] = [(region, year) for region in (*counts.regions.places, None) for year in periods]
    return ReportSection(
        "regions",
        Text("Vraag en plaatsen per Wmo-regio", "Demand and places by Wmo region"),
        (REGION, YEAR, *_HEADINGS),
        tuple(_row(counts, rooms, *at) for at in rows),
        NOTE,
        labels=2,
        units=(None, None, *_UNITS),
        people=people,
        cells={
            (row, 2 + column): keys
            for row, at in enumerate(rows)
            for column, keys in enumerate(_keys(counts, *at))
        },
    )


def _row(counts: Counts, rooms: Rooms, region: str | None, year: int) -> tuple[Any, ...]:
    time = counts.regions.time(year)
    asked, places = counts.region(ASKED, region, time), rooms.region(region, time)
    return (
        EVERYWHERE if region is None else region,
        Year(year),
        asked,
        places,
        int(rooms.new.get((region, time), 0)),
        places - asked,
        counts.region(SERVED, region, time),
        counts.region(UNMET, region, time),
    )


def _keys(counts: Counts, region: str | None, year: int) -> tuple[tuple[Key, ...], ...]:
    """Return what each number gives away.

    With the places, which are public, a difference tells the demand, and how many of it are too many.
    """
    time = counts.regions.time(year)
    asked, served, unmet = (
        key(kind, None, time) if region is None else region_key(kind, region, time)
        for kind in (ASKED, SERVED, UNMET)
    )
    return (asked,), (), (), (asked, lack_key(region, time)), (served,), (unmet,)
