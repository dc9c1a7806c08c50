"""What a question stands on: a proposal, the instance it was made for, and its program."""

from __future__ import annotations

import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from u16opt.engine.incumbent import completed
from u16opt.engine.limits import Limits
from u16opt.explaining.seats import Seats, seats_of
from u16opt.instance.instance import Instance
from u16opt.model.model import Model, Recomputed
from u16opt.policies import policy_of
from u16opt.policy import Policy
from u16opt.proposal import Proposal
from u16opt.verification import WITHOUT_ANSWER

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Ground:
    """A proposal and everything a question may have to know about it; worked out when it is first needed.

    Parameters
    ----------
    instance
        The instance of the proposal: its scenario applied, with the rows of its product.
    limits
        How long an answer may take.
    tell
        Called with what is done and what there is to do in long work.
    """

    instance: Instance
    model: Model
    proposal: Proposal
    limits: Limits
    tell: Tell = lambda _done, _all: None

    def started(self) -> Ground:
        """Return the same ground with its clock set to now; what was worked out stays."""
        again = copy(self)
        object.__setattr__(again, "limits", replace(self.limits, start=time.perf_counter()))
        return again

    def ready(self) -> Ground:
        """Work out what every question needs, so that no question waits for it."""
        if self.answered:
            _ = self.seats
        return self

    @property
    def answered(self) -> bool:
        """Whether there is a proposal at all."""
        return self.proposal.status not in WITHOUT_ANSWER

    @cached_property
    def policy(self) -> Policy:
        """The policy of the instance, with all that its rules allow."""
        return policy_of(self.instance, self.model).model_copy(update={"everything": True})

    @cached_property
    def formulation(self) -> Formulation:
        """Variables, rules and goals, as they were solved."""
        return self.model.formulate(self.instance, self.policy, self.proposal.seed)

    @cached_property
    def program(self) -> Program:
        """The same as arrays."""
        return self.formulation.program()

    @cached_property
    def values(self) -> Floats:
        """The proposal as a value for every column of the program."""
        import numpy as np

        values = np.zeros(self.program.columns)
        for name, known in self.formulation.recall(self.proposal.answer).items():
            values[self.program.family(name).columns] = known
        return completed(self.program, values)

    @cached_property
    def seats(self) -> Seats:
        """Who has which place in the proposal."""
        return seats_of(self.formulation, self.program, self.values)

    @cached_property
    def recomputed(self) -> Recomputed:
        """What the checker finds in the proposal."""
        return self.model.check(self.instance, self.policy, self.proposal.answer)

    @property
    def goals(self) -> dict[str, float]:
        """Value of each entry of the order."""
        return {goal.name: goal.value for goal in self.proposal.goals}

    @property
    def proven(self) -> bool:
        """Whether the proposal itself is proven optimal."""
        return self.proposal.status == "optimal"
