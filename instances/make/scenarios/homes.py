"""Scenarios about the homes that are on offer."""

from __future__ import annotations

from collections.abc import Iterator

from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

LEFT = 0.85
"""Share of the ordinary homes that is left when more people with a residence permit are housed. Made up."""


def late_new_homes(ground: Ground) -> Scenario:
    """Return the scenario in which all that is built comes a year late."""
    note = "nieuwbouw komt een jaar later; wat na het laatste jaar zou komen, vervalt."
    return Scenario(
        "nieuwbouw-een-jaar-later",
        "Nieuwbouw en nieuwe locaties komen een jaar later",
        """
        Reading: part of the homes is still to be built (C04), and agreements are not met (C11). Every lot of
        newly built homes comes a year later, and every site for a new location can open a year later (B10,
        B17). What would come after the last period drops out. Ordinary homes are not delayed (C05).

        Synthetic: a delay of one year for all.
        """,
        changes=[
            *_later(ground, "supply", "period", {"form": "new_build"}),
            *_later(ground, "sites", "first_period", {}),
            *ground.noted("supply", ["*"], note),
            *ground.noted("sites", ["*"], note),
        ],
    )


def _later(ground: Ground, table: str, column: str, where: dict[str, str]) -> Iterator[Change]:
    """Yield the changes that move rows a year: the last year's first, for they have nowhere to go."""
    last = ground.years[-1]
    if ground.rows(table, **where, **{column: last}):
        yield Change(table, "drop", True, {**where, column: last})
    if any(ground.rows(table, **where, **{column: year}) for year in ground.years[:-1]):
        yield Change(table, "add", {column: 1}, where)


def more_competition(ground: Ground) -> Scenario:
    """Return the scenario in which others need more of the ordinary homes."""
    note = f"{1 - LEFT:.0%} minder gewone woningen, omdat meer statushouders een woning nodig hebben (A23)."
    return Scenario(
        "meer-statushouders",
        "Meer statushouders zoeken een woning",
        f"""
        Reading: there is much competition for homes, from people with a residence permit among others (A23),
        and therefore agreements are not met (C11). A share of {1 - LEFT:.0%} of the ordinary homes of every
        year goes to them; what is promised to this group stays. One municipality set them a ceiling of a
        quarter of what comes free (E25).

        Synthetic: the share. Per year the homes left are whole numbers, by largest remainder over the lots.
        """,
        changes=[
            *(
                Change("supply", "scale", {"homes": LEFT}, {"form": "regular", "period": year})
                for year in ground.years
                if _fewer(ground, year)
            ),
            *ground.noted("supply", ["*"], note),
        ],
    )


def _fewer(ground: Ground, year: int) -> bool:
    """Whether a year has so many ordinary homes that the share is a home at least."""
    homes = ground.sums("supply", "form", "homes", period=year)["regular"]
    return round(LEFT * homes) < homes
