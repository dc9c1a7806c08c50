"""The fairness page: what the proposal does to people who have something in common.

Nothing here decides anything: traits are looked at afterwards, so that it is seen when weaker people land
in weaker places. The smallest unit is a group of clients who cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from u16opt.by_hand import by_hand
from u16opt.composing import answer_of
from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.reasons.contributions import Contributions
from u16opt.explaining.reasons.outcomes import Outcome, Outcomes, mean
from u16opt.model.traits import Pressure, Traits

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats
    from u16opt.model.model import Answer

Row = dict[str, Any]
Mask = Any


def fairness(ground: Ground, counts: Contributions) -> list[Row]:
    """Return a row for everyone, and one for each value of each trait; none when nobody has a place."""
    formulation, traits = ground.formulation, ground.model.traits
    if traits is None or formulation.placing is None or formulation.absent is None:
        return []
    page = Page(ground, counts, traits(ground.instance))
    return [page.row(None, None), *(page.row(*found) for found in page.traits.found())]


@dataclass(frozen=True)
class Page:
    """The outcomes that are compared: the proposal, manual practice, and each group's own best."""

    ground: Ground
    counts: Contributions
    traits: Traits

    @cached_property
    def sets(self) -> Outcomes:
        """The clients, by group."""
        return Outcomes(self.ground.formulation, self.ground.program, self.counts)

    @cached_property
    def proposal(self) -> Outcome:
        """What the proposal does to them."""
        return self.sets.of(self.ground.values)

    @cached_property
    def clients(self) -> Floats:
        """How many there are."""
        return self.proposal.placed + self.proposal.absent

    @cached_property
    def best(self) -> Outcome:
        """What each could have had alone."""
        return self.sets.best(self.clients)

    @cached_property
    def by_hand(self) -> Floats | None:
        """The columns of manual practice, in a model that has one."""
        return by_hand(self.ground.formulation, self.ground.program)

    @cached_property
    def manual(self) -> Outcome | None:
        """What manual practice would have done to them."""
        return None if self.by_hand is None else self.sets.of(self.by_hand)

    @cached_property
    def losses(self) -> dict[int, Floats]:
        """By entry that places differ in, how much worse clients are off than at their own best of it."""
        housed = self.counts.costs[:, self.sets.placing.columns]
        return {
            entry: mean(self.proposal.housed[entry], self.proposal.placed)
            - self.sets.nearest(self.clients, entry)
            for entry in np.flatnonzero(housed.any(axis=1)).tolist()
        }

    @cached_property
    def pressures(self) -> tuple[Pressure | None, Pressure | None]:
        """How full the places are where groups live, in the proposal and by hand."""
        formulation, program = self.ground.formulation, self.ground.program
        manual = None if self.by_hand is None else answer_of(formulation, program, self.by_hand)
        return self._pressure(self.ground.proposal.answer), self._pressure(manual)

    def row(self, trait: str | None, value: str | None) -> Row:
        """Return what is known of those with a value of a trait; of everyone without one."""
        mask = self.sets.having({} if trait is None else self.traits.values[trait], value)
        ours, manual = self.pressures
        return {
            "trait": trait,
            "value": value,
            "clients": amount(self.clients[mask].sum()),
            "placed": amount(self.proposal.placed[mask].sum()),
            "proposal": self._means(self.proposal, mask) | self._pressed(ours, mask),
            "manual": None
            if self.manual is None
            else self._means(self.manual, mask) | self._pressed(manual, mask),
            "best": self._means(self.best, mask),
            "againstManual": None if self.manual is None else self._against(self.manual, mask),
            "againstBest": self._against(self.best, mask),
            "largestLoss": self._largest(mask),
        }

    def _means(self, outcome: Outcome, mask: Mask) -> Row:
        """Return how many have a place, and what a client with a place adds to each entry on average."""
        placed = float(outcome.placed[mask].sum())
        goals = [
            {"name": self.counts.names[entry], "amount": amount(outcome.housed[entry][mask].sum() / placed)}
            for entry in self.losses
            if placed
        ]
        return {"placed": amount(placed), "goals": goals}

    def _against(self, other: Outcome, mask: Mask) -> Row:
        signs, clients = self.proposal.against(other)[mask], self.clients[mask]
        names = {"gains": -1, "loses": 1, "same": 0}
        return {name: amount(clients[signs == sign].sum()) for name, sign in names.items()}

    def _largest(self, mask: Mask) -> list[Row]:
        """Return the largest loss of one group, by entry; with the most a rule allows, where one is on."""
        housed = mask & (self.proposal.placed > 0)
        return [
            {
                "name": self.counts.names[entry],
                "amount": amount(np.max(loss[housed], initial=0.0)),
                **self._limit(self.counts.names[entry]),
            }
            for entry, loss in self.losses.items()
        ]

    def _limit(self, name: str) -> Row:
        if self.traits.cap is None or self.traits.cap[1] != name:
            return {}
        rule = self.ground.policy.rules[self.traits.cap[0]]
        return {"limit": amount(rule.limit)} if rule.on and rule.limit is not None else {}

    def _pressure(self, answer: Answer | None) -> Pressure | None:
        if answer is None or self.traits.pressure is None:
            return None
        return self.traits.pressure(self.ground.policy, answer)

    def _pressed(self, pressure: Pressure | None, mask: Mask) -> Row:
        if pressure is None:
            return {"pressure": None}
        own = {group for group, has in zip(self.sets.groups, mask[:: self.sets.years], strict=True) if has}
        found = [each for group, each in sorted(pressure.items()) if group in own]
        clients = sum(count for _, count in found)
        return {"pressure": amount(sum(total for total, _ in found) / clients) if clients else None}
