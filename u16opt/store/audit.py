"""The audit: who asked what, and when. Lines are added in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from u16opt.store.clock import clock
from u16opt.store.database import Database
from u16opt.store.lines import AuditLine, AuditRecord
from u16opt.store.plain import row_number
from u16opt.store.tables import audit


def note(connection: Connection, line: AuditLine) -> None:
    """Add a line; it is there when what else the connection writes is there."""
    connection.execute(
        insert(audit).values(
            at=clock(connection),
            asker=line.asker,
            action=line.action,
            subject=line.subject,
            instance_hash=line.instance_hash,
            version=line.version or version("u16opt"),
            seed=None if line.seed is None else str(line.seed),
            policy=line.policy,
            content=line.content,
        )
    )


def audit_lines(db: Database, after: int = 0, size: int = 1000) -> tuple[AuditRecord, ...]:
    """Return the lines after a number, oldest first, at most `size` of them."""
    query = select(audit).where(audit.c.number > row_number(after)).order_by(audit.c.number).limit(size)
    with db.reading() as connection:
        return tuple(_record(row) for row in connection.execute(query))


def all_lines(db: Database, after: int = 0) -> Iterator[AuditRecord]:
    """Yield every line after a number, oldest first; however many there are, few are held at once."""
    while lines := audit_lines(db, after):
        yield from lines
        after = lines[-1].number


def _record(row: Row[Any]) -> AuditRecord:
    line = AuditLine(
        row.asker,
        row.action,
        row.subject,
        row.content,
        row.instance_hash,
        None if row.seed is None else int(row.seed),
        row.policy,
        row.version,
    )
    return AuditRecord(row.number, row.at, line)
