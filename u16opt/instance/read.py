"""From a folder or a workbook to an instance, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

from u16opt.instance.canonical import content_hash, table_of
from u16opt.instance.consistency import consistency_problems
from u16opt.instance.draft import Draft, draft_of
from u16opt.instance.folder import read_folder
from u16opt.instance.instance import Instance
from u16opt.instance.money import centre_problems, open_ended
from u16opt.instance.place import table as settings_in
from u16opt.instance.presence import presence_problems
from u16opt.instance.recalibration import regions_of, total_problems
from u16opt.instance.references import codes, duplicate_problems, period_problems, reference_problems
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.instance.toml import periods_of, settings_of
from u16opt.instance.workbook import ENDINGS, read_workbook
from u16opt.problems import InputError, Problem
from u16opt.scenario.library import chosen
from u16opt.scenario.revision import revision_of
from u16opt.scenario.written import Written
from u16opt.texts import Text


def read(path: str | Path, scenario: str | Path | None = None) -> Instance:
    """Read and validate an instance.

    Parameters
    ----------
    path
        A folder with ``instance.toml`` and CSV files, or one workbook (.xlsx, .xls, .ods).
    scenario
        Name of one of its scenarios, or the path of a ``.toml`` file with one; None: the instance itself.

    Returns
    -------
    The instance, with its warnings.

    Raises
    ------
    InputError
        When anything is wrong; it carries every problem found.
    """
    instance, problems = problems_of(path, scenario)
    if instance is None:
        raise InputError(problems)
    return instance


def problems_of(
    path: str | Path, scenario: str | Path | None = None
) -> tuple[Instance | None, tuple[Problem, ...]]:
    """Read an instance and list everything that is wrong with it or worth knowing.

    Parameters
    ----------
    path, scenario
        As for `read`.

    Returns
    -------
    The instance, None when a problem is an error; and all problems, warnings included, file by file.
    """
    try:
        source = source_of(Path(path))
        return instance_of(source, None if scenario is None else chosen(scenario, source.scenarios))
    except InputError as fault:
        return None, fault.problems


def source_of(path: Path) -> Source:
    """Read the raw content of an instance.

    Parameters
    ----------
    path
        As for `read`.

    Raises
    ------
    InputError
        When there is nothing at the path that could be an instance.
    """
    try:
        if path.is_dir():
            return read_folder(path)
        if path.is_file() and path.suffix.lower() in ENDINGS:
            return read_workbook(path)
    except OSError:
        expected = Text("een map of werkmap die te lezen is", "a folder or workbook that can be read")
        raise InputError([Problem(str(path), expected)]) from None
    expected = Text(
        "een map met instance.toml en CSV-bestanden, of een werkmap (.xlsx, .xls, .ods)",
        "a folder with instance.toml and CSV files, or a workbook (.xlsx, .xls, .ods)",
    )
    raise InputError([Problem(str(path), expected)])


def instance_of(
    source: Source, scenario: Written | None = None
) -> tuple[Instance | None, tuple[Problem, ...]]:
    """Understand and check the raw content of an instance.

    Parameters
    ----------
    source
        What was found in a folder or a workbook.
    scenario
        What is to be changed in it before it is checked.

    Returns
    -------
    As for `problems_of`.
    """
    drafts, faults = _drafts(source)
    problems = [*source.problems, *faults]
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
    return replace(revision.named(instance), warnings=found), found


def _judged(
    source: Source, drafts: Mapping[str, Draft], problems: list[Problem]
) -> tuple[Instance | None, tuple[Problem, ...]]:
    settings, faults = settings_of(source.settings, source.settings_file)
    found = _in_order(chain(problems, faults, _crosswise(source, drafts)), source)
    if settings is None or any(problem.level == "error" for problem in found):
        return None, found
    tables = {name: table_of(table, drafts.get(name), settings.periods) for name, table in TABLES.items()}
    return (
        Instance(
            settings=settings,
            tables=tables,
            hash=content_hash(settings, tables),
            warnings=found,
            boundaries=source.boundaries,
            settings_file=source.settings_file,
            table_label=source.table_label,
        ),
        found,
    )


def _drafts(source: Source) -> tuple[Mapping[str, Draft], list[Problem]]:
    drafts, problems = {}, []
    for name, definition in TABLES.items():
        if name in source.sheets:
            drafts[name], faults = draft_of(source.sheets[name], definition)
            problems += faults
    return drafts, problems


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
