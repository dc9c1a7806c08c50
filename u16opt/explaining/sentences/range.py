"""What `range` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import Names, texts
from u16opt.explaining.questions import Range
from u16opt.explaining.sentences.amounts import figure, said
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.within import allowed
from u16opt.texts import Text

BETWEEN = Text(
    "Als alles bijna even goed moet blijven, kan {place}{when} {least} tot en met {most} "
    "krijgen. In dit voorstel zijn het er {current}.",
    "If all is to stay nearly as good, {place} can get {least} to {most}{when}. In this "
    "proposal it is {current}.",
)
FIXED = Text(
    "{place} krijgt{when} precies {most}; meer of minder kan niet als alles bijna even goed moet blijven.",
    "{place} gets exactly {most}{when}; more or less is impossible if all is to stay nearly as good.",
)
FOUND = Text(
    "{place} kan{when} in elk geval {least} tot {most} krijgen; in dit voorstel zijn het er {current}.",
    "{place} can get {least} to {most}{when} in any case; in this proposal it is {current}.",
)
LIMITED = Text(
    "Let op: dit is niet helemaal bewezen, de tijd was op. {below}{above}",
    "Mind: not all of this is proven, time ran out. {below}{above}",
)
BELOW = Text("Minder dan {bound} kan zeker niet. ", "Less than {bound} is certainly impossible. ")
ABOVE = Text("Meer dan {bound} kan zeker niet.", "More than {bound} is certainly impossible.")
LEAST = Text("Bij het laagste aantal, {count}:", "At the lowest number, {count}:")
MOST = Text("Bij het hoogste aantal, {count}:", "At the highest number, {count}:")
ALL_YEARS = Text(" over alle jaren samen", " over all years together")
NOTHING = Text("", "")


def told(facts: Mapping[str, Any], question: Range, names: Names) -> Text:
    """Return the answer in sentences."""
    lines = [_first(facts, question, names), *allowed(facts["tolerance"], question, names)]
    for end, heading, key in (("least", LEAST, "atLeast"), ("most", MOST, "atMost")):
        if facts[end] != facts["current"]:
            lines += [said(heading, count=names.loaded(facts[end]))]
            lines += changed_goals(facts[key], "value", names)
    return texts(lines if facts["proven"] else [*lines, _limited(facts)])


def _first(facts: Mapping[str, Any], question: Range, names: Names) -> Text:
    fixed = facts["least"] == facts["most"]
    template = BETWEEN if facts["proven"] else FOUND
    return said(
        FIXED if fixed and facts["proven"] else template,
        place=names.place(question.municipality or question.neighbourhood),
        when=_when(facts["periods"], question),
        least=figure(facts["least"]),
        most=names.loaded(facts["most"]),
        current=figure(facts["current"]),
    )


def _when(periods: Sequence[int], question: Range) -> Text:
    if question.period is not None:
        return Text(f" in {question.period}", f" in {question.period}")
    return ALL_YEARS if len(periods) > 1 else NOTHING


def _limited(facts: Mapping[str, Any]) -> Text:
    least, most = facts["leastBound"], facts["mostBound"]
    below = NOTHING if least is None else said(BELOW, bound=figure(least))
    above = NOTHING if most is None else said(ABOVE, bound=figure(most))
    return said(LIMITED, below=below, above=above)
