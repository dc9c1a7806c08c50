"""Scenarios about what neighbourhoods can carry."""

from __future__ import annotations

from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

STRICTER, LOOSER = 0.75, 1.25
"""Factors for what a neighbourhood can carry. Made up: the papers give no method (A08)."""

COLUMNS = ("draagkracht", "location_load")


def stricter(ground: Ground) -> Scenario:
    """Return the scenario in which neighbourhoods can carry a quarter less."""
    return _scaled(ground, "strenger", STRICTER, "Wijken kunnen een kwart minder dragen")


def looser(ground: Ground) -> Scenario:
    """Return the scenario in which neighbourhoods can carry a quarter more."""
    return _scaled(ground, "ruimer", LOOSER, "Wijken kunnen een kwart meer dragen")


def _scaled(ground: Ground, name: str, factor: float, title: str) -> Scenario:
    times = str(factor).replace(".", ",")
    note = f"keer {times}, per gemeente naar grootste resten afgerond. De factor is verzonnen."
    changed = [Change("neighbourhoods", "scale", values, where) for values, where in _limits(ground, factor)]
    return Scenario(
        f"draagkracht-{name}",
        title,
        f"""
        Reading: what neighbourhoods carry and can carry counts (A08, C15), but nobody has an official method;
        the shipped limits are a formula of our own. Here placements and places of locations are limited to
        {factor} times that. Per municipality the limits keep their sum, by largest remainder; a limit that is
        not given stays so. A location that stands where it would now be too much may stay.

        Synthetic: the factor.
        """,
        changes=[*changed, *ground.noted("neighbourhoods", COLUMNS, note)],
    )


def _limits(ground: Ground, factor: float) -> list[tuple[dict[str, float], dict[str, str]]]:
    """Return per municipality the columns with a limit, and where they are."""
    found = []
    for municipality in ground.municipalities:
        rows = [row for row in ground.tables["neighbourhoods"] if row["municipality"] == municipality["code"]]
        values = {column: factor for column in COLUMNS if any(row[column] for row in rows)}
        if values:
            found.append((values, {"municipality": municipality["code"]}))
    return found
