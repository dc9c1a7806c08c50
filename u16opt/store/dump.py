"""A whole store as plain files, and back."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, exists, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from u16opt.problems import InputError, Problem
from u16opt.store.appearing import appearing, write_lasting
from u16opt.store.audit import note
from u16opt.store.database import Database
from u16opt.store.exported import Exported
from u16opt.store.exporting import (
    FORMAT,
    LIST,
    content_column,
    content_file,
    entry_of,
    line_of,
    rows_file,
    seal_of,
)
from u16opt.store.lines import AuditLine
from u16opt.store.migrating import schema_of
from u16opt.store.plain import as_bytes
from u16opt.store.tables import metadata
from u16opt.texts import Text

RESTORED = "store.restored"

_BATCH = 200
_EMPTY = Text("een lege opslag", "an empty store")
_FITTING = Text("rijen die bij elkaar passen", "rows that fit together")


def write_store(db: Database, folder: Path) -> None:
    """Write everything in a store into a new folder, as it is at one moment, while others may go on.

    Keys are in it as hashes, instances as they came: keep it as safe as the store.

    Raises
    ------
    InputError
        When the folder cannot be made; then nothing of it is there.
    """
    with appearing(folder) as room, db.snapshot() as connection:
        files: dict[str, Any] = {}
        for table in metadata.sorted_tables:
            with closing(_files(connection, table)) as found:
                for name, content in found:
                    write_lasting(room / name, content)
                    files[name] = entry_of(content)
        about = {"format": FORMAT, "schema": schema_of(connection), "u16opt": version("u16opt")}
        listed = about | {"files": files}
        sealed = listed | {"seal": seal_of(listed)}
        write_lasting(room / LIST, (json.dumps(sealed, indent=1) + "\n").encode())


def read_store(db: Database, folder: Path, asker: str = "local") -> None:
    """Bring everything from a folder that `write_store` wrote into an empty store; all of it or nothing.

    The audit tells of it in one line more.

    Raises
    ------
    InputError
        When the store is not empty, or a file is not as it was written; it says which.
    """
    exported = Exported(folder)
    with db.writing() as connection:
        if any(connection.scalar(select(exists(select(table)))) for table in metadata.sorted_tables):
            raise InputError([Problem(db.name, _EMPTY)])
        exported.must_be_of(schema_of(connection))
        for table in metadata.sorted_tables:
            _fill(connection, table, exported.rows(table))
        note(connection, AuditLine(asker, RESTORED, str(exported.seal), {"files": len(exported.entries)}))


def _files(connection: Connection, table: Table) -> Generator[tuple[str, bytes], None, None]:
    """Yield the files of a table by name: the content of each row, then its rows."""
    column, lines = content_column(table), []
    streamed = connection.execution_options(yield_per=_BATCH if column is None else 1)
    with streamed.execute(select(table).order_by(*table.primary_key)) as found:
        for each in found:
            row = dict(each._mapping)
            if column is not None:
                content = row.pop(column)
                yield content_file(table, row), as_bytes(content)
            lines.append(line_of(row))
    yield rows_file(table), "".join(lines).encode()


def _fill(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    rest = iter(rows)
    size = 1 if content_column(table) else _BATCH
    try:
        while batch := [dict(row) for row in islice(rest, size)]:
            connection.execute(insert(table), batch)
    except IntegrityError:
        raise InputError([Problem(rows_file(table), _FITTING)]) from None
    if (
        connection.dialect.name == "postgresql"
        and "number" in table.c
        and table.c.number.autoincrement is True
    ):
        _count_on(connection, table)


def _count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number the next row after the last that was brought in; SQLite does so by itself."""
    last = connection.scalar(select(func.max(table.c.number)))
    if last is not None:
        name = f"pg_get_serial_sequence('{table.name}', 'number')"
        connection.execute(text(f"SELECT setval({name}, {int(last)})"))
