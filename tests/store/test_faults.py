"""When a store cannot do its work it says why, and nothing is half written."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from support.postgres import Cluster
from support.stored import LONG, asked, done, everything, facts, instance, taken, untouched

from u16opt.problems import InputError
from u16opt.store.address import url_of
from u16opt.store.claims import beat, claim, finish
from u16opt.store.database import Database
from u16opt.store.faults import RefusedError, StoreError
from u16opt.store.instances import add_instance, instance_record
from u16opt.store.integrity import faults_of
from u16opt.store.keys import make_key
from u16opt.store.opening import opened
from u16opt.store.records import Ending
from u16opt.store.runs import counts
from u16opt.store.signs import kind_of

LARGE = {"large.csv": bytes(range(256)) * 8000}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where an SQLite store can be."""
    return tmp_path / "u16opt.db"


@contextmanager
def store(where: str, busy: float = 0.3) -> Iterator[Database]:
    """Open a store, and close it."""
    made = opened(where, busy)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def refused(kind: str) -> Iterator[None]:
    """See that a store error of a kind is raised, and that its text says so in both languages."""
    with pytest.raises(StoreError) as raised:
        yield
    assert raised.value.kind == kind
    assert str(raised.value) == raised.value.text.en != raised.value.text.nl


@contextmanager
def full(db: Database) -> Iterator[None]:
    """Leave no room for another page in an SQLite store."""
    with db.reading() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    db.close()

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(db.engine, "connect", limit)
    yield
    event.remove(db.engine, "connect", limit)
    db.close()


def test_full_disk(file: Path) -> None:
    """Tests that a full disk is told as such, with nothing half written, and room brings it back."""
    with store(str(file)) as db:
        asked(db)
        with full(db), untouched(db):
            with refused("full"):
                add_instance(db, LARGE, "folder", facts("large"), "local")
            assert instance_record(db, facts("large").id) is None
        with full(db):
            held = taken(db)
            with untouched(db), refused("full"):
                finish(db, held, Ending("done", "optimal", json.dumps({"x": "y" * 10**6})))
        assert finish(db, held, Ending("done", "optimal", "{}"))
        assert faults_of(db) == ()


LIMITED = """
import resource, sys
from support.stored import FILES, facts, LONG
from u16opt.store.opening import opened
from u16opt.store.instances import add_instance
from u16opt.store.faults import StoreError
from u16opt.store.runs import counts
from u16opt.store.signs import kind_of

db = opened(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
try:
    add_instance(db, {"large.csv": b"x" * 3_000_000}, "folder", facts("large"), "local")
except StoreError as fault:
    print(fault.kind)
print(counts(db)["queued"])
"""


def test_file_that_may_not_grow(file: Path) -> None:
    """Tests that a write which the system refuses half-way is told as such, and leaves what was there."""
    with store(str(file)) as db:
        asked(db)
        before = everything(db)
    command = [sys.executable, "-W", "error", "-c", LIMITED, str(file)]
    finished = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[1], env={"PYTHONPATH": "."}
    )
    assert (finished.stdout.split(), finished.stderr) == (["unwritable", "1"], "")
    with store(str(file)) as db:
        assert everything(db) == before
        assert faults_of(db) == ()


def test_locked(file: Path) -> None:
    """Tests that a store that another program writes in is told as locked, and works afterwards."""
    with store(str(file)) as db, closing(sqlite3.connect(file, isolation_level=None)) as other:
        run = asked(db)
        other.execute("BEGIN IMMEDIATE")
        with untouched(db):
            with refused("locked"):
                asked(db)
            with refused("locked"):
                claim(db, "w", ["solve"], LONG)
        with store(str(file)) as again:
            assert counts(again)["queued"] == 1
        other.execute("ROLLBACK")
        assert taken(db).run.id == run.id


def test_waits_for_the_other(file: Path) -> None:
    """Tests that a program waits as long as it is told to for another that writes."""
    with store(str(file), busy=10.0) as db:
        asked(db)
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        later = threading.Timer(0.5, other.execute, ["COMMIT"])
        later.start()
        taken(db)
        later.join()
        other.close()


def test_waits_for_a_log_to_begin(file: Path) -> None:
    """Tests that a program waits for another that writes in a file that keeps no write-ahead log yet."""
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE mine (x)")
    other.execute("BEGIN IMMEDIATE")
    other.execute("DROP TABLE mine")
    later = threading.Timer(0.5, other.execute, ["COMMIT"])
    later.start()
    with store(str(file), busy=10.0) as db:
        asked(db)
    later.join()
    other.close()


