"""What `what-if` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explaining.names import Names, filled, listed, texts
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.moves import who_moves
from u16opt.explaining.sentences.rules import named
from u16opt.texts import Text

HEADING = Text("Stel dat dit anders was:", "Suppose this were different:")
CHANGE = Text("- {what}", "- {what}")
MORE = Text("- en nog {count} wijzigingen.", "- and {count} more changes.")
INSTEAD = Text("Het scenario {before} geldt dan niet.", "The scenario {before} does not hold then.")
SAME_INPUT = Text(
    "Voor de instantie maakt dat niets uit: wat er staat, stond er al.",
    "To the instance that makes no difference: what stands there stood there already.",
)
POSSIBLE = Text(
    "Alles is daarvoor opnieuw uitgerekend, zo dicht mogelijk bij het voorstel.",
    "Everything was worked out again for it, as near to the proposal as can be.",
)
IMPOSSIBLE = Text("Dan is er geen voorstel mogelijk.", "Then no proposal is possible.")
CLASH = Text(
    "Dit kan samen niet: {rules}. Vervalt een ervan, dan botst de rest niet meer.",
    "This cannot hold together: {rules}. Without any one of them the rest clashes no more.",
)
CLASH_OF_ONE = Text("Dit kan niet: {rules}.", "This cannot hold: {rules}.")
UNKNOWN = Text(
    "De tijd was op voordat er een antwoord was. Geef meer tijd.",
    "Time ran out before there was an answer. Allow more time.",
)
NO_LONGER = Text("Niet meer in de volgorde van doelen: {goals}.", "No longer in the order of goals: {goals}.")
NEW = Text("Nieuw in de volgorde van doelen: {goals}.", "New in the order of goals: {goals}.")
ARRIVED = Text("Er komen {clients} bij.", "There are {clients} more.")
LEFT = Text("Er vallen {clients} af.", "There are {clients} fewer.")
STAYING = Text("Wie er al was, houdt dezelfde plaats.", "Whoever was there keeps the same place.")
LONGEST = 20


def told(facts: Mapping[str, Any], names: Names) -> Text:
    """Return the answer in sentences."""
    lines = [*_assumptions(facts)]
    if facts["sameInput"]:
        lines.append(SAME_INPUT)
    if facts["possible"] is None:
        return texts([*lines, UNKNOWN])
    if not facts["possible"]:
        return texts([*lines, IMPOSSIBLE, *_clash(facts, names)])
    goals = changed_goals(facts["goals"], "changed", names)
    return texts([*lines, POSSIBLE, *goals, *_order(facts["goals"], names), *_people(facts, names)])


def _assumptions(facts: Mapping[str, Any]) -> Iterable[Text]:
    """Yield what is different; where figures come from is in the facts alone."""
    rows = [row for row in facts["assumptions"] if row["table"] != "provenance"]
    if rows:
        yield HEADING
    for row in rows[:LONGEST]:
        yield filled(CHANGE, {"what": row["what"]["nl"]}, {"what": row["what"]["en"]})
    if len(rows) > LONGEST:
        yield filled(MORE, {"count": len(rows) - LONGEST})
    if facts["scenarioBefore"] not in (None, facts["scenario"]):
        yield filled(INSTEAD, {"before": facts["scenarioBefore"]})


def _clash(facts: Mapping[str, Any], names: Names) -> Iterable[Text]:
    if members := facts["members"]:
        rules = named(members, names)
        yield filled(CLASH if len(members) > 1 else CLASH_OF_ONE, {"rules": rules.nl}, {"rules": rules.en})


def _order(goals: Iterable[Mapping[str, Any]], names: Names) -> Iterable[Text]:
    """Yield which goals only one of the two policies has."""
    for template, side in ((NO_LONGER, "changed"), (NEW, "current")):
        found = [names.goal(row["name"]) for row in goals if row[side] is None]
        if found:
            nl, en = (listed([each[side] for each in found], side) for side in ("nl", "en"))
            yield filled(template, {"goals": nl}, {"goals": en})


def _people(facts: Mapping[str, Any], names: Names) -> Iterable[Text]:
    for template, key in ((ARRIVED, "arrived"), (LEFT, "left")):
        if facts[key]:
            clients = names.counted(facts[key])
            yield filled(template, {"clients": clients.nl}, {"clients": clients.en})
    yield from who_moves(facts["moves"], names) if facts["moves"] else [STAYING]
