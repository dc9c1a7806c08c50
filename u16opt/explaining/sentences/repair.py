"""What `repair` says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled, listed, shown, texts
from u16opt.explaining.questions import Forced
from u16opt.explaining.sentences.conflict import (
    INLINE,
    IT_CANNOT,
    THERE_IS_NONE,
    UNKNOWN,
    given,
    listed_lines,
)
from u16opt.explaining.sentences.rules import named
from u16opt.explaining.sentences.why_not import asked, forbidding
from u16opt.report.numbers import number, tidy
from u16opt.texts import Language, Text

NOTHING = Text(
    "Er hoeft niets te veranderen: er is een voorstel.", "Nothing has to give: there is a proposal."
)
NOTHING_FOR = Text(
    "Er hoeft niets te veranderen. Dit kan al: {who} in {where}.",
    "Nothing has to give. This is possible already: {who} in {where}.",
)
CHEAPEST = Text(
    "De kleinste verandering ({cost}): {changes}.",
    "The smallest change ({cost}): {changes}.",
)
CHEAPEST_OF_MANY = Text(
    "De kleinste verandering ({cost}), alles hieronder samen:",
    "The smallest change ({cost}), all of this together:",
)
POINTS = Text("punten", "points")
OTHERS = Text("Of, in plaats daarvan:", "Or, instead:")
OTHER = Text(
    "{changes} ({cost})",
    "{changes} ({cost})",
)
LIKE = Text(
    "zoals de eerste, met dit verschil: {parts} ({cost})",
    "as the first, with this difference: {parts} ({cost})",
)
WITH = Text(
    "nu {changes}",
    "now {changes}",
)
AS_IS = Text(
    "geen verandering van {rules}",
    "no change of {rules}",
)
CHANGE = Text("{rule} van {before} naar {after}", "{rule} from {before} to {after}")
COSTS = Text(
    "Punten zeggen hoeveel er verandert; het zijn geen euro's. Een verhuring, plaatsing, "
    "plaats, locatie of kilometer is 1 punt, en 10.000 euro budget ook, als u niets anders "
    "vroeg. Alles is nagerekend: na zo'n verandering kan het.",
    "Points say how much changes; they are not euros. A letting, placement, place, location "
    "or kilometre is 1 point, and so is 10,000 euro of budget, if nothing else was asked. "
    "All was worked out: after such a change it can be done.",
)
ALL = Text(
    "Meer mogelijkheden zijn er niet: wat ook helpt, verandert nog meer dan een van deze.",
    "There are no other ways: whatever else helps changes even more than one of these.",
)
MORE = Text("Er zijn nog meer mogelijkheden.", "There are more ways.")
NO_TIME = Text(
    "De tijd was op: er kunnen nog meer mogelijkheden zijn.", "Time ran out: there may be more ways."
)
NO_TIME_YET = Text(
    "De tijd was op voordat een verandering was gevonden die helpt.",
    "Time ran out before a change was found that helps.",
)
NO_NUMBER = Text("Geen enkele verandering van een getal helpt.", "No change of a number helps.")
BLOCKED = Text(
    "Hoe ruim de getallen ook worden, dit staat in de weg: {rules}.",
    "However wide the numbers become, this stands in the way: {rules}.",
)


def told(facts: Mapping[str, Any], question: Forced, names: Names, *, proven: bool) -> Text:
    """Return the answer in sentences."""
    if facts["possible"] is None:
        return UNKNOWN
    if facts["possible"]:
        return filled(NOTHING_FOR, *asked(question, names)) if question.asked else NOTHING
    head = filled(IT_CANNOT, *asked(question, names)) if question.asked else THERE_IS_NONE
    if facts["barriers"]:
        return texts([head, forbidding(facts["barriers"], names)])
    if not facts["repairs"]:
        return texts([head, *_nothing_helps(facts, names)])
    rest = ALL if facts["complete"] else MORE if proven else NO_TIME
    return texts([head, *_ways(facts["repairs"], names), COSTS, rest])


def _nothing_helps(facts: Mapping[str, Any], names: Names) -> list[Text]:
    if not facts["complete"]:
        return [NO_TIME_YET]
    if facts["facts"]:
        return [given(facts["facts"], names)]
    rules = named(facts["blocking"], names)
    blocked = filled(BLOCKED, {"rules": rules.nl}, {"rules": rules.en})
    return [NO_NUMBER, blocked] if facts["blocking"] else [NO_NUMBER]


def _ways(repairs: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    first, *others = repairs
    if len(first["changes"]) > INLINE:
        changes = [_change(each, names) for each in first["changes"]]
        lines = [_filled(CHEAPEST_OF_MANY, first), *listed_lines(changes)]
    else:
        lines = [_filled(CHEAPEST, first, changes=_all(first["changes"], names))]
    if others:
        lines += [OTHERS, *listed_lines([_other(each, first, names) for each in others])]
    return lines


def _other(repair: Mapping[str, Any], first: Mapping[str, Any], names: Names) -> Text:
    """Return another repair: its changes, or where these are many, what is not as in the cheapest."""
    if len(repair["changes"]) <= INLINE:
        return _filled(OTHER, repair, changes=_all(repair["changes"], names))
    places = [{key: each[key] for key in ("rule", "place", "period")} for each in repair["changes"]]
    left = [each for each in first["changes"] if {key: each[key] for key in places[0]} not in places]
    new = _all([each for each in repair["changes"] if each not in first["changes"]], names)
    same = named(left, names)
    parts = [filled(WITH, {"changes": new.nl}, {"changes": new.en})] if new.nl else []
    parts += [filled(AS_IS, {"rules": same.nl}, {"rules": same.en})] if left else []
    return _filled(LIKE, repair, parts=_listed(parts))


def _all(changes: Sequence[Mapping[str, Any]], names: Names) -> Text:
    return _listed([_change(each, names) for each in changes])


def _listed(parts: Sequence[Text]) -> Text:
    return Text(listed([each.nl for each in parts], "nl"), listed([each.en for each in parts], "en"))


def _filled(template: Text, repair: Mapping[str, Any], **parts: Text) -> Text:
    """Return a sentence with the cost of a repair and other parts."""
    nl, en = (
        {name: part[each] for name, part in parts.items()}
        | {"cost": shown(round(repair["cost"], 2), POINTS, each)}
        for each in LANGUAGES
    )
    return filled(template, nl, en)


def _change(change: Mapping[str, Any], names: Names) -> Text:
    agreement = names.model.rule(change["rule"]).agreement
    assert agreement is not None
    rule, unit = names.rule(change), agreement.unit

    def said(language: Language) -> str:
        before, after = change["from"], change["to"]
        if unit.en == "euro":
            # Rounded up where more is needed, so that what is said is enough.
            amounts = shown(before, unit, language), shown(math.ceil(after), unit, language)
        else:
            amounts = number(tidy(before), language), shown(after, unit, language)
        return CHANGE[language].format(rule=rule[language], before=amounts[0], after=amounts[1])

    return Text(said("nl"), said("en"))
