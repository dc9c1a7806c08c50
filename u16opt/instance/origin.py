"""What an instance was made of, so that it can be made again with something changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from u16opt.instance.canonical import table_of
from u16opt.instance.draft import Draft
from u16opt.instance.schema import TABLES
from u16opt.instance.table import Table
from u16opt.problems import Problem

if TYPE_CHECKING:
    from u16opt.scenario.library import Library


@dataclass(frozen=True)
class Content:
    """Settings as they were written, and whole tables, which an instance shares.

    Parameters
    ----------
    settings
        Content of ``instance.toml``.
    tables
        Every table by name, the rows of all products in it.
    rows
        By name of a table that was given, the number of each row as a spreadsheet counts it.
    """

    settings: Mapping[str, Any]
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[int]]

    def drafts(self, label: str) -> dict[str, Draft]:
        """Return the tables that were given as they are before they are checked.

        Parameters
        ----------
        label
            Label of a table's file, with ``{}`` where its name goes.
        """
        return {
            name: Draft(TABLES[name], label.format(name), tuple(rows), self.tables[name].columns)
            for name, rows in self.rows.items()
        }


@dataclass(frozen=True)
class Origin:
    """Where an instance comes from.

    Parameters
    ----------
    content
        What it was made of, its scenario applied.
    bare
        The same without any scenario.
    scenarios
        Scenarios by name, as they were found.
    problems
        Warnings about the files themselves.
    """

    content: Content
    bare: Content
    scenarios: Library = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def content_of(
    settings: Mapping[str, Any],
    drafts: Mapping[str, Draft],
    periods: tuple[int, ...],
    changed: Iterable[str] = TABLES,
    known: Content | None = None,
) -> Content:
    """Return what an instance is made of.

    Parameters
    ----------
    settings
        As they were written.
    drafts
        The tables that were given, without broken cells.
    periods
        Periods of the instance (years).
    changed
        Names of the tables that are not as in `known`, with which all others are shared.
    """
    known = known or Content({}, {}, {})
    made = {name: table_of(TABLES[name], drafts.get(name), periods) for name in changed}
    tables = {name: made[name][0] if name in made else known.tables[name] for name in TABLES}
    rows = {name: made[name][1] if name in made else known.rows[name] for name in drafts}
    return Content(settings, tables, rows)
