"""What `why-not` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import Names, filled, texts
from u16opt.explaining.questions import Forced
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.moves import who_moves
from u16opt.explaining.sentences.rules import named
from u16opt.texts import Text

ALREADY = Text(
    "Dat is al zo: {who} in {where}, in dit voorstel {there}.",
    "That is so already: {who} in {where}, {there} in this proposal.",
)
POSSIBLE = Text(
    "Het kan: {who} in {where}. Alles is daarvoor opnieuw uitgerekend, met dezelfde afspraken.",
    "It can be done: {who} in {where}. Everything was worked out again for it, under the same agreements.",
)
IMPOSSIBLE = Text("Het kan niet: {who} in {where}.", "It cannot be done: {who} in {where}.")
BY_RULES = Text(
    "Dit gaat niet samen en houdt het tegen: {rules}. Er kan nog meer in de weg staan.",
    "These do not go together and so forbid it: {rules}. There may be more in the way.",
)
BY_ONE = Text(
    "Dit houdt het al tegen: {rules}. Er kan nog meer in de weg staan.",
    "This already forbids it: {rules}. There may be more in the way.",
)


def told(facts: Mapping[str, Any], question: Forced, names: Names) -> Text:
    """Return the answer in sentences."""
    about = asked(question, names)
    nl, en = ({**about[side], "there": facts["there"]} for side in (0, 1))
    if not facts["possible"]:
        return texts([filled(IMPOSSIBLE, nl, en), forbidding(facts["blocking"], names)])
    if facts["there"] >= question.clients:
        return filled(ALREADY, nl, en)
    goals = changed_goals(facts["goals"], "forced", names)
    return texts([filled(POSSIBLE, nl, en), *goals, *who_moves(facts["moves"], names, question.group)])


def asked(question: Forced, names: Names) -> tuple[dict[str, str], dict[str, str]]:
    """Return whom a question is about and where, in Dutch and in English."""
    place = names.place(question.municipality or question.place)
    count, label = question.clients, names.group(question.group) if question.group else None
    who = names.loaded(count) if label is None else names.counted(count)
    of = Text("", "") if label is None else Text(f" van {label.nl}", f" of {label.en}")
    who = Text(f"minstens {who.nl}{of.nl}", f"at least {who.en}{of.en}")
    return {"who": who.nl, "where": place.nl}, {"who": who.en, "where": place.en}


def forbidding(blocking: Sequence[Mapping[str, Any]], names: Names) -> Text:
    """Return which rules and facts stand in the way."""
    rules = named(blocking, names)
    template = BY_RULES if len(blocking) > 1 else BY_ONE
    return filled(template, {"rules": rules.nl}, {"rules": rules.en})
