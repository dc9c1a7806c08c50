"""Asking for a run: once, however often the same request comes in."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, func, insert, select, text

from u16opt.part import Part
from u16opt.store.audit import note
from u16opt.store.changing import add_event, run_of, state_event
from u16opt.store.clock import clock
from u16opt.store.database import Database
from u16opt.store.endings import instance_hash, seed_of
from u16opt.store.faults import RefusedError
from u16opt.store.lines import AuditLine
from u16opt.store.plain import is_plain, must_be_plain
from u16opt.store.records import IdempotencyKey, Kind, RunRecord
from u16opt.store.tables import idempotency, instances, runs

_TRIES = 5
_ONE_AT_A_TIME = 0x75313651


class KeyUsed(Exception):  # noqa: N818
    """An Idempotency-Key was used before, to ask something else."""


class QueueFull(Exception):  # noqa: N818
    """No more runs can wait.

    Parameters
    ----------
    queued
        How many do.
    """

    def __init__(self, queued: int) -> None:
        self.queued = queued
        super().__init__(f"{queued} runs are waiting")


class UnknownInstanceError(LookupError):
    """The store has no such instance."""


def ask(
    db: Database,
    kind: Kind,
    instance: str,
    request: Part,
    asker: str,
    key: IdempotencyKey | None = None,
    room: int | None = None,
) -> tuple[RunRecord, bool]:
    """Ask for a run, with its first event and its line in the audit.

    Parameters
    ----------
    key
        The same asker with the same key and payload gets the earlier run.
    room
        How many runs may wait.

    Returns
    -------
    The run, and whether it is new.

    Raises
    ------
    KeyUsed
        When the asker used the key to ask something else.
    QueueFull
        When so many wait already.
    UnknownInstanceError
        When there is no such instance.
    InputError
        When the asker's name cannot be kept.
    """
    must_be_plain({"asker": asker})
    for attempt in range(_TRIES):
        try:
            return _asked(db, (kind, instance, request, asker), key, room)
        except RefusedError as fault:
            # The same key came in twice at one moment: the other was first, and is found now.
            if key is None or fault.reason != "rule" or attempt == _TRIES - 1:
                raise
    raise AssertionError


def _asked(
    db: Database, asked: tuple[Kind, str, Part, str], key: IdempotencyKey | None, room: int | None
) -> tuple[RunRecord, bool]:
    with db.writing() as connection:
        earlier = None if key is None else _earlier(connection, asked, key)
        if earlier is not None:
            return earlier, False
        if room is not None:
            _see_that_there_is_room(connection, room)
        run = _insert(connection, *asked)
        if key is not None:
            row = {"key": _key_hash(asked[3], key), "payload": key.payload, "run": run.id}
            connection.execute(insert(idempotency).values(row))
        return run, True


def _earlier(
    connection: Connection, asked: tuple[Kind, str, Part, str], key: IdempotencyKey
) -> RunRecord | None:
    query = (
        select(runs, idempotency.c.payload)
        .join(idempotency, idempotency.c.run == runs.c.id)
        .where(idempotency.c.key == _key_hash(asked[3], key))
    )
    row: Row[Any] | None = connection.execute(query).first()
    if row is None:
        return None
    if row.payload != key.payload or row.kind != asked[0]:
        raise KeyUsed
    return run_of(row)


def _key_hash(asker: str, key: IdempotencyKey) -> str:
    return sha256(json.dumps([asker, key.text]).encode()).hexdigest()


def _see_that_there_is_room(connection: Connection, room: int) -> None:
    if connection.dialect.name == "postgresql":
        # Without this, two who ask at one moment would both see the last place.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
    waiting = connection.scalar(select(func.count()).where(runs.c.state == "queued")) or 0
    if waiting >= room:
        raise QueueFull(waiting)


def _insert(connection: Connection, kind: Kind, instance: str, request: Part, asker: str) -> RunRecord:
    known = is_plain(instance) and connection.scalar(select(instances.c.id).where(instances.c.id == instance))
    if not known:
        raise UnknownInstanceError
    values = {
        "id": str(uuid4()),
        "kind": kind,
        "state": "queued",
        "instance": instance,
        "request": request.model_dump(mode="json", by_alias=True),
        "asker": asker,
        "created": clock(connection),
        "cancelling": False,
        "events": 1,
        "attempts": 0,
    }
    run = run_of(connection.execute(insert(runs).values(values).returning(runs)).one())
    add_event(connection, run, "state", state_event("queued"))
    content = {"kind": kind, "request": run.request}
    seed, input_hash = seed_of(run.request), instance_hash(connection, run)
    note(connection, AuditLine(asker, "run.asked", run.id, content, input_hash, seed))
    return run
