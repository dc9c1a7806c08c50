"""Whether anything satisfies the rules when some agreements are changed: proven, one way or the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from u16opt.algebra.parts import Linear
from u16opt.explaining.ground import Ground
from u16opt.explaining.rule_instance import Change, RuleInstance, amended
from u16opt.policy import Policy

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program
    from u16opt.engine.outcome import Outcome

Extend = Callable[["Formulation", "Program"], "Program"]


@dataclass(frozen=True)
class Possible:
    """Answers whether there is any solution, each time by a formulation and a solve of their own.

    Parameters
    ----------
    extend
        Adds to every program what holds beside the rules.
    before
        Changes that come before any other.
    """

    ground: Ground
    extend: Extend | None = None
    before: tuple[Change, ...] = ()
    _known: dict[frozenset[RuleInstance], bool | None] = field(default_factory=dict)

    def without(self, dropped: Iterable[RuleInstance]) -> bool | None:
        """Return whether there is a solution without these agreements; None when time ran out."""
        key = frozenset(dropped)
        if key not in self._known:
            # In a fixed order: what a set gives differs from run to run.
            changes = [Change(each, dropped=True) for each in sorted(key, key=RuleInstance.order)]
            self._known[key] = self.after(changes)
        return self._known[key]

    def after(self, changes: Iterable[Change]) -> bool | None:
        """Return whether there is a solution after these changes; None when time ran out."""
        _, program = self.written(changes)
        return judged(program, self.policy(changes), self.ground)

    def written(self, changes: Iterable[Change] = ()) -> tuple[Formulation, Program]:
        """Return the rules after these changes, without goals, and what is added to them."""
        ground = self.ground
        policy = self.policy(changes)
        formulation = ground.model.formulate(ground.instance, policy, ground.proposal.seed)
        program = formulation.program()
        return formulation, self.extend(formulation, program) if self.extend else program

    def policy(self, changes: Iterable[Change] = ()) -> Policy:
        """Return the policy after these changes, without goals."""
        policy = self.ground.policy.model_copy(update={"order": ()})
        return amended(policy, self.ground.model, (*self.before, *changes))


def judged(program: Program, policy: Policy, ground: Ground) -> bool | None:
    """Return whether a program has a solution, in whole numbers; None when time ran out.

    The engine doubts an "infeasible" once before it believes it.
    """
    if ground.limits.reached():
        return None
    outcome = run(program, policy, ground)
    if outcome.values is not None:
        return True
    return False if outcome.status == "infeasible" else None


def run(program: Program, policy: Policy, ground: Ground) -> Outcome:
    """Solve a program exactly; which of several equal solutions is the engine's own affair."""
    from u16opt.engine.chain import Chain

    any_of_equals = replace(program, preference=Linear(np.zeros(program.columns), 0.0))
    limits, seed = ground.limits.exact(), ground.proposal.seed
    return Chain(any_of_equals, policy, frozenset(), limits, lambda _progress: None, seed).run()
