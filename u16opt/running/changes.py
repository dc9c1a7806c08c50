"""Changes that come with a request, as the scenario that they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from u16opt.instance.place import Place
from u16opt.instance.toml_text import toml_text
from u16opt.problems import Problem
from u16opt.running.request import Change
from u16opt.scenario.changes import read_change
from u16opt.scenario.one_line import SHAPE, written_change
from u16opt.texts import Text

SCENARIO = "wijzigingen"
"""What a proposal calls the scenario."""

PLACE = "changes"
"""What problems with the changes name as their place."""

_HELD = Text(
    "een wijziging van teksten, getallen, lijsten en true of false",
    "a change of texts, numbers, lists and true or false",
)


def readable(changes: Sequence[Change]) -> list[Problem]:
    """Return the problems of changes that are none; nothing when all can be read."""
    written = [_written(change) for change in changes]
    if all(each is not None for each in written):
        return []
    return [problem for number, each in enumerate(changes) for problem in _problems(number, each)]


def scenario_text(base: str | None, changes: Sequence[Change]) -> str:
    """Return changes as the text of a scenario file.

    Parameters
    ----------
    base
        Name of the scenario that they come after.
    changes
        All readable.
    """
    above = {} if base is None else {"base": base}
    return toml_text({**above, "change": [_written(change) for change in changes]})


def pointed(problems: Iterable[Problem], file: str) -> tuple[Problem, ...]:
    """Return problems of a scenario file that was made of changes at the changes themselves.

    Parameters
    ----------
    file
        Label of the scenario file.
    """
    return tuple(_pointed(problem, file) for problem in problems)


def _pointed(problem: Problem, file: str) -> Problem:
    nl, en = (_renamed(text, file) for text in (problem.expected.nl, problem.expected.en))
    problem = replace(problem, expected=Text(nl, en))
    if problem.file != file:
        return problem
    if problem.column == "base":
        return replace(problem, file="--scenario", column=None)
    return replace(problem, file=PLACE, column=_from_zero(problem.column or "") or None)


def _renamed(text: str, file: str) -> str:
    """Return a text that names changes wherever it named the file."""
    first, *parts = text.split(f"{file}, change[")
    return "".join([first, *(_from_zero(f"change[{part}") for part in parts)]).replace(file, PLACE)


def _from_zero(place: str) -> str:
    """Return ``change[1].where`` as ``changes[0].where``: a list in JSON counts from 0.

    Examples
    --------
    >>> _from_zero("change[1].where.kind")
    'changes[0].where.kind'
    """
    return re.sub(r"^change\[(\d+)\]", lambda found: f"{PLACE}[{int(found[1]) - 1}]", place)


def _problems(number: int, change: Change) -> Iterator[Problem]:
    written, top = _written(change), Place(PLACE, ())
    if written is None:
        yield (top / f"{PLACE}[{number}]").problem(change, SHAPE if isinstance(change, str) else _HELD)
        return
    for problem in read_change(written, number + 1, top)[1]:
        yield replace(problem, column=_from_zero(problem.column or ""))


def _written(change: Change) -> Mapping[str, Any] | None:
    """Return a change as it would stand under ``[[change]]``; None when it cannot stand there."""
    written = written_change(change) if isinstance(change, str) else change
    try:
        toml_text({"change": [written]}).encode()
    except (TypeError, AttributeError, ValueError, RecursionError):
        return None
    return written
