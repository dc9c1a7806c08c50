"""What is wrong with the values of a change, gathered while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from u16opt.instance.cells import CellError
from u16opt.instance.column import Column
from u16opt.instance.place import Place, table, table_problems
from u16opt.problems import Problem

Read = TypeVar("Read")
Given = list[tuple[Column, Any]]


class Faults(list[Problem]):
    """Problems, and the reading that finds them."""

    def columns(self, written: Any, known: Iterable[Column], place: Place) -> Given:
        """Return the columns that are named with what stands there; any other name is a fault."""
        columns = {column.name: column for column in known}
        self += table_problems(written, columns, place)
        return [(columns[name], value) for name, value in table(written).items() if name in columns]

    def values(self, given: Given, place: Place, reader: Callable[[Any, Column], Read]) -> dict[str, Read]:
        """Return what a reader makes of each column's value; what it refuses is a fault, and left out."""
        read: dict[str, Read] = {}
        for column, value in given:
            try:
                read[column.name] = reader(value, column)
            except CellError as fault:
                self.append((place / column.name).problem(value, fault.expected))
        return read
