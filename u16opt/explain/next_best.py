"""The next best place: everything solved again with one client of the group there."""

from __future__ import annotations

from typing import Any

from u16opt.explain.conflicting import conflicting
from u16opt.explain.foil import forcing
from u16opt.explain.goals import compared
from u16opt.explain.ground import Ground
from u16opt.explain.options import Options
from u16opt.explain.questions import WhyNot
from u16opt.explain.resolve import resolve
from u16opt.explain.seats import moves_between

Found = tuple[dict[str, Any] | None, bool]


def next_best(options: Options) -> Found:
    """Return what it would do to have a client in the best place where the group is not, and its proof.

    Of a group with clients who have no place it is the best place of all, with one client more than now. None
    when there is no other place, or when nobody of the group is in the municipality that is asked about.
    """
    there = {code: options.clients(each) for code, each in options.by_municipality.items()}
    waiting = options.clients(options.absent) and options.municipality is None
    if options.municipality is not None and not there.get(options.municipality):
        return None, options.ground.proven
    code = options.other([] if waiting else [each for each, clients in there.items() if clients])
    if code is None:
        return None, options.ground.proven
    question = WhyNot(group=options.group, municipality=code, clients=there[code] + 1)
    facts, proven = one_more(options.ground, question)
    own = {"municipality": code, "clients": question.clients, "own": options.counts.of(options.best[code])}
    return own | facts, proven


def one_more(ground: Ground, question: WhyNot) -> tuple[dict[str, Any], bool]:
    """Return what forcing clients somewhere does to the whole, or what forbids it, and whether it is proven.

    ``possible`` is None when time ran out before anything was found.
    """
    again = resolve(ground, extend=forcing(question))
    if again.possible:
        moves = [move.as_fact() for move in moves_between(ground.seats, again.seats)]
        goals = compared(ground.goals, again.goals, "forced")
        facts = {"possible": True, "goals": goals, "moves": moves, "blocking": []}
        return facts, again.proven and ground.proven
    nothing: dict[str, Any] = {"possible": None, "goals": [], "moves": [], "blocking": []}
    if not again.proven:
        return nothing, False
    found = conflicting(ground, forcing(question))
    return nothing | {
        "possible": False,
        "blocking": [each.as_fact() for each in found.members],
    }, found.proven
