"""Why a municipality is given so many lettings, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, shown, texts
from u16opt.explaining.questions import Why
from u16opt.explaining.sentences.amounts import cut, figure, goal_of, joined, said
from u16opt.explaining.sentences.goals import changed_goals
from u16opt.explaining.sentences.moves import who_moves
from u16opt.explaining.sentences.rules import named
from u16opt.explaining.sentences.why_not import forbidding
from u16opt.texts import Text

NOBODY = Text("{place} doet niet mee aan deze herijking.", "{place} has no part in this recalibration.")
GIVEN = Text("{place} krijgt {clients}.", "{place} is given {clients}.")
CURRENT = Text(" Nu zijn het er {current}.", " It has {current} now.")
QUOTA = Text(" Naar verhouding zouden het er {quota} zijn.", " In proportion it would be {quota}.")
HELD = Text(
    " Een grens houdt dit tegen: {rule}. Zonder die grens kwam het dichter bij de verhouding.",
    " A bound holds it back: {rule}. Without that bound it would be nearer to proportion.",
)
FREE = Text(" Er is geen grens die dit tegenhoudt.", " No bound holds it back.")
AT = Text(" Dit staat precies op de grens: {rules}.", " This is exactly at its bound: {rules}.")
STEPS = Text(
    "Wat een verhuring minder of meer daar op zichzelf doet (een andere gemeente moet dat opvangen):",
    "What a letting fewer or more there does by itself (another municipality must make up for it):",
)
STEP = Text(
    "- {goal}: {fewer} met een minder, {more} met een meer.",
    "- {goal}: {fewer} with one fewer, {more} with one more.",
)
FORCED = Text(
    "Alles is opnieuw uitgerekend met minstens {clients} in {place}.",
    "Everything was worked out again with at least {clients} in {place}.",
)
IMPOSSIBLE = Text(
    "Het kan niet: minstens {clients} in {place}.", "It cannot be done: at least {clients} in {place}."
)
NO_TIME = Text("Een meer is niet op tijd uitgerekend.", "One more was not worked out in time.")


def told(facts: Mapping[str, Any], question: Why, names: Names) -> Text:
    """Return the answer in sentences."""
    rows = facts["placements"]
    if not rows:
        return said(NOBODY, place=names.place(question.municipality))
    lines = [_given(row, names) for row in rows]
    if question.municipality is None:
        return texts(cut(lines))
    return texts([*lines, STEPS, *(_step(row, names) for row in rows[0]["goals"]), *_next(facts, names)])


def _given(row: Mapping[str, Any], names: Names) -> Text:
    """Return what a municipality is given; what the answer itself says of it where it does."""
    rules = [each for each in row["rules"] if each["place"] == row["place"]]
    parts = [said(GIVEN, place=names.place(row["municipality"]), clients=names.counted(row["clients"]))]
    if "current" in row:
        parts.append(said(CURRENT, current=figure(row["current"])))
    if "quota" in row:
        parts.append(said(QUOTA, quota=figure(row["quota"])))
    if row.get("binding"):
        held = {"rule": row["binding"], "place": None, "period": None}
        parts.append(said(HELD, rule=names.rule(held)))
    elif rules:
        parts.append(said(AT, rules=named(rules, names)))
    else:
        parts.append(FREE)
    return joined(parts)


def _step(row: Mapping[str, Any], names: Names) -> Text:
    fewer = None if row["amount"] is None else -row["amount"]
    return said(
        STEP,
        goal=goal_of(row["name"], names),
        fewer=_change(row["name"], fewer, names),
        more=_change(row["name"], row["next"], names),
    )


def _change(name: str, value: float | None, names: Names) -> Text:
    if value is None:
        return Text("niet mogelijk", "not possible")
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return Text(*(f"{sign}{shown(abs(value), names.unit(name), each)}" for each in LANGUAGES))


def _next(facts: Mapping[str, Any], names: Names) -> list[Text]:
    found = facts["nextBest"]
    place, clients = names.place(found["municipality"]), names.counted(found["clients"])
    if found["possible"] is None:
        return [NO_TIME]
    if not found["possible"]:
        blocking = found["blocking"]
        return [
            said(IMPOSSIBLE, clients=clients, place=place),
            *([forbidding(blocking, names)] if blocking else []),
        ]
    goals = changed_goals(found["goals"], "forced", names)
    return [said(FORCED, place=place, clients=clients), *goals, *who_moves(found["moves"], names)]
