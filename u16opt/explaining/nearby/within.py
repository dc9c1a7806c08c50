"""Proposals that are nearly as good: every goal at most a little worse than in the proposal, all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from u16opt.checking import broken, goal_values, name_of, precision
from u16opt.composing import answer_of
from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.questions import Within
from u16opt.explaining.seats import Seats, seats_of
from u16opt.instance.nearest import one_of, perhaps
from u16opt.model.model import Answer, Recomputed
from u16opt.problems import InputError, Problem
from u16opt.proposal_reading import Finding
from u16opt.texts import Text
from u16opt.verification import VerificationError

if TYPE_CHECKING:
    from u16opt.algebra.parts import Floats
    from u16opt.algebra.program import Program
    from u16opt.engine.within import Within as Search

SHARE = 0.01
"""How much worse a goal may be, as a share of its value, where nothing else is asked."""

NOT_BELOW = Text("een getal van 0 of meer", "a number of 0 or more")


@dataclass(frozen=True)
class Attained:
    """An answer that is nearly as good as the proposal, as the checker finds it.

    Parameters
    ----------
    goals
        Value of each entry of the order.
    """

    answer: Answer
    goals: Mapping[str, float]
    seats: Seats


def tolerances(ground: Ground, question: Within) -> dict[str, float]:
    """Return by how much each entry of the order may be worse than in the proposal.

    Raises
    ------
    InputError
        When a goal is no entry of the order, or an amount is below 0.
    """
    entries = [name_of(entry) for entry in ground.policy.order]
    if problems := list(_problems(question, entries)):
        raise InputError(problems)
    usual = {name: SHARE * abs(value) for name, value in ground.goals.items()}
    return {name: question.tolerance.get(name, usual[name]) for name in entries}


def as_fact(room: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return tolerances as answers hold them."""
    return [{"name": name, "amount": amount(more)} for name, more in room.items()]


def nearly_as_good(ground: Ground, program: Program, known: Floats, room: Mapping[str, float]) -> Search:
    """Return all solutions of a program in which every goal is within its tolerance.

    Parameters
    ----------
    program
        The program of the proposal, perhaps with more columns and rows.
    known
        The proposal as a value for every column.
    """
    from u16opt.engine.within import Within as Search

    whole = frozenset(goal.name for goal in ground.model.goals if goal.whole)
    return Search(program, ground.policy, whole, known, room, ground.limits)


def attained(ground: Ground, values: Floats, room: Mapping[str, float]) -> Attained:
    """Return the answer of a solution.

    Raises
    ------
    VerificationError
        When the checker finds a fault, a broken rule, or a goal outside its tolerance (a defect).
    """
    if values is ground.values:  # the proposal itself, which was verified before anything was asked of it
        return Attained(ground.proposal.answer, ground.goals, ground.seats)
    answer = answer_of(ground.formulation, ground.program, values)
    recomputed = ground.model.check(ground.instance, ground.policy, answer)
    if recomputed.faults:
        raise VerificationError(recomputed.faults)
    goals = {name: value for name, value, _ in goal_values(ground.model, ground.policy, recomputed)}
    if findings := tuple(_findings(ground, recomputed, goals, room)):
        raise VerificationError(findings)
    return Attained(answer, goals, seats_of(ground.formulation, ground.program, values))


def _findings(
    ground: Ground, recomputed: Recomputed, goals: Mapping[str, float], room: Mapping[str, float]
) -> Iterator[Finding]:
    for outcome in broken(ground.policy, recomputed):
        yield outcome.name, Text("geschonden", "broken")
    for name, value in goals.items():
        limit = ground.goals[name] + room[name]
        if value > limit + precision(limit):
            yield name, Text(f"{value:g} is meer dan {limit:g}", f"{value:g} is more than {limit:g}")


def _problems(question: Within, entries: list[str]) -> Iterator[Problem]:
    for name, more in question.tolerance.items():
        if name not in entries:
            yield Problem("--tolerance", perhaps(one_of(entries), name, entries), value=name)
        if not (math.isfinite(more) and more >= 0):
            yield Problem("--tolerance", NOT_BELOW, value=f"{name}={more:g}")
