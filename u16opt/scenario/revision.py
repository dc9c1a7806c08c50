"""An instance's tables and settings with a scenario, and all that it builds on, put in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from u16opt.instance.draft import Draft
from u16opt.instance.instance import Assumption, Instance
from u16opt.instance.sheet import Source
from u16opt.instance.toml import periods_of
from u16opt.problems import Problem
from u16opt.scenario.applying import Tables, changed
from u16opt.scenario.library import Library, lineage
from u16opt.scenario.overriding import overridden
from u16opt.scenario.reading import scenario_of
from u16opt.scenario.scenario import Scenario
from u16opt.scenario.trace import Trace
from u16opt.scenario.written import Written


@dataclass(frozen=True)
class Revision:
    """What a scenario makes of an instance, before it is checked across rows and tables.

    Parameters
    ----------
    name, title
        Of the scenario that was asked for.
    source
        The source with the settings that hold now.
    drafts
        The tables as they are now.
    cells
        Faults in cells that the scenario made, each in the file of its table.
    problems
        Faults in the scenario itself.
    """

    name: str
    title: str
    source: Source
    drafts: Mapping[str, Draft]
    assumptions: tuple[Assumption, ...]
    trace: Trace
    cells: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    def located(self, problems: Iterable[Problem], before: Collection[Problem]) -> tuple[Problem, ...]:
        """Return problems at the place where each can be mended.

        Parameters
        ----------
        before
            Problems that the instance has without the scenario.
        """
        return self.trace.located(problems, before, self.name, self.source.settings_file)

    def named(self, instance: Instance) -> Instance:
        """Return the instance with what the scenario assumed."""
        return replace(
            instance,
            scenario=self.name,
            scenario_title=self.title,
            assumptions=self.assumptions,
            settings_from=self.trace.settings,
        )


def revision_of(
    written: Written, source: Source, drafts: Mapping[str, Draft]
) -> tuple[Revision | None, list[Problem]]:
    """Put a scenario into an instance.

    Parameters
    ----------
    written
        The scenario that is asked for.
    source, drafts
        The instance without it.

    Returns
    -------
    The outcome, None when the scenario or what it builds on cannot be read, and why it cannot.
    """
    scenarios, problems = read_all(written, source.scenarios)
    if problems:
        return None, problems
    title = scenarios[-1].title
    revision = Revision(written.name, title, source, drafts, (), Trace(), (), ())
    for scenario in scenarios:
        revision = _revised(revision, scenario)
    return revision, []


def read_all(written: Written, library: Library) -> tuple[list[Scenario], list[Problem]]:
    """Read a scenario and all that it builds on, which comes first; and list what is wrong with them."""
    line, problems = lineage(written, library)
    read = [scenario_of(each) for each in line]
    problems += [fault for _, faults in read for fault in faults]
    return [scenario for scenario, _ in read if scenario], problems


def _revised(before: Revision, scenario: Scenario) -> Revision:
    settings = before.source.settings
    problems = before.problems
    assumptions, trace = before.assumptions, before.trace
    if settings is not None:
        over = overridden(settings, scenario)
        settings, assumptions = over.settings, (*assumptions, *over.assumptions)
        trace |= Trace(settings=dict.fromkeys(over.written, scenario.file))
        problems += over.problems
    source = replace(before.source, settings=settings)
    tables = Tables(before.drafts, assumptions, trace, before.cells, problems)
    after = changed(tables, scenario, source, periods_of(settings or {}) or ())
    return replace(
        before,
        source=source,
        drafts=after.drafts,
        assumptions=after.assumptions,
        trace=after.trace,
        cells=after.cells,
        problems=after.problems,
    )
