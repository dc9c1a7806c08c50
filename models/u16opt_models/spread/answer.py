"""From the values of the formulation to the answer tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.numbering import Integers
from u16opt_models.spread.pairs import Pairs
from u16opt_models.spread.sets import Sets

Rows = list[dict[str, Any]]


class Tables:
    """Reads values into the answer tables.

    Parameters
    ----------
    counted
        Which cells have a variable for their places.
    """

    def __init__(self, sets: Sets, pairs: Pairs, counted: NDArray[np.bool_]) -> None:
        self.sets, self.pairs, self.counted = sets, pairs, counted
        self.codes = list(sets.municipality)
        self.years = sets.instance.periods

    def answer(self, values: Mapping[str, Floats]) -> Answer:
        """Return the tables ``opened``, ``places``, ``served`` and ``unmet``, in the order of their codes."""
        open_in = np.rint(values["open"]).astype(int) > 0
        clients = np.rint(values["serve"]).astype(np.int64)
        return {
            "opened": self._opened(open_in),
            "places": self._places(open_in, np.rint(values["places"]).astype(np.int64)),
            "served": self._served(clients),
            "unmet": self._unmet(clients),
        }

    def _opened(self, open_in: NDArray[np.bool_]) -> Rows:
        first: dict[str, int] = {}
        for site, period in zip(self.sets.open_site[open_in], self.sets.open_period[open_in], strict=True):
            first.setdefault(self.sets.facilities.codes[site], self.years[period])
        return [{"site": site, "period": first[site]} for site in sorted(first)]

    def _places(self, open_in: NDArray[np.bool_], counted: Integers) -> Rows:
        sets, facilities = self.sets, self.sets.facilities
        places = facilities.most[sets.cell_facility].copy()
        places[self.counted] = counted
        shown = sets.cell_facility < facilities.existing
        shown[np.flatnonzero(~shown)] = open_in
        rows = [
            (
                facilities.codes[sets.cell_facility[cell]],
                self.years[sets.cell_period[cell]],
                int(places[cell]),
            )
            for cell in np.flatnonzero(shown)
        ]
        return [{"location": code, "period": year, "places": number} for code, year, number in sorted(rows)]

    def _served(self, clients: Integers) -> Rows:
        sets = self.sets
        rows = sorted(
            (
                self.codes[sets.query_municipality[self.pairs.query[p]]],
                sets.facilities.codes[sets.cell_facility[self.pairs.cell[p]]],
                self.years[sets.cell_period[self.pairs.cell[p]]],
                int(clients[p]),
            )
            for p in np.flatnonzero(clients)
        )
        names = ("municipality", "location", "period", "clients")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _unmet(self, clients: Integers) -> Rows:
        sets = self.sets
        served = np.bincount(self.pairs.query, weights=clients, minlength=len(sets.query_period))
        left = sets.clients[sets.query_municipality, sets.query_period] - served.astype(np.int64)
        rows = sorted(
            (self.codes[sets.query_municipality[q]], self.years[sets.query_period[q]], int(left[q]))
            for q in np.flatnonzero(left)
        )
        return [{"municipality": code, "period": year, "clients": number} for code, year, number in rows]
