"""How goals change, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explain.names import LANGUAGES, Names, shown
from u16opt.texts import Language, Text

SAME = Text("Geen enkel doel verandert.", "No goal changes.")
CHANGED = Text("- {goal}: van {now} naar {then} ({change}).", "- {goal}: from {now} to {then} ({change}).")
OTHERS = Text("De andere doelen blijven gelijk ({count}).", "The other goals stay the same ({count}).")
HEADING = Text(
    "Wat dat doet met de doelen (lager is beter):", "What that does to the goals (lower is better):"
)


def changed_goals(rows: Iterable[Mapping[str, Any]], word: str, names: Names) -> list[Text]:
    """Return a line for each goal that changes, and one for all that do not.

    Parameters
    ----------
    rows
        As `u16opt.explain.goals.compared` gives them, with the second value under `word`.
    """
    known = [row for row in rows if row["current"] is not None and row[word] is not None]
    different = [row for row in known if row["current"] != row[word]]
    if not different:
        return [SAME]
    lines = [HEADING, *(_line(row, word, names) for row in different)]
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
        "change": f"{sign}{shown(abs(change), unit, language)}",
    }
