"""Key figures of an allocation (P04)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from u16opt.report.numbers import tidy
from u16opt.report.people import People, ReportSection
from u16opt.texts import Text
from u16opt_models.allocation.checks.figures import figures
from u16opt_models.allocation.checks.goals import moves
from u16opt_models.allocation.checks.view import View
from u16opt_models.allocation.reports.bills import behind
from u16opt_models.allocation.reports.telling import MOVES, telling
from u16opt_models.allocation.reports.traits import ELSEWHERE, key

_CLIENTS, _LETTINGS = Text("cliënten", "clients"), Text("verhuringen", "lettings")
_HOMES, _PERCENT = Text("woningen", "homes"), Text("%", "%")
_EURO, _KM = Text("euro", "euro"), Text("km", "km")

TITLES: Mapping[str, tuple[Text, Text]] = {
    "clients": (Text("Cliënten", "Clients"), _CLIENTS),
    "placed_clients": (Text("Cliënten met een woning", "Clients with a home"), _CLIENTS),
    "lettings_promised": (Text("Toegezegde verhuringen", "Lettings promised"), _LETTINGS),
    "homes_offered": (Text("Aangeboden woningen", "Homes on offer"), _HOMES),
    "shortfall_without_homes": (
        Text("Toegezegd, maar geen woning aangeboden", "Promised, but no home offered"),
        _LETTINGS,
    ),
    "spend": (Text("Kosten van ondersteuning", "Cost of support"), _EURO),
    "own_municipality": (
        Text("Geplaatst in de eigen gemeente", "Placed in their own municipality"),
        _PERCENT,
    ),
    "own_region": (Text("Geplaatst in de eigen Wmo-regio", "Placed in their own Wmo-region"), _PERCENT),
    "mean_distance": (Text("Gemiddelde afstand tot het netwerk", "Mean distance to the network"), _KM),
}
"""Title and unit of every figure of the checker; shares are shown in percent."""


def figures_section(seen: View) -> ReportSection:
    """Return the figures of the checker with their titles."""
    found, told = figures(seen), telling(seen)
    return ReportSection(
        "figures",
        Text("Kerncijfers", "Key figures"),
        (Text("Kerncijfer", "Figure"), Text("Waarde", "Value"), Text("Eenheid", "Unit")),
        tuple(_row(each.name, each.value, each.unit) for each in found),
        people=_people(seen),
        cells={(row, 1): told.get((each.name, None, None), ()) for row, each in enumerate(found)},
        figures=told,
    )


def _row(name: str, value: float, unit: str) -> tuple[Any, ...]:
    title, shown = TITLES[name]
    if unit == "euro":
        value = tidy(value)
    return title, 100 * value if unit == "share" else value, shown


def _people(seen: View) -> People:
    """Return the clients placed in and outside their own region, the moves, and who is behind an excess."""
    table = seen.instance["municipalities"]
    region = dict(zip(table["code"], table["region"], strict=True))
    known = seen.placed[seen.placed["origin"] != ELSEWHERE]
    same = known["origin"].map(region) == known["municipality"].map(region)
    near, far = int(known.loc[same, "clients"].sum()), int(known.loc[~same, "clients"].sum())
    counts = {key("near"): near, key("far"): far, MOVES: math.ceil(moves(seen)), **behind(seen)}
    return People(counts, ((key("known"), (key("near"), key("far"))),))
