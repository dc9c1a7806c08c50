"""The households that look for a home: synthetic groups of households that cannot be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from instances.make import profiles
from instances.make.draw import Draws
from instances.make.places import ELSEWHERE, Places


@dataclass(frozen=True, order=True)
class Group:
    """One row of the table ``client_groups``."""

    group: str
    clients: int
    origin: str
    network: str
    kinds: tuple[str, ...]
    first_period: int
    priority: int
    excluded: tuple[str, ...]
    support: str
    existing: int
    pin: str


def client_groups(places: Places, year: int) -> list[Group]:
    """Draw the groups that look for a home from one year on, in the order of their codes.

    Parameters
    ----------
    places
        Where they come from, have their network, or should not be.
    year
        Their first period.
    """
    draws = Draws("clients", year)
    return [_group(draws, places, f"g{year}-{number:03}", year, size) for number, size in _sizes(draws)]


def _sizes(draws: Draws) -> Sequence[tuple[int, int]]:
    """Return the number of each group and its clients: one each, the others skewed to a few large groups."""
    weights = {number: draws.share() ** 4 for number in range(1, profiles.GROUPS + 1)}
    extra = Counter(draws.choice(weights) for _ in range(profiles.CLIENTS - profiles.GROUPS))
    return [(number, 1 + extra[number]) for number in weights]


def _group(draws: Draws, places: Places, code: str, year: int, clients: int) -> Group:
    origin = places.origin(draws)
    near, network = places.network(draws, origin)
    excluded = places.excluded(draws, origin, near)
    return Group(
        group=code,
        clients=clients,
        origin=origin,
        network=network,
        kinds=draws.choice(profiles.KINDS),
        first_period=year,
        priority=draws.choice(profiles.PRIORITY),
        excluded=excluded,
        support=draws.choice(profiles.SUPPORT),
        existing=int(draws.chance(profiles.EXISTING.get(year, 0.0))),
        pin=_pin(draws, near or origin, excluded),
    )


def _pin(draws: Draws, municipality: str, excluded: Sequence[str]) -> str:
    """Return the municipality a group is pinned to: that of its network, else where it comes from."""
    pinned = draws.chance(profiles.PINNED)
    return municipality if pinned and municipality not in (ELSEWHERE, *excluded) else ""
