"""An instance made again: under another scenario, or with changes on top of what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from u16opt.instance.cells import clean
from u16opt.instance.instance import Instance
from u16opt.instance.judging import understood
from u16opt.instance.origin import Content, Origin
from u16opt.instance.presence import MODELS, models_of
from u16opt.instance.sheet import Source
from u16opt.problems import InputError, Problem
from u16opt.scenario.applying import Tables, changed
from u16opt.scenario.library import unknown
from u16opt.scenario.scenario import Change, Scenario


def with_scenario(instance: Instance, name: str) -> Instance:
    """Return an instance under one of its scenarios instead of its own, as if it were read so.

    Parameters
    ----------
    name
        Name of a scenario of the instance; never a file.

    Raises
    ------
    InputError
        When there is no such scenario, or anything is wrong with it or with what comes of it.
    """
    origin = origin_of(instance)
    if clean(name) not in origin.scenarios:
        raise InputError([Problem("--scenario", unknown(name, origin.scenarios), value=name)])
    source, drafts = _source(instance, origin, origin.bare), origin.bare.drafts(instance.table_label)
    made, problems = understood(source, drafts, [*origin.problems], origin.scenarios[clean(name)])
    if made is None:
        raise InputError(problems)
    return made


def with_changes(instance: Instance, changes: Sequence[Change], label: str) -> Instance:
    """Return an instance with changes made to its tables, checked like any other.

    Parameters
    ----------
    instance
        With its scenario, if it has one, which stays.
    changes
        In the order in which they are made.
    label
        What asked for the changes: what is wrong with them, or comes of them, is told there.

    Raises
    ------
    InputError
        When a change touches no row, or what comes of it is no instance.
    """
    origin = origin_of(instance)
    source, drafts = _source(instance, origin, origin.content), origin.content.drafts(instance.table_label)
    asked = Scenario(label, label, label, {}, tuple(changes))
    tables = changed(Tables(drafts), asked, source, instance.periods)
    refuse(tables.problems, label)
    made, problems = understood(source, tables.drafts, [*origin.problems, *tables.cells])
    if made is None:
        raise InputError(told_at(label, problems))
    return replace(
        made,
        scenario=instance.scenario,
        scenario_title=instance.scenario_title,
        assumptions=(*instance.assumptions, *tables.assumptions),
        settings_from=instance.settings_from,
        origin=None if made.origin is None else replace(made.origin, bare=origin.bare),
    )


def refuse(problems: Iterable[Problem], label: str) -> None:
    """Raise what is wrong, if anything is, at the place of what asked for it.

    Raises
    ------
    InputError
        When one of the problems is an error.
    """
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise InputError(told_at(label, errors))


def told_at(label: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return errors at the place of what asked for the changes, and where they came to light beside it."""
    return [
        problem if problem.file == label else replace(problem, file=label, row=None, column=_spot(problem))
        for problem in problems
        if problem.level == "error"
    ]


def _spot(problem: Problem) -> str:
    row = "" if problem.row is None else f"[{problem.row}]"
    return f"{problem.file}{row}" + (f".{problem.column}" if problem.column else "")


def origin_of(instance: Instance) -> Origin:
    """Return what an instance was made of; of one that was not read, what it would be made of."""
    if instance.origin is not None:
        return instance.origin
    written: Mapping[str, Any] = instance.settings.model_dump(
        mode="json", exclude_unset=True, exclude_none=True
    )
    filled = [name for name, table in instance.tables.items() if len(table)]
    given = {name for model in models_of(filled) for name in MODELS[model].needed} | set(filled)
    rows = {name: range(2, 2 + len(instance[name])) for name in instance.tables if name in given}
    content = Content(written, instance.tables, rows)
    return Origin(content, content)


def _source(instance: Instance, origin: Origin, content: Content) -> Source:
    return Source(
        settings_file=instance.settings_file,
        settings=content.settings,
        sheets={},
        table_label=instance.table_label,
        boundaries=instance.boundaries,
        problems=origin.problems,
        scenarios=origin.scenarios,
    )
