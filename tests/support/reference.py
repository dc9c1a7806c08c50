"""An independent solver of `allocation`: every goal in turn as one all-integer program, nothing clever.

It reads the instance by itself and shares no line with the formulation, the engine or the checker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from support.in_order import least_in_order
from support.linear import Program
from support.reference_goals import Goals
from support.reference_rules import hold_rules
from support.reference_sets import Sets

from u16opt.instance.instance import Instance
from u16opt.policy import Policy

WHOLE = {"unplaced", "misfit", "shortfall", "away", "overload", "waiting"}


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
    placements
        Clients by group and lot in the last solution.
    """

    feasible: bool
    best: tuple[float, ...] = ()
    placements: dict[tuple[str, str], int] | None = None


def solve(instance: Instance, policy: Policy, *, also: Also = _nothing) -> Reference:
    """Return the lexicographic optimum of a policy; `also` adds rows of its own."""
    program = Program()
    sets = Sets(instance, program)
    goals = Goals(sets, policy)
    hold_rules(sets, policy, goals)
    also(sets)
    found = least_in_order(program, goals, policy, WHOLE)
    if found is None:
        return Reference(False)
    best, values = found
    placements = {pair: round(x.at(values)) for pair, x in sets.x.items()}
    return Reference(True, best, {pair: clients for pair, clients in placements.items() if clients})
