"""From typed tables and settings to an instance, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from u16opt.instance.canonical import content_hash
from u16opt.instance.consistency import consistency_problems
from u16opt.instance.draft import Draft
from u16opt.instance.instance import Instance
from u16opt.instance.money import centre_problems, open_ended
from u16opt.instance.origin import Origin, content_of
from u16opt.instance.place import table as settings_in
from u16opt.instance.presence import presence_problems
from u16opt.instance.recalibration import regions_of, total_problems
from u16opt.instance.references import codes, duplicate_problems, period_problems, reference_problems
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.instance.toml import periods_of, settings_of
from u16opt.problems import Problem
from u16opt.scenario.revision import revision_of
from u16opt.scenario.written import Written


def understood(
    source: Source, drafts: Mapping[str, Draft], problems: list[Problem], scenario: Written | None = None
) -> tuple[Instance | None, tuple[Problem, ...]]:
    """Check an instance whose cells have been read.

    Parameters
    ----------
    source
        Its settings and scenarios; of its tables only the labels count.
    drafts
        Its tables.
    problems
        What is known to be wrong.
    scenario
        As for `instance_of`.

    Returns
    -------
    As for `problems_of`.
    """
    if scenario is None:
        return _judged(source, drafts, problems)
    revision, faults = revision_of(scenario, source, drafts)
    if revision is None:
        return None, (*_judged(source, drafts, problems)[1], *faults)
    instance, found = _judged(revision.source, revision.drafts, [*problems, *revision.cells])
    before = _judged(source, drafts, problems)[1] if found else ()
    found = (*revision.located(found, before), *revision.problems)
    if instance is None or any(problem.level == "error" for problem in found):
        return None, found
    instance = replace(revision.named(instance), warnings=found)
    return _with_bare(instance, source, drafts, revision.drafts), found


def _with_bare(
    instance: Instance, source: Source, drafts: Mapping[str, Draft], revised: Mapping[str, Draft]
) -> Instance:
    """Return an instance that also knows what it was without its scenario."""
    assert instance.origin is not None
    changed = [name for name in TABLES if revised.get(name) is not drafts.get(name)]
    content = instance.origin.content
    bare = content_of(source.settings or {}, drafts, instance.periods, changed, content)
    return replace(instance, origin=replace(instance.origin, bare=bare))


def _judged(
    source: Source, drafts: Mapping[str, Draft], problems: list[Problem]
) -> tuple[Instance | None, tuple[Problem, ...]]:
    settings, faults = settings_of(source.settings, source.settings_file)
    found = _in_order(chain(problems, faults, _crosswise(source, drafts)), source)
    if settings is None or any(problem.level == "error" for problem in found):
        return None, found
    content = content_of(source.settings or {}, drafts, settings.periods)
    instance = Instance(
        settings=settings,
        tables=content.tables,
        hash=content_hash(settings, content.tables),
        warnings=found,
        boundaries=source.boundaries,
        settings_file=source.settings_file,
        table_label=source.table_label,
        origin=Origin(content, content, source.scenarios, source.problems),
    )
    return instance, found


def _crosswise(source: Source, drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Check across rows and tables whatever could be read; nothing waits for another fault to be mended."""
    asked = settings_in(settings_in(source.settings).get("policy"))
    yield from presence_problems(drafts.keys() | source.unreadable, source.table_label, asked)
    yield from reference_problems(drafts)
    yield from duplicate_problems(drafts)
    yield from consistency_problems(drafts)
    if source.settings:
        periods = periods_of(source.settings) or ()
        yield from period_problems(drafts, periods)
        yield from centre_problems(source.settings, codes(drafts, "municipalities"), source.settings_file)
        if "budgets" in drafts:
            yield from open_ended(drafts["budgets"], periods)
    if source.settings is not None and "recalibration" in drafts:
        regions = regions_of(drafts.get("municipalities"))
        yield from total_problems(source.settings, drafts["recalibration"], regions, source.settings_file)


def _in_order(problems: Iterable[Problem], source: Source) -> tuple[Problem, ...]:
    """Put the problems file by file in the order of the contract, and row by row."""
    files = [source.settings_file, *(source.table_label.format(name) for name in TABLES)]
    place = {file: number for number, file in enumerate(files)}
    return tuple(sorted(problems, key=lambda each: (place.get(each.file, len(place)), each.row or 0)))
