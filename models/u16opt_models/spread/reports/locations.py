"""Which locations open, and which existing ones shrink or close: "op- en afbouw" (B05, B08)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.report.names import place_name
from u16opt.report.numbers import Year, tidy
from u16opt.report.people import ReportSection
from u16opt.report.words import as_is
from u16opt.texts import Text
from u16opt_models.reports.words import EURO, LOCATION, MUNICIPALITY, NEIGHBOURHOOD, PLACES, REGION, TOTAL
from u16opt_models.spread.checks.view import View

WHERE = (LOCATION, NEIGHBOURHOOD, MUNICIPALITY, REGION)

NOTE_NEW = Text(
    "Onder een jaar: de plaatsen in dat jaar. Openen: de kosten van het openen, eenmalig.",
    "Below a year: the places in that year. Opening: what it costs to open, once.",
)
NOTE_LESS = Text(
    "Sluit in: het eerste jaar zonder plaatsen; anders krimpt de locatie alleen. Nu: de plaatsen vandaag. "
    "Onder een jaar: de plaatsen in dat jaar. Een locatie die haar plaatsen houdt, staat er niet bij.",
    "Closes in: the first year without places; otherwise the location only shrinks. Now: the places today. "
    "Below a year: the places in that year. Locations that keep their places are not listed.",
)


def new_section(seen: View) -> ReportSection:
    """Return the sites that open, the first to open first, with their places in every year."""
    costs = dict(zip(seen.instance["sites"]["site"], seen.instance["sites"]["opening_cost"], strict=True))
    years = seen.instance.periods
    rows = [
        (*_where(seen, code), Year(first), *_places(seen, code), tidy(float(costs[code])))
        for code, first in sorted(seen.opened.items(), key=lambda each: (each[1], _order(seen, each[0])))
    ]
    return ReportSection(
        "new_locations",
        Text("Nieuwe locaties", "New locations"),
        (*WHERE, Text("Vanaf", "From"), *_headings(years), Text("Openen (euro)", "Opening (euro)")),
        (*rows, *_total(rows, 5)),
        NOTE_NEW,
        labels=5,
        units=(*(None,) * 5, *(PLACES,) * len(years), EURO),
    )


def less_section(seen: View) -> ReportSection:
    """Return the existing locations that lose places, and since when each is closed."""
    today = {row["location"]: row["places"] for row in seen.instance["locations"].rows()}
    last, years = seen.instance.periods[-1], seen.instance.periods
    less = [code for code, places in today.items() if seen.places.get((code, last), 0) < places]
    rows = [
        (
            *_where(seen, code),
            _closing(seen, code),
            today[code],
            *_places(seen, code),
        )
        for code in sorted(less, key=lambda code: _order(seen, code))
    ]
    return ReportSection(
        "less",
        Text("Bestaande locaties die krimpen of sluiten", "Existing locations that shrink or close"),
        (*WHERE, Text("Sluit in", "Closes in"), Text("Nu", "Now"), *_headings(years)),
        (*rows, *_total(rows, 5)),
        NOTE_LESS,
        labels=5,
        units=(*(None,) * 5, *(PLACES,) * (1 + len(years))),
    )


def _closing(seen: View, code: str) -> Year | str:
    """Return the first year without any place; nothing for a location that only shrinks."""
    empty = [year for year in seen.instance.periods if not seen.places.get((code, year), 0)]
    return Year(empty[0]) if empty else ""


def _where(seen: View, code: str) -> tuple[str, str, str, str]:
    home = seen.homes[code]
    names = [place_name(seen.instance, each) for each in (home.neighbourhood, home.municipality)]
    return (code, names[0], names[1], home.region)


def _order(seen: View, code: str) -> tuple[str, str, str]:
    _, neighbourhood, municipality, _ = _where(seen, code)
    return municipality.casefold(), neighbourhood.casefold(), code


def _places(seen: View, code: str) -> tuple[int, ...]:
    return tuple(seen.places.get((code, year), 0) for year in seen.instance.periods)


def _headings(years: Sequence[int]) -> tuple[Text, ...]:
    return tuple(as_is(str(year)) for year in years)


def _total(rows: Sequence[tuple[Any, ...]], labels: int) -> list[tuple[Any, ...]]:
    """Return a row of sums below several rows."""
    if len(rows) < 2:
        return []
    return [
        (TOTAL, *("",) * (labels - 1), *(sum(column) for column in list(zip(*rows, strict=True))[labels:]))
    ]
