"""Where in a request something is wrong that the core found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic.alias_generators import to_camel

from u16opt.problems import Problem
from u16opt.texts import Language
from u16opt_api.problems import pointer

OPTIONS = ("threshold", "timeLimit")
INSIDE = ("changes", "parameters")
_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)')


@dataclass(frozen=True)
class InputFault:
    """A fault in the input, told as ``u16opt check --json`` tells it, with a pointer into the request.

    Parameters
    ----------
    within
        Where in the body what the command line has options for stands.
    """

    problem: Problem
    within: tuple[str, ...] = ()

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the fault as the service tells it."""
        return {
            "in": "body",
            "pointer": pointer(steps_of(self.problem, self.within)),
            "code": "input",
            "detail": self.problem.text(language),
            **self.problem.as_dict(language),
        }


def steps_of(problem: Problem, within: tuple[str, ...] = ()) -> list[str | int]:
    """Return the steps from the whole request to what is wrong.

    Examples
    --------
    >>> from u16opt.texts import Text
    >>> steps_of(Problem("changes", Text("", ""), column="changes[0].where.kind"))
    ['changes', '0', 'where', 'kind']
    >>> steps_of(Problem("--place", Text("", "")), ("parameters",))
    ['parameters', 'place']
    >>> steps_of(Problem("supply.csv", Text("", ""), row=3, column="homes"))
    ['supply.csv', 3, 'homes']
    """
    if problem.file.startswith("--"):
        name = to_camel(problem.file.removeprefix("--").replace("-", "_"))
        return [*(("options",) if name in OPTIONS else within), name]
    inner = [quoted or plain for quoted, plain in _STEP.findall(problem.column or "")]
    if problem.file in INSIDE:
        return inner if inner[:1] == [problem.file] else [problem.file, *inner]
    return [each for each in (problem.file, problem.row, problem.column) if each is not None]
