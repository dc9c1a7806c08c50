"""An independent solver of `spread`: every goal in turn as one all-integer program, nothing clever.

It reads the instance by itself and shares no line with the formulation, the engine or the checker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from support.in_order import least_in_order
from support.linear import Program
from support.spread.plan import Plan
from support.spread.reference_goals import Goals
from support.spread.reference_rules import hold_rules
from support.spread.reference_sets import Sets

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

WHOLE = {"unmet", "openings"}


Also = Callable[[Sets], None]


def _nothing(_sets: Sets) -> None:
    return None


@dataclass(frozen=True)
class Reference:
    """What the reference finds.

    Parameters
    ----------
    feasible
        Whether anything satisfies the hard rules.
    best
        Per entry of the order its least value, all entries before it held at theirs plus tolerance.
    plan
        The last solution.
    """

    feasible: bool
    best: tuple[float, ...] = ()
    plan: Plan = field(default_factory=Plan)


def solve(instance: Instance, policy: Policy, product: str = "BV", *, also: Also = _nothing) -> Reference:
    """Return the lexicographic optimum of a policy; `also` adds rows of its own."""
    program = Program()
    sets = Sets(instance, program, product)
    goals = Goals(sets, policy)
    hold_rules(sets, policy)
    also(sets)
    found = least_in_order(program, goals, policy, WHOLE)
    return Reference(False) if found is None else Reference(True, found[0], sets.plan(found[1]))
