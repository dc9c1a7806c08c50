"""Where everything is that a question can ask about: clients with a place, without one, and places."""

from __future__ import annotations

from typing import Any

import numpy as np

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.located import Absent, Located
from u16opt_models.numbering import Codes, Integers
from u16opt_models.spread.numbered import Numbered
from u16opt_models.spread.pairs import Pairs
from u16opt_models.spread.sets import Sets


def located(built: Formulation, sets: Sets, pairs: Pairs, number: Numbered) -> None:
    """Say where clients are served, who is not, and where places are.

    Places of existing locations always have a variable, so nothing stands anywhere but what is decided.
    """
    built.placing, built.absent = _serving(sets, pairs), _unmet(sets)
    places = Located("places", **_at(sets, sets.cell_facility[number.cells], sets.cell_period[number.cells]))
    built.load = (places, *_uncounted(sets, number))


def _serving(sets: Sets, pairs: Pairs) -> Located:
    """Return who is served where; in a single year all of a municipality's clients are one demand row."""
    origin = Codes(list(sets.municipality), sets.query_municipality[pairs.query])
    where = _at(sets, sets.cell_facility[pairs.cell], sets.cell_period[pairs.cell])
    return Located("serve", group=origin, nested=sets.periods == 1, **where)


def _unmet(sets: Sets) -> Absent:
    origin = Codes(list(sets.municipality), sets.query_municipality)
    return Absent("unmet", origin, Codes(sets.years, sets.query_period))


def _uncounted(sets: Sets, number: Numbered) -> tuple[Located, ...]:
    """Return the sites whose places are not counted: open, they have their maximum."""
    site = number.of_cell[number.open_of_cell >= 0] < 0
    if not site.any():
        return ()
    amount = np.where(site, sets.facilities.most[sets.open_site], 0).astype(float)
    return (Located("open", amount=amount, **_at(sets, sets.open_site, sets.open_period)),)


def _at(sets: Sets, facility: Integers, period: Integers) -> dict[str, Any]:
    facilities = sets.facilities
    return {
        "municipality": Codes(list(sets.municipality), facilities.host[facility]),
        "neighbourhood": Codes(list(sets.neighbourhood), facilities.neighbourhood[facility]),
        "place": Codes(facilities.codes, facility),
        "period": Codes(sets.years, period),
    }
