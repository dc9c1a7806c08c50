"""The homes on offer: synthetic lots of homes that cannot be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from instances.make.delivery import deliveries, where_homes_come_free
from instances.make.draw import Draws
from instances.make.figures import Municipality, Neighbourhood

KINDS = {
    "studio": 0.30,
    "tweekamer": 0.24,
    "driekamer": 0.14,
    "eengezins": 0.09,
    "toegankelijk": 0.08,
    "gedeeld": 0.15,
}
"""Kinds of dwelling: mostly small and cheap (A11), some shared (A12, A13). The shares are made up."""

FORMS = {
    "studio": {"regular": 0.72, "new_build": 0.16, "temporary": 0.12},
    "tweekamer": {"regular": 0.76, "new_build": 0.15, "temporary": 0.09},
    "driekamer": {"regular": 0.85, "new_build": 0.15},
    "eengezins": {"regular": 0.88, "new_build": 0.12},
    "toegankelijk": {"regular": 0.65, "new_build": 0.35},
    "gedeeld": {"shared": 0.75, "network": 0.25},
}
"""Forms per kind: existing stock and partly new building (C04), temporary, shared, with the network (A12)."""

COMPLEX_FORMS = ("new_build", "temporary")
COMPLEX_FROM = 2
COMPLEX_CHANCE = 0.6
COMPLEX_SIZE = {2: 0.3, 3: 0.3, 4: 0.4}
"""New and temporary lots of at least `COMPLEX_FROM` homes are often part of a mixed complex (L02, L03), two
to four times as large as the lot: the third that may ask support is then sometimes less than the lot."""

OWNERS = {"Utrecht-stad": "ABCD", "Lekstroom": "EF", "Utrecht-West": "GH", "Zuidoost Utrecht": "IJ"}
"""Made-up owners per region, letters only, so that nobody reads a real corporation into them."""

PRIVATE_OWNER = "Particulier"
"""Owner of a room with the network or with others (A13)."""


@dataclass(frozen=True, order=True)
class Lot:
    """One row of the table ``supply``; `complex_homes` is None outside mixed complexes."""

    lot: str
    neighbourhood: str
    period: int
    kind: str
    form: str
    homes: int
    complex_homes: int | None
    owner: str


def supply(
    municipalities: Sequence[Municipality],
    neighbourhoods: Sequence[Neighbourhood],
    promised: Mapping[str, int],
    year: int,
) -> list[Lot]:
    """Draw the lots of one year, in the order of their codes.

    Parameters
    ----------
    municipalities, neighbourhoods
        Where homes can be; neighbourhoods already merged.
    promised
        Lettings a year per municipality.
    year
        The period the lots are for.
    """
    draws = Draws("supply", year)
    delivered = deliveries(municipalities, promised, draws)
    lots = []
    for municipality in municipalities:
        chances = where_homes_come_free(municipality.code, neighbourhoods)
        homes = Counter(_home(draws, chances) for _ in range(delivered[municipality.code]))
        lots += [_lot(draws, year, municipality.region, *home) for home in sorted(homes.items())]
    return sorted(lots)


def _home(draws: Draws, chances: Mapping[str, float]) -> tuple[str, str, str]:
    neighbourhood = draws.choice(chances)
    kind = draws.choice(KINDS)
    return neighbourhood, kind, draws.choice(FORMS[kind])


def _lot(draws: Draws, year: int, region: str, home: tuple[str, str, str], homes: int) -> Lot:
    neighbourhood, kind, form = home
    name = f"{year}-{neighbourhood}-{kind}-{form}"
    return Lot(
        name,
        neighbourhood,
        year,
        kind,
        form,
        homes,
        _complex(draws, form, homes),
        _owner(draws, region, form),
    )


def _complex(draws: Draws, form: str, homes: int) -> int | None:
    """Return the homes of the mixed complex around a lot, or None."""
    large = form in COMPLEX_FORMS and homes >= COMPLEX_FROM
    if not large or not draws.chance(COMPLEX_CHANCE):
        return None
    return homes * draws.choice(COMPLEX_SIZE)


def _owner(draws: Draws, region: str, form: str) -> str:
    if form == "network":
        return PRIVATE_OWNER
    return "Corporatie " + draws.choice(dict.fromkeys(OWNERS[region], 1.0))
