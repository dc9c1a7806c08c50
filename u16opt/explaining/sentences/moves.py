"""Who moves, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled
from u16opt.texts import Text

NOBODY = Text("Niemand krijgt een andere plek.", "Nobody gets another place.")
HEADING = Text(
    "Dit verandert er, voor {clients} in totaal:",
    "This is what changes, for {clients} in all:",
)
MOVE = Text(
    "- {group}: {clients} van {before} naar {after}.", "- {group}: {clients} from {before} to {after}."
)
WITHIN = Text(
    "- {group}: {clients} naar een andere plek in {after}.",
    "- {group}: {clients} to another place in {after}.",
)
LEAVING = Text(
    "- {group}: {clients} nu in {before}, dan {after}.", "- {group}: {clients} now in {before}, then {after}."
)
COMING = Text(
    "- {group}: {clients} nu {before}, dan naar {after}.",
    "- {group}: {clients} now {before}, then to {after}.",
)
MORE = Text("- en nog {count} andere veranderingen.", "- and {count} other changes.")
LONGEST = 20


def who_moves(moves: Sequence[Mapping[str, Any]], names: Names, first: str | None = None) -> list[Text]:
    """Return a line for each move between municipalities; the moves inside one come together.

    Parameters
    ----------
    first
        The group that comes first: the one that was asked about.
    """
    if not moves:
        return [NOBODY]
    steps = Counter[tuple[str, str | None, str | None]]()
    for move in moves:
        steps[move["group"], move["from"], move["to"]] += move["clients"]
    total = names.counted(sum(steps.values()))
    heading = filled(HEADING, {"clients": total.nl}, {"clients": total.en})
    ordered = sorted(steps.items(), key=lambda step: step[0][0] != first)
    lines = [_line(*step, count, names) for step, count in ordered[:LONGEST]]
    left = len(steps) - len(lines)
    return [heading, *lines, *([filled(MORE, {"count": left})] if left else [])]


def _line(group: str, before: str | None, after: str | None, count: int, names: Names) -> Text:
    parts = {
        "group": names.group(group),
        "clients": names.counted(count),
        "before": names.place(before),
        "after": names.place(after),
    }
    nl, en = ({key: text[each] for key, text in parts.items()} for each in LANGUAGES)
    return filled(_template(before, after), nl, en)


def _template(before: str | None, after: str | None) -> Text:
    if before == after:
        return WITHIN
    if before is None:
        return COMING
    return LEAVING if after is None else MOVE
