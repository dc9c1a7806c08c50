"""An export of a store, read with distrust."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, Table

from u16opt.problems import InputError, Problem
from u16opt.store.exporting import FORMAT, LIST, content_column, content_file, entry_of, rows_file, seal_of
from u16opt.store.paths import LONGEST_PATH, must_be_paths
from u16opt.texts import Text

_WHOLE = Text(
    "het bestand zoals u16opt store export het schreef; het ontbreekt of is veranderd",
    "the file as u16opt store export wrote it; it is missing or was changed",
)
_SAME = Text(
    "een export van dezelfde versie van de opslag ({ours}); zet hem terug met de u16opt die hem maakte",
    "an export of the same version of the store ({ours}); restore it with the u16opt that made it",
)


class Exported:
    """A folder that `u16opt.store.dump.write_store` wrote.

    Raises
    ------
    InputError
        From any use, naming the file that is not as it was written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = self._listed()
        self.entries: Mapping[str, Any] = listed["files"]
        self.schema, self.seal = listed["schema"], listed["seal"]

    def must_be_of(self, schema: str | None) -> None:
        """See that its tables are those of the store it goes into."""
        if self.schema != schema:
            expected = Text(_SAME.nl.format(ours=schema), _SAME.en.format(ours=schema))
            raise InputError([Problem(LIST, expected, value=str(self.schema))])

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, with their content."""
        name, column = rows_file(table), content_column(table)
        names = {each.name for each in table.columns if each.name != column}
        for line in self._read(name).splitlines():
            row = _row(line)
            if row is None or set(row) != names:
                raise spoiled(name)
            if column is not None:
                content = self._read(content_file(table, row))
                binary = isinstance(table.c[column].type, LargeBinary)
                row[column] = content if binary else content.decode()
            yield row

    def _listed(self) -> dict[str, Any]:
        try:
            listed = json.loads((self.folder / LIST).read_bytes())
            if listed["format"] == FORMAT and listed["seal"] == seal_of(listed):
                must_be_paths(listed["files"], 2 * LONGEST_PATH)
                return dict(listed)
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            pass
        raise spoiled(LIST)

    def _read(self, name: str) -> bytes:
        if name not in self.entries:
            raise spoiled(name)
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            raise spoiled(name) from None
        if entry_of(content) != self.entries[name]:
            raise spoiled(name)
        return content


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def spoiled(name: str) -> InputError:
    """Return what to say of a file that is not as it was written."""
    return InputError([Problem(name, _WHOLE)])
