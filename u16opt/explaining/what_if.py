"""What if something were different? The changed instance solved near the proposal."""

from __future__ import annotations

from typing import Any

from u16opt.explaining.answer import Finding
from u16opt.explaining.conflicts.conflicting import Conflicting, conflicting
from u16opt.explaining.goals import compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import WhatIf
from u16opt.explaining.resolve import Resolved, resolve
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.explaining.seats import Seats, moved, moves_between
from u16opt.explaining.sentences.what_if import told
from u16opt.instance.instance import Instance
from u16opt.policies import policy_problems
from u16opt.problems import InputError, Problem
from u16opt.products import of_product
from u16opt.scenario.again import refuse, told_at, with_changes, with_scenario
from u16opt.scenario.entries import assumed
from u16opt.scenario.one_line import changes_of
from u16opt.scenario.trace import at_scenario
from u16opt.texts import Text

CHANGE = "--change"
NOTHING = Text(
    "minstens één --change TABEL[KOLOM=WAARDE,...]:KOLOM=WAARDE, of --scenario NAAM",
    "at least one --change TABLE[COLUMN=VALUE,...]:COLUMN=VALUE, or --scenario NAME",
)


def find(ground: Ground, question: WhatIf) -> Finding:
    """Return what would be if tables were changed, or under another scenario.

    Raises
    ------
    InputError
        When nothing is asked, a change cannot be read or touches nothing, the scenario is unknown, or what
        comes of it is no instance.
    """
    instance = altered(ground, question)
    again = resolve(ground, instance=instance)
    found = Conflicting((), proven=again.proven and ground.proven)
    if not again.possible and again.proven:
        found = conflicting(Ground(instance, ground.model, ground.proposal, ground.limits, ground.tell))
    facts = {
        **_assumed(ground, instance, question),
        **_outcome(ground, again),
        "members": [member.as_fact() for member in _members(found)],
    }
    text = told(facts, Names(instance, ground.model))
    return Finding(facts, text, found.proven)


def altered(ground: Ground, question: WhatIf) -> Instance:
    """Return the instance of a proposal as a question wants it, with the rows of the proposal's product.

    Raises
    ------
    InputError
        As for `find`.
    """
    if not question.changes and question.scenario is None:
        raise InputError([Problem(question.name, NOTHING)])
    changes, problems = changes_of(question.changes, CHANGE)
    instance = ground.instance
    if question.scenario is not None:
        instance = with_scenario(instance, question.scenario)
    refuse(problems, CHANGE)
    if changes:
        instance = with_changes(instance, changes, CHANGE)
    return _accepted(ground, instance, by_change=bool(changes))


def _accepted(ground: Ground, instance: Instance, *, by_change: bool) -> Instance:
    """Return an instance that the model of a proposal can work on."""
    model, product = ground.model, ground.instance.product
    try:
        instance = of_product(instance, model, product)
        policy, problems = policy_problems(instance, model)
        problems = problems if policy is None else tuple(model.validate(instance, policy))
    except InputError as fault:
        problems = fault.problems
    if problems:
        raise InputError(told_at(CHANGE, problems) if by_change else at_scenario(instance, problems))
    return instance


def _assumed(ground: Ground, instance: Instance, question: WhatIf) -> dict[str, Any]:
    """Return what is different: what the other scenario assumes, or what was changed on top of its own."""
    known = len(ground.instance.assumptions) if question.scenario is None else 0
    rows = [each.model_dump(mode="json", by_alias=True) for each in assumed(instance)[known:]]
    return {
        "scenario": instance.scenario,
        "scenarioBefore": ground.instance.scenario,
        "assumptions": rows,
        "sameInput": instance.hash == ground.instance.hash,
    }


def _outcome(ground: Ground, again: Resolved) -> dict[str, Any]:
    """Return goals and moves; whether it is possible is null when time ran out before anybody could tell."""
    if not again.possible:
        empty: dict[str, Any] = {"goals": [], "moves": [], "movedClients": 0, "arrived": 0, "left": 0}
        return {"possible": False if again.proven else None, **empty}
    moves = moves_between(ground.seats, again.seats)
    return {
        "possible": True,
        "goals": compared(ground.goals, again.goals, "changed"),
        "moves": [move.as_fact() for move in moves],
        "movedClients": moved(moves),
        "arrived": _more(ground.seats, again.seats),
        "left": _more(again.seats, ground.seats),
    }


def _more(before: Seats, after: Seats) -> int:
    """Return how many clients there are afterwards who were not there before, group by group."""
    were, are = ({who: sum(seats.values()) for who, seats in each.items()} for each in (before, after))
    return sum(max(0, clients - were.get(who, 0)) for who, clients in are.items())


def _members(found: Conflicting) -> tuple[RuleInstance, ...]:
    """Return the agreements that clash; facts when these alone leave nothing."""
    return found.members or tuple(RuleInstance(name) for name in found.facts)
