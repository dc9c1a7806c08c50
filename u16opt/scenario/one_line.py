"""A change written on one line: ``contingents[municipality=GM0355,period=2024]:lettings+=10``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from u16opt.instance.place import Place
from u16opt.problems import Problem
from u16opt.scenario.changes import read_change
from u16opt.scenario.scenario import Change
from u16opt.scenario.values import amount_of
from u16opt.texts import Text

_ACTION = re.compile(r"\s*(?P<column>[^=]*?)\s*(?P<sign>[-+*]?=)(?P<value>.*)", re.DOTALL)
_SIGNS = {"=": "set", "+=": "add", "-=": "add", "*=": "scale"}
_QUOTES = ('"', "'")

SHAPE = Text(
    "TABEL[KOLOM=WAARDE,...]:KOLOM=WAARDE, ook met += -= of *=, of TABEL[KOLOM=WAARDE,...]:drop; "
    "een waarde met een leesteken tussen aanhalingstekens",
    "TABLE[COLUMN=VALUE,...]:COLUMN=VALUE, with += -= or *= as well, or TABLE[COLUMN=VALUE,...]:drop; "
    "a value with a punctuation mark in quotation marks",
)


def changes_of(lines: Sequence[str], label: str) -> tuple[tuple[Change, ...], list[Problem]]:
    """Read changes, each meaning what a ``[[change]]`` of a scenario means.

    Parameters
    ----------
    lines
        Each a table, conditions that all hold (several values of one column separated by ``|``; none: all
        rows), and what becomes of one column: ``=`` sets, ``+=`` and ``-=`` add, ``*=`` scales.
    label
        What problems name as their place.

    Returns
    -------
    The changes that can be read, and everything that is wrong with the others.
    """
    read = [_change(line, number, Place(label, ())) for number, line in enumerate(lines, 1)]
    return tuple(change for change, _ in read if change), [fault for _, faults in read for fault in faults]


def _change(line: str, number: int, top: Place) -> tuple[Change | None, list[Problem]]:
    written = written_change(line)
    if written is None:
        return None, [(top / f"change[{number}]").problem(line, SHAPE)]
    return read_change(written, number, top)


def written_change(line: str) -> dict[str, Any] | None:
    """Return a line as a ``[[change]]`` would be written; None when it has another shape.

    Examples
    --------
    >>> written_change("supply[kind=flat|room]:homes*=2/3")
    {'table': 'supply', 'where': {'kind': ['flat', 'room']}, 'scale': {'homes': '2/3'}}
    """
    table, bracket, rest = _table(line)
    where = _conditions(rest[0]) if bracket else {}
    after = "]".join(rest[1:]) if bracket else rest[0]
    colon, action = after.strip()[:1], _action(after.strip()[1:])
    if colon != ":" or where is None or action is None:
        return None
    return {"table": table, **({"where": where} if bracket else {}), **action}


def _table(line: str) -> tuple[str, bool, list[str]]:
    """Return the table, whether conditions follow it, and what follows, split where these end."""
    colon, opening = (line.find(sign) for sign in ":[")
    if opening < 0 or 0 <= colon < opening:
        table, _, rest = line.partition(":")
        return table.strip(), False, [f":{rest}"]
    return line[:opening].strip(), True, parts(line[opening + 1 :], "]")


def _conditions(text: str) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for part in parts(text, ",") if text.strip() else []:
        column, sign, value = part.partition("=")
        if not sign or column.strip() in found:
            return None
        values = [unquoted(each) for each in parts(value, "|")]
        found[column.strip()] = values if len(values) > 1 else values[0]
    return found


def _action(text: str) -> dict[str, Any] | None:
    if text.strip() == "drop":
        return {"drop": True}
    found = _ACTION.fullmatch(text)
    if found is None:
        return None
    value = unquoted(found["value"])
    if found["sign"] == "-=" and amount_of(value) is not None:
        value = value[1:] if value.startswith("-") else f"-{value.removeprefix('+')}"
    return {_SIGNS[found["sign"]]: {found["column"]: value}}


def parts(text: str, sign: str) -> list[str]:
    """Return a text split at a sign, but for where that stands in quotation marks.

    Examples
    --------
    >>> parts("name='a,b',code=c", ",")
    ["name='a,b'", 'code=c']
    """
    found, quote = [""], ""
    for letter in text:
        if letter == sign and not quote:
            found.append("")
            continue
        found[-1] += letter
        quote = "" if letter == quote else quote or (letter if letter in _QUOTES else "")
    return found


def unquoted(text: str) -> str:
    """Return a text without white space around it, and without one pair of quotation marks."""
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in _QUOTES
    return text[1:-1] if quoted else text
