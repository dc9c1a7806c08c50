"""How far runs are, many at once: what somebody who waits for them asks again and again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from u16opt.store.database import Database
from u16opt.store.plain import is_plain
from u16opt.store.records import ENDED, State
from u16opt.store.tables import runs


@dataclass(frozen=True)
class Standing:
    """How far a run is.

    Parameters
    ----------
    events
        How many events it has.
    """

    state: State
    events: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state in ENDED


def standings(db: Database, ids: Collection[str]) -> dict[str, Standing]:
    """Return how far runs are, by id; a run that is not there is left out."""
    wanted = [each for each in ids if is_plain(each)]
    if not wanted:
        return {}
    columns = (runs.c.id, runs.c.state, runs.c.events)
    with db.reading() as connection:
        rows = connection.execute(select(*columns).where(runs.c.id.in_(wanted))).all()
    return {row.id: Standing(row.state, row.events) for row in rows}
