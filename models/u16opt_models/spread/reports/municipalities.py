"""Per municipality: who asks, who has a place in the own municipality, the own region or elsewhere (B09)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.report.names import place_name
from u16opt.report.numbers import Year
from u16opt.report.people import Key, ReportSection
from u16opt.texts import Text
from u16opt_models.reports.words import CLIENTS, CODE, KM, MUNICIPALITY, PLACES, TOTAL, YEAR
from u16opt_models.spread.reports.counts import ASKED, FAR, NEAR, OWN, SERVED, UNMET, Counts, key
from u16opt_models.spread.reports.kilometres import Kilometres
from u16opt_models.spread.reports.rooms import Rooms

CLIENT_YEARS = Text("cliëntjaren", "client-years")

_KINDS = (ASKED, OWN, NEAR, FAR, UNMET)
_HEADINGS = (
    Text("Vraag", "Demand"),
    Text("Eigen gemeente", "Own municipality"),
    Text("Eigen regio", "Own region"),
    Text("Elders", "Elsewhere"),
    Text("Zonder plaats", "Without"),
)
_DISTANCE = Text("Afstand (km)", "Distance (km)")

_WHERE = Text(
    "Vraag: cliënten uit de gemeente. Eigen gemeente, eigen regio (een andere gemeente van de Wmo-regio) en "
    "elders: waar zij een plaats hebben.",
    "Demand: clients from the municipality. Own municipality, own region (another municipality of the Wmo "
    "region) and elsewhere: where they have a place.",
)
_FAR = Text(
    "Afstand: van de gemeente tot de locatie, gemiddeld over wie een plaats heeft.",
    "Distance: from the municipality to the location, the mean over those who have a place.",
)
_YEARS = Text(
    "Over alle jaren samen: wie vijf jaar een plaats heeft, telt vijf keer.",
    "Over all years together: who has a place for five years counts five times.",
)

Place = tuple[str | None, int | None]


def municipality_sections(counts: Counts) -> tuple[ReportSection, ...]:
    """Return the municipalities over all years and, when there are several years, year by year.

    Of the people in it `regions_section` says how they add up.
    """
    names = {code: place_name(counts.seen.instance, code) for code in counts.towns.places}
    places = [*sorted(names, key=lambda code: (names[code].casefold(), code)), None]
    whole = _overall(counts, names, [(place, None) for place in places])
    if not counts.years:
        return (whole,)
    return whole, _by_year(counts, names, [(place, year) for place in places for year in counts.years])


def _overall(counts: Counts, names: dict[str, str], places: Sequence[Place]) -> ReportSection:
    travelled = Kilometres(counts.seen)
    unit, notes = (CLIENT_YEARS, [_YEARS, _WHERE, _FAR]) if counts.years else (CLIENTS, [_WHERE, _FAR])
    resting = _resting(places, 2)
    for row, (place, _) in enumerate(places):
        resting[row, 2 + len(_KINDS)] = (key(SERVED, place), *travelled.keys(place))
    return ReportSection(
        "municipalities",
        Text(
            "Per gemeente: waar de cliënten een plaats hebben", "By municipality: where clients have a place"
        ),
        (MUNICIPALITY, CODE, *_HEADINGS, _DISTANCE),
        tuple((*_labels(names, at), *_numbers(counts, at), travelled.mean(at[0])) for at in places),
        _joined(notes),
        labels=2,
        units=(None, None, *(unit,) * len(_KINDS), KM),
        cells=resting,
    )


def _by_year(counts: Counts, names: dict[str, str], places: Sequence[Place]) -> ReportSection:
    rooms = Rooms(counts.seen)
    return ReportSection(
        "municipalities_by_year",
        Text("Per gemeente en jaar", "By municipality and year"),
        (MUNICIPALITY, CODE, YEAR, Text("Plaatsen", "Places"), *_HEADINGS),
        tuple(
            (*_labels(names, at), Year(at[1] or 0), rooms.town(*at), *_numbers(counts, at)) for at in places
        ),
        _joined([Text("Plaatsen: in de gemeente.", "Places: in the municipality."), _WHERE]),
        labels=3,
        units=(None, None, None, PLACES, *(CLIENTS,) * len(_KINDS)),
        cells=_resting(places, 4),
    )


def _labels(names: dict[str, str], at: Place) -> tuple[Any, Any]:
    return (TOTAL, "") if at[0] is None else (names[at[0]], at[0])


def _numbers(counts: Counts, at: Place) -> tuple[int, ...]:
    return tuple(counts.town(kind, *at) for kind in _KINDS)


def _resting(places: Sequence[Place], first: int) -> dict[tuple[int, int], tuple[Key, ...]]:
    return {
        (row, first + column): (key(kind, *at),)
        for row, at in enumerate(places)
        for column, kind in enumerate(_KINDS)
    }


def _joined(notes: Sequence[Text]) -> Text:
    return Text(" ".join(note.nl for note in notes), " ".join(note.en for note in notes))
