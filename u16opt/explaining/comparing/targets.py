"""What people aim at: a number for a goal or a measure, read from a file or given with the question."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from u16opt.checking import precision
from u16opt.instance.nearest import nearest, one_of, perhaps
from u16opt.instance.toml import read_toml
from u16opt.problems import InputError, Problem
from u16opt.texts import Text

Written = Mapping[str, float | str]

OPTION = "--targets"
BASELINE = "baseline"
_NUMBER = Text('een getal, of tekst zoals "<= 10" of ">= 10"', 'a number, or text such as "<= 10" or ">= 10"')
_NAME = Text("een goal of measure van deze voorstellen", "a goal or measure of these proposals")
_KEYS = ("targets", BASELINE)


@dataclass(frozen=True)
class Target:
    """A number that is aimed at: at most that number, or at least."""

    number: float
    least: bool = False

    def met(self, value: float | None) -> bool | None:
        """Return whether a value meets it; None for a value that is not there."""
        if value is None:
            return None
        over = self.number - value if self.least else value - self.number
        return over <= precision(self.number)

    def as_fact(self) -> dict[str, Any]:
        """Return it as answers hold it."""
        return {"amount": self.number, "atLeast": self.least}


def targets_of(written: Written, known: Collection[str]) -> dict[str, Target]:
    """Return what is aimed at, by goal or measure.

    Parameters
    ----------
    written
        A number (at most), or text such as ``">= 100"``.
    known
        The goals and measures that there are.

    Raises
    ------
    InputError
        When a name is unknown (the nearest known one is named), or a number cannot be read.
    """
    read = {name: _target(value) for name, value in written.items()}
    problems = [_problem(name, written[name], read[name], known) for name in written]
    if found := [problem for problem in problems if problem is not None]:
        raise InputError(found)
    return {name: target for name, target in read.items() if target is not None}


def read_targets(path: Path) -> tuple[dict[str, Any], str | None]:
    """Read a file of targets: a table ``[targets]``, with ``baseline`` in it or above it if wanted.

    Returns
    -------
    What is aimed at, as it is written, and what the others are to be compared with.

    Raises
    ------
    InputError
        When it cannot be read, or says anything else.
    """
    content, problems = read_toml(path)
    if content is None:
        raise InputError(problems)
    for key in content:
        if key not in _KEYS:
            raise InputError([Problem(path.name, perhaps(one_of(_KEYS), key, _KEYS), column=key)])
    targets = content.get("targets", {})
    if not isinstance(targets, Mapping):
        raise InputError([Problem(path.name, Text("[targets]", "[targets]"), column="targets")])
    name = targets.get(BASELINE, content.get(BASELINE))
    if name is not None and not isinstance(name, str):
        text = Text("de naam van een voorstel", "the name of a proposal")
        raise InputError([Problem(path.name, text, column=BASELINE, value=str(name))])
    written = {key: value for key, value in targets.items() if key != BASELINE}
    unread = [key for key, value in written.items() if _target(value) is None]
    if unread:
        raise InputError(_unread(path.name, key, written[key]) for key in unread)
    return written, name


def _problem(name: str, written: Any, target: Target | None, known: Collection[str]) -> Problem | None:
    if name not in known:
        expected = perhaps(_NAME if nearest(name, known) else one_of(sorted(known)), name, known)
        return Problem(OPTION, expected, column="targets", value=name)
    return _unread(OPTION, name, written) if target is None else None


def _unread(file: str, name: str, written: Any) -> Problem:
    return Problem(file, _NUMBER, column=f"targets.{name}", value=str(written))


def _target(written: Any) -> Target | None:
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        return None
    text = str(written).strip()
    sign, number = (text[:2], text[2:]) if text[:2] in ("<=", ">=") else ("<=", text)
    try:
        value = float(number.replace(",", "."))
    except ValueError:
        return None
    return Target(value, sign == ">=") if math.isfinite(value) else None
