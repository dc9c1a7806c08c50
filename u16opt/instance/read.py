"""From a folder, a workbook or a JSON document to an instance, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from u16opt.instance.documents.reading import read_document
from u16opt.instance.documents.spots import ENDING
from u16opt.instance.draft import Draft, draft_of
from u16opt.instance.folder import read_folder
from u16opt.instance.instance import Instance
from u16opt.instance.judging import understood
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.instance.workbook import ENDINGS, read_workbook
from u16opt.problems import InputError, Problem
from u16opt.scenario.library import chosen
from u16opt.scenario.written import Written
from u16opt.texts import Text


def read(path: str | Path, scenario: str | Path | None = None) -> Instance:
    """Read and validate an instance.

    Parameters
    ----------
    path
        A folder with ``instance.toml`` and CSV files, one workbook (.xlsx, .xls, .ods), or one JSON document.
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


ONE_FILE = (*ENDINGS, ENDING)
"""Endings of the files that are an instance by themselves."""


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
        if path.is_file() and path.suffix.lower() == ENDING:
            return read_document(path)
    except OSError:
        expected = Text(
            "een map of werkmap die te lezen is, of een JSON-document",
            "a folder or workbook that can be read, or a JSON document",
        )
        raise InputError([Problem(str(path), expected)]) from None
    expected = Text(
        "een map met instance.toml en CSV-bestanden, een werkmap (.xlsx, .xls, .ods) of een .json-document",
        "a folder with instance.toml and CSV files, a workbook (.xlsx, .xls, .ods) or a .json document",
    )
    raise InputError([Problem(str(path), expected)])


def instance_of(
    source: Source, scenario: Written | None = None
) -> tuple[Instance | None, tuple[Problem, ...]]:
    """Understand and check the raw content of an instance.

    Parameters
    ----------
    source
        What was found in a folder, a workbook or a document.
    scenario
        What is to be changed in it before it is checked.

    Returns
    -------
    As for `problems_of`.
    """
    drafts, faults = _drafts(source)
    return understood(source, drafts, [*source.problems, *faults], scenario)


def _drafts(source: Source) -> tuple[Mapping[str, Draft], list[Problem]]:
    drafts, problems = {}, []
    for name, definition in TABLES.items():
        if name in source.sheets:
            drafts[name], faults = draft_of(source.sheets[name], definition)
            problems += faults
    return drafts, problems
