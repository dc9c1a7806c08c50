"""What is the least that must give? The cheapest changes of agreements after which there is a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from u16opt.explaining.answer import Finding, amount
from u16opt.explaining.conflicts.conflicting import conflicting
from u16opt.explaining.conflicts.possible import Possible
from u16opt.explaining.foil import forcing, known
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import Repair as Question
from u16opt.explaining.repairs.giving import NotKnown
from u16opt.explaining.repairs.repairs import Repair, Repairs, widest
from u16opt.explaining.sentences.repair import told
from u16opt.instance.nearest import one_of, perhaps
from u16opt.model.model import Model
from u16opt.problems import InputError, Problem
from u16opt.texts import Text
from u16opt.verification import VerificationError

POSITIVE = Text("een getal boven 0", "a number above 0")
CLAIMED = Text("een reparatie die niet werkt", "a repair that does not work")


def find(ground: Ground, question: Question) -> Finding:
    """Return the cheapest changes that make a proposal possible, each proven to work.

    Raises
    ------
    InputError
        When a code is unknown, or a cost is no cost of a rule with a number.
    VerificationError
        When a repair turns out not to work (a defect).
    """
    known(question, ground.formulation, ground.instance["municipalities"]["code"])
    if problems := [*_problems(question.cost, ground.model)]:
        raise InputError(problems)
    facts, proven = _facts(ground, question)
    return Finding(facts, told(facts, question, Names(ground.instance, ground.model), proven=proven), proven)


def _problems(cost: Mapping[str, float], model: Model) -> Iterator[Problem]:
    names = [rule.name for rule in model.rules if rule.agreement]
    for name, number in cost.items():
        if name not in names:
            expected = perhaps(one_of(f"{each}=..." for each in names), name, names)
            yield Problem("--cost", expected, value=name)
        elif not number > 0:
            yield Problem("--cost", POSITIVE, value=f"{name}={number:g}")


def _facts(ground: Ground, question: Question) -> tuple[dict[str, Any], bool]:
    asked = question if question.asked else None
    if asked and (barriers := ground.model.barriers(ground.instance, ground.policy, asked)):
        return _said(False, barriers=[each.as_fact() for each in barriers]), True
    extend = forcing(asked) if asked else None
    possible = Possible(ground, extend)
    verdict = True if asked is None and ground.answered else possible.after(())
    if verdict is not False:
        return _said(verdict, complete=verdict is True), verdict is True
    repairs, complete, proven = _repairs(possible, question)
    if repairs or not complete:
        return _said(False, _listed(repairs, ground.model), complete=complete), proven
    found = conflicting(ground, extend, widest(possible))
    blocking = [each.as_fact() for each in found.members]
    return _said(False, blocking=blocking, facts=list(found.facts)), proven and found.proven


def _repairs(possible: Possible, question: Question) -> tuple[list[Repair], bool, bool]:
    """Return repairs, whether these are all of them, and whether everything about them is proven."""
    search, found = None, list[Repair]()
    try:
        search = Repairs(possible, question.cost)
        while (repair := search.next()) is not None and len(found) < question.count:
            if not _works(possible, repair):
                return found, False, False
            found.append(repair)
            possible.ground.tell(len(found), question.count)
    except NotKnown:
        return found, False, False
    return found, repair is None, True


def _works(possible: Possible, repair: Repair) -> bool:
    """Return whether it is proven that a repair works; not when time ran out."""
    verdict = possible.after([step.change for step in repair.steps])
    if verdict is False:
        raise VerificationError((("repair", CLAIMED),))
    return verdict is True


def _said(
    possible: bool | None,
    repairs: list[dict[str, Any]] | None = None,
    *,
    complete: bool = True,
    **why: list[Any],
) -> dict[str, Any]:
    none: dict[str, list[Any]] = {"barriers": [], "blocking": [], "facts": []}
    return {"possible": possible, "repairs": repairs or [], "complete": complete} | none | why


def _listed(repairs: list[Repair], model: Model) -> list[dict[str, Any]]:
    """Return repairs as answers hold them: the cheapest first, then those with the fewest changes."""
    rows = [{"cost": amount(each.cost), "changes": _changes(each, model)} for each in repairs]
    return sorted(rows, key=lambda row: (row["cost"], len(row["changes"])))


def _changes(repair: Repair, model: Model) -> list[dict[str, Any]]:
    rank = {rule.name: number for number, rule in enumerate(model.rules)}
    steps = sorted(repair.steps, key=lambda each: (rank[each.instance.rule], each.instance.order()))
    return [
        {
            **step.instance.as_fact(),
            "from": amount(step.number),
            "to": amount(step.after),
            "unit": _unit(model, step.instance.rule),
        }
        for step in steps
    ]


def _unit(model: Model, rule: str) -> str:
    agreement = model.rule(rule).agreement
    assert agreement is not None
    return agreement.unit.en
