"""What `why` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.explaining.names import Names, texts
from u16opt.explaining.questions import Why
from u16opt.explaining.sentences import options
from u16opt.explaining.sentences.amounts import enumerated, goal_of, per_client, said
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.moves import who_moves
from u16opt.explaining.sentences.shared_out import told as told_shared_out
from u16opt.explaining.sentences.whole import told as told_whole
from u16opt.explaining.sentences.why_not import forbidding
from u16opt.texts import Text

NOBODY = Text(
    "In dit voorstel is niemand van {group} in {place}. Vraag met why-not wat daarvoor nodig is.",
    "In this proposal nobody of {group} is in {place}. Ask with why-not what that would take.",
)
NEXT = Text(
    "De beste andere gemeente voor {group} zelf is {place}. Per cliënt: {own}.",
    "The best other municipality for {group} itself is {place}. Per client: {own}.",
)
WAITING = Text(
    "Wie nog geen plaats heeft, zou het best in {place} terechtkunnen. Per cliënt: {own}.",
    "Whoever has no place yet would be best off in {place}. Per client: {own}.",
)
NO_OTHER = Text(
    "Er is geen andere gemeente waar {group} terechtkan.",
    "There is no other municipality where {group} can go.",
)
FORCED = Text(
    "Alles is opnieuw uitgerekend met minstens {clients} van {group} daar.",
    "Everything was worked out again with at least {clients} of {group} there.",
)
HOUSED = Text(
    "Alles is opnieuw uitgerekend, nu met een van hen daar erbij. Daar zijn dan minstens "
    "{clients} van {group}.",
    "Everything was worked out again, now with one of them there as well. There are then at "
    "least {clients} of {group}.",
)
IMPOSSIBLE = Text(
    "Het kan niet: minstens {clients} van {group} daar.",
    "It cannot be done: at least {clients} of {group} there.",
)
NO_TIME = Text(
    "Wat dat met het geheel doet, is niet op tijd uitgerekend.",
    "What that does to the whole was not worked out in time.",
)
OTHERS = Text(
    "Niet per cliënt te zeggen, en daarom hierboven weggelaten: {goals}.",
    "Cannot be told per client, so left out above: {goals}.",
)


def told(facts: Mapping[str, Any], question: Why, names: Names) -> Text:
    """Return the answer in sentences."""
    if "status" in facts:
        return told_whole(facts, names)
    if "places" not in facts:
        return told_shared_out(facts, question, names)
    group = names.group(question.group or "")
    if facts["placements"] or question.municipality is None:
        lines = options.placements(facts, group, names)
    else:
        lines = [said(NOBODY, group=group, place=names.place(question.municipality))]
    lines += options.places(facts, group, names, question.municipality)
    return texts([*lines, *_next(facts, question, group, names), *_others(facts, names)])


def _next(facts: Mapping[str, Any], question: Why, group: Text, names: Names) -> list[Text]:
    found, here = facts["nextBest"], facts["placements"]
    if found is None:
        return [said(NO_OTHER, group=group)] if here and facts["places"] else []
    waiting = question.municipality is None and any(row["place"] is None for row in here)
    place, own = names.place(found["municipality"]), per_client(found["own"], names)
    heading = said(WAITING if waiting else NEXT, group=group, place=place, own=own)
    return [heading, *_forced(found, HOUSED if waiting else FORCED, group, names)]


def _forced(found: Mapping[str, Any], how: Text, group: Text, names: Names) -> list[Text]:
    """Return what it does to the whole to have clients somewhere, or what forbids it."""
    clients = names.counted(found["clients"])
    if found["possible"] is None:
        return [NO_TIME]
    if not found["possible"]:
        return [said(IMPOSSIBLE, clients=clients, group=group), forbidding(found["blocking"], names)]
    goals = changed_goals(found["goals"], "forced", names)
    return [said(how, clients=clients, group=group), *goals, *who_moves(found["moves"], names)]


def _others(facts: Mapping[str, Any], names: Names) -> list[Text]:
    goals = enumerated(goal_of(each, names) for each in facts["notPerClient"])
    return [said(OTHERS, goals=goals)] if facts["notPerClient"] else []
