"""Amounts per client, and numbers that may have been hidden, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled, listed, lowered, shown
from u16opt.explaining.sentences.moves import LONGEST
from u16opt.report.numbers import number, tidy
from u16opt.texts import Text

EACH: Mapping[str, str] = {
    "cliënt-km": "km",
    "client-km": "km",
    "cliënt-perioden": "perioden",
    "client-periods": "periods",
    "cliëntjaren": "jaren",
    "client-years": "years",
}
"""What a unit that counts clients as well is for one client."""

PART = Text("{goal} {amount}", "{goal} {amount}")
MORE = Text("- en nog {count}.", "- and {count} more.")
NOTHING = Text(
    "geen nadeel",
    "no drawback",
)


def per_client(rows: Iterable[Mapping[str, Any]], names: Names, key: str = "amount") -> Text:
    """Return what one client adds to goals, those with 0 left out: distance to the network 2.3 km."""
    kept = [row for row in rows if row[key]]
    if not kept:
        return NOTHING
    return enumerated(
        said(PART, goal=goal_of(row["name"], names), amount=each_client(row["name"], row[key], names))
        for row in kept
    )


def goal_of(name: str, names: Names) -> Text:
    """Return what a goal is called inside a sentence."""
    goal = names.goal(name)
    return Text(lowered(goal.nl), lowered(goal.en))


def each_client(name: str, value: float | str, names: Names) -> Text:
    """Return an amount of a goal for one client: in km where the goal counts client-km."""
    if isinstance(value, str):
        return Text(value, value)
    unit = names.unit(name)
    own = Text(EACH.get(unit.nl, unit.nl), EACH.get(unit.en, unit.en))
    return Text(*(shown(value, own, each) for each in LANGUAGES))


def figure(value: int | float | str) -> Text:
    """Return a number as people write it; a mark in its place as it is."""
    if isinstance(value, str):
        return Text(value, value)
    return Text(*(number(tidy(value), each) for each in LANGUAGES))


def said(template: Text, **parts: Text | str | int) -> Text:
    """Return a sentence from its template; a part that differs by language is a Text."""
    nl, en = (
        {name: part[each] if isinstance(part, Text) else part for name, part in parts.items()}
        for each in LANGUAGES
    )
    return filled(template, nl, en)


def joined(parts: Iterable[Text]) -> Text:
    """Return sentences behind each other."""
    known = list(parts)
    return Text("".join(each.nl for each in known), "".join(each.en for each in known))


def enumerated(parts: Iterable[Text]) -> Text:
    """Return words as a list in a sentence: a, b and c."""
    known = list(parts)
    return Text(*(listed([part[each] for part in known], each) for each in LANGUAGES))


def cut(lines: Sequence[Text], longest: int = LONGEST) -> list[Text]:
    """Return the first lines, and how many more there are."""
    return [*lines[:longest], *([said(MORE, count=len(lines) - longest)] if len(lines) > longest else [])]
