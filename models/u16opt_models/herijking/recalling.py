"""From contingents back to the values of the formulation; and where the lettings are."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.algebra.located import Located
from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.herijking.sets import Sets
from u16opt_models.herijking.spans import Span
from u16opt_models.numbering import floats


def values_of(sets: Sets, spans: tuple[Span, ...], answer: Answer) -> Mapping[str, Floats]:
    """Return the lettings, and the steps that lead to them: the first ones, from the least on."""
    known = {row["municipality"]: row["lettings"] for row in answer["contingents"]}
    lettings = [known[town.code] for town in sets.towns]
    taken = (
        number < most
        for span, most in zip(spans, lettings, strict=True)
        for number in range(span.least, span.most)
    )
    return {"lettings": floats(lettings), "step": floats(taken)}


def located(sets: Sets) -> Located:
    """Return where the lettings are; those of one group of totals can be exchanged."""
    codes = [town.code for town in sets.towns]
    groups = [sets.groups[town.group].label for town in sets.towns]
    return Located("lettings", municipality=codes, place=codes, group=groups, nested=True)
