"""One change made to one table: rows set, scaled, added to, dropped or inserted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

from u16opt.instance.cells import CellError, cell_value
from u16opt.instance.column import Column
from u16opt.instance.draft import BROKEN, Draft
from u16opt.problems import Problem
from u16opt.rounding import exact, largest_remainder
from u16opt.scenario.effect import Effect
from u16opt.scenario.scenario import Action, Change


def _set(draft: Draft, change: Change, rows: Sequence[int]) -> Effect:
    cells = {name: dict.fromkeys(rows, value) for name, value in change.cells.items()}
    return _put(draft, cells)


def _scale(draft: Draft, change: Change, rows: Sequence[int]) -> Effect:
    return _counted(
        draft, {name: _scaled(draft, name, factor, rows) for name, factor in change.amounts.items()}
    )


def _add(draft: Draft, change: Change, rows: Sequence[int]) -> Effect:
    return _counted(
        draft,
        {
            name: {row: value + step for row, value in _given(draft, name, rows).items()}
            for name, step in change.amounts.items()
        },
    )


def _scaled(draft: Draft, name: str, factor: Fraction, rows: Sequence[int]) -> Mapping[int, Fraction]:
    """Return the scaled values; whole numbers add up to their exact total, itself rounded half up."""
    amounts = {row: factor * value for row, value in _given(draft, name, rows).items()}
    if draft.definition[name].kind != "whole":
        return amounts
    keys = {row: tuple(draft.columns[part][row] for part in draft.definition.key) for row in amounts}
    order = sorted((row for row in amounts if BROKEN not in keys[row]), key=keys.__getitem__)
    total = floor(sum((amounts[row] for row in order), Fraction(1, 2)))
    shares = largest_remainder({place: amounts[row] for place, row in enumerate(order)}, total)
    return {row: Fraction(shares[place]) for place, row in enumerate(order)}


def _given(draft: Draft, name: str, rows: Sequence[int]) -> Mapping[int, Fraction]:
    """Return the numbers that are given, exactly as they are written."""
    cells = draft.columns[name]
    return {row: exact(cells[row]) for row in rows if cells[row] is not None and cells[row] is not BROKEN}


def _counted(draft: Draft, amounts: Mapping[str, Mapping[int, Fraction]]) -> Effect:
    """Put numbers in their cells; one that a cell cannot hold is a problem of that cell."""
    cells: dict[str, dict[int, Any]] = {}
    problems: list[Problem] = []
    totals = {}
    for name, values in amounts.items():
        if draft.definition[name].kind != "period":
            totals[name] = (_sum(_given(draft, name, list(values)).values()), _sum(values.values()))
        cells[name] = {}
        for row, amount in values.items():
            cells[name][row], faults = _cell(draft, name, row, amount)
            problems += faults
    return replace(_put(draft, cells), totals=totals, problems=tuple(problems))


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def _cell(draft: Draft, name: str, row: int, amount: Fraction) -> tuple[Any, list[Problem]]:
    column: Column = draft.definition[name]
    text = str(int(amount)) if amount.denominator == 1 else repr(float(amount))
    try:
        return cell_value(text, column), []
    except CellError as fault:
        return BROKEN, [Problem(draft.file, fault.expected, draft.numbers[row], name, text)]


def _put(draft: Draft, cells: Mapping[str, Mapping[int, Any]]) -> Effect:
    columns = dict(draft.columns)
    for name, values in cells.items():
        columns[name] = [values.get(row, value) for row, value in enumerate(draft.columns[name])]
    touched: dict[str | None, tuple[int, ...]] = {
        name: tuple(draft.numbers[row] for row in values) for name, values in cells.items()
    }
    return Effect(replace(draft, columns=columns), touched)


def _drop(draft: Draft, _change: Change, rows: Sequence[int]) -> Effect:
    gone = set(rows)
    kept = [row for row in range(len(draft.numbers)) if row not in gone]
    columns = {name: [cells[row] for row in kept] for name, cells in draft.columns.items()}
    totals = {
        name: (_sum(_given(draft, name, rows).values()), Fraction(0))
        for name in draft.definition.names
        if draft.definition[name].kind == "whole"
    }
    numbers = tuple(draft.numbers[row] for row in kept)
    gone_numbers = tuple(draft.numbers[row] for row in rows)
    return Effect(replace(draft, columns=columns, numbers=numbers), {None: gone_numbers}, totals)


def _insert(draft: Draft, change: Change, _rows: Sequence[int]) -> Effect:
    """Add rows; their numbers count on after the last row of the table."""
    last = max(draft.numbers, default=1)
    numbers = tuple(range(last + 1, last + 1 + len(change.rows)))
    columns = {name: [*cells, *(row[name] for row in change.rows)] for name, cells in draft.columns.items()}
    totals = {
        column.name: (Fraction(0), _sum(exact(row[column.name] or 0) for row in change.rows))
        for column in draft.definition.columns
        if column.kind == "whole"
    }
    return Effect(
        replace(draft, columns=columns, numbers=(*draft.numbers, *numbers)), {None: numbers}, totals
    )


EFFECTS: Mapping[Action, Callable[[Draft, Change, Sequence[int]], Effect]] = {
    "set": _set,
    "scale": _scale,
    "add": _add,
    "drop": _drop,
    "insert": _insert,
}
"""What a change does to a table; the last argument is the rows it touches, counted from 0."""
