"""What came of a run, as it was written."""

from __future__ import annotations

from sqlalchemy import Table, select

from u16opt.store.database import Database
from u16opt.store.plain import is_plain
from u16opt.store.tables import answers, proposals


def proposal_of(db: Database, run: str) -> str | None:
    """Return the text of a run's ``proposal.json``; None when it has none."""
    return _document(db, proposals, run)


def answer_of(db: Database, run: str) -> str | None:
    """Return the text of a run's answer or comparison; None when it has none."""
    return _document(db, answers, run)


def _document(db: Database, table: Table, run: str) -> str | None:
    if not is_plain(run):
        return None
    with db.reading() as connection:
        return connection.scalar(select(table.c.document).where(table.c.run == run))
