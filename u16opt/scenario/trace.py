"""Which scenario made what, so that a fault in the outcome is mended in the right file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from u16opt.instance.instance import Instance
from u16opt.instance.place import Place
from u16opt.instance.toml import dotted
from u16opt.problems import Problem
from u16opt.texts import Text

Row = tuple[str, int]
"""Label of a table's file, and the number of a row."""


@dataclass(frozen=True)
class Trace:
    """What scenarios made of an instance.

    Parameters
    ----------
    rows
        Rows that were inserted, and where their content stands.
    cells
        Cells that were changed, by row and column (``""``: any), and the change that did so last.
    settings
        Settings that were written, by dotted path, and the label of the scenario's file.
    """

    rows: Mapping[Row, Place] = field(default_factory=dict)
    cells: Mapping[tuple[Row, str], Place] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, later: Trace) -> Trace:
        """Return what both made; the later one wins."""
        return Trace(
            {**self.rows, **later.rows},
            {**self.cells, **later.cells},
            {**self.settings, **later.settings},
        )

    def located(
        self, problems: Iterable[Problem], before: Collection[Problem], scenario: str, settings_file: str
    ) -> tuple[Problem, ...]:
        """Return problems at the place where each can be mended.

        Parameters
        ----------
        before
            Problems that the instance has without the scenario; these stay as they are.
        scenario
            Name of the scenario.
        settings_file
            Label of the instance's settings.
        """
        return tuple(
            problem if problem in before else self._located(problem, scenario, settings_file)
            for problem in problems
        )

    def _located(self, problem: Problem, scenario: str, settings_file: str) -> Problem:
        if problem.file == settings_file:
            return in_scenario(problem, self.settings) or after(problem, f"scenario {scenario}")
        row = (problem.file, problem.row or 0)
        changed = self.cells.get((row, problem.column or ""), self.cells.get((row, "")))
        if row in self.rows:
            place = self.rows[row]
            problem = replace(
                problem,
                file=place.file,
                row=None,
                column=dotted((*place.path, *filter(None, [problem.column]))),
            )
            return problem if changed is None else after(problem, _told(changed))
        return after(problem, f"scenario {scenario}" if changed is None else _told(changed))


def at_scenario(instance: Instance, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, those of settings that a scenario wrote in the scenario's file."""
    return [
        (in_scenario(problem, instance.settings_from) if problem.file == instance.settings_file else None)
        or problem
        for problem in problems
    ]


def in_scenario(problem: Problem, written: Mapping[str, str]) -> Problem | None:
    """Return a problem of a setting at the scenario that wrote it, or None when no scenario did.

    Parameters
    ----------
    problem
        A problem of the settings; its column is a dotted path.
    written
        The label of a file by the dotted path of what it wrote.
    """
    path = problem.column or ""
    nearest = max((each for each in written if f"{path}.".startswith(f"{each}.")), key=len, default=None)
    below = [each for each in written if each.startswith(f"{path}.")] if path else []
    if nearest is None and not below:
        return None
    return replace(problem, file=written[nearest if nearest is not None else below[-1]])


def _told(place: Place) -> str:
    return f"{place.file}, {dotted(place.path)}"


def after(problem: Problem, who: str) -> Problem:
    """Return a problem that also says who made it."""
    expected = problem.expected
    return replace(problem, expected=Text(f"{expected.nl} [{who}]", f"{expected.en} [{who}]"))
