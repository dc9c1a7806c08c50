"""Where a group is and where it could be, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from u16opt.explaining.names import Names
from u16opt.explaining.sentences.amounts import cut, joined, per_client, said
from u16opt.explaining.sentences.rules import named
from u16opt.report.words import as_is
from u16opt.texts import Text

HEAD = Text("{group}: {clients}{years}. In dit voorstel:", "{group}: {clients}{years}. In this proposal:")
EMPTY = Text("{group}: {clients}.", "{group}: {clients}.")
YEARS = Text(", alle jaren bij elkaar", ", all years together")
NONE = Text("", "")
PLACED = Text(
    "- {clients} in {place} ({spot}). Per cliënt: {goals}.{rules}",
    "- {clients} in {place} ({spot}). Per client: {goals}.{rules}",
)
UNPLACED = Text(
    "- {clients} {nowhere}{when}. Per cliënt: {goals}.", "- {clients} {nowhere}{when}. Per client: {goals}."
)
FULL = Text(
    " Op deze plek is geen ruimte meer: {rules}.",
    " There is no room left at this spot: {rules}.",
)
LEAST = Text(
    " Zonder deze cliënten wordt een tekort groter: {rules}.",
    " Without these clients a shortfall grows: {rules}.",
)
PLACES = Text(
    "Waar {group} terechtkan. De beste gemeente voor de groep zelf staat eerst:",
    "Where {group} can go. The best municipality for the group itself comes first:",
)
PLACE = Text(
    "- {place}: nu {clients}{room}. Op de beste plek daar per cliënt: {goals}.{rules}",
    "- {place}: {clients} now{room}. At the best spot there per client: {goals}.{rules}",
)
ROOM = Text(", nog ruimte voor {room}", ", room for {room} more")
NOWHERE_TO_GO = Text(
    "Er is geen enkele plaats waar {group} terechtkan.",
    "There is no place at all where {group} can go.",
)
NOT_THERE = Text(
    "In {place} is geen plaats waar {group} terechtkan.", "There is no place in {place} where {group} can go."
)
FORBIDDEN = Text("Deze gemeenten vallen af door een regel:", "These municipalities are ruled out by a rule:")
CLOSED = Text("- {place}: {rule}.", "- {place}: {rule}.")


def placements(facts: Mapping[str, Any], group: Text, names: Names) -> list[Text]:
    """Return a line for each place where the group is."""
    heading = said(
        HEAD if facts["placements"] else EMPTY,
        group=Text(_capital(group.nl), _capital(group.en)),
        clients=names.counted(facts["clients"]),
        years=YEARS if facts["yearly"] else NONE,
    )
    return [heading, *cut([_placed(row, names) for row in facts["placements"]])]


def places(facts: Mapping[str, Any], group: Text, names: Names, only: str | None) -> list[Text]:
    """Return a line for each municipality where the group can go, and for each that a rule keeps closed.

    Parameters
    ----------
    only
        The one municipality that was asked about; None for all.
    """
    lines = [_place(row, names) for row in facts["places"]]
    closed = [
        said(CLOSED, place=names.place(row["municipality"]), rule=names.rule(row))
        for row in facts["forbidden"]
    ]
    none = NOWHERE_TO_GO if only is None else NOT_THERE
    where = names.place(only)
    heading = [said(PLACES if lines else none, group=group, place=where)] if lines or not closed else []
    return [*heading, *cut(lines), *([FORBIDDEN, *cut(closed)] if closed else [])]


def _placed(row: Mapping[str, Any], names: Names) -> Text:
    clients, goals = names.counted(row["clients"]), per_client(row["goals"], names)
    if row["place"] is None:
        when = "" if row["period"] is None else f" in {row['period']}"
        return said(UNPLACED, clients=clients, nowhere=names.nowhere, when=when, goals=goals)
    return said(
        PLACED,
        clients=clients,
        place=names.place(row["municipality"]),
        spot=_spot(row, names),
        goals=goals,
        rules=joined([_full(row, names), _least(row, names)]),
    )


def _spot(row: Mapping[str, Any], names: Names) -> Text:
    area = "" if row["neighbourhood"] is None else names.place(row["neighbourhood"]).nl
    parts = [area, row["place"], row["period"]]
    return as_is(", ".join(str(each) for each in parts if each))


def _place(row: Mapping[str, Any], names: Names) -> Text:
    return said(
        PLACE,
        place=names.place(row["municipality"]),
        clients=names.counted(row["clients"]),
        room=said(ROOM, room=names.counted(row["room"])) if row["room"] else NONE,
        goals=per_client(row["goals"], names),
        rules=_full(row, names),
    )


def _full(row: Mapping[str, Any], names: Names) -> Text:
    """Return which rules leave no room."""
    rules = [each for each in row["rules"] if "side" not in each]
    return said(FULL, rules=named(rules, names)) if rules else NONE


def _least(row: Mapping[str, Any], names: Names) -> Text:
    """Return which rules need every client who is there."""
    rules = [each for each in row["rules"] if "side" in each]
    return said(LEAST, rules=named(rules, names)) if rules else NONE


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
