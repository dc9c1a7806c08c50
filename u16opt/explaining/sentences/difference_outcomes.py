"""What differs in the outcomes of proposals, in sentences: only what differs, or has a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, filled
from u16opt.explaining.sentences.side_by_side import (
    MORE,
    cut,
    different,
    letters,
    look_alike,
    numbers,
    said,
    unit_of,
)
from u16opt.report.goals import title_of
from u16opt.texts import Language, Text

Row = Mapping[str, Any]

GOALS = Text("Doelen (lager is beter):", "Goals (lower is better):")
MEASURES = Text("Ook gemeten:", "Also measured:")
FIGURES = Text("Kerncijfers:", "Key figures:")
RULES = Text("Hoever regels geschonden zijn:", "How far rules are broken:")
TOWNS = Text("Wat gemeenten dragen:", "What municipalities carry:")
GROUPS = Text("Groepen cliënten:", "Groups of clients:")
LINE = Text("- {name} ({unit}): {values}.{more}", "- {name} ({unit}): {values}.{more}")
PARTS = Text("- {name}: {parts}.", "- {name}: {parts}.")
OTHERS = Text("- de andere zijn gelijk ({count}).", "- the others are the same ({count}).")
TARGET = Text(" Streven: {bound} {number}; {met}.", " Target: {bound} {number}; {met}.")
AT_LEAST, AT_MOST = Text("minstens", "at least"), Text("hoogstens", "at most")
MET, NOT_MET = Text("{name} haalt het", "{name} meets it"), Text("{name} niet", "{name} does not")
WORST = Text(" Het meest: {where}.", " Most of it: {where}.")


def measured(facts: Mapping[str, Any], names: Names) -> list[list[Text]]:
    """Return the lines of goals, and of the measures the report's key figures do not tell of."""
    goals = {goal.name for goal in names.model.goals}
    measures = [row for row in facts["measures"] if row["name"] in goals or row["target"] is not None]
    return [_numbers(GOALS, facts["goals"], names), _numbers(MEASURES, measures, names)]


def _numbers(heading: Text, rows: Sequence[Row], names: Names) -> list[Text]:
    told = [row for row in rows if different(row["values"]) or row["target"] is not None]
    lines = [
        _line(title_of(names.model, row["name"]), row["unit"], row["values"], names, _target(row))
        for row in told
    ]
    return _part(heading, lines, len(rows) - len(told))


def _line(title: Text, unit: str, values: Sequence[float | None], names: Names, more: Text) -> Text:
    word = unit_of(unit, names)
    parts = [
        {"name": title[each], "unit": word[each], "values": numbers(values, unit, each), "more": more[each]}
        for each in LANGUAGES
    ]
    return filled(LINE, *parts)


def _target(row: Row) -> Text:
    if row["target"] is None:
        return Text("", "")
    bound = AT_LEAST if row["target"]["atLeast"] else AT_MOST
    parts = []
    for each in LANGUAGES:
        met = [
            (MET if reached else NOT_MET)[each].format(name=letter)
            for letter, reached in zip(letters(len(row["met"])), row["met"], strict=True)
            if reached is not None
        ]
        number = said(row["target"]["amount"], row["unit"], each)
        parts.append({"bound": bound[each], "number": number, "met": ", ".join(met)})
    return filled(TARGET, *parts)


def key_figures(rows: Sequence[Row]) -> list[Text]:
    """Return the lines of the report's key figures."""
    told = [row for row in rows if not look_alike(row["values"], "")]
    lines = []
    for row in told:
        parts = [
            {
                "name": row["title"][each],
                "unit": row["unit"][each],
                "values": numbers(row["values"], "", each),
                "more": "",
            }
            for each in LANGUAGES
        ]
        lines.append(filled(LINE, *parts))
    return _part(FIGURES, lines, len(rows) - len(told))


def of_rules(rows: Sequence[Row], names: Names) -> list[Text]:
    """Return the lines of the rules that are not broken alike."""
    told = [row for row in rows if different(row["violations"])]
    lines = [
        _line(names.model.rule(row["name"]).title, row["unit"], row["violations"], names, _worst(row, names))
        for row in told
    ]
    return _part(RULES, lines, len(rows) - len(told))


def _worst(row: Row, names: Names) -> Text:
    """Return where a rule is broken most in each proposal."""
    found = [(letter, at) for letter, at in zip(letters(len(row["worst"])), row["worst"], strict=True) if at]
    parts = []
    for each in LANGUAGES:
        places = [(letter, _where(at, names, each)) for letter, at in found]
        parts.append({"where": ", ".join(f"{letter} {place}" for letter, place in places if place)})
    return filled(WORST, *parts) if parts[0]["where"] else Text("", "")


def _where(at: Row, names: Names, language: Language) -> str:
    place = "" if at["place"] is None else names.place(at["place"])[language]
    return " ".join(filter(None, [place, str(at["period"] or "")]))


def of_towns(rows: Sequence[Row], names: Names) -> list[Text]:
    """Return the lines of the municipalities of which anything differs."""
    return _parts(TOWNS, [(names.place(row["municipality"]), _town(row, names)) for row in rows])


def _town(row: Row, names: Names) -> list[Text]:
    """Return what a municipality carries and what the report says of it, without saying a thing twice."""
    loads = Text(names.model.loads.nl.capitalize(), names.model.loads.en.capitalize())
    carried = [_values(loads, row["carries"])] if different(row["carries"]) else []
    return [*carried, *_figures(each for each in row["figures"] if each["values"] != row["carries"])]


def of_groups(rows: Sequence[Row]) -> list[Text]:
    """Return the lines of the groups of clients that do not fare alike."""
    named = [(_both(row["trait"], row["group"]), list(_figures(row["figures"]))) for row in rows]
    return _parts(GROUPS, named)


def _both(trait: Mapping[str, str], group: Mapping[str, str]) -> Text:
    return Text(*(", ".join(filter(None, [trait[each], group[each]])) for each in LANGUAGES))


def _figures(rows: Iterable[Row]) -> list[Text]:
    told = (row for row in rows if not look_alike(row["values"], ""))
    return [_values(Text(row["title"]["nl"], row["title"]["en"]), row["values"]) for row in told]


def _values(title: Text | str, values: Sequence[float | None]) -> Text:
    name = Text(title, title) if isinstance(title, str) else title
    return Text(*(f"{name[each]} {numbers(values, '', each)}".strip() for each in LANGUAGES))


def _parts(heading: Text, rows: Sequence[tuple[Text, list[Text]]]) -> list[Text]:
    told = [(name, parts) for name, parts in rows if parts]
    lines = [
        filled(
            PARTS,
            *({"name": name[each], "parts": "; ".join(part[each] for part in parts)} for each in LANGUAGES),
        )
        for name, parts in cut(told)
    ]
    return _part(heading, lines, len(rows) - len(told), len(told) - len(lines))


def _part(heading: Text, lines: list[Text], same: int, more: int = 0) -> list[Text]:
    """Return lines below a heading, and how many are not shown; nothing where nothing is told."""
    if not lines:
        return []
    rest = [filled(MORE, {"count": more})] if more else []
    return [heading, *lines, *rest, *([filled(OTHERS, {"count": same})] if same else [])]
