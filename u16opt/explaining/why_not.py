"""Why not there? Everything solved again with the clients forced there; or the rules that forbid it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explaining.answer import Finding
from u16opt.explaining.conflicts.conflicting import conflicting
from u16opt.explaining.foil import forcing, known, somewhere, total_of
from u16opt.explaining.goals import compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import WhyNot
from u16opt.explaining.resolve import resolve
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.explaining.seats import Move, moves_between
from u16opt.explaining.sentences.why_not import told


def find(ground: Ground, question: WhyNot) -> Finding:
    """Return what it would take to have the clients there.

    Raises
    ------
    InputError
        When a code is unknown, or no place is asked for.
    """
    somewhere(question)
    known(question, ground.formulation, ground.instance["municipalities"]["code"])
    there = _there(ground, question)
    facts, proven = _facts(ground, question, there)
    facts = {"possible": facts["possible"], "there": there} | facts
    return Finding(facts, told(facts, question, Names(ground.instance, ground.model)), proven)


def _there(ground: Ground, question: WhyNot) -> int:
    total = total_of(
        ground.formulation,
        ground.program,
        group=question.group,
        municipality=question.municipality,
        place=question.place,
    )
    return round(total.value(ground.values))


def _facts(ground: Ground, question: WhyNot, there: int) -> tuple[dict[str, Any], bool]:
    if there >= question.clients:
        return _possible(ground, ground.goals, ()), ground.proven
    if barriers := ground.model.barriers(ground.instance, ground.policy, question):
        return _impossible(barriers), True
    again = resolve(ground, extend=forcing(question))
    if again.possible:
        moves = moves_between(ground.seats, again.seats)
        return _possible(ground, again.goals, moves), again.proven and ground.proven
    found = conflicting(ground, forcing(question))
    members = found.members or tuple(RuleInstance(name) for name in found.facts)
    return _impossible(members), again.proven and found.proven


def _possible(ground: Ground, forced: Mapping[str, float], moves: Iterable[Move]) -> dict[str, Any]:
    return {
        "possible": True,
        "goals": compared(ground.goals, forced, "forced"),
        "moves": [move.as_fact() for move in moves],
        "blocking": [],
    }


def _impossible(members: Iterable[RuleInstance]) -> dict[str, Any]:
    return {
        "possible": False,
        "goals": [],
        "moves": [],
        "blocking": [member.as_fact() for member in members],
    }
