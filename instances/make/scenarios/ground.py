"""The instance a scenario is written for, as its files say it."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from instances.make.scenarios.scenario import Change

Row = Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """One instance: its settings, and its tables as text.

    Parameters
    ----------
    settings
        Content of ``instance.toml``.
    tables
        Rows by name of the table.
    """

    settings: Mapping[str, Any]
    tables: Mapping[str, Sequence[Row]]

    @property
    def name(self) -> str:
        """The name of the instance."""
        return str(self.settings["name"])

    @property
    def years(self) -> Sequence[int]:
        """The periods, in order."""
        years: list[int] = self.settings["periods"]
        return years

    @property
    def municipalities(self) -> Sequence[Row]:
        """The municipalities, in the order of their codes."""
        return sorted(self.tables["municipalities"], key=lambda row: row["code"])

    def rows(self, table: str, /, **where: object) -> list[Row]:
        """Return the rows of a table that have the given values."""
        wanted = {column: str(value) for column, value in where.items()}
        return [row for row in self.tables[table] if wanted.items() <= row.items()]

    def sums(self, table: str, key: str, count: str, /, **where: object) -> Counter[str]:
        """Return the sum of a column per value of another, over the rows with the given values."""
        result: Counter[str] = Counter()
        for row in self.rows(table, **where):
            result[row[key]] += int(row[count])
        return result

    def noted(self, table: str, columns: Sequence[str], note: str) -> Iterator[Change]:
        """Yield the changes that say where changed figures come from: made up, and by which assumption.

        Parameters
        ----------
        table, columns
            What the scenario changes. A column without a label of its own has that of its table.
        note
            In Dutch; it follows what the label says already.
        """
        labels = {row["column"]: row["note"] for row in self.rows("provenance", table=table)}
        for column in dict.fromkeys(column if column in labels else "*" for column in columns):
            text = f"{labels[column].rstrip('.')}. Scenario: {note}".removeprefix(". ")
            where = {"table": table, "column": column}
            yield Change("provenance", "set", {"status": "synthetisch", "note": text}, where)


def ground_of(folder: Path) -> Ground:
    """Read an instance.

    Parameters
    ----------
    folder
        Holds ``instance.toml`` and a CSV file per table.
    """
    settings = tomllib.loads((folder / "instance.toml").read_text(encoding="utf-8"))
    return Ground(settings, {path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))})


def _rows(path: Path) -> Sequence[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
