"""Amounts per client, and numbers that may have been hidden, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explain.names import LANGUAGES, Names, listed, lowered, shown
from u16opt.report.numbers import number
from u16opt.texts import Language, Text

NOTHING = Text("niets dat een doel hoger maakt", "nothing that makes a goal higher")


def per_client(rows: Iterable[Mapping[str, Any]], names: Names, key: str = "amount") -> Text:
    """Return what one client adds to goals, those with 0 left out: distance to the network 2.3 km."""
    kept = [row for row in rows if row[key]]
    if not kept:
        return NOTHING
    parts = {each: [_part(row["name"], row[key], names, each) for row in kept] for each in LANGUAGES}
    return Text(*(listed(parts[each], each) for each in LANGUAGES))


def _part(name: str, value: float | str, names: Names, language: Language) -> str:
    return f"{lowered(names.goal(name)[language])} {each_client(name, value, names, language)}"


def each_client(name: str, value: float | str, names: Names, language: Language) -> str:
    """Return an amount of a goal for one client: in km where the goal counts client-km."""
    unit = names.unit(name)
    nl = unit.nl.removeprefix("cliënt-").removeprefix("cliënt")
    own = Text(nl if nl != "en" else unit.nl, unit.en.removeprefix("client-"))
    return value if isinstance(value, str) else shown(value, own, language)


def figure(value: int | float | str | None, language: Language) -> str:
    """Return a number as people write it; a mark in its place as it is."""
    return value if isinstance(value, str) else number(value or 0, language)
