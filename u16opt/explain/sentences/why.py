"""What `why` says of one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explain.names import NOWHERE, Names, filled, lowered, texts
from u16opt.explain.questions import Why
from u16opt.explain.sentences.amounts import per_client
from u16opt.explain.sentences.goals import changed_goals
from u16opt.explain.sentences.moves import LONGEST, who_moves
from u16opt.explain.sentences.rules import named
from u16opt.explain.sentences.shared_out import told as told_shared_out
from u16opt.explain.sentences.whole import told as told_whole
from u16opt.explain.sentences.why_not import forbidding
from u16opt.texts import Text

HEAD = Text("{group}: {clients}. In dit voorstel:", "{group}: {clients}. In this proposal:")
YEARS = Text(" (alle jaren bij elkaar)", " (all years together)")
NOBODY = Text(
    "In dit voorstel is niemand van {group} in {place}. Vraag met why-not wat daarvoor nodig is.",
    "In this proposal nobody of {group} is in {place}. Ask with why-not what that would take.",
)
PLACED = Text(
    "- {clients} in {place} ({spot}). Per cliënt: {goals}.{rules}",
    "- {clients} in {place} ({spot}). Per client: {goals}.{rules}",
)
UNPLACED = Text("- {clients} {place}{when}. Per cliënt: {goals}.", "- {clients} {place}{when}. Per client: {goals}.")
FULL = Text(" Vol is daar: {rules}.", " Full there: {rules}.")
LEAST = Text(
    " Met een cliënt minder wordt dit niet gehaald, of nog minder: {rules}.",
    " With one client fewer this falls short, or shorter still: {rules}.",
)
PLACES = Text(
    "Waar {group} terecht kan, de beste gemeente voor de groep zelf eerst:",
    "Where {group} can go, the best municipality for the group itself first:",
)
PLACE = Text(
    "- {place}: nu {clients}{room}. Op de beste plek daar per cliënt: {goals}.{rules}",
    "- {place}: {clients} now{room}. At the best spot there per client: {goals}.{rules}",
)
ROOM = Text(", nog ruimte voor {room}", ", room for {room} more")
NOWHERE_TO_GO = Text(
    "Er is geen enkele plaats waar {group} terecht kan.", "There is no place at all where {group} can go."
)
FORBIDDEN = Text(
    "Deze gemeenten vallen af door een regel:", "These municipalities are ruled out by a rule:"
)
CLOSED = Text("- {place}: {rule}.", "- {place}: {rule}.")
MORE = Text("- en nog {count}.", "- and {count} more.")
NEXT = Text(
    "De beste andere gemeente voor {group} zelf is {place}. Per cliënt: {own}.",
    "The best other municipality for {group} itself is {place}. Per client: {own}.",
)
WAITING = Text(
    "Wie nog geen plaats heeft, zou het best in {place} terecht kunnen. Per cliënt: {own}.",
    "Whoever has no place yet would be best off in {place}. Per client: {own}.",
)
FORCED = Text(
    "Als minstens {clients} van {group} daar moet zijn, en alles opnieuw is uitgerekend:",
    "If at least {clients} of {group} must be there, and everything is worked out again:",
)
IMPOSSIBLE = Text("Dat kan niet voor {clients} van {group}.", "It cannot be done for {clients} of {group}.")
NO_TIME = Text(
    "Wat dat met het geheel doet, is niet op tijd uitgerekend.",
    "What that does to the whole was not worked out in time.",
)
NO_OTHER = Text(
    "Er is geen andere gemeente waar {group} terecht kan.",
    "There is no other municipality where {group} can go.",
)
OTHERS = Text(
    "Deze doelen tellen geen cliënten een voor een, en staan daarom niet per cliënt: {goals}.",
    "These goals do not count clients one by one, so they are not shown per client: {goals}.",
)


def told(facts: Mapping[str, Any], question: Why, names: Names) -> Text:
    """Return the answer in sentences."""
    if "status" in facts:
        return told_whole(facts, question, names)
    if "places" not in facts:
        return told_shared_out(facts, question, names)
    return texts([*_now(facts, question, names), *_options(facts, names, question), *_next(facts, question, names)])


def _now(facts: Mapping[str, Any], question: Why, names: Names) -> list[Text]:
    group = names.group(question.group or "")
    if not facts["placements"]:
        place = names.place(question.municipality)
        return [filled(NOBODY, {"group": group.nl, "place": place.nl}, {"group": group.en, "place": place.en})]
    total = names.counted(facts["clients"])
    yearly = YEARS if facts["yearly"] else Text("", "")
    heading = filled(
        HEAD,
        {"group": _capital(group.nl), "clients": total.nl + yearly.nl},
        {"group": _capital(group.en), "clients": total.en + yearly.en},
    )
    rows = facts["placements"]
    lines = [_placed(row, names) for row in rows[:LONGEST]]
    return [heading, *lines, *_more(len(rows))]


def _placed(row: Mapping[str, Any], names: Names) -> Text:
    clients, goals, rules = names.counted(row["clients"]), per_client(row["goals"], names), _rules(row, names)
    if row["place"] is None:
        when = "" if row["period"] is None else f" in {row['period']}"
        parts = [
            {"clients": clients[each], "place": NOWHERE[each], "when": when, "goals": goals[each]}
            for each in ("nl", "en")
        ]
        return filled(UNPLACED, *parts)
    place, spot = names.place(row["municipality"]), _spot(row, names)
    parts = [
        {"clients": clients[each], "place": place[each], "spot": spot, "goals": goals[each], "rules": rules[each]}
        for each in ("nl", "en")
    ]
    return filled(PLACED, *parts)


def _spot(row: Mapping[str, Any], names: Names) -> str:
    area = None if row["neighbourhood"] is None else names.place(row["neighbourhood"]).nl
    parts = [area, row["place"], row["period"]]
    return ", ".join(str(each) for each in parts if each is not None)


def _rules(row: Mapping[str, Any], names: Names) -> Text:
    """Return which rules are full, and which ask for every client who is there."""
    full = [each for each in row["rules"] if "side" not in each]
    least = [each for each in row["rules"] if "side" in each]
    said = [
        filled(template, {"rules": named(rules, names).nl}, {"rules": named(rules, names).en})
        for template, rules in ((FULL, full), (LEAST, least if row["clients"] else []))
        if rules
    ]
    return Text("".join(each.nl for each in said), "".join(each.en for each in said))


def _options(facts: Mapping[str, Any], names: Names, question: Why) -> list[Text]:
    group = names.group(question.group or "")
    who = {"group": group.nl}, {"group": group.en}
    rows, closed = facts["places"], facts["forbidden"]
    said = [filled(PLACES, *who), *(_place(row, names) for row in rows[:LONGEST]), *_more(len(rows))]
    if not rows:
        said = [filled(NOWHERE_TO_GO, *who)] if question.municipality is None else []
    if closed:
        said += [FORBIDDEN, *(_closed(row, names) for row in closed[:LONGEST]), *_more(len(closed))]
    return said


def _place(row: Mapping[str, Any], names: Names) -> Text:
    place, clients, room = names.place(row["municipality"]), names.counted(row["clients"]), row["room"]
    goals, rules = per_client(row["goals"], names), _rules({**row, "clients": 0}, names)
    left = filled(ROOM, {"room": names.counted(room).nl}, {"room": names.counted(room).en})
    parts = [
        {
            "place": place[each],
            "clients": clients[each],
            "room": left[each] if room else "",
            "goals": goals[each],
            "rules": rules[each],
        }
        for each in ("nl", "en")
    ]
    return filled(PLACE, *parts)


def _closed(row: Mapping[str, Any], names: Names) -> Text:
    place, rule = names.place(row["municipality"]), names.rule(row)
    return filled(CLOSED, {"place": place.nl, "rule": rule.nl}, {"place": place.en, "rule": rule.en})


def _next(facts: Mapping[str, Any], question: Why, names: Names) -> list[Text]:
    group, found = names.group(question.group or ""), facts["nextBest"]
    here = facts["placements"]
    said: list[Text] = []
    if found is None and here:
        said = [filled(NO_OTHER, {"group": group.nl}, {"group": group.en})] if facts["places"] else []
    elif found is not None:
        waiting = question.municipality is None and any(row["place"] is None for row in here)
        said = _forced(found, group, WAITING if waiting else NEXT, names)
    others = [lowered(names.goal(each).nl) for each in facts["notPerClient"]]
    in_english = [lowered(names.goal(each).en) for each in facts["notPerClient"]]
    if others:
        said.append(filled(OTHERS, {"goals": ", ".join(others)}, {"goals": ", ".join(in_english)}))
    return said


def _forced(found: Mapping[str, Any], group: Text, heading: Text, names: Names) -> list[Text]:
    place, own, clients = (
        names.place(found["municipality"]),
        per_client(found["own"], names),
        names.counted(found["clients"]),
    )
    parts = [
        {"place": place[each], "own": own[each], "clients": clients[each], "group": group[each]}
        for each in ("nl", "en")
    ]
    said = [filled(heading, *parts)]
    if found["possible"] is None:
        return [*said, NO_TIME]
    if not found["possible"]:
        return [*said, filled(IMPOSSIBLE, *parts), forbidding(found["blocking"], names)]
    goals = changed_goals(found["goals"], "forced", names)
    return [*said, filled(FORCED, *parts), *goals, *who_moves(found["moves"], names)]


def _more(count: int) -> list[Text]:
    return [filled(MORE, {"count": count - LONGEST})] if count > LONGEST else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__: Sequence[str] = ("told",)
