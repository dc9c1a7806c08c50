"""Changes of tables: as a line of the command line, and made to the rows of a case by hand."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.generator import Case

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of

KEYS = {
    "contingents": ("municipality", "period"),
    "neighbourhoods": ("code",),
    "supply": ("lot",),
    "client_groups": ("group",),
    "locations": ("location",),
    "sites": ("site",),
    "demand": ("municipality", "period", "product"),
    "recalibration": ("municipality",),
}


@dataclass(frozen=True)
class Line:
    """A change of a whole number in one row, or in all rows with one value.

    Parameters
    ----------
    where
        Conditions; none: all rows.
    sign
        ``=``, ``+=`` or ``-=``.
    """

    table: str
    where: Mapping[str, Any]
    column: str
    sign: str
    number: int

    def __str__(self) -> str:
        conditions = ",".join(f"{name}={value}" for name, value in self.where.items())
        return f"{self.table}[{conditions}]:{self.column}{self.sign}{self.number}"

    def made(self, case: Case) -> Case:
        """Return a case with the change made."""
        tables = copy.deepcopy(dict(case.tables))
        for row in tables[self.table]:
            if all(row.get(name) == value for name, value in self.where.items()):
                row[self.column] = self.after(row.get(self.column))
        return Case(tables, case.settings)

    def after(self, value: int | None) -> int | None:
        """Return what becomes of a number; what is not given can be set, and nothing else."""
        if self.sign == "=":
            return self.number
        return None if value is None else value + (self.number if self.sign == "+=" else -self.number)


def draw_line(draw: random.Random, case: Case, columns: Mapping[str, str]) -> Line:
    """Return a change of a row, or of several, that finds a number to change.

    Parameters
    ----------
    columns
        By table the column with whole numbers.
    """
    table = draw.choice(
        [
            name
            for name, column in columns.items()
            if any(row.get(column) is not None for row in rows(case, name))
        ]
    )
    row = draw.choice([row for row in rows(case, table) if row.get(columns[table]) is not None])
    names = draw.choice([KEYS[table], KEYS[table], KEYS[table][:1], ()])
    where = {name: row[name] for name in names}
    sign = draw.choice(["=", "+=", "+=", "-="])
    return Line(table, where, columns[table], sign, draw.randint(1, 3))


def rows(case: Case, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table; none when it is not there."""
    return list(case.tables.get(table, []))


def changed_instance(case: Case, lines: list[Line], path: Path) -> Instance | None:
    """Return the instance of a case with changes made in its files; None when it cannot be read so."""
    for line in lines:
        case = line.made(case)
    return problems_of(case.write(path))[0]
