"""A comparison as sections of a report: a row for every number, with a column for every proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from u16opt.explaining.comparing.places import FIGURES, OUTCOMES, Line, lines_of, town_lines
from u16opt.explaining.comparing.sides import Sides
from u16opt.export.joint import Joint
from u16opt.report.goals import UNIT, title_of, unit_of
from u16opt.report.names import place_label, place_name
from u16opt.report.numbers import tidy
from u16opt.report.people import Key, ReportSection
from u16opt.report.words import as_is, yes_no
from u16opt.texts import Text

Row = dict[str, Any]
Number = float | None

CHANGE = Text("Verschil", "Change")
MOST = Text("Meeste bij", "Most at")
TARGET, MET = Text("Streven", "Target"), Text("Gehaald", "Met")
MEASURE = Text("Maat", "Measure")
NOTE = Text(
    "Verschil: met het eerste voorstel. Streven: hoogstens dat getal, tenzij er >= voor staat.",
    "Change: from the first proposal. Target: at most that number, unless it says >=.",
)


@dataclass(frozen=True)
class Entry:
    """A row of numbers: what it is called, its unit, and per proposal a number and what that gives away."""

    labels: tuple[Any, ...]
    unit: Text
    values: tuple[Number, ...]
    keys: tuple[tuple[Key, ...], ...]
    more: tuple[Any, ...] = ()


def section(
    name: str,
    title: Text,
    headings: Sequence[Text],
    entries: Iterable[Entry],
    sides: Sides,
    more: Sequence[Text] = (),
) -> ReportSection:
    """Return a table of numbers: labels, unit, a column for each proposal, and one for each change."""
    rows: list[tuple[Any, ...]] = []
    cells: dict[tuple[int, int], tuple[Key, ...]] = {}
    first = len(headings) + 1
    for number, entry in enumerate(entries):
        values = [_rounded(value, keys) for value, keys in zip(entry.values, entry.keys, strict=True)]
        changes = [_change(values[0], value) for value in values[1:]]
        rows.append((*entry.labels, entry.unit, *map(_cell, values), *map(_cell, changes), *entry.more))
        for place, keys in enumerate(entry.keys):
            cells[number, first + place] = keys
            if place:
                cells[number, first + len(values) + place - 1] = (*entry.keys[0], *keys)
    called = [as_is(side.name) for side in sides]
    changed = [Text(f"{CHANGE.nl} {each.nl}", f"{CHANGE.en} {each.en}") for each in called[1:]]
    columns = (*headings, UNIT, *called, *changed, *more)
    kept = {at: keys for at, keys in cells.items() if keys}
    return ReportSection(name, title, columns, tuple(rows), NOTE, labels=len(headings), cells=kept)


def _rounded(value: Number, keys: tuple[Key, ...]) -> Number:
    """Return a number as it is published: a mean or share of people with many decimals tells too much."""
    if value is None or not keys or float(value).is_integer():
        return value
    return round(value, 1 if abs(value) >= 1 else 2)


def _change(first: Number, value: Number) -> Number:
    return None if first is None or value is None else round(value - first, 9)


def _cell(value: Number) -> Any:
    return "" if value is None else tidy(value)


def measured(sides: Sides, rows: Sequence[Row], joint: Joint, name: str, title: Text) -> ReportSection:
    """Return goals or measures side by side; with what is aimed at, where anything is."""
    model, aimed = sides[0].ground.model, any(row["target"] for row in rows)
    entries = []
    for row in rows:
        unit, scale = unit_of(model, row["unit"])
        values = tuple(None if value is None else value * scale for value in row["values"])
        more = _aimed(row, scale, len(sides)) if aimed else ()
        entries.append(Entry((title_of(model, row["name"]),), unit, values, joint.figures(row["name"]), more))
    met = [Text(f"{MET.nl} {side.name}", f"{MET.en} {side.name}") for side in sides]
    return section(name, title, [MEASURE], entries, sides, [TARGET, *met] if aimed else [])


def _aimed(row: Row, scale: int, count: int) -> tuple[Any, ...]:
    if row["target"] is None:
        return ("",) * (1 + count)
    number = tidy(row["target"]["amount"] * scale)
    target = f">= {number}" if row["target"]["atLeast"] else number
    return (target, *("" if each is None else yes_no(each) for each in row["met"]))


def rules(sides: Sides, rows: Sequence[Row], joint: Joint) -> ReportSection:
    """Return how far each rule is broken side by side, and where most."""
    model = sides[0].ground.model
    entries = []
    for row in rows:
        where = [
            "" if at is None else place_label(side.ground.instance, at["place"], at["period"])
            for side, at in zip(sides, row["worst"], strict=True)
        ]
        rule = model.rule(row["name"])
        values, keys = tuple(row["violations"]), joint.figures(row["name"])
        entries.append(Entry((rule.title,), rule.unit, values, keys, tuple(where)))
    most = [Text(f"{MOST.nl} {side.name}", f"{MOST.en} {side.name}") for side in sides]
    return section("rules", Text("Regels", "Rules"), [Text("Regel", "Rule")], entries, sides, most)


def key_figures(sides: Sides, joint: Joint) -> ReportSection:
    """Return the key figures of the reports side by side."""
    entries = _entries(lines_of(sides, (FIGURES,)), joint, lambda line: (line.labels[0],))
    return section(FIGURES, Text("Kerncijfers", "Key figures"), [MEASURE], entries, sides)


def municipalities(sides: Sides, joint: Joint) -> ReportSection:
    """Return what the reports say of each municipality side by side."""
    instance = sides[0].ground.instance
    codes = dict.fromkeys(code for side in sides for code in side.ground.instance["municipalities"]["code"])

    def labels(line: Line) -> tuple[Any, ...]:
        code = next(each for each in line.labels if each in codes)
        return place_name(instance, code), code, line.heading

    entries = _entries(town_lines(sides, codes), joint, labels)
    headings = [Text("Gemeente", "Municipality"), Text("Code", "Code"), MEASURE]
    return section("municipalities", Text("Gemeenten", "Municipalities"), headings, entries, sides)


def groups(sides: Sides, joint: Joint) -> ReportSection:
    """Return how groups of clients fare side by side."""
    headings = [Text("Kenmerk", "Trait"), Text("Groep", "Group"), MEASURE]
    entries = _entries(lines_of(sides, (OUTCOMES,)), joint, lambda line: (*line.labels[:2], line.heading))
    title = Text("Uitkomsten per groep cliënten", "Outcomes per group of clients")
    return section("groups", title, headings, entries, sides)


def _entries(lines: Iterable[Line], joint: Joint, labels: Callable[[Line], tuple[Any, ...]]) -> list[Entry]:
    return [
        Entry(
            labels(line),
            line.unit,
            line.values,
            tuple(joint.keys(place, keys) for place, keys in enumerate(line.keys)),
        )
        for line in lines
    ]
