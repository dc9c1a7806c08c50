"""What agreements cost: goals when one is a unit wider, a unit tighter, or gone.

Every number is that of solving everything again. Work is only saved where a proof says what would come of it.
More room never makes the best worse, and less room keeps it when it stays within: so when many agreements
dropped at once change no goal, then none of them does alone, nor widened; and a tighter agreement that the
proposal keeps changes nothing. That holds where nothing but limits of rows is written differently, which is
looked at; what a number does besides (a contingent is a divisor as well) then shows by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from u16opt.checking import precision
from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.prices.looser import looser, room, within
from u16opt.explaining.resolve import Resolved, resolve
from u16opt.explaining.rule_instance import Change, RuleInstance, amended
from u16opt.policy import Policy

if TYPE_CHECKING:
    from u16opt.algebra.program import Program

Amounts = dict[str, float]
"""By goal of the order what it is afterwards less what it is now."""


class OutOfTimeError(RuntimeError):
    """The time is up: what has not been worked out stays unknown."""


@dataclass
class Pricing:
    """Prices of agreements as they become known.

    Parameters
    ----------
    sides
        By agreement what can be asked of it: the change it is, or None for a number below zero.
    known
        By agreement and side what was found; None for what is impossible.
    proven
        Whether all of it is proven.
    """

    ground: Ground
    sides: Mapping[RuleInstance, Mapping[str, Change | None]]
    known: dict[tuple[RuleInstance, str], Amounts | None] = field(default_factory=dict)
    proven: bool = True

    def work_out(self) -> None:
        """Find every price, rules as a whole first, then place by place, as far as time allows."""
        self.known |= {
            (instance, side): None
            for instance, sides in self.sides.items()
            for side, change in sides.items()
            if change is None
        }
        places = [instance for instance in self.sides if instance[1:] != (None, None)]
        whole = [instance for instance in self.sides if instance[1:] == (None, None)]
        try:
            self._one_by_one(whole)
            for name in dict.fromkeys(instance.rule for instance in places):
                self._rule([instance for instance in places if instance.rule == name])
        except OutOfTimeError:
            self.proven = False

    @property
    def finished(self) -> list[RuleInstance]:
        """The agreements of which every price is known."""
        return [
            instance
            for instance, sides in self.sides.items()
            if all((instance, side) in self.known for side in sides)
        ]

    def solved(self, policy: Policy) -> Resolved:
        """Return everything solved again under another policy.

        Raises
        ------
        OutOfTimeError
            When the time was up before it was.
        """
        if self.ground.limits.reached():
            raise OutOfTimeError
        again = resolve(self.ground, policy=policy, stay=False)
        if again.proven:
            return again
        if not again.possible or self.ground.limits.reached():
            raise OutOfTimeError
        self.proven = False
        return again

    def _rule(self, instances: Sequence[RuleInstance]) -> None:
        ground = self.ground
        if ground.proven and not ground.policy.tolerance:
            left = room(ground.program, ground.values, instances)
            if any(left.values()) and looser(tight := self._program(instances, "tighter"), ground.program):
                self._keep(within(tight, ground.values, instances))
            if looser(ground.program, wide := self._program(instances, "wider")) and looser(
                wide, self._program(instances, "without")
            ):
                self._drop(instances, wide)
        self._one_by_one(instances)

    def _one_by_one(self, instances: Iterable[RuleInstance]) -> None:
        for instance in instances:
            for side, change in self.sides[instance].items():
                if change is not None and (instance, side) not in self.known:
                    self._note([instance], side, self._after([change]))

    def _keep(self, instances: Iterable[RuleInstance]) -> None:
        """Note that nothing changes where the proposal keeps a tighter agreement too."""
        tightened = [each for each in instances if self.sides[each].get("tighter") is not None]
        self._note(sorted(tightened, key=RuleInstance.order), "tighter", self._nothing())

    def _drop(self, instances: Sequence[RuleInstance], wide: Program) -> None:
        """Drop all at once; where that changes something, go on with those that the new best breaks.

        What is best without an agreement is best with it wider too, when it keeps it so.

        Parameters
        ----------
        wide
            The program with all of them wider.
        """
        again = self.solved(self._policy(self._changes(instances, "without")))
        assert again.outcome.values is not None
        found, values = differences(self.ground.goals, again.goals), again.outcome.values
        if found == self._nothing() or len(instances) == 1:
            self._note(instances, "without", found)
            same = set(instances) if found == self._nothing() else within(wide, values, instances)
            widened = [each for each in instances if self.sides[each].get("wider") is not None]
            self._note([each for each in widened if each in same], "wider", found)
            return
        whole = within(self.ground.program, values, instances)
        for each in instances:
            if each not in whole:
                self._drop([each], wide)
        if whole:
            self._drop([each for each in instances if each in whole], wide)

    def _program(self, instances: Sequence[RuleInstance], side: str) -> Program:
        policy = self._policy(self._changes(instances, side))
        ground = self.ground
        return ground.model.formulate(ground.instance, policy, ground.proposal.seed).program()

    def _changes(self, instances: Iterable[RuleInstance], side: str) -> list[Change]:
        return [change for each in instances if (change := self.sides[each].get(side)) is not None]

    def _policy(self, changes: Iterable[Change]) -> Policy:
        return amended(self.ground.policy, self.ground.model, changes)

    def _after(self, changes: Iterable[Change]) -> Amounts | None:
        again = self.solved(self._policy(changes))
        return differences(self.ground.goals, again.goals) if again.possible else None

    def _nothing(self) -> Amounts:
        return dict.fromkeys(self.ground.goals, 0)

    def _note(self, instances: Iterable[RuleInstance], side: str, found: Amounts | None) -> None:
        self.known |= dict.fromkeys([(each, side) for each in instances], found)
        self.ground.tell(len(self.known), sum(map(len, self.sides.values())))


def differences(now: Mapping[str, float], then: Mapping[str, float]) -> Amounts:
    """Return by how much the goals of both sides differ; less than can be told apart is 0."""
    found = {name: then[name] - value for name, value in now.items() if name in then}
    return {name: amount(each) if abs(each) > precision(now[name]) else 0 for name, each in found.items()}
