"""How goals change, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, shown
from u16opt.texts import Language, Text

SAME = Text("Geen enkel doel verandert.", "No goal changes.")
CHANGED = Text("- {goal}: van {now} naar {then} ({change}).", "- {goal}: from {now} to {then} ({change}).")
OTHERS = Text("De andere doelen blijven gelijk ({count}).", "The other goals stay the same ({count}).")
GONE = Text(
    "- {goal}: nu {value}, daarna telt dit doel niet mee.", "- {goal}: now {value}, no goal afterwards."
)
NEW = Text("- {goal}: nu geen doel, daarna {value}.", "- {goal}: no goal now, {value} afterwards.")
POINTS = Text("procentpunt", "percentage points")
HEADING = Text(
    "Wat dat doet met de doelen (lager is beter):", "What that does to the goals (lower is better):"
)


def changed_goals(rows: Sequence[Mapping[str, Any]], word: str, names: Names) -> list[Text]:
    """Return a line for each goal that changes, and one for all that do not.

    Parameters
    ----------
    rows
        As `u16opt.explaining.goals.compared` gives them, with the second value under `word`.
    """
    known = [row for row in rows if row["current"] is not None and row[word] is not None]
    different = [row for row in known if row["current"] != row[word]]
    other = [row for row in rows if row not in known]
    if not different and not other:
        return [SAME]
    lines = [HEADING, *(_line(row, word, names) for row in different)]
    lines += [_one_side(row, word, names) for row in other]
    same = len(known) - len(different)
    rest = Text(OTHERS.nl.format(count=same), OTHERS.en.format(count=same))
    return [*lines, rest] if same else lines


def _line(row: Mapping[str, Any], word: str, names: Names) -> Text:
    said = (CHANGED[each].format(**_numbers(row, word, names, each)) for each in LANGUAGES)
    return Text(*said)


def _numbers(row: Mapping[str, Any], word: str, names: Names, language: Language) -> dict[str, str]:
    unit, change = names.unit(row["name"]), row[word] - row["current"]
    sign = "+" if change > 0 else "-"
    return {
        "goal": names.goal(row["name"])[language],
        "now": shown(row["current"], unit, language),
        "then": shown(row[word], unit, language),
        "change": f"{sign}{difference(abs(change), unit, language)}",
    }


def difference(change: float, unit: Text, language: Language) -> str:
    """Return a change; that of a percentage is in points."""
    said = shown(change, unit, language)
    return f"{said.removesuffix('%')} {POINTS[language]}" if said.endswith("%") else said


def _one_side(row: Mapping[str, Any], word: str, names: Names) -> Text:
    """Return the line of a goal that only one of both looks at."""
    template, value = (GONE, row["current"]) if row[word] is None else (NEW, row[word])
    unit, goal = names.unit(row["name"]), names.goal(row["name"])
    said = (template[each].format(goal=goal[each], value=shown(value, unit, each)) for each in LANGUAGES)
    return Text(*said)
