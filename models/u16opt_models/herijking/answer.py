"""From the values of the formulation to contingents, each with the bound that holds it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest

import numpy as np

from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.herijking.sets import Sets, Town


def answer_of(sets: Sets, values: Mapping[str, Floats]) -> Answer:
    """Return the contingents in the order of their codes."""
    lettings = np.rint(values["lettings"]).astype(int).tolist()
    found = [Promise(*each) for each in zip(sets.towns, sets.quotas, lettings, strict=True)]
    groups = [Exchange([each for each in found if each.town.group == g]) for g in range(len(sets.groups))]
    return {
        "contingents": [
            {
                "municipality": each.town.code,
                "current": each.town.current,
                "quota": float(each.quota),
                "lettings": each.lettings,
                "binding": groups[each.town.group].binding(each),
            }
            for each in sorted(found, key=lambda each: each.town.code)
        ]
    }


@dataclass(frozen=True)
class Promise:
    """The lettings of one municipality in a proposal."""

    town: Town
    quota: Fraction
    lettings: int

    @property
    def more(self) -> Fraction:
        """What one letting more adds to the disproportion."""
        return (2 * self.lettings + 1) / self.quota - 2 if self.quota else Fraction(0)

    @property
    def fewer(self) -> Fraction:
        """What one letting fewer adds to it."""
        return 2 - (2 * self.lettings - 1) / self.quota if self.quota else Fraction(0)


class Exchange:
    """Where in a group one letting more, or one fewer, adds least to the disproportion."""

    def __init__(self, group: list[Promise]) -> None:
        able = [each for each in group if each.town.basis]
        takers = [each for each in able if each.town.upper is None or each.lettings < each.town.upper]
        givers = [each for each in able if each.lettings > each.town.lower]
        # Two of each: the best other than a municipality itself is among them.
        self.takers = nsmallest(2, [(each.more, each.town.code) for each in takers])
        self.givers = nsmallest(2, [(each.fewer, each.town.code) for each in givers])

    def binding(self, promise: Promise) -> str:
        """Return the rule that holds a municipality back: past its bound the disproportion could be lower."""
        town, lettings = promise.town, promise.lettings
        up = bool(town.basis) and self._lowers(promise.more, self.givers, town.code)
        down = lettings > 0 and self._lowers(promise.fewer, self.takers, town.code)
        limit, change = town.max_change, lettings - town.current
        held = {
            "minimum": down and lettings == town.minimum,
            "maximum": up and lettings == town.maximum,
            "max_change": limit is not None and ((down and change == -limit) or (up and change == limit)),
        }
        return next((rule for rule, holds in held.items() if holds), "")

    def _lowers(self, added: Fraction, others: list[tuple[Fraction, str]], code: str) -> bool:
        return any(added + each < 0 for each, other in others if other != code)
