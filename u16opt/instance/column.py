"""What a column of the contract holds, and what a table consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["code", "text", "choice", "whole", "number", "flag", "period", "list"]

EMPTY: dict[Kind, Any] = {"code": "", "text": "", "choice": "", "list": (), "flag": 0}


@dataclass(frozen=True)
class Column:
    """One column: its kind, whether it must be given, what it may hold and refer to.

    Parameters
    ----------
    name
        Column name of the contract.
    kind
        ``code`` (text without ``|``), ``text``, ``choice``, ``whole`` number, ``number``, ``flag`` (0 or 1),
        ``period`` (a year of the instance) or ``list`` (codes separated by ``|``).
    required
        Whether every row must give a value.
    default
        Value where none is given; left out, it is the kind's own (empty text or list, 0, or None).
    least, most
        Range of a number, both ends included.
    choices
        The only words a choice may be.
    refers
        Tables of which one must know the code.
    words
        Words accepted beside those codes.
    copies
        Column whose value stands in where none is given.
    unordered
        Whether the order of a list says nothing; it is then kept sorted.
    """

    name: str
    kind: Kind
    required: bool = False
    default: Any = None
    least: float = 0
    most: float = 1e15
    choices: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    copies: str | None = None
    unordered: bool = False

    @property
    def absent(self) -> Any:
        """What a cell holds that is not given."""
        return EMPTY.get(self.kind) if self.default is None else self.default


@dataclass(frozen=True)
class TableDefinition:
    """One table: its columns and the columns that tell its rows apart.

    Parameters
    ----------
    name
        Table name of the contract; the file is ``name.csv``.
    key
        Columns that together name a row. When a table names codes, its key is one column.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __getitem__(self, column: str) -> Column:
        return {each.name: each for each in self.columns}[column]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in the order of the contract."""
        return tuple(column.name for column in self.columns)
