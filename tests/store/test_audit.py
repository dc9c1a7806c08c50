"""The audit is only ever appended to."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from support.stored import asked, done, untouched

from u16opt.store.audit import audit_lines, note
from u16opt.store.database import Database
from u16opt.store.faults import RefusedError
from u16opt.store.lines import AuditLine

CHANGES = (
    "UPDATE audit SET asker = 'nobody'",
    "UPDATE audit SET number = number + 1000",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE number = 1",
)
BY_BACKEND = {
    True: "INSERT OR REPLACE INTO audit SELECT number, at, 'nobody', action, subject, instance_hash, version,"
    " seed, policy, content FROM audit WHERE number = 1",
    False: "TRUNCATE audit",
}


@pytest.mark.parametrize("change", CHANGES)
def test_lines_stay_as_they_are(database: Database, change: str) -> None:
    """Tests that the database itself refuses to change or forget a line."""
    done(database)
    with (
        untouched(database),
        pytest.raises(RefusedError, match="only ever appended to"),
        database.writing() as connection,
    ):
        connection.execute(text(change))


def test_ways_around(database: Database) -> None:
    """Tests that the database also refuses what changes lines without saying so."""
    done(database)
    with (
        untouched(database),
        pytest.raises(RefusedError, match="only ever appended to"),
        database.writing() as connection,
    ):
        connection.execute(text(BY_BACKEND[database.is_sqlite]))


def test_lines_come_with_what_they_tell_of(database: Database) -> None:
    """Tests that a line is not there when what it tells of did not happen."""

    def fail() -> None:
        with database.writing() as connection:
            note(connection, AuditLine("x", "run.removed", "y", {}))
            raise ZeroDivisionError

    with untouched(database), pytest.raises(ZeroDivisionError):
        fail()


def test_read_in_order(database: Database) -> None:
    """Tests that lines are read from the first to the last, on from any of them, each with its moment."""
    for _ in range(3):
        asked(database)
    lines = audit_lines(database)
    assert [each.line.action for each in lines] == ["instance.added", *["run.asked"] * 3]
    assert sorted(each.at for each in lines) == [each.at for each in lines]
    assert audit_lines(database, after=lines[1].number) == lines[2:]
    assert audit_lines(database, after=lines[0].number, size=2) == lines[1:3]
    assert audit_lines(database, after=10**30) == ()


def test_whole_line(database: Database) -> None:
    """Tests that a line comes out as it went in."""
    line = AuditLine(
        "é", "run.ended", "id", {"a": ["nul\0", 1.5, None]}, "h", -(10**30), {"rules": {}}, "1.2.3"
    )
    with database.writing() as connection:
        note(connection, line)
    assert [each.line for each in audit_lines(database)] == [line]
