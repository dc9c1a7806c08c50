"""Why is there no proposal, or none with these clients there? The agreements that cannot hold together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from u16opt.explaining.answer import Finding
from u16opt.explaining.conflicts.conflicting import Conflicting, conflicting
from u16opt.explaining.foil import forcing, known
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import Conflict
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.explaining.sentences.conflict import told


def find(ground: Ground, question: Conflict) -> Finding:
    """Return which agreements clash, and where more is asked than there is.

    Raises
    ------
    InputError
        When a code is unknown.
    """
    known(question, ground.formulation, ground.instance["municipalities"]["code"])
    asked = question if question.asked else None
    barriers = ground.model.barriers(ground.instance, ground.policy, asked) if asked else ()
    found = Conflicting((), True) if barriers else _found(ground, asked)
    short = ground.model.counted_shortages(ground.instance, ground.policy, asked)
    facts = {
        "possible": None if _unknown(found, barriers) else found.possible,
        "members": _listed(found.members),
        "facts": list(found.facts),
        "barriers": _listed(barriers),
        "shortages": [each.as_fact() for each in short],
    }
    names, lines = Names(ground.instance, ground.model), [each.text for each in short]
    return Finding(facts, told(facts, lines, question, names, proven=found.proven), found.proven)


def _found(ground: Ground, asked: Conflict | None) -> Conflicting:
    if asked is None and ground.answered:
        return Conflicting((), True, possible=True)
    return conflicting(ground, None if asked is None else forcing(asked))


def _unknown(found: Conflicting, barriers: Iterable[RuleInstance]) -> bool:
    return not (found.proven or found.members or found.facts or tuple(barriers))


def _listed(instances: Iterable[RuleInstance]) -> list[dict[str, Any]]:
    return [each.as_fact() for each in instances]
