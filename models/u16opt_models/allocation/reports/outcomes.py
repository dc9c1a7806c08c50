"""Outcomes per group of clients: whether weaker groups land in weaker places must be seen, not guessed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.model.traits import Pressure, Traits
from u16opt.policy import Policy
from u16opt.report.people import ReportSection
from u16opt.texts import Text
from u16opt_models.allocation.checks.goals import strength
from u16opt_models.allocation.checks.view import View, view
from u16opt_models.allocation.reports.traits import ELSEWHERE, key, people, traits_of

if TYPE_CHECKING:
    import pandas as pd

At = tuple[str | None, str | None]
Counts = Mapping[str, Mapping[At, int]]

_CLIENTS, _PERCENT, _KM = Text("cliënten", "clients"), Text("%", "%"), Text("km", "km")

_COLUMNS: tuple[tuple[Text, Text, tuple[str, ...]], ...] = (
    (Text("Cliënten", "Clients"), _CLIENTS, ("clients",)),
    (Text("Zonder woning", "Without a home"), _CLIENTS, ("unplaced",)),
    (Text("Geplaatst (%)", "Placed (%)"), _PERCENT, ("clients", "placed", "unplaced")),
    (Text("Minder passend (punten)", "Misfit (points)"), Text("punten", "points"), ("placed",)),
    (Text("Afstand netwerk (km)", "Distance to network (km)"), _KM, ("networked",)),
    (Text("Eigen gemeente (%)", "Own municipality (%)"), _PERCENT, ("own", "away")),
    (Text("Druk op de wijk (%)", "Pressure on the neighbourhood (%)"), _PERCENT, ("pressed",)),
)
"""Heading, unit, and the counts that a number gives away."""

NOTE = Text(
    "Gemiddelden over de cliënten met een woning. Minder passend: 0 is het soort woning van de eerste wens; "
    "1 punt erbij voor elke volgende wens en voor een tijdelijke woning. Eigen gemeente: van wie uit een van "
    "de gemeenten komt. Druk: plaatsingen gedeeld door draagkracht, in de wijk en het jaar van de woning.",
    "Means over the clients with a home. Misfit: 0 is the first kind wanted; one point more for every next "
    "wish and for a temporary home. Own municipality: of those who come from one of the municipalities. "
    "Pressure: placements divided by draagkracht, in the neighbourhood and the year of the home.",
)


def outcomes_section(seen: View) -> ReportSection:
    """Return what came out for each group of clients, and for all together."""
    traits = traits_of(seen.instance)
    placed = _placed(seen)
    places: list[At] = [*traits.found(), (None, None)]
    parts = {at: _part(traits, placed, seen.groups, at) for at in places}
    resting = {
        (row, 2 + column): tuple(key(count, *at) for count in counts)
        for row, at in enumerate(places)
        for column, (_, _, counts) in enumerate(_COLUMNS)
    }
    return ReportSection(
        "outcomes",
        Text("Uitkomsten per groep cliënten", "Outcomes per group of clients"),
        (Text("Kenmerk", "Trait"), Text("Groep", "Group"), *(heading for heading, _, _ in _COLUMNS)),
        tuple((*_label(traits, at), *_means(*parts[at])) for at in places),
        NOTE,
        labels=2,
        units=(None, None, *(unit for _, unit, _ in _COLUMNS)),
        people=people(_counts({at: counts for at, (counts, _) in parts.items()})),
        cells=resting,
    )


def pressure_of(instance: Instance, policy: Policy, answer: Answer) -> Pressure:
    """Return how full the neighbourhoods are where each group lives: see `u16opt.model.traits.Traits`."""
    placed = _placed(view(instance, policy, answer))
    known = placed[placed["pressure"].notna()]
    sums = (known["clients"] * known["pressure"]).groupby(known["group"]).sum()
    clients = known.groupby("group")["clients"].sum()
    return {str(group): (float(sums[group]), int(clients[group])) for group in sums.index}


def _label(traits: Traits, at: At) -> tuple[Text, Any]:
    trait, value = at
    if trait is None or value is None:
        return Text("Iedereen", "Everyone"), ""
    return traits.headings[trait], traits.titles[trait, value]


def _placed(seen: View) -> pd.DataFrame:
    """Return the placements with points, and with the pressure where they are (NaN without a draagkracht)."""
    placed = seen.placed
    load, limits = seen.clients_by("neighbourhood", "period"), strength(seen)
    places = list(zip(placed["neighbourhood"], placed["period"], strict=True))
    pressure = [load[at] / limits[at] if limits.get(at) else math.nan for at in places]
    return placed.assign(points=placed["rank"] + (placed["form"] == "temporary"), pressure=pressure)


def _part(
    traits: Traits, placed: pd.DataFrame, groups: pd.DataFrame, at: At
) -> tuple[dict[str, int], dict[str, float]]:
    """Return counts and weighted sums of the clients with one trait."""
    trait, value = at
    if trait is not None:
        values = traits.values[trait]
        placed = placed[placed["group"].map(values) == value]
        groups = groups[groups["group"].map(values) == value]
    known = placed["origin"] != ELSEWHERE
    own = placed["origin"] == placed["municipality"]
    chosen = {
        "placed": placed["clients"] > 0,
        "known": known,
        "foreign": ~known,
        "own": own,
        "away": known & ~own,
        "networked": placed["network"] != "",
        "pressed": placed["pressure"].notna(),
    }
    counts = {name: int(placed.loc[rows, "clients"].sum()) for name, rows in chosen.items()}
    counts |= {name: int(groups[name].sum()) for name in ("clients", "unplaced")}
    sums = {
        name: math.fsum((placed["clients"] * placed[name]).dropna()) for name in ("points", "km", "pressure")
    }
    return counts, sums


def _means(counts: Mapping[str, int], sums: Mapping[str, float]) -> tuple[Any, ...]:
    known = counts["known"]
    return (
        counts["clients"],
        counts["unplaced"],
        _mean(100 * counts["placed"], counts["clients"]),
        _mean(sums["points"], counts["placed"]),
        _mean(sums["km"], counts["networked"]),
        _mean(100 * counts["own"], known),
        _mean(100 * sums["pressure"], counts["pressed"]),
    )


def _mean(total: float, number: int) -> Any:
    return total / number if number else ""


def _counts(parts: Mapping[At, Mapping[str, int]]) -> dict[str, dict[At, int]]:
    names = next(iter(parts.values()))
    return {name: {at: counts[name] for at, counts in parts.items()} for name in names}
