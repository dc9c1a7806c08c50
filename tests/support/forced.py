"""Clients forced somewhere, as rows of the reference solvers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from support.linear import Expression, add
from support.reference_sets import Sets
from support.spread.reference_sets import Sets as SpreadSets


def housed(group: str, municipality: str, clients: int) -> Callable[[Sets], None]:
    """Return what makes at least so many clients of a group live in a municipality."""

    def also(sets: Sets) -> None:
        there = [x for (g, lot), x in sets.x.items() if g == group and sets.municipality(lot) == municipality]
        _at_least(sets, add(there), clients)

    return also


def served(origin: str, municipality: str, clients: int) -> Callable[[SpreadSets], None]:
    """Return what makes at least so many client-years of an origin be served in a municipality."""

    def also(sets: SpreadSets) -> None:
        there = [
            x for (m, j, _), x in sets.served.items() if m == origin and sets.municipality(j) == municipality
        ]
        _at_least(sets, add(there), clients)

    return also


def standing(municipality: str, places: int) -> Callable[[SpreadSets], None]:
    """Return what makes at least so many place-years be in a municipality."""

    def also(sets: SpreadSets) -> None:
        there = [x for (j, _), x in sets.places.items() if sets.municipality(j) == municipality]
        _at_least(sets, add(there), places)

    return also


def _at_least(sets: Any, total: Expression, least: int) -> None:
    sets.program.at_most_zero(Expression(constant=least) - total)
