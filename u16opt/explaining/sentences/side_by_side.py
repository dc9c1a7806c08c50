"""Numbers of several proposals beside each other, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from u16opt.explaining.names import LANGUAGES, Names, filled
from u16opt.report.goals import unit_of as report_unit
from u16opt.report.numbers import number, tidy
from u16opt.texts import Language, Text

LONGEST = 20
MORE = Text("- en nog {count}.", "- and {count} more.")
NONE = Text("-", "-")
MOVED = Text(
    "In {side} hebben {clients} een andere plaats dan in {first}:",
    "In {side}, {clients} have another place than in {first}:",
)
ONE_MOVED = Text(
    "In {side} heeft {clients} een andere plaats dan in {first}:",
    "In {side}, {clients} has another place than in {first}:",
)
MOVE = Text("- {before} -> {after}: {clients}.", "- {before} -> {after}: {clients}.")
WITHIN = Text("- binnen {before}: {clients}.", "- within {before}: {clients}.")

_Item = TypeVar("_Item")


def different(values: Sequence[Any]) -> bool:
    """Return whether not all values are the same."""
    return any(value != values[0] for value in values)


def cut(rows: Sequence[_Item]) -> Sequence[_Item]:
    """Return the rows that are told; the others are only counted."""
    return rows[:LONGEST]


def unit_of(unit: str, names: Names) -> Text:
    """Return a unit of a goal, a rule or a figure in both languages; shares are told in percent."""
    return report_unit(names.model, unit)[0]


def letters(count: int) -> list[str]:
    """Return what proposals are called in a sentence: A, B, C and so on."""
    return [chr(ord("A") + number) if number < 26 else f"V{number + 1}" for number in range(count)]


def numbers(values: Sequence[float | None], unit: str, language: Language) -> str:
    """Return what each proposal says: ``A 3, B 5 (+2)``; what a proposal does not say is a dash."""
    first = values[0]
    places = places_of([value for value in values if value is not None], unit)
    parts = []
    for letter, value in zip(letters(len(values)), values, strict=True):
        told = "-" if value is None else said(value, unit, language, places)
        change = 0.0 if value is None or first is None else value - first
        parts.append(f"{letter} {told}{_change(change, unit, language, places)}")
    return ", ".join(parts)


def _change(change: float, unit: str, language: Language, places: int) -> str:
    if not change:
        return ""
    told = said(abs(change), unit, language, places)
    if not float(told.replace(".", "").replace(",", ".") if language == "nl" else told.replace(",", "")):
        told = said(abs(change), unit, language, places_of([change], unit) + 3)
    return f" ({'+' if change > 0 else '-'}{told})"


def look_alike(values: Sequence[float | None], unit: str) -> bool:
    """Return whether values are told with the same digits."""
    places = places_of([value for value in values if value is not None], unit)
    told = {None if value is None else said(value, unit, "nl", places) for value in values}
    return len(told) == 1


def places_of(values: Sequence[float], unit: str) -> int:
    """Return the decimals that values are told with, the same for all that stand beside each other."""
    largest = max((abs(value) for value in values), default=0.0) * (100 if unit == "share" else 1)
    return 0 if largest >= 1000 else 1 if largest >= 1 else 3


def said(value: float, unit: str, language: Language, places: int | None = None) -> str:
    """Return an amount without its unit; a share in percent."""
    places = places_of([value], unit) if places is None else places
    value = 100 * value if unit == "share" else value
    return number(tidy(round(value, places)), language)


def moved_between(facts: Mapping[str, Any], place: int, names: Names) -> list[Text]:
    """Return how many have another place in one proposal than in the first, by where they go."""
    steps = Counter[tuple[str | None, str | None]]()
    side, count = facts["proposals"][place]["name"], facts["movedClients"][place]
    for move in facts["moves"]:
        if move["proposal"] == side:
            steps[move["from"], move["to"]] += move["clients"]
    if not steps:
        return []
    first, *_, last = letters(place + 1)
    total = names.counted(count)
    heading = [{"side": last, "first": first, "clients": total[each]} for each in LANGUAGES]
    order = sorted(steps.items(), key=lambda step: (-step[1], *(code or "~" for code in step[0])))
    lines = [_move(*places, clients, names) for places, clients in cut(order)]
    left = len(order) - len(lines)
    rest = [filled(MORE, {"count": left})] if left else []
    return [filled(ONE_MOVED if count == 1 else MOVED, *heading), *lines, *rest]


def _move(before: str | None, after: str | None, count: int, names: Names) -> Text:
    start, end, clients = names.place(before), names.place(after), names.counted(count)
    parts = [{"before": start[each], "after": end[each], "clients": clients[each]} for each in LANGUAGES]
    return filled(WITHIN if before == after else MOVE, *parts)
