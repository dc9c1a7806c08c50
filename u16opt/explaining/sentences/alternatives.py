"""What `alternatives` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from u16opt.explaining.names import Names, texts
from u16opt.explaining.questions import Alternatives
from u16opt.explaining.sentences.amounts import cut, figure, said
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.within import allowed
from u16opt.texts import Text

NOBODY = Text(
    "Dit model geeft niemand een plaats, dus zijn er geen voorstellen om naast elkaar te leggen.",
    "This model gives nobody a place, so there are no proposals to put side by side.",
)
MANY = Text(
    "Er zijn {found} andere voorstellen gevonden die bijna zo goed zijn. Elk gebruikt zo min "
    "mogelijk plekken die een eerder voorstel al gebruikt.",
    "{found} other proposals were found that are nearly as good. Each uses as few places as "
    "it can that an earlier proposal uses already.",
)
ONE = Text(
    "Er is 1 ander voorstel gevonden dat bijna zo goed is. Het gebruikt zo min mogelijk dezelfde plekken.",
    "1 other proposal was found that is nearly as good. It uses the same places as little as it can.",
)
NONE = Text(
    "Er is geen ander voorstel gevonden dat bijna zo goed is.",
    "No other proposal was found that is nearly as good.",
)
NONE_AT_ALL = Text(
    "Er is geen ander voorstel dat bijna zo goed is: in geen enkel is {one} of meer ergens anders.",
    "There is no other proposal that is nearly as good: in none is {one} or more anywhere else.",
)
EACH = Text(
    "Alternatief {number}: {clients} van de {all} anders dan in dit voorstel.{reused}",
    "Alternative {number}: {clients} of {all} otherwise than in this proposal.{reused}",
)
REUSED = Text(
    " Voor {reused} geldt: iemand van hun groep had die plek ook in een eerder voorstel, of "
    "was daar ook zonder plek.",
    " For {reused}: someone of their group had that place in an earlier proposal too, or had "
    "none there either.",
)
BETWEEN = Text("Zo veel verschillen de alternatieven onderling:", "By so much the alternatives differ:")
PAIR = Text("- {one} en {other}: {clients}.", "- {one} and {other}: {clients}.")
COMMON = Text(
    "In alle voorstellen hetzelfde ({common} van de {all}):",
    "The same in all proposals ({common} of {all}):",
)
APART = Text("Niets is hetzelfde in alle voorstellen.", "Nothing is the same in all proposals.")
PLACE = Text("- {place}: {clients}.", "- {place}: {clients}.")
NONE_LEFT = Text(
    "Er zijn er niet meer dan {found}; gevraagd is naar {asked}.",
    "There are no more than {found}; {asked} were asked for.",
)


def told(facts: Mapping[str, Any], question: Alternatives, names: Names) -> Text:
    """Return the answer in sentences."""
    found, none_left = facts["found"], facts["noneLeft"]
    none = NONE_AT_ALL if none_left else NONE
    heading = said({0: none, 1: ONE}.get(found, MANY), found=found, one=names.counted(1))
    lines = [heading, *allowed(facts["tolerance"], question, names)]
    for each in facts["alternatives"]:
        lines += _alternative(facts, each, names)
    lines += [*_between(facts, names), *(_common(facts, names) if found else [])]
    if found and none_left:
        lines.append(said(NONE_LEFT, found=found, asked=facts["asked"]))
    return texts(lines)


def _alternative(facts: Mapping[str, Any], each: Mapping[str, Any], names: Names) -> list[Text]:
    other = each["number"]
    first = next(row for row in facts["distance"] if (row["one"], row["other"]) == (0, other))
    new = each["reused"] < facts["clients"]
    line = said(
        EACH,
        number=other,
        clients=names.counted(first["clients"]),
        all=figure(facts["clients"]),
        reused=said(REUSED, reused=names.counted(each["reused"])) if new else Text("", ""),
    )
    return [line, *changed_goals(each["goals"], "value", names)]


def _between(facts: Mapping[str, Any], names: Names) -> list[Text]:
    """Return by how many clients alternatives differ from one another."""
    rows = [row for row in facts["distance"] if row["one"]]
    lines = [
        said(PAIR, one=row["one"], other=row["other"], clients=names.counted(row["clients"])) for row in rows
    ]
    return [BETWEEN, *cut(lines)] if lines else []


def _common(facts: Mapping[str, Any], names: Names) -> list[Text]:
    """Return what is the same in all proposals, by municipality, the largest numbers first."""
    counts = Counter[str | None]()
    for row in facts["common"]:
        counts[row["municipality"]] += row["clients"]
    if not counts:
        return [APART]
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0] or ""))
    lines = [said(PLACE, place=names.place(code), clients=names.counted(count)) for code, count in ordered]
    common = names.counted(facts["commonClients"])
    return [said(COMMON, common=common, all=figure(facts["clients"])), *cut(lines)]
