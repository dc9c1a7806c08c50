"""The changes of a scenario made to the tables of an instance, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from u16opt.instance.draft import Draft
from u16opt.instance.instance import Assumption
from u16opt.instance.place import Place
from u16opt.instance.schema import TABLES
from u16opt.instance.sheet import Source
from u16opt.problems import Problem
from u16opt.scenario.actions import inserted
from u16opt.scenario.effect import Effect
from u16opt.scenario.effects import EFFECTS
from u16opt.scenario.rows import matching, no_row, unreadable, with_defaults
from u16opt.scenario.scenario import Change, Scenario
from u16opt.scenario.telling import told
from u16opt.scenario.trace import Trace
from u16opt.texts import Text

_A_VALUE = Text(
    "minstens één rij waarin deze kolom een waarde heeft",
    "at least one row in which this column has a value",
)
_OTHER = Text(
    "een wijziging die iets verandert; wat hier staat, stond er al",
    "a change that alters something; what stands here was there already",
)


@dataclass(frozen=True)
class Tables:
    """Tables on their way through a scenario, and what has been noted so far.

    Parameters
    ----------
    drafts
        The tables by name.
    cells
        Faults in cells, each in the file of its table.
    problems
        Faults in the scenario itself.
    """

    drafts: Mapping[str, Draft]
    assumptions: tuple[Assumption, ...] = ()
    trace: Trace = field(default_factory=Trace)
    cells: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def changed(tables: Tables, scenario: Scenario, source: Source, periods: tuple[int, ...]) -> Tables:
    """Return the tables after all changes of one scenario.

    Parameters
    ----------
    source
        Where the tables came from: which of them could not be read, and how they are named.
    periods
        Periods of the instance (years).
    """
    before = len(tables.problems)
    for change in scenario.changes:
        if change.table not in source.unreadable:
            tables = _changed(tables, scenario, change, source, periods)
    earlier, own = tables.problems[:before], tables.problems[before:]
    return replace(tables, problems=(*earlier, *_folded(own)))


def _changed(
    tables: Tables, scenario: Scenario, change: Change, source: Source, periods: tuple[int, ...]
) -> Tables:
    draft = with_defaults(tables.drafts.get(change.table) or _empty(change.table, source), periods)
    rows = [] if change.action == "insert" else matching(draft, change.where, periods)
    if not rows and change.action != "insert":
        faults = () if unreadable(draft, change.where) else (no_row(change, draft),)
        return replace(tables, problems=(*tables.problems, *faults))
    effect = EFFECTS[change.action](draft, change, rows)
    effect = replace(effect, draft=with_defaults(effect.draft, periods))
    return Tables(
        {**tables.drafts, change.table: effect.draft},
        (*tables.assumptions, *_assumptions(scenario, change, effect)),
        tables.trace | _trace(change, effect),
        (*tables.cells, *effect.problems),
        (*tables.problems, *_useless(change, draft, effect)),
    )


def _folded(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Tell of all changes of a scenario that alter nothing in one line."""
    useless = [each for each in problems if each.expected == _OTHER]
    if len(useless) < 2:
        return problems
    columns = [each.column or "" for each in useless]
    more = f" (+ {len(columns) - 3})" if len(columns) > 3 else ""
    line = replace(useless[0], column=", ".join(columns[:3]) + more)
    return (*(each for each in problems if each.expected != _OTHER), line)


def _empty(table: str, source: Source) -> Draft:
    """Return a table that the instance was not given, for rows to come."""
    definition = TABLES[table]
    columns: dict[str, list[Any]] = {name: [] for name in definition.names}
    return Draft(definition, source.table_label.format(table), (), columns)


def _useless(change: Change, before: Draft, effect: Effect) -> list[Problem]:
    """Return what is wrong with a change that finds no value to work on, or leaves all as it was."""
    empty = [column for column in effect.touched if column is not None and not effect.touched[column]]
    if empty:
        place = change.place / change.action
        return [
            (place / column).problem(None, _A_VALUE) for column in empty if not unreadable(before, [column])
        ]
    if change.action in ("drop", "insert") or effect.problems:
        return []
    same = all(
        list(before.columns[name]) == list(effect.draft.columns[name]) for name in before.definition.names
    )
    return [change.place.problem(None, _OTHER, "warning")] if same else []


def _assumptions(scenario: Scenario, change: Change, effect: Effect) -> list[Assumption]:
    return [
        Assumption(
            scenario=scenario.name,
            title=scenario.title,
            what=told(change, effect, column),
            table=change.table,
            column=column,
            change=change.number,
            rows=len(rows),
        )
        for column, rows in effect.touched.items()
    ]


def _trace(change: Change, effect: Effect) -> Trace:
    file, places = effect.draft.file, dict[tuple[str, int], Place]()
    if change.action == "insert":
        numbers = enumerate(effect.touched[None], 1)
        places = {(file, row): inserted(change.place / "insert", number) for number, row in numbers}
    cells = {
        ((file, row), name): change.place / change.action
        for column, rows in effect.touched.items()
        if column is not None
        for row in rows
        for name in (column, "")
    }
    return Trace(places, cells)
