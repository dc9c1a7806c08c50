"""Key figures of a spread (P04, P05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.model.model import Figure
from u16opt.report.numbers import tidy
from u16opt.report.people import ReportSection
from u16opt.texts import Text
from u16opt_models.reports.words import CLIENTS, EURO, KM, LOCATIONS, PERCENT, PLACES
from u16opt_models.spread.checks.figures import figures
from u16opt_models.spread.checks.view import View
from u16opt_models.spread.reports.counts import Counts
from u16opt_models.spread.reports.municipalities import CLIENT_YEARS
from u16opt_models.spread.reports.telling import telling

TITLES: Mapping[str, tuple[Text, Text]] = {
    "clients": (Text("Vraag", "Demand"), CLIENT_YEARS),
    "served_clients": (Text("Met een plaats", "With a place"), CLIENT_YEARS),
    "own_municipality": (Text("Plaats in de eigen gemeente", "Place in their own municipality"), PERCENT),
    "mean_distance": (Text("Gemiddelde afstand tot de locatie", "Mean distance to the location"), KM),
    "places_today": (Text("Plaatsen nu", "Places now"), PLACES),
    "places_at_the_end": (Text("Plaatsen aan het eind", "Places at the end"), PLACES),
    "new_places": (Text("Waarvan in nieuwe locaties", "Of which in new locations"), PLACES),
    "locations_closed": (Text("Locaties die sluiten", "Locations that close"), LOCATIONS),
    "cost_at_the_end": (Text("Kosten in het laatste jaar", "Cost in the last year"), EURO),
}
"""Title and unit of every figure, in the order in which they are shown; shares are shown in percent."""


def figures_section(counts: Counts) -> ReportSection:
    """Return the figures of the checker, and two that put them in place, with their titles."""
    seen, told = counts.seen, telling(counts)
    found = {each.name: each for each in (*figures(seen), *_places(seen))}
    shown = [name for name in TITLES if name in found]
    return ReportSection(
        "figures",
        Text("Kerncijfers", "Key figures"),
        (Text("Kerncijfer", "Figure"), Text("Waarde", "Value"), Text("Eenheid", "Unit")),
        tuple(_row(counts, found[name]) for name in shown),
        cells={(row, 1): told.get((name, None, None), ()) for row, name in enumerate(shown)},
        figures=told,
    )


def _places(seen: View) -> tuple[Figure, Figure]:
    last = seen.instance.periods[-1]
    new = [n for (code, period), n in seen.places.items() if period == last and not seen.homes[code].existing]
    today = sum(seen.instance["locations"]["places"])
    return Figure("places_today", today, "places"), Figure("new_places", sum(new), "places")


def _row(counts: Counts, figure: Figure) -> tuple[Any, ...]:
    title, unit = TITLES[figure.name]
    if unit == CLIENT_YEARS and not counts.years:
        unit = CLIENTS
    value = 100 * figure.value if figure.unit == "share" else figure.value
    return title, tidy(value) if figure.unit != "share" else value, unit
