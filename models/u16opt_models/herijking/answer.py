"""From the values of the formulation to contingents, each with the bound that holds it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from u16opt.algebra.parts import Floats
from u16opt.model.model import Answer
from u16opt_models.herijking.sets import Sets, Town


def answer_of(sets: Sets, values: Mapping[str, Floats]) -> Answer:
    """Return the contingents in the order of their codes."""
    lettings = np.rint(values["lettings"]).astype(int).tolist()
    found = [
        Promise(town, quota, count)
        for town, quota, count in zip(sets.towns, sets.quotas, lettings, strict=True)
    ]
    return {
        "contingents": [
            {
                "municipality": each.town.code,
                "current": each.town.current,
                "quota": float(each.quota),
                "lettings": each.lettings,
                "binding": each.binding([other for other in found if other.town.group == each.town.group]),
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

    def binding(self, group: list[Promise]) -> str:
        """Return the rule that holds a municipality back: without it the disproportion could be lower.

        Parameters
        ----------
        group
            All promises of its group.
        """
        town, others = self.town, [each for each in group if each is not self and each.town.basis]
        takers = [each for each in others if each.town.upper is None or each.lettings < each.town.upper]
        givers = [each for each in others if each.lettings > each.town.lower]
        up = bool(town.basis) and any(self.more + each.fewer < 0 for each in givers)
        down = self.lettings > 0 and any(self.fewer + each.more < 0 for each in takers)
        limit, change = town.max_change, self.lettings - town.current
        held = {
            "minimum": down and self.lettings == town.minimum,
            "maximum": up and self.lettings == town.maximum,
            "max_change": limit is not None and ((down and change == -limit) or (up and change == limit)),
        }
        return next((rule for rule, holds in held.items() if holds), "")
