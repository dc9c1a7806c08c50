"""Runs as those who ask for them see them."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, delete, func, select

from u16opt.store import tables
from u16opt.store.asking import KeyUsed, QueueFull, UnknownInstanceError, ask
from u16opt.store.audit import note
from u16opt.store.changing import run_of
from u16opt.store.database import Database
from u16opt.store.endings import end, instance_hash, seed_of
from u16opt.store.lines import AuditLine
from u16opt.store.paging import Listed, Paging, listed
from u16opt.store.plain import is_plain
from u16opt.store.records import Ending, IdempotencyKey, Kind, RunRecord, State
from u16opt.store.tables import runs

__all__ = [
    "IdempotencyKey",
    "KeyUsed",
    "QueueFull",
    "UnknownInstanceError",
    "ask",
    "ask_to_stop",
    "counts",
    "queued",
    "remove",
    "run_record",
    "run_records",
]


def run_record(db: Database, id: str) -> RunRecord | None:
    """Return a run; None when there is none with this id."""
    with db.reading() as connection:
        return _found(connection, id)


def run_records(
    db: Database, page: Paging, state: State | None = None, kind: Kind | None = None
) -> Listed[RunRecord]:
    """Return a page of runs, newest first, in one state or of one kind if wanted."""
    asked = ((runs.c.state, state), (runs.c.kind, kind))
    wanted = [column == value for column, value in asked if value is not None]
    with db.reading() as connection:
        return listed(connection, runs, page, run_of, *wanted)


def ask_to_stop(db: Database, id: str, asker: str) -> RunRecord | None:
    """Stop a run: one that waits ends at once, one that is worked on stops when its worker hears of it.

    Returns
    -------
    The run as it is then, unchanged when it was over; None when there is none with this id.
    """
    with db.writing() as connection:
        run = _found(connection, id, lock=True)
        if run is None or run.over or run.cancelling:
            return run
        _note(connection, run, asker, "run.cancelled")
        stopping = runs.update().where(runs.c.id == id).values(cancelling=True).returning(runs)
        run = run_of(connection.execute(stopping).one())
        if run.state == "queued":
            return end(connection, runs.c.id == id, Ending("cancelled"))
        return run


def remove(db: Database, id: str, asker: str) -> bool:
    """Remove a run and all that came of it; the audit keeps its lines, and has one more.

    Returns
    -------
    Whether there was one. A worker that is at it hears of it at its next beat.
    """
    with db.writing() as connection:
        run = _found(connection, id, lock=True)
        if run is None:
            return False
        for table in (tables.idempotency, tables.events, tables.proposals, tables.answers):
            connection.execute(delete(table).where(table.c.run == id))
        connection.execute(delete(runs).where(runs.c.id == id))
        _note(connection, run, asker, "run.removed")
        return True


def queued(db: Database) -> dict[Kind, int]:
    """Return how many runs of each kind wait."""
    query = select(runs.c.kind, func.count()).where(runs.c.state == "queued").group_by(runs.c.kind)
    with db.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(query)}
    return {kind: found.get(kind, 0) for kind in get_args(Kind)}


def counts(db: Database) -> dict[State, int]:
    """Return how many runs there are in each state."""
    query = select(runs.c.state, func.count()).group_by(runs.c.state)
    with db.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(query)}
    return {state: found.get(state, 0) for state in get_args(State)}


def _found(connection: Connection, id: str, *, lock: bool = False) -> RunRecord | None:
    if not is_plain(id):
        return None
    query = select(runs).where(runs.c.id == id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return None if row is None else run_of(row)


def _note(connection: Connection, run: RunRecord, asker: str, action: str) -> None:
    content = {"kind": run.kind, "state": run.state}
    line = AuditLine(asker, action, run.id, content, instance_hash(connection, run), seed_of(run.request))
    note(connection, line)
