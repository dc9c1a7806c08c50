"""What `conflict` says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import Names, filled, texts
from u16opt.explaining.questions import Forced
from u16opt.explaining.sentences.rules import named
from u16opt.explaining.sentences.why_not import asked, forbidding
from u16opt.texts import Text

LONGEST = 20
FEW = 3
"""So few lines more are not cut."""
INLINE = 3
"""More agreements than this stand below each other."""

THERE_IS = Text(
    "Er is een voorstel: alle afspraken gaan samen.", "There is a proposal: all agreements go together."
)
IT_CAN = Text(
    "Het kan: {who} in {where}. Alle afspraken gaan daarmee samen.",
    "It can be done: {who} in {where}. All agreements go together with that.",
)
THERE_IS_NONE = Text("Er is geen voorstel.", "There is no proposal.")
IT_CANNOT = Text("Het kan niet: {who} in {where}.", "It cannot be done: {who} in {where}.")
CLASH = Text("Deze afspraken gaan niet samen: {rules}.", "These agreements do not go together: {rules}.")
CLASH_HEADING = Text(
    "Deze {count} afspraken gaan niet samen:", "These {count} agreements do not go together:"
)
CLASH_OF_ONE = Text(
    "Deze afspraak kan in elk geval niet worden nagekomen: {rules}. Dat hoeft niet de enige te zijn.",
    "This agreement at any rate cannot be kept: {rules}. It need not be the only one.",
)
WITHOUT_IT = Text(
    "Wat vaststaat laat haar niet toe, ook niet als alle andere afspraken vervallen. Er kunnen meer van "
    "zulke botsingen zijn; repair zegt wat er in elk geval moet veranderen.",
    "What is given does not allow it, even if all other agreements are dropped. There may be more such "
    "conflicts; repair says what must change in any case.",
)
EACH_IS_NEEDED = Text(
    "Elk van deze telt mee: zonder een ervan gaan de andere wel samen. Er kunnen meer van zulke botsingen "
    "zijn; repair zegt wat er in elk geval moet veranderen.",
    "Each of them counts: without any one of them the others go together. There may be more such conflicts; "
    "repair says what must change in any case.",
)
NOT_SMALLEST = Text(
    "Let op: de tijd was op. Misschien zijn minder van deze afspraken al te veel.",
    "Mind: time ran out. Fewer of these agreements may be too many already.",
)
FACTS_ALONE = Text(
    "Dat komt niet door afspraken: wat vaststaat laat het al niet toe ({facts}).",
    "No agreement is to blame: what is given does not allow it already ({facts}).",
)
UNKNOWN = Text(
    "De tijd was op voordat duidelijk was of het kan.", "Time ran out before it was clear whether it can be."
)
SHORT = Text(
    "Hieronder staat waar meer wordt gevraagd dan er is. Niet elk tekort is op zich een "
    "reden dat het niet kan:",
    "Below is where more is asked than there is. Not every shortage is by itself a reason "
    "that it cannot be done:",
)
LINE = Text("- {line}.", "- {line}.")
MORE = Text("- en nog {count}.", "- and {count} more.")


def told(
    facts: Mapping[str, Any], short: Sequence[Text], question: Forced, names: Names, *, proven: bool
) -> Text:
    """Return the answer in sentences.

    Parameters
    ----------
    short
        Each shortage of the facts, as the model says it.
    """
    lines = [_verdict(facts, question, names), *_why(facts, names, proven=proven)]
    if short:
        lines += [SHORT, *listed_lines(short)]
    return texts(lines)


def clashing(members: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    """Return which agreements do not go together, below each other where they are many."""
    rules = named(members, names)
    if len(members) == 1:
        return [filled(CLASH_OF_ONE, {"rules": rules.nl}, {"rules": rules.en})]
    if len(members) <= INLINE:
        return [filled(CLASH, {"rules": rules.nl}, {"rules": rules.en})]
    return [
        filled(CLASH_HEADING, {"count": len(members)}),
        *listed_lines([names.rule(each) for each in members]),
    ]


def listed_lines(lines: Sequence[Text]) -> list[Text]:
    """Return lines of a list, and how many more there are when it is long."""
    most = LONGEST if len(lines) > LONGEST + FEW else len(lines)
    shown = [filled(LINE, {"line": each.nl}, {"line": each.en}) for each in lines[:most]]
    left = len(lines) - len(shown)
    return [*shown, *([filled(MORE, {"count": left})] if left else [])]


def given(facts: Sequence[str], names: Names) -> Text:
    """Return that facts alone leave nothing, and which."""
    rules = named([{"rule": name} for name in facts], names)
    return filled(FACTS_ALONE, {"facts": rules.nl}, {"facts": rules.en})


def _verdict(facts: Mapping[str, Any], question: Forced, names: Names) -> Text:
    if facts["possible"] is None:
        return UNKNOWN
    if question.asked:
        return filled(IT_CAN if facts["possible"] else IT_CANNOT, *asked(question, names))
    return THERE_IS if facts["possible"] else THERE_IS_NONE


def _why(facts: Mapping[str, Any], names: Names, *, proven: bool) -> list[Text]:
    members = facts["members"]
    if facts["barriers"]:
        return [forbidding(facts["barriers"], names)]
    if facts["facts"]:
        return [given(facts["facts"], names)]
    if not members:
        return []
    needed = WITHOUT_IT if len(members) == 1 else EACH_IS_NEEDED
    return [*clashing(members, names), needed if proven else NOT_SMALLEST]
