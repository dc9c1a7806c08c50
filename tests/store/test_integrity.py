"""A store that is whole is found whole, and each kind of fault in it is found."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from support.stored import LONG, PAST, asked, done, everything, instance, taken, untouched

from u16opt.running.request import SolveRequest
from u16opt.store.claims import beat, finish, give_back
from u16opt.store.database import Database
from u16opt.store.integrity import faults_of
from u16opt.store.keys import make_key
from u16opt.store.migrations.guard import SQLITE
from u16opt.store.opening import opened
from u16opt.store.records import Ending, IdempotencyKey
from u16opt.store.runs import ask, ask_to_stop, remove


def fill(db: Database) -> None:
    """Put a run of every kind and state in a store, so that each fault has somewhere to be."""
    done(db)
    asked(db, "explain")
    held = taken(db)
    beat(db, held, LONG, {"done": 1, "all": 2})
    finish(db, held, Ending("done", answer="{}"))
    asked(db)
    finish(db, taken(db), Ending("failed", problem={"title": "x"}))
    remove(db, asked(db).id, "boss")
    asked(db)
    give_back(db, taken(db))
    taken(db, PAST)
    taken(db, LONG)
    given = instance(db)
    ask(db, "solve", given.id, SolveRequest(instance=given.id), "x", IdempotencyKey("k", "p"))
    ask_to_stop(db, asked(db, "compare").id, "boss")
    make_key(db, "one", ["read"])


def seed(db: Database, *statements: str) -> None:
    """Put a fault in a store, behind the back of whatever guards it."""
    if db.is_sqlite:
        with closing(sqlite3.connect(str(db.url.database), isolation_level=None)) as raw:
            for statement in (*(f"DROP TRIGGER {name}" for name in SQLITE), *statements, *SQLITE.values()):
                raw.execute(statement)
        return
    url = db.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as raw_:
        for statement in ("SET session_replication_role = replica", *statements):
            raw_.execute(statement.encode())


QUEUED = "(SELECT id FROM runs WHERE state = 'queued')"
DONE = "(SELECT id FROM runs WHERE state = 'done' AND kind = 'solve')"
ANSWERED = "(SELECT id FROM runs WHERE state = 'done' AND kind = 'explain')"
AUDIT = "at, asker, action, subject, instance_hash, version, seed, policy, content"
LOST = ("events WHERE run", "idempotency WHERE run", "runs WHERE id")
ENDED = f"WHERE action = 'run.ended' AND subject = {DONE}"
COLUMNS = "run, number, kind, content, at"

FAULTS = {
    "an event is gone": (f"DELETE FROM events WHERE run = {DONE} AND number = 2", "without gap"),
    "a gap in events": (f"UPDATE events SET number = 9 WHERE run = {DONE} AND number = 3", "without gap"),
    "events miscounted": (f"UPDATE runs SET events = 7 WHERE id = {DONE}", "without gap"),
    "no event at all": (f"DELETE FROM events WHERE run = {QUEUED}", "that it was asked"),
    "attempts miscounted": (f"UPDATE runs SET attempts = 2 WHERE id = {DONE}", "as often as told"),
    "another end than told": (f"UPDATE runs SET state = 'cancelled' WHERE id = {DONE}", "one end is told"),
    "an end that is not told": (
        f"UPDATE runs SET state = 'done', ended = 1 WHERE id = {QUEUED}",
        "one end is told",
    ),
    "held by nobody": ("UPDATE runs SET claim = NULL WHERE state = 'running'", "who works on it"),
    "without a lease": ("UPDATE runs SET lease = NULL WHERE state = 'running'", "who works on it"),
    "waiting, yet held": (f"UPDATE runs SET claim = 'x' WHERE id = {QUEUED}", "who works on it"),
    "ended, yet held": (f"UPDATE runs SET worker = 'x' WHERE id = {DONE}", "who works on it"),
    "a proposal is gone": ("DELETE FROM proposals", "came of it does not fit"),
    "an answer is gone": ("DELETE FROM answers", "came of it does not fit"),
    "a proposal too early": (
        f"INSERT INTO proposals SELECT {QUEUED}, document FROM proposals",
        "does not fit",
    ),
    "a proposal cut off": ("UPDATE proposals SET document = substr(document, 1, 20)", "cannot be read"),
    "an answer that is none": ("UPDATE answers SET document = '[]'", "cannot be read"),
    "failed for no reason": ("UPDATE runs SET problem = NULL WHERE state = 'failed'", "why it failed"),
    "done, with a reason": (f"UPDATE runs SET problem = '{{}}' WHERE id = {DONE}", "why it failed"),
    "a run is lost": (
        "; ".join(f"DELETE FROM {where} = {QUEUED}" for where in LOST),
        "audit does not add up",
    ),
    "a removal that was none": (
        "UPDATE audit SET subject = " + DONE + " WHERE action = 'run.removed'",
        "audit does not add up",
    ),
    "a question not in the audit": (
        f"DELETE FROM audit WHERE action = 'run.asked' AND subject = {DONE}",
        "audit does not add up",
    ),
    "an end not in the audit": (
        f"DELETE FROM audit WHERE action = 'run.ended' AND subject = {DONE}",
        "audit does not add up",
    ),
    "an end twice in the audit": (
        f"INSERT INTO audit ({AUDIT}) SELECT {AUDIT} FROM audit {ENDED}",
        "audit does not add up",
    ),
    "an end too early in the audit": (
        f"UPDATE audit SET subject = {QUEUED} WHERE action = 'run.ended' AND subject = {ANSWERED}",
        "audit does not add up",
    ),
    "a file was changed": (
        "UPDATE instance_files SET content = 'x' WHERE path = 'lots.csv'",
        "not those that were given",
    ),
    "a file is gone": ("DELETE FROM instance_files WHERE path = 'lots.csv'", "not those that were given"),
    "all files are gone": ("DELETE FROM instance_files", "not those that were given"),
    "an instance nobody brought": (
        "DELETE FROM audit WHERE action = 'instance.added'",
        "instance .* audit does not add up",
    ),
    "a run about nothing": ("UPDATE runs SET instance = 'nothing'", "runs.instance: 6 reference"),
    "events of nothing": (
        "UPDATE events SET run = 'nothing' WHERE number = 1 AND run = " + DONE,
        "events.run: 1 reference",
    ),
    "a key for nothing": ("UPDATE idempotency SET run = 'nothing'", "idempotency.run: 1 reference"),
    "an index is gone": ("DROP INDEX ix_runs_instance", "not as u16opt makes them"),
    "a column too many": ("ALTER TABLE runs ADD COLUMN more INTEGER", "not as u16opt makes them"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_found(database: Database, fault: str) -> None:
    """Tests that a fault of each kind is found, told in both languages, and changes nothing."""
    fill(database)
    assert faults_of(database) == ()
    statements, expected = FAULTS[fault]
    seed(database, *statements.split("; "))
    with untouched(database):
        found = faults_of(database)
    assert [text.en for text in found if _matches(expected, text.en)], found
    assert all(text.nl != text.en for text in found)


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text) is not None


def another(content: str) -> str:
    """Add an event after the last of the run that is done."""
    last = f"FROM events WHERE number = 3 AND run = {DONE}"
    return f"INSERT INTO events ({COLUMNS}) SELECT run, 4, {content}, at {last}"


def test_told_after_the_end(database: Database) -> None:
    """Tests that something that happened after the end of a run is found."""
    fill(database)
    seed(database, another("'progress', '{}'"), f"UPDATE runs SET events = 4 WHERE id = {DONE}")
    assert [text.en.partition(": ")[2] for text in faults_of(database)] == ["something is told after the end"]


def test_two_ends(database: Database) -> None:
    """Tests that a run that ended twice is found."""
    fill(database)
    seed(database, another("kind, content"), f"UPDATE runs SET events = 4 WHERE id = {DONE}")
    assert [text.en.partition(": ")[2] for text in faults_of(database)] == ["not exactly one end is told"]


def test_guard_is_gone(database: Database) -> None:
    """Tests that an audit that could have been changed meanwhile is found."""
    table = "" if database.is_sqlite else " ON audit"
    with database.writing() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER audit_keeps_lines{table}")
    (found,) = faults_of(database)
    assert "audit_keeps_lines" in found.en


def test_guard_is_switched_off(fresh: str) -> None:
    """Tests that a guard that is there but sleeps is found."""
    db = opened(fresh)
    with db.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_changes_nothing")
    found = faults_of(db)
    db.close()
    assert len(found) == 1


def test_no_more_than_ids_is_told(database: Database) -> None:
    """Tests that what is found never holds what people wrote."""
    fill(database)
    seed(
        database,
        "UPDATE runs SET asker = 'SECRET', instance = 'SECRET', events = 9",
        "UPDATE answers SET document = 'SECRET'",
    )
    assert faults_of(database)
    assert "SECRET" not in str(faults_of(database))


def test_damaged_file(tmp_path: Path) -> None:
    """Tests that a file with overwritten pages is found damaged, whatever else cannot be read in it."""
    file = tmp_path / "u16opt.db"
    db = opened(str(file))
    fill(db)
    for number in range(20):
        instance(db, f"i{number}", {"a": bytes(30_000)})
    db.close()
    content = bytearray(file.read_bytes())
    content[-300_000:-100_000] = b"\x55" * 200_000
    file.write_bytes(content)
    found = faults_of(db)
    db.close()
    assert "damaged" in found[0].en


def test_nothing_is_whole(database: Database) -> None:
    """Tests that an empty store is whole, and that looking changes nothing."""
    with untouched(database):
        assert faults_of(database) == ()
    assert not any(everything(database).values())
