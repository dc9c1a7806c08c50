"""An instance: everything a model may know, validated and unchangeable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from u16opt.instance.settings import Settings
from u16opt.instance.table import Table
from u16opt.problems import Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.instance.origin import Origin


@dataclass(frozen=True)
class Assumption:
    """One thing a scenario changed in an instance.

    Parameters
    ----------
    scenario, title
        Name and title of the scenario that changed it: the one that was asked for, or one it builds on.
    what
        What was changed, in one line; no client group is named in it (P03).
    table, column
        Where, for a change in a table; the column is None when whole rows came or went.
    setting
        Dotted path, for a setting.
    change
        Number of the change in the scenario, from 1; None for a setting.
    rows
        Rows that were touched; None for a setting.
    """

    scenario: str
    title: str
    what: Text
    table: str | None = None
    column: str | None = None
    setting: str | None = None
    change: int | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Instance:
    """The tables and settings of one planning question.

    Made by `u16opt.read`; nothing in it changes afterwards, and the same content gives an equal instance
    whatever the order of rows or the kind of file it came from.

    Parameters
    ----------
    settings
        The content of ``instance.toml``: name, title, periods, budget, recalibration and policies.
    tables
        Every table of the contract by name; one that was not given has no rows.
    hash
        ``sha256`` of the canonical content, 64 hexadecimal digits.
    scenario, scenario_title
        Name of the scenario that was applied, or None; and its title.
    assumptions
        What the scenario changed, in the order in which it did.
    product
        The product that is looked at; None: all that the tables hold.
    warnings
        What a reader should know although it stops nothing.
    boundaries
        GeoJSON of the places, when the instance has one.
    settings_file, table_label
        How problems name the settings, and a table (``supply.csv`` or ``name.xlsx[supply]``).
    settings_from
        Settings that a scenario wrote, by dotted path: the label of its file.
    origin
        What it was made of, to make it again with something changed; None for one that was not read.
    """

    settings: Settings
    tables: Mapping[str, Table]
    hash: str
    scenario: str | None = None
    scenario_title: str = ""
    assumptions: tuple[Assumption, ...] = ()
    product: str | None = None
    warnings: tuple[Problem, ...] = ()
    boundaries: Mapping[str, Any] | None = field(default=None, compare=False)
    settings_file: str = field(default="instance.toml", compare=False)
    table_label: str = field(default="{}.csv", compare=False)
    settings_from: Mapping[str, str] = field(default_factory=dict, compare=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """Short name of the instance."""
        return self.settings.name

    @property
    def title(self) -> str:
        """Title for people; the name where no title is given."""
        return self.settings.title or self.settings.name

    @property
    def periods(self) -> tuple[int, ...]:
        """The planning periods (years), in order."""
        return self.settings.periods

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]
