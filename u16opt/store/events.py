"""What happened in a run."""

from __future__ import annotations

from sqlalchemy import select

from u16opt.store.database import Database
from u16opt.store.plain import is_plain, row_number
from u16opt.store.records import EventRecord
from u16opt.store.tables import events


def events_after(db: Database, run: str, number: int) -> tuple[EventRecord, ...]:
    """Return the events of a run after one, in order; all of them after 0."""
    if not is_plain(run):
        return ()
    query = (
        select(events.c.number, events.c.kind, events.c.content, events.c.at)
        .where(events.c.run == run, events.c.number > row_number(number))
        .order_by(events.c.number)
    )
    with db.reading() as connection:
        return tuple(EventRecord(*row) for row in connection.execute(query))
