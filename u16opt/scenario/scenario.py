"""A scenario that has been read: settings to override, and changes to tables, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from u16opt.instance.place import Place

Action = Literal["set", "scale", "add", "drop", "insert"]
ACTIONS: tuple[Action, ...] = ("set", "scale", "add", "drop", "insert")


@dataclass(frozen=True)
class Change:
    """One change to one table.

    Parameters
    ----------
    place
        Where it stands: the file and ``change[NUMBER]``.
    number
        Its number in the scenario, from 1.
    where
        By column the values of which one must stand in a row that is touched; empty: all rows.
    cells
        ``set``: by column the value that comes there.
    amounts
        ``scale``: by column the factor; ``add``: by column what is added.
    rows
        ``insert``: complete rows, every column of the table filled in.
    """

    place: Place
    number: int
    table: str
    action: Action
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    cells: Mapping[str, Any] = field(default_factory=dict)
    amounts: Mapping[str, Fraction] = field(default_factory=dict)
    rows: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario that has been read, without what it builds on.

    Parameters
    ----------
    overrides
        Settings as ``instance.toml`` writes them, only those that differ.
    changes
        Changes to tables, in the order in which they are made.
    """

    name: str
    title: str
    file: str
    overrides: Mapping[str, Any]
    changes: tuple[Change, ...]
