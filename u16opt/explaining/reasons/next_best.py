"""The next best place: everything solved again with one client of the group there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from u16opt.algebra.extending import row_of, with_rows
from u16opt.explaining.conflicts.conflicting import conflicting
from u16opt.explaining.foil import forced, forcing
from u16opt.explaining.goals import compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.questions import WhyNot
from u16opt.explaining.reasons.options import Options, absent_of
from u16opt.explaining.resolve import resolve
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.explaining.seats import moves_between

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program

Found = tuple[dict[str, Any] | None, bool]
Extend = Callable[["Formulation", "Program"], "Program"]

HOUSED = "housed"


def next_best(options: Options) -> Found:
    """Return what it would do to have a client in the best place where the group is not, and its proof.

    Of a group with clients who have no place it is the best place of all, for one of these clients. None when
    there is no other place, or when nobody of the group is in the municipality that is asked about.
    """
    ground, there = options.ground, options.there
    waiting = 0 if options.municipality else options.clients(options.absent)
    if options.municipality is not None and not there.get(options.municipality):
        return None, ground.proven
    code = options.other([] if waiting else [each for each, clients in there.items() if clients])
    if code is None:
        return None, ground.proven
    question = WhyNot(group=options.group, municipality=code, clients=there[code] + 1)
    facts, proven = one_more(ground, question, housed(question, waiting - 1) if waiting else None)
    own = {"municipality": code, "clients": question.clients, "own": options.counts.of(options.best[code])}
    return own | facts, proven


def housed(question: WhyNot, left: int) -> Extend:
    """Return what forces clients somewhere, and leaves at most so many of their group without a place."""

    def extend(formulation: Formulation, program: Program) -> Program:
        columns = absent_of(formulation, program, question.group)
        row = row_of(program, columns)
        alone = len(columns) == 1
        extended = with_rows(program, HOUSED, ([""],), row, upper=left, network=alone)
        return forced(formulation, extended, question)

    return extend


def one_more(ground: Ground, question: WhyNot, extend: Extend | None = None) -> tuple[dict[str, Any], bool]:
    """Return what forcing clients somewhere does to the whole, or what forbids it, and whether it is proven.

    ``possible`` is None when time ran out before anything was found.

    Parameters
    ----------
    extend
        Forces more than the question does.
    """
    extend = extend or forcing(question)
    again = resolve(ground, extend=extend)
    if again.possible:
        moves = [move.as_fact() for move in moves_between(ground.seats, again.seats)]
        goals = compared(ground.goals, again.goals, "forced")
        facts = {"possible": True, "goals": goals, "moves": moves, "blocking": []}
        return facts, again.proven and ground.proven
    nothing: dict[str, Any] = {"possible": None, "goals": [], "moves": [], "blocking": []}
    if not again.proven:
        return nothing, False
    found = conflicting(ground, extend)
    members = found.members or tuple(RuleInstance(name) for name in found.facts)
    return nothing | {"possible": False, "blocking": [each.as_fact() for each in members]}, found.proven
