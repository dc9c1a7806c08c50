"""Who moves, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explain.names import Names, filled
from u16opt.texts import Text

NOBODY = Text("Verder verhuist er niemand.", "Nobody else moves.")
HEADING = Text(
    "Daarvoor verandert de plaats van {clients} ({count} stappen):",
    "For that, {clients} change place ({count} steps):",
)
MOVE = Text(
    "- {group}: {clients} van {before} naar {after}.", "- {group}: {clients} from {before} to {after}."
)
MORE = Text("- en nog {count} stappen.", "- and {count} more steps.")
LONGEST = 20


def who_moves(moves: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    """Return a line for each move between municipalities; the moves inside one come together."""
    if not moves:
        return [NOBODY]
    steps = Counter[tuple[str, str | None, str | None]]()
    for move in moves:
        steps[move["group"], move["from"], move["to"]] += move["clients"]
    total = names.counted(sum(steps.values()))
    heading = filled(
        HEADING, {"clients": total.nl, "count": len(steps)}, {"clients": total.en, "count": len(steps)}
    )
    lines = [_line(*step, count, names) for step, count in list(steps.items())[:LONGEST]]
    left = len(steps) - len(lines)
    return [heading, *lines, *([filled(MORE, {"count": left})] if left else [])]


def _line(group: str, before: str | None, after: str | None, count: int, names: Names) -> Text:
    who, how_many, origin, end = (
        names.group(group),
        names.counted(count),
        names.place(before),
        names.place(after),
    )
    parts = [
        {"group": who[each], "clients": how_many[each], "before": origin[each], "after": end[each]}
        for each in ("nl", "en")
    ]
    return filled(MOVE, *parts)
