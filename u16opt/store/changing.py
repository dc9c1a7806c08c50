"""The one way in which a run changes: its row and the event that tells of it, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, update

from u16opt.store.clock import clock
from u16opt.store.records import RunRecord
from u16opt.store.tables import events, runs

_FIELDS = tuple(field.name for field in fields(RunRecord))


def run_of(row: Row[Any]) -> RunRecord:
    """Return a row of the runs as a value."""
    return RunRecord(**{name: row._mapping[name] for name in _FIELDS})


def state_event(state: str, status: str | None = None) -> Mapping[str, Any]:
    """Return the content of the event that a run came in a state."""
    return {"state": state, "status": status}


def changed(
    connection: Connection,
    condition: ColumnElement[bool],
    values: Mapping[str, Any],
    kind: str,
    content: Mapping[str, Any],
) -> RunRecord | None:
    """Change the run for which a condition holds, and add an event to it.

    Parameters
    ----------
    condition
        Holds for one run or none.
    values
        New values of columns.
    kind, content
        Of the event.

    Returns
    -------
    The run as it became; None when the condition holds for none.
    """
    change = update(runs).where(condition).values({**values, "events": runs.c.events + 1}).returning(runs)
    row = connection.execute(change).first()
    if row is None:
        return None
    run = run_of(row)
    add_event(connection, run, kind, content)
    return run


def add_event(connection: Connection, run: RunRecord, kind: str, content: Mapping[str, Any]) -> None:
    """Add the last event of a run, whose row has counted it."""
    values = {"run": run.id, "number": run.events, "kind": kind, "content": content}
    connection.execute(insert(events).values(values | {"at": clock(connection)}))
