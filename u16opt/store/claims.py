"""Claims: who works on a run, until when, and what happens when nobody does any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from u16opt.store.changing import changed, run_of, state_event
from u16opt.store.clock import clock
from u16opt.store.database import Database
from u16opt.store.endings import died, end, must_be_kept
from u16opt.store.plain import must_be_plain
from u16opt.store.records import Beat, Claim, Ending, Kind
from u16opt.store.tables import runs

MOST_ATTEMPTS = 3


def claim(db: Database, worker: str, kinds: Collection[Kind], lease: float) -> Claim | None:
    """Take up the oldest run that nobody works on.

    Parameters
    ----------
    worker
        Who takes it up.
    kinds
        What it works on.
    lease
        Seconds within which it must be heard of again, or somebody else takes the run up.

    Returns
    -------
    The run, now held under a new claim; None when there is none. A run whose worker died is taken up again,
    unless somebody asked it to stop (it ends as cancelled) or it was taken up `MOST_ATTEMPTS` times (failed).
    """
    must_be_plain({"worker": worker})
    with db.reading() as connection:
        if not connection.scalar(select(exists().where(or_(_free(connection, kinds), _dead(connection))))):
            return None
    drawn = str(uuid4())
    with db.writing() as connection:
        _bury(connection)
        oldest = select(runs.c.number).where(_free(connection, kinds)).order_by(runs.c.number).limit(1)
        if connection.dialect.name == "postgresql":
            oldest = oldest.with_for_update(skip_locked=True)
        values = {
            "state": "running",
            "claim": drawn,
            "worker": worker,
            "lease": clock(connection) + lease,
            "started": func.coalesce(runs.c.started, clock(connection)),
            "attempts": runs.c.attempts + 1,
        }
        taken = runs.c.number == oldest.scalar_subquery()
        run = changed(connection, taken, values, "state", state_event("running"))
        return None if run is None else Claim(run, drawn)


def beat(db: Database, claim: Claim, lease: float, progress: Mapping[str, Any] | None = None) -> Beat:
    """Say that a run is still worked on, and how far it is.

    Returns
    -------
    Whether it is still held by this claim (if not, nothing was written), and whether it should stop.
    """
    with db.writing() as connection:
        values: dict[str, Any] = {"lease": clock(connection) + lease}
        if progress is None:
            extended = update(runs).where(_held(claim)).values(values).returning(runs)
            row = connection.execute(extended).first()
            run = None if row is None else run_of(row)
        else:
            run = changed(connection, _held(claim), values | {"progress": progress}, "progress", progress)
    return Beat(run is not None, run is not None and run.cancelling)


def finish(db: Database, claim: Claim, ending: Ending) -> bool:
    """End a run with all that came of it.

    Returns
    -------
    Whether it was still held by this claim; if not, nothing was written.

    Raises
    ------
    InputError
        When a database cannot hold a document, or the proposal is none.
    """
    must_be_kept(ending)
    with db.writing() as connection:
        return end(connection, _held(claim), ending) is not None


def give_back(db: Database, claim: Claim, died: bool = True) -> bool:
    """Let somebody else take a run up; one that was to stop, or died too often, ends instead.

    Parameters
    ----------
    died
        Whether its process died; if not, its worker stops, and that is no fault of the run.

    Returns
    -------
    Whether it was still held by this claim; if not, nothing was written.
    """
    with db.writing() as connection:
        query = select(runs).where(_held(claim)).with_for_update()
        row = connection.execute(query).first()
        if row is None:
            return False
        if row.cancelling or (died and row.attempts >= MOST_ATTEMPTS):
            end(connection, _held(claim), _unfinished(row.cancelling, row.attempts))
        else:
            values = {"state": "queued", **dict.fromkeys(("worker", "claim", "lease"))}
            changed(connection, _held(claim), values, "state", state_event("queued"))
        return True


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(runs.c.id == claim.run.id, runs.c.claim == claim.claim, runs.c.state == "running")


def _unfinished(cancelling: bool, attempts: int) -> Ending:
    return Ending("cancelled") if cancelling else died(attempts)


def _lost(connection: Connection) -> ColumnElement[bool]:
    return and_(runs.c.state == "running", runs.c.lease < clock(connection))


def _free(connection: Connection, kinds: Collection[Kind]) -> ColumnElement[bool]:
    again = and_(_lost(connection), runs.c.attempts < MOST_ATTEMPTS)
    going = and_(runs.c.kind.in_(kinds), runs.c.cancelling.is_(False))
    return and_(going, or_(runs.c.state == "queued", again))


def _dead(connection: Connection) -> ColumnElement[bool]:
    return and_(_lost(connection), or_(runs.c.cancelling, runs.c.attempts >= MOST_ATTEMPTS))


def _bury(connection: Connection) -> None:
    """End the runs whose worker died and that are not taken up again."""
    query = select(runs).where(_dead(connection)).order_by(runs.c.number).with_for_update(skip_locked=True)
    for row in connection.execute(query).all():
        end(connection, runs.c.number == row.number, _unfinished(row.cancelling, row.attempts))
