"""Instances in the store: kept as they came, never changed."""

from __future__ import annotations

import re
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from u16opt.problems import InputError, Problem
from u16opt.store import tables
from u16opt.store.audit import note
from u16opt.store.clock import clock
from u16opt.store.database import Database
from u16opt.store.faults import RefusedError
from u16opt.store.lines import AuditLine
from u16opt.store.paging import Listed, Paging, listed
from u16opt.store.paths import must_be_paths
from u16opt.store.plain import is_plain, must_be_plain
from u16opt.store.records import Files, InstanceFacts, InstanceRecord, Shape
from u16opt.texts import Text

_IDENTIFIER = re.compile(r"[0-9A-Za-z_-]{1,64}")
_EXPECTED_ID = Text("hooguit 64 letters en cijfers", "at most 64 letters and digits")


def add_instance(
    db: Database, files: Files, shape: Shape, facts: InstanceFacts, asker: str
) -> tuple[InstanceRecord, bool]:
    """Keep an instance.

    Parameters
    ----------
    files
        The files of a folder, or the one file that it is.
    facts
        What was read from them. When the store has one with this id, that one stays as it is.

    Returns
    -------
    The instance, and whether it is new.

    Raises
    ------
    InputError
        When names or paths cannot be kept.
    """
    _check(files, facts, asker)
    try:
        return _added(db, files, shape, facts, asker)
    except RefusedError:
        # Somebody else added the same one at the same moment.
        there = instance_record(db, facts.id)
        if there is None:
            raise
        return there, False


def instance_record(db: Database, id: str) -> InstanceRecord | None:
    """Return an instance; None when the store has none with this id."""
    with db.reading() as connection:
        return _found(connection, id)


def instance_records(db: Database, page: Paging) -> Listed[InstanceRecord]:
    """Return a page of instances, newest first."""
    with db.reading() as connection:
        return listed(connection, tables.instances, page, _record)


def instance_files(db: Database, id: str) -> Files:
    """Return the files of an instance as they came; none when it is unknown."""
    if not is_plain(id):
        return {}
    table = tables.instance_files
    query = select(table.c.path, table.c.content).where(table.c.instance == id).order_by(table.c.path)
    with db.reading() as connection:
        return {row.path: bytes(row.content) for row in connection.execute(query)}


def _check(files: Files, facts: InstanceFacts, asker: str) -> None:
    must_be_paths(files)
    must_be_plain({"name": facts.name, "title": facts.title, "asker": asker})
    if not all(_IDENTIFIER.fullmatch(each) for each in (facts.id, facts.hash)):
        raise InputError([Problem("id", _EXPECTED_ID)])


def _added(
    db: Database, files: Files, shape: Shape, facts: InstanceFacts, asker: str
) -> tuple[InstanceRecord, bool]:
    with db.writing() as connection:
        there = _found(connection, facts.id)
        if there is not None:
            return there, False
        size = sum(map(len, files.values()))
        values = asdict(facts) | {"shape": shape, "size": size, "created": clock(connection)}
        row = connection.execute(insert(tables.instances).values(values).returning(tables.instances)).one()
        for path, content in sorted(files.items()):
            connection.execute(insert(tables.instance_files).values(file_row(facts.id, path, content)))
        about = {"shape": shape, "files": len(files), "size": size}
        note(connection, AuditLine(asker, "instance.added", facts.id, about, facts.hash))
        return _record(row), True


def file_row(instance: str, path: str, content: bytes) -> dict[str, Any]:
    """Return the row of a file."""
    return {"instance": instance, "path": path, "content": content, "digest": sha256(content).hexdigest()}


def _found(connection: Connection, id: str) -> InstanceRecord | None:
    if not is_plain(id):
        return None
    row = connection.execute(select(tables.instances).where(tables.instances.c.id == id)).first()
    return None if row is None else _record(row)


def _record(row: Row[Any]) -> InstanceRecord:
    return InstanceRecord(**row._mapping)
