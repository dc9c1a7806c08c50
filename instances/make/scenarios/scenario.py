"""A scenario before it is a file: what differs, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["set", "scale", "add", "drop", "insert"]


@dataclass(frozen=True)
class Change:
    """One ``[[change]]``: the table, what is done, with what, and to which rows.

    Parameters
    ----------
    content
        Values by column; true for ``drop``; rows for ``insert``.
    where
        By column the value of the rows that are touched; empty: all of them.
    """

    table: str
    action: Action
    content: Any
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """One scenario of one instance.

    Parameters
    ----------
    name
        Of the file and on the command line.
    title
        What people call it, in Dutch.
    reading
        What is assumed, which facts it rests on (ids of ``figures/facts.csv``), and what is made up.
    base
        The scenario it builds on.
    settings
        Overrides of ``policy``, ``budget`` and ``recalibration``.
    changes
        In the order in which they are made.
    """

    name: str
    title: str
    reading: str
    base: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()
