"""What is different between proposals: first what they assume, then what comes out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from u16opt.explaining.answer import Finding, hash_of
from u16opt.explaining.comparing.assumptions import assumptions_of
from u16opt.explaining.comparing.outcomes import goals_of, measures_of, rules_of
from u16opt.explaining.comparing.places import figures_of, groups_of, municipalities_of
from u16opt.explaining.comparing.sides import Side, Sides, sides_of
from u16opt.explaining.comparing.targets import Target, targets_of
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import Difference
from u16opt.explaining.seats import Move, Seat, Seats, Who, moved, moves_between
from u16opt.explaining.sentences.difference import told
from u16opt.model.model import Model

EVERYONE = "all"


def find(ground: Ground, question: Difference) -> Finding:
    """Return what differs in the assumptions and in the outcomes; the proposal itself is the baseline.

    Raises
    ------
    InputError
        When a proposal is of another model, or a target names what is not there.
    VerificationError
        When one of the others does not add up.
    """
    sides, facts = compared(ground, question)
    proven = all(side.ground.proven for side in sides)
    return Finding(facts, told(facts, Names(ground.instance, ground.model)), proven)


def compared(ground: Ground, question: Difference) -> tuple[Sides, dict[str, Any]]:
    """Return the proposals, and the facts of their comparison (errors: `find`)."""
    sides = sides_of(ground, question)
    return sides, facts_of(sides, targets_of(question.targets, _measured(sides)))


def facts_of(sides: Sides, targets: dict[str, Target]) -> dict[str, Any]:
    """Return all that a comparison says; lists of values are in the order of the proposals."""
    moves = [moves_of(sides[0], side) for side in sides]
    return {
        "proposals": [_proposal(side) for side in sides],
        "assumptions": assumptions_of(sides),
        "goals": goals_of(sides, targets),
        "measures": measures_of(sides, targets),
        "figures": figures_of(sides),
        "rules": rules_of(sides),
        "municipalities": municipalities_of(sides),
        "groups": groups_of(sides),
        "movedClients": [moved(each) for each in moves],
        "moves": [
            {"proposal": side.name, **move.as_fact()}
            for side, each in zip(sides, moves, strict=True)
            for move in each
        ],
    }


def moves_of(first: Side, other: Side) -> tuple[Move, ...]:
    """Return who has another place than in the first proposal; nobody when they are of different products."""
    if first.proposal.product != other.proposal.product:
        return ()
    before, after = first.ground.seats, other.ground.seats
    if before.keys() != after.keys() and not about_people(first.ground.model):
        before, after = pooled(before), pooled(after)
    return moves_between(before, after)


def about_people(model: Model) -> bool:
    """Return whether the places of an answer are those of people."""
    return any(model.about_people(table) for table in model.answers)


def pooled(seats: Seats) -> Seats:
    """Return seats of everyone as those of one group: what is no person can change groups."""
    found = Counter[Seat]()
    for own in seats.values():
        found.update(own)
    return {Who(EVERYONE): found}


def _measured(sides: Sides) -> list[str]:
    return sorted({entry.name for side in sides for entry in side.measured})


def _proposal(side: Side) -> dict[str, Any]:
    proposal = side.proposal
    return {
        "name": side.name,
        "instance": proposal.instance,
        "scenario": proposal.scenario,
        "product": proposal.product,
        "status": proposal.status,
        "seed": proposal.seed,
        "instanceHash": proposal.instance_hash,
        "proposal": hash_of(proposal),
    }
