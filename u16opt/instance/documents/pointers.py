"""Where in a JSON document a problem is: as a JSON pointer (RFC 6901)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from u16opt.instance.documents.spots import ENDING, SETTINGS, Step
from u16opt.instance.schema import TABLES
from u16opt.problems import Problem

_SCENARIO = "scenario "
_NUMBERED = re.compile(r"(.+)\[([1-9][0-9]{0,8})\]")
_PLACE = re.compile(r"[0-9]{1,9}")


def pointer_of(problem: Problem, content: Any = None) -> str | None:
    """Return the JSON pointer of what a problem is about.

    Parameters
    ----------
    problem
        A problem of a JSON document.
    content
        The document. The pointer then leads to something in it: where what is asked for is missing, to what
        it is missing from. None: the pointer as in a document that has ``tables`` with rows in it.

    Returns
    -------
    The pointer, ``""`` for the whole document; None for a problem of another kind of file.

    Examples
    --------
    >>> from u16opt.texts import Text
    >>> pointer_of(Problem("tiny.json[supply]", Text("x", "x"), 2, "homes"))
    '/tables/supply/0/homes'
    """
    part = _part(problem.file)
    if part is None and content is not None:
        part = problem.file.removesuffix(".csv")  # so models call a table, whatever kind of file it is in
        part = part if part in TABLES else None
    if part is None:
        return None
    whole = content if isinstance(content, Mapping) else {}
    steps = _in(part, problem, whole) if part in TABLES else _elsewhere(part, problem.column, whole)
    return "".join(f"/{_escaped(step)}" for step in (steps if content is None else _leading(steps, content)))


def _part(file: str) -> str | None:
    """Return which part of a document a problem is about, ``""`` for the whole; None for another file."""
    _, bracket, part = file.partition(f"{ENDING}[")
    if bracket:
        return part.removesuffix("]")
    return "" if file.lower().endswith(ENDING) else None


def _in(table: str, problem: Problem, whole: Mapping[str, Any]) -> list[Step]:
    inside = table not in whole or _has(whole.get("tables"), table)
    top: list[Step] = ["tables", table] if inside else [table]
    content, column = _at(whole, top), problem.column
    place = problem.row - 2 if problem.row is not None and problem.row > 1 else None
    if isinstance(content, Mapping):
        return [*top, *[step for step in (column, place) if step is not None]]
    if place is None and isinstance(content, list):
        place = next((at for at, row in enumerate(content) if column is not None and _has(row, column)), None)
    return [*top, *([] if place is None else [place] if column is None else [place, column])]


def _elsewhere(part: str, column: str | None, whole: Mapping[str, Any]) -> list[Step]:
    if part.startswith(_SCENARIO):
        top: list[Step] = ["scenarios", _key(part.removeprefix(_SCENARIO), whole.get("scenarios"))]
    elif part == SETTINGS[0]:
        top = [next((each for each in SETTINGS if each in whole), part)]
    else:
        top = [part] if part == "boundaries" else ["tables", part] if part else []
    return [*top, *_parts(column, _at(whole, top))]


def _parts(column: str | None, content: Any) -> list[Step]:
    """Split a dotted path into steps; a key that itself has points in it is known by the document."""
    if column is None:
        return []
    words, steps = column.split("."), list[Step]()
    while words:
        count = next((n for n in range(len(words), 1, -1) if _has(content, ".".join(words[:n]))), 1)
        word, words = ".".join(words[:count]), words[count:]
        found = None if _has(content, word) else _NUMBERED.fullmatch(word)
        added: list[Step] = [found[1], int(found[2]) - 1] if found else [_number(word, content)]
        steps, content = [*steps, *added], _at(content, added)
    return steps


def _has(content: Any, key: str) -> bool:
    return isinstance(content, Mapping) and key in content


def _number(word: str, content: Any) -> Step:
    return int(word) if isinstance(content, list) and _PLACE.fullmatch(word) else word


def _key(name: str, content: Any) -> str:
    """Return the key under which a scenario stands whose name was cleaned."""
    keys = content if isinstance(content, Mapping) else {}
    return next((key for key in keys if name in (key, key.strip())), name)


def _at(content: Any, steps: Iterable[Step], default: Any = None) -> Any:
    for step in steps:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return default
    return content


def _leading(steps: Sequence[Step], content: Any) -> Sequence[Step]:
    """Return as many of the steps as there are in the document."""
    for count, step in enumerate(steps):
        inside = isinstance(content, Mapping) if isinstance(step, str) else isinstance(content, list)
        if not inside or _at(content, [step], _at) is _at:
            return steps[:count]
        content = content[step]
    return steps


def _escaped(step: Step) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
