"""Which agreements cannot hold together, named per place and period: a smallest set.

First the linear program points out suspects: rows on which a proof of Farkas rests, as few as it lets go.
Then one agreement after the other is dropped, the rules are written down anew and solved, and what the rest
conflicts without stays out (deletion filter; Chinneck, 2008): every step is a solve that proves its answer,
in whole numbers. So what is left conflicts, and does not without any one of its members.

Of several such sets the one is found that holds on to rules which the model lists first, and within a rule
to what comes first in the drawn order of places and periods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.explaining.conflicts.agreed import agreements_of, in_order
from u16opt.explaining.conflicts.possible import Possible
from u16opt.explaining.conflicts.suspects import facts_in, suspects
from u16opt.explaining.ground import Ground
from u16opt.explaining.rule_instance import Change, RuleInstance, dropping

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program


@dataclass(frozen=True)
class Conflicting:
    """Rule instances that cannot hold together, and whether each is proven to be needed.

    Parameters
    ----------
    members
        Empty when facts alone leave nothing, and when there is no conflict.
    possible
        Whether there is a solution after all.
    facts
        Names of the facts that leave nothing, when these alone do.
    """

    members: tuple[RuleInstance, ...]
    proven: bool
    possible: bool = False
    facts: tuple[str, ...] = ()


def conflicting(
    ground: Ground,
    extend: Callable[[Formulation, Program], Program] | None = None,
    before: Sequence[Change] = (),
) -> Conflicting:
    """Return a smallest set of rule instances that cannot hold together.

    Parameters
    ----------
    extend
        Adds to the rules what is taken as a fact: clients who are somewhere.
    before
        Changes of agreements that come first; what they drop is not looked at.
    """
    possible = Possible(ground, extend, tuple(before))
    formulation, program = possible.written()
    gone = {each.instance for each in before if each.dropped}
    every = agreements_of(formulation, ground.model, ground.proposal.seed)
    every = [each for each in every if each not in gone]
    found = suspects(program, every, ground.limits)
    if found is not None and (done := _among(possible, every, found, chunk=1)) is not None:
        return done
    return _among(possible, every, every, chunk=max(1, len(every) // 2)) or Conflicting((), False)


def _among(
    possible: Possible, every: Sequence[RuleInstance], found: Sequence[RuleInstance], chunk: int
) -> Conflicting | None:
    """Return a smallest set among some agreements; None when these alone do not conflict.

    Parameters
    ----------
    chunk
        How many to drop at once, to begin with.
    """
    verdict = possible.without(set(every).difference(found))
    if verdict:
        return Conflicting((), True, possible=True) if len(found) == len(every) else None
    if verdict is None:
        return Conflicting((), False)
    members, proven = _smallest(possible, every, list(found), chunk)
    ground = possible.ground
    facts = () if members else facts_in(possible.written(map(dropping, every))[1], ground)
    return Conflicting(in_order(members, ground.model), proven, facts=facts)


def _smallest(
    possible: Possible, every: Sequence[RuleInstance], members: list[RuleInstance], chunk: int
) -> tuple[list[RuleInstance], bool]:
    """Drop what the rest conflicts without, until each member is needed; and whether all that is proven."""
    while True:
        rest, proven = _dropped(possible, every, members, chunk)
        if len(rest) == len(members):
            return rest, proven
        members, chunk = rest, 1


def _dropped(
    possible: Possible, every: Sequence[RuleInstance], left: list[RuleInstance], chunk: int
) -> tuple[list[RuleInstance], bool]:
    """Try to drop every member once, the least wanted first, and more at once while that goes well."""
    left, needed = [*left], list[RuleInstance]()
    proven, total = True, len(left)
    while left:
        chunk = max(1, min(chunk, len(left)))
        verdict = possible.without(set(every).difference(left[:-chunk], needed))
        if verdict is False:
            left, chunk = left[:-chunk], 2 * chunk
        elif chunk > 1:
            chunk //= 2
        else:
            needed.append(left.pop())
            proven = proven and verdict is not None
        possible.ground.tell(total - len(left), total)
    return needed[::-1], proven
