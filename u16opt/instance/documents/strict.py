"""JSON read strictly: every key once, numbers as they were written, nothing nested without end.

Python's reader takes the last of two equal keys, ``NaN``, and half a surrogate pair for what they are; here
each of them is a problem with its place. Numbers stay text, so that a table reads them as it reads a cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from u16opt.instance.documents.numeral import Numeral
from u16opt.instance.documents.oddities import Doubled, oddities
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

DEPTH = 32
"""How deep lists and objects may be nested; the contract asks for ten at most, in boundaries."""

_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)', re.DOTALL)
_BRACKETS = re.compile(r"[][{}]")
_PIECE = 1 << 20
_SUSPECT = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)


class OddError(InputError):
    """A document that nobody can mean.

    Parameters
    ----------
    content
        What was read of it all the same, to find the places in.
    """

    def __init__(self, problems: Iterable[Problem], content: Any = None) -> None:
        super().__init__(problems)
        self.content = content


def parsed(content: bytes, name: str, deepest: int = DEPTH) -> Any:
    """Read JSON.

    Parameters
    ----------
    content
        UTF-8, with or without a byte-order mark.
    name
        Label for problems.
    deepest
        How deep lists and objects may be nested.

    Returns
    -------
    What it holds, numbers as `Numeral`.

    Raises
    ------
    InputError
        When it is no JSON, or holds what no text or number can be; with everything of that kind.
    """
    text = _decoded(content, name)
    if _is_deeper(text, deepest):
        raise InputError([Problem(name, _no_deeper(deepest))])
    reading = _Reading(_SUSPECT.search(text) is not None)
    try:
        read = json.loads(
            text,
            parse_int=Numeral,
            parse_float=Numeral,
            parse_constant=reading.constant,
            object_pairs_hook=reading.content,
        )
    except json.JSONDecodeError as fault:
        raise InputError([Problem(name, _valid(fault), fault.lineno)]) from None
    problems = list(oddities(read, (), name)) if reading.odd else []
    if problems:
        raise OddError(problems, read)
    return read


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = content.count(b"\n", 0, fault.start) + 1
        raise InputError([Problem(name, Text("tekst in UTF-8", "text in UTF-8"), row)]) from None


def _is_deeper(text: str, deepest: int) -> bool:
    """Return whether lists and objects are nested deeper, counted before anything is read."""
    depth, signs = 0, _TEXTS.sub("", text)
    for start in range(0, len(signs), _PIECE):
        for bracket in _BRACKETS.findall(signs, start, start + _PIECE):
            depth += 1 if bracket in "[{" else -1
            if depth > deepest:
                return True
    return False


class _Reading:
    """What a reader meets on its way.

    Parameters
    ----------
    odd
        Whether anything was met that must be looked for.
    """

    def __init__(self, odd: bool) -> None:
        self.odd = odd

    def constant(self, text: str) -> Numeral:
        """Return what is no number in JSON, to be looked for."""
        self.odd = True
        return Numeral(text)

    def content(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return an object; one with double keys is to be looked for."""
        content = dict(pairs)
        if len(content) == len(pairs):
            return content
        self.odd, doubled, keys = True, Doubled(content), [key for key, _ in pairs]
        doubled.twice = tuple(key for key in content if keys.count(key) > 1)
        return doubled


def _valid(fault: json.JSONDecodeError) -> Text:
    return Text(
        f"geldige JSON (deze regel gaat fout bij teken {fault.colno})",
        f"valid JSON (this line goes wrong at character {fault.colno})",
    )


def _no_deeper(deepest: int) -> Text:
    return Text(
        f"lijsten en objecten hoogstens {deepest} diep in elkaar",
        f"lists and objects nested at most {deepest} deep",
    )