def test_locked_row(fresh: str) -> None:
    """Tests that PostgreSQL does not wait for ever for a row that another program holds."""
    with store(fresh) as db, psycopg.connect(fresh) as other:
        asked(db)
        held = taken(db)
        other.execute("SELECT 1 FROM runs FOR UPDATE")
        with untouched(db), refused("locked"):
            finish(db, held, Ending("done", "optimal", "{}"))
        other.rollback()
        assert finish(db, held, Ending("done", "optimal", "{}"))


def test_read_only(file: Path, fresh: str) -> None:
    """Tests that a store that cannot be written is told as such, and can be read."""
    with store(fresh) as db:
        asked(db)
    with psycopg.connect(fresh, autocommit=True) as boss:
        boss.execute(f"ALTER DATABASE {fresh.rpartition('/')[2]} SET default_transaction_read_only = on")
    with store(str(file)) as db:
        asked(db)
    for where in (fresh, f"sqlite:///{file}"):
        with store(where) as db:
            if db.is_sqlite:
                with db.reading() as connection:
                    connection.execute(text("PRAGMA query_only = 1"))
            with untouched(db), refused("unwritable"):
                asked(db)
            assert counts(db)["queued"] == 1


@pytest.mark.parametrize("content", [b"name;value\n" * 2000, b"SQLite format 3\0" + b"rubbish" * 1000])
def test_no_database(file: Path, content: bytes) -> None:
    """Tests that a file that is no database is told as such and left as it is."""
    file.write_bytes(content)
    with refused("damaged"):
        opened(str(file))
    assert file.read_bytes() == content


def test_database_of_something_else(file: Path, fresh: str) -> None:
    """Tests that a database with other tables is not taken for a store, nor written in."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with refused("damaged"):
        opened(str(file))
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]
    with psycopg.connect(fresh) as boss:
        boss.execute("CREATE TABLE runs (url TEXT)")
    with refused("damaged"):
        opened(fresh)


def test_postgresql_beside_something_else(fresh: str) -> None:
    """Tests that PostgreSQL may hold other tables as well."""
    with psycopg.connect(fresh) as boss:
        boss.execute("CREATE TABLE spatial_ref_sys (srid INTEGER)")
    with store(fresh) as db:
        done(db)
        assert faults_of(db) == ()


def test_damaged_pages(file: Path) -> None:
    """Tests that a store whose pages are overwritten is told as damaged."""
    with store(str(file)) as db:
        for number in range(30):
            instance(db, f"i{number}", {"a": bytes(20_000)})
    content = bytearray(file.read_bytes())
    content[8192:200_000] = b"\xaa" * (200_000 - 8192)
    file.write_bytes(content)
    with refused("damaged"), store(str(file)) as db:
        everything(db)


def test_lacking_tables(where: str) -> None:
    """Tests that a store from which a table is gone is told as damaged."""
    with store(where) as db:
        with db.writing() as connection:
            connection.execute(text("DROP TABLE events"))
        given = instance(db)
        assert given.id
        with refused("damaged"):
            asked(db)
        assert counts(db)["queued"] == 0


def test_nowhere(tmp_path: Path) -> None:
    """Tests that a store where nothing can be is told as out of reach."""
    for where in (tmp_path / "no" / "folder" / "x.db", tmp_path):
        with refused("unreachable"):
            opened(str(where))
    with refused("unreachable"):
        opened("postgresql://u16@127.0.0.1:1/nothing", busy=1.0)


def test_unknown_database(cluster: Cluster) -> None:
    """Tests that a database or a user that PostgreSQL does not know is told as out of reach."""
    for url in (cluster.url("nowhere"), cluster.url("postgres").replace("u16@", "nobody@")):
        with refused("unreachable"):
            opened(url)


def test_away_and_back(cluster: Cluster, fresh: str) -> None:
    """Tests that a PostgreSQL that goes away is told as out of reach, and all goes on when it is back."""
    with store(fresh) as db:
        run, held = asked(db), taken(db)
        cluster.stop("immediate")
        try:
            with refused("unreachable"):
                beat(db, held, LONG)
            with refused("unreachable"):
                counts(db)
        finally:
            cluster.start()
        assert beat(db, held, LONG).held
        assert finish(db, held, Ending("done", "optimal", "{}"))
        assert (run.id, faults_of(db)) == (held.run.id, ())


def test_restarted_unseen(cluster: Cluster, fresh: str) -> None:
    """Tests that nobody notices that PostgreSQL was restarted while nothing was asked."""
    with store(fresh) as db:
        asked(db)
        cluster.stop("fast")
        cluster.start()
        assert counts(db)["queued"] == 1


def test_without_rights(fresh: str) -> None:
    """Tests that a PostgreSQL in which nothing may be made, or written, is told as such."""
    guest = f"guest_{fresh.rpartition('/')[2]}"
    theirs = fresh.replace("u16@", f"{guest}@")
    with psycopg.connect(fresh, autocommit=True) as boss:
        boss.execute(f"CREATE ROLE {guest} LOGIN")
        with refused("unwritable"):
            opened(theirs)
        with store(fresh) as db:
            asked(db)
        boss.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {guest}")
        with store(theirs) as db, untouched(db):
            assert counts(db)["queued"] == 1
            with refused("unwritable"):
                claim(db, "w", ["solve"], LONG)
        boss.execute(f"DROP OWNED BY {guest}")
        boss.execute(f"DROP ROLE {guest}")


SAID = {
    psycopg.errors.DiskFull: "full",
    psycopg.errors.LockNotAvailable: "locked",
    psycopg.errors.DeadlockDetected: "locked",
    psycopg.errors.TooManyConnections: "locked",
    psycopg.errors.QueryCanceled: "locked",
    psycopg.errors.ReadOnlySqlTransaction: "unwritable",
    psycopg.errors.IoError: "unwritable",
    psycopg.errors.AdminShutdown: "unreachable",
    psycopg.errors.CannotConnectNow: "unreachable",
    psycopg.errors.DataCorrupted: "damaged",
    psycopg.OperationalError: "unreachable",
    psycopg.errors.SyntaxError: None,
    psycopg.errors.NumericValueOutOfRange: None,
}


@pytest.mark.parametrize("fault", SAID, ids=lambda fault: fault.__name__)
def test_what_postgresql_says(fault: type[psycopg.Error]) -> None:
    """Tests that PostgreSQL's codes are understood, in whatever language its messages are."""
    assert kind_of(fault("de schijf is vol")) == SAID[fault]


