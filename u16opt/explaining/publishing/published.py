"""Answers as they may leave the house: no groups of clients, and no small number of people (P03).

Rows of groups are left out; moves are added up by municipality. Small counts are hidden, and others beside
them, so that nobody can work them out from totals or from what a published report shows of the proposal. Of a
question about one group nothing but goals and rules remains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.answer import Answer, Sentences
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.publishing.hiding import hidden
from u16opt.explaining.questions import Why
from u16opt.explaining.sentences.publishing import Secrets, about_one, marks, reduced
from u16opt.explaining.sentences.why import told
from u16opt.export.suppression import THRESHOLD
from u16opt.report.words import each as together
from u16opt.texts import Text

KEPT = ("possible", "goals", "members", "blocking", "barriers", "facts", "repairs")
"""What remains of a question about one group."""

Facts = dict[str, Any]


def published(answer: Answer, ground: Ground, threshold: int = THRESHOLD) -> Answer:
    """Return an answer as it may leave the house.

    Parameters
    ----------
    ground
        What the answer stands on.
    threshold
        Smallest count of people that is shown; 1 or less hides no counts, groups are left out all the same.

    Raises
    ------
    ValueError
        When the threshold is 2: ``<2`` says exactly what it hides.
    """
    model = ground.model
    if not any(map(model.about_people, model.answers)):
        return answer
    codes = frozenset(ground.instance["client_groups"]["group"]) if model.names_groups else frozenset[str]()
    secrets = Secrets(codes, frozenset(), threshold)
    one = any(_about(key, value, secrets) for key, value in answer.parameters.items())
    facts: Facts = _without_groups(_of_one(answer.facts) if one else _whole(answer.facts), secrets)
    facts, numbers = hidden(ground, facts, threshold)
    text = _text(answer, facts, Secrets(codes, numbers, threshold), Names(ground.instance, model), one=one)
    sentences = Sentences(nl=text.nl, en=text.en)
    parameters = {} if one else answer.parameters
    return answer.model_copy(update={"parameters": parameters, "facts": facts, "text": sentences})


def _about(key: str, value: Any, secrets: Secrets) -> bool:
    """Return whether a parameter names a group; in a model without groups of clients, of whom it asks."""
    return key == "group" or secrets.names_group(str(value))


def _of_one(facts: Mapping[str, Any]) -> Facts:
    """Return what remains of a question about one group: goals and rules."""
    return {key: value for key, value in {**facts, **(facts.get("nextBest") or {})}.items() if key in KEPT}


def _whole(facts: Mapping[str, Any]) -> Facts:
    """Return the facts of a whole proposal without what tells of single homes or groups.

    A rule without room tells by its number how many people there are; the largest loss is one group's.
    """
    made = dict(facts)
    if "binding" in facts:
        rules = {(row["rule"], row.get("side")): row for row in facts["binding"]}
        made["binding"] = [{**row, "place": None, "period": None} for row in rules.values()]
        made["municipalities"] = [{**row, "rules": []} for row in facts["municipalities"]]
    if made.get("fairness") and "binding" in facts:
        made["fairness"] = [{**row, "largestLoss": []} for row in facts["fairness"]]
    return made


def _without_groups(node: Any, secrets: Secrets) -> Any:
    """Return facts without rows of groups and whole proposals, and with moves by municipality."""
    if isinstance(node, Mapping):
        kept = {key: _value(key, value, secrets) for key, value in node.items()}
        return {key: value for key, value in kept.items() if value is not ...}
    if isinstance(node, list | tuple):
        return [_without_groups(each, secrets) for each in node if not _of_group(each, secrets)]
    return None if isinstance(node, str) and secrets.names_group(node) else node


def _value(key: str, value: Any, secrets: Secrets) -> Any:
    if isinstance(value, list) and any(_is_move(each) for each in value):
        return _by_municipality(value)
    if isinstance(value, list) and value and all(_of_group(each, secrets) for each in value):
        return ...
    return value if key in ("municipality", "name", "rule") else _without_groups(value, secrets)


def _is_move(row: Any) -> bool:
    return isinstance(row, Mapping) and {"group", "from", "to", "clients"} <= row.keys()


def _of_group(row: Any, secrets: Secrets) -> bool:
    """Return whether a row is about one group, or is a proposal with all its rows."""
    if isinstance(row, Mapping):
        told = any(isinstance(value, str) and secrets.names_group(value) for value in row.values())
        return told or isinstance(row.get("group"), str) or "solver" in row
    return isinstance(row, str) and secrets.names_group(row)


def _by_municipality(moves: Sequence[Mapping[str, Any]]) -> list[Facts]:
    counts = Counter[tuple[str | None, ...]]()
    for move in moves:
        counts[move.get("proposal"), move["from"], move["to"]] += move["clients"]
    return [
        {
            **({} if proposal is None else {"proposal": proposal}),
            "from": before,
            "to": after,
            "clients": clients,
        }
        for (proposal, before, after), clients in sorted(
            counts.items(), key=lambda each: [code or "~" for code in each[0]]
        )
    ]


def _text(answer: Answer, facts: Facts, secrets: Secrets, names: Names, *, one: bool) -> Text:
    if one:
        return about_one(facts, secrets.threshold, names)
    if answer.question == Why.name and "status" in facts:
        return together([told(facts, Why(**answer.parameters), names), *marks(secrets.threshold)], "\n")
    moves = [row for row in facts.get("moves", ()) if isinstance(row, Mapping)]
    return reduced(Text(answer.text.nl, answer.text.en), secrets, moves, names)
