"""What a change does to the rows it touches: ``set``, ``scale``, ``add``, ``drop`` and ``insert``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from u16opt.instance.cells import CellError
from u16opt.instance.column import Column, Kind, TableDefinition
from u16opt.instance.place import Place
from u16opt.scenario.faults import Faults
from u16opt.scenario.scenario import Action
from u16opt.scenario.values import NUMBER, amount_of, typed
from u16opt.texts import Text

SCALED: tuple[Kind, ...] = ("whole", "number")
ADDED: tuple[Kind, ...] = ("whole", "number", "period")

Read = dict[str, Any]
"""What a reader found, by attribute of `u16opt.scenario.scenario.Change`."""

_AT_LEAST_ONE = Text("minstens één kolom met een waarde", "at least one column with a value")
_ROWS = Text("minstens één rij: [{kolom = waarde, ...}]", "at least one row: [{column = value, ...}]")
_STEP = Text("een geheel getal, ook onder 0", "a whole number, below 0 as well")
_FACTOR = Text(
    'een getal, minstens 0, met hoogstens 15 cijfers, zoals 1.1 of "2/3"',
    'a number, at least 0, of at most 15 digits, such as 1.1 or "2/3"',
)


def _set(written: Any, definition: TableDefinition, place: Place, faults: Faults) -> Read:
    _not_empty(written, place, faults)
    given = faults.columns(written, definition.columns, place)
    return {"cells": faults.values(given, place, typed)}


def _scale(written: Any, definition: TableDefinition, place: Place, faults: Faults) -> Read:
    _not_empty(written, place, faults)
    known = [column for column in definition.columns if column.kind in SCALED]
    return {"amounts": faults.values(faults.columns(written, known, place), place, _factor)}


def _factor(value: Any, _column: Column) -> Fraction:
    factor = amount_of(value)
    if factor is None or factor < 0:
        raise CellError(_FACTOR)
    return factor


def _add(written: Any, definition: TableDefinition, place: Place, faults: Faults) -> Read:
    _not_empty(written, place, faults)
    known = [column for column in definition.columns if column.kind in ADDED]
    return {"amounts": faults.values(faults.columns(written, known, place), place, _step)}


def _step(value: Any, column: Column) -> Fraction:
    step = amount_of(value)
    if step is None or (column.kind != "number" and step.denominator != 1):
        raise CellError(NUMBER if column.kind == "number" else _STEP)
    return step


def _not_empty(written: Any, place: Place, faults: Faults) -> None:
    if written == {}:
        faults.append(place.problem(None, _AT_LEAST_ONE))


def _drop(written: Any, _definition: TableDefinition, place: Place, faults: Faults) -> Read:
    if written is not True:
        faults.append(place.problem(written, Text("true", "true")))
    return {}


def _insert(written: Any, definition: TableDefinition, place: Place, faults: Faults) -> Read:
    if not isinstance(written, list) or not written:
        faults.append(place.problem(written, _ROWS))
        return {}
    rows = (_row(row, definition, inserted(place, number), faults) for number, row in enumerate(written, 1))
    return {"rows": tuple(rows)}


def inserted(place: Place, number: int) -> Place:
    """Return the place of one row of an ``insert``, counted from 1."""
    return Place(place.file, (*place.path[:-1], f"insert[{number}]"))


def _row(written: Any, definition: TableDefinition, place: Place, faults: Faults) -> Mapping[str, Any]:
    """Read a row whose missing cells are not given, as in a file."""
    given = dict.fromkeys(definition.names, "") | {
        column.name: value for column, value in faults.columns(written, definition.columns, place)
    }
    if not isinstance(written, Mapping):
        return {}
    return faults.values([(definition[name], value) for name, value in given.items()], place, typed)


READERS: Mapping[Action, Callable[[Any, TableDefinition, Place, Faults], Read]] = {
    "set": _set,
    "scale": _scale,
    "add": _add,
    "drop": _drop,
    "insert": _insert,
}
