"""From the answer tables back to the values of everything that is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.numbering import Integers, floats, numbers
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.pairs import Pairs
from u16opt_models.spread.sets import Sets


def values_of(sets: Sets, pairs: Pairs, number: Numbered, answer: Answer) -> Mapping[str, Floats]:
    """Return who is served where, which sites are open, and places and modules of the counted cells.

    Raises
    ------
    KeyError
        When anybody is served by a location that does not exist then, or can hold nobody.
    """
    places = _places(sets, number.cells, answer["places"])
    facility = sets.cell_facility[number.cells[number.modular_cells]]
    return {
        "serve": _serve(sets, pairs, answer["served"]),
        "open": _open(sets, answer["opened"]),
        "places": places,
        "modules": places[number.modular_cells] / sets.facilities.module[facility],
    }


def _serve(sets: Sets, pairs: Pairs, rows: Sequence[Mapping[str, Any]]) -> Floats:
    clients, facility = np.zeros(len(pairs)), numbers(sets.facilities.codes)
    keys = zip(
        sets.query_municipality[pairs.query].tolist(),
        sets.cell_facility[pairs.cell].tolist(),
        sets.cell_period[pairs.cell].tolist(),
        strict=True,
    )
    pair = numbers(keys)
    for row in rows:
        place, period = sets.municipality[row["municipality"]], sets.years.index(row["period"])
        clients[pair[place, facility[row["location"]], period]] = row["clients"]
    return clients


def _open(sets: Sets, rows: Sequence[Mapping[str, Any]]) -> Floats:
    opened = {row["site"]: row["period"] for row in rows}
    last = sets.years[-1] + 1
    codes, years = sets.facilities.codes, sets.years
    return floats(
        opened.get(codes[site], last) <= years[period]
        for site, period in zip(sets.open_site, sets.open_period, strict=True)
    )


def _places(sets: Sets, cells: Integers, rows: Sequence[Mapping[str, Any]]) -> Floats:
    """Return the places of counted cells: none at a site that is not open."""
    known = {(row["location"], row["period"]): row["places"] for row in rows}
    codes, years = sets.facilities.codes, sets.years
    return floats(
        known.get((codes[facility], years[period]), 0)
        for facility, period in zip(sets.cell_facility[cells], sets.cell_period[cells], strict=True)
    )
