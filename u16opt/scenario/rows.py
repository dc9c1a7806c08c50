"""The rows of a table that a change touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from u16opt.instance.canonical import completed
from u16opt.instance.draft import BROKEN, Draft
from u16opt.instance.nearest import nearest
from u16opt.problems import Problem
from u16opt.scenario.scenario import Change
from u16opt.texts import Text


def with_defaults(draft: Draft, periods: tuple[int, ...]) -> Draft:
    """Return a draft with everything filled in that stands in where nothing is given.

    A condition then holds for the same rows however the instance was written.
    """
    columns: dict[str, Sequence[Any]] = dict(draft.columns)
    for column in draft.definition.columns:
        if column.unordered or column.copies or (column.kind == "period" and periods):
            columns[column.name] = [
                value if value is BROKEN else completed(column, draft.columns, place, periods)
                for place, value in enumerate(draft.columns[column.name])
            ]
    return replace(draft, columns=columns)


def matching(draft: Draft, where: Mapping[str, tuple[Any, ...]], periods: tuple[int, ...]) -> list[int]:
    """Return the rows, counted from 0, in which each column has one of its values."""
    found = list(range(len(draft.numbers)))
    for name, values in where.items():
        cells, wanted = draft.columns[name], _filled(draft, name, values, periods)
        found = [row for row in found if cells[row] in wanted]
    return found


def _filled(draft: Draft, name: str, values: tuple[Any, ...], periods: tuple[int, ...]) -> set[Any]:
    """Return the values a condition accepts; a year that is not given is the first."""
    first = periods[0] if periods and draft.definition[name].kind == "period" else None
    return {first if value is None else value for value in values}


def unreadable(draft: Draft, columns: Iterable[str]) -> bool:
    """Return whether a cell could not be read, so that nobody can tell which rows are meant."""
    return any(BROKEN in draft.columns[name] for name in columns)


def no_row(change: Change, draft: Draft) -> Problem:
    """Return the problem that a change touches no row, with the value that was probably meant."""
    nl, en = f"minstens één rij van {change.table}", f"at least one row of {change.table}"
    absent = (name for name, values in change.where.items() if not set(values) & set(draft.columns[name]))
    name = next(absent, None)
    if not draft.numbers:
        why = Text("(de tabel is leeg)", "(the table is empty)")
    elif name is None:
        why = Text("waarvoor dit alles geldt", "for which all of this holds")
    else:
        why = _absent(draft, name, change.where[name])
    place = change.place / "where" if change.where else change.place
    return place.problem(_written(change), Text(f"{nl} {why.nl}", f"{en} {why.en}"))


def _absent(draft: Draft, name: str, values: tuple[Any, ...]) -> Text:
    here = f"{name} = {_toml(values)}"
    known = {each for each in draft.columns[name] if isinstance(each, str) and each}
    meant = next(filter(None, (nearest(str(value), known) for value in values)), None)
    why = Text(f"(geen rij heeft {here})", f"(no row has {here})")
    if meant is None:
        return why
    return Text(f'{why.nl}; bedoelt u "{meant}"?', f'{why.en}; did you mean "{meant}"?')


def _written(change: Change) -> str | None:
    """Return the conditions of a change as somebody wrote them."""
    conditions = [f"{name} = {_toml(values)}" for name, values in change.where.items()]
    return f"{{{', '.join(conditions)}}}" if conditions else None


def _toml(values: tuple[Any, ...]) -> str:
    plain = ["" if value is None else value for value in values]
    return json.dumps(plain if len(plain) > 1 else plain[0], ensure_ascii=False)