def test_gone_in_the_middle(cluster: Cluster, fresh: str) -> None:
    """Tests that a connection that breaks in the middle of writing leaves nothing of it."""
    with store(fresh) as db:
        asked(db)

        def write() -> None:
            with db.writing() as connection:
                connection.execute(text("UPDATE runs SET attempts = 2"))
                mine = connection.scalar(text("SELECT pg_backend_pid()"))
                with psycopg.connect(cluster.url("postgres"), autocommit=True) as boss:
                    boss.execute("SELECT pg_terminate_backend(%s)", [mine])
                connection.execute(text("UPDATE runs SET attempts = 3"))

        with untouched(db), refused("unreachable"):
            write()


def test_no_connection_left(where: str) -> None:
    """Tests that a program with too many connections of its own is told to try again."""
    with store(where) as db:
        db.engine.pool._max_overflow = 0  # type: ignore[attr-defined]
        readers = [db.engine.connect() for _ in range(5)]
        with refused("locked"):
            counts(db)
        for reader in readers:
            reader.close()
        assert counts(db)["queued"] == 0


@pytest.mark.parametrize(
    "where",
    [
        "",
        ":memory:",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
        "mysql://u:SECRET@h/d",
        "postgresql://u:SECRET@h:port/d",
        "redis://x",
        "://",
        "x://SECRET",
    ],
)
def test_addresses(where: str) -> None:
    """Tests that what is no address of a lasting store is refused, without repeating a password in it."""
    with pytest.raises(InputError) as fault:
        url_of(where)
    assert "SECRET" not in str(fault.value)


def test_passwords_are_not_told() -> None:
    """Tests that a store that is out of reach is named without its password."""
    with pytest.raises(StoreError) as fault:
        opened("postgresql://u16:SECRET@127.0.0.1:1/x?password=SECRET&connect_timeout=2", busy=1.0)
    assert "SECRET" not in f"{fault.value!r} {fault.value} {fault.value.text}"
    assert "127.0.0.1" in fault.value.text.nl


def test_what_people_wrote_is_not_told(database: Database) -> None:
    """Tests that no value stands in what is said when a database refuses it."""
    make_key(database, "SECRET", ["read"])
    statements = (
        "INSERT INTO keys SELECT 'x', name, secret, scopes, created, expires, revoked FROM keys",
        "INSERT INTO proposals (run, document) VALUES ('SECRET', 'SECRET')",
        "INSERT INTO events (run, number, kind, content, at) VALUES ('SECRET', NULL, 'SECRET', 'SECRET', 0)",
        "SELECT SECRET FROM",
    )
    for statement in statements:
        with pytest.raises(RefusedError) as fault, database.writing() as connection:
            connection.execute(text(statement))
        assert "SECRET" not in f"{fault.value!r} {fault.value}"
        assert fault.value.__suppress_context__
