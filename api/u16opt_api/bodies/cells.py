"""Values in a change of a table: what a scenario may hold."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError

from u16opt_api.bodies.fields import PLAIN

LONGEST = 1000
MOST = 10_000
FURTHEST = 1e15

TEXT = {"type": "string", "pattern": PLAIN.replace("+$", "*$"), "maxLength": LONGEST}
ONE = [{"type": "number", "minimum": -FURTHEST, "maximum": FURTHEST}, {"type": "boolean"}, TEXT]
TEXTS = {"type": "array", "items": TEXT, "maxItems": MOST}
CELL = {"anyOf": [*ONE, TEXTS]}
CONDITION = {"anyOf": [*ONE, {"type": "array", "items": {"anyOf": [*ONE, TEXTS]}, "maxItems": MOST}]}


def cell(value: Any) -> Any:
    """Return a value that a cell can hold: text, a number, true or false, or a list of texts.

    Raises
    ------
    PydanticCustomError
        When it is anything else.
    """
    if _one(value) or _list_of(value, _text):
        return value
    raise PydanticCustomError("cell_type", "a text, a number, true, false or a list of texts")


def condition(value: Any) -> Any:
    """Return a value that a condition can name: what a cell can hold, or a list of that.

    Raises
    ------
    PydanticCustomError
        When it is anything else.
    """
    if _one(value) or _list_of(value, lambda each: _one(each) or _list_of(each, _text)):
        return value
    raise PydanticCustomError("condition_type", "a text, a number, true, false or a list of these")


def _one(value: Any) -> bool:
    if isinstance(value, bool):
        return True
    # What is no number compares false.
    return -FURTHEST <= value <= FURTHEST if isinstance(value, int | float) else _text(value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and not any(map(_control, value))


def _control(letter: str) -> bool:
    return letter < " " or letter == "\x7f"


def _list_of(value: Any, fits: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(map(fits, value))
