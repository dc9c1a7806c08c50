"""A store is made when it is new, brought up to date when it is old, and left alone when it is newer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from support.stored import asked, done, everything

from u16opt.problems import InputError
from u16opt.store import migrating
from u16opt.store.address import url_of
from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.integrity import faults_of
from u16opt.store.migrating import NEWEST, VERSION_TABLE, migrate, schema_of
from u16opt.store.opening import opened
from u16opt.store.tables import metadata

QUICK = 0.5


@pytest.fixture
def bare(where: str) -> Iterator[Database]:
    """Return a database in which nothing was made yet."""
    db = Database(where)
    yield db
    db.close()


def set_schema(db: Database, schema: str) -> None:
    """Have a store say that it is of another version."""
    with db.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{schema}'"))


def test_migrations_make_the_tables(database: Database) -> None:
    """Tests that the migrations make the tables that the code works with: alembic sees no difference."""
    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert schema_of(connection) == NEWEST


def test_constraints_of_migrations(database: Database, tmp_path: Path) -> None:
    """Tests that the migrations also make the checks and unique constraints that alembic does not compare."""
    plain = Database(str(tmp_path / "plain.db")) if database.is_sqlite else None

    def found(db: Database) -> list[object]:
        with db.reading() as connection:
            look = inspect(connection)
            tables = sorted(metadata.tables)
            checks = [
                sorted((each["name"], each["sqltext"]) for each in look.get_check_constraints(t))
                for t in tables
            ]
            return [checks, [sorted(map(str, look.get_unique_constraints(t))) for t in tables]]

    names = {each["name"] for each in inspect(database.engine).get_check_constraints("runs")}
    assert names == {"ck_runs_state", "ck_runs_kind", "ck_runs_ended"}
    if plain is not None:
        metadata.create_all(plain.engine)
        assert found(plain) == found(database)
        plain.close()


def test_the_newest_step_is_known() -> None:
    """Tests that the last step that the code knows by heart is the last step there is, with one way to it."""
    steps = migrating._steps()
    assert steps.get_heads() == [NEWEST]
    assert steps.get_bases() == ["0001"]


def test_down_and_up(database: Database) -> None:
    """Tests that the tables can be taken down to nothing, and made again."""
    done(database)
    migrate(database, "base")
    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {VERSION_TABLE}
    migrate(database)
    assert not any(everything(database).values())
    done(database)
    assert faults_of(database) == ()


def test_opening_again_keeps_everything(database: Database, where: str) -> None:
    """Tests that a store that is opened again is as it was."""
    done(database)
    before = everything(database)
    again = opened(where)
    assert everything(again) == before
    again.close()


def test_half_made(where: str) -> None:
    """Tests that a database of which another program only made the version table becomes a store."""
    db = opened(where)
    migrate(db, "base")
    db.close()
    again = opened(where)
    asked(again)
    again.close()


def test_newer(database: Database, where: str) -> None:
    """Tests that a store of a newer u16opt is refused as such and not touched."""
    asked(database)
    set_schema(database, "9999")
    before = everything(database)
    with pytest.raises(StoreError) as fault:
        opened(where)
    assert fault.value.kind == "version"
    assert "nieuwere u16opt" in fault.value.text.nl
    assert everything(database) == before


def test_fails_whole(bare: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a migration that fails half-way leaves nothing at all."""
    from u16opt.store.migrations import guard

    broken = {"broken": "CREATE TRIGGER nonsense"}
    monkeypatch.setattr(guard, "SQLITE", broken)
    monkeypatch.setattr(guard, "POSTGRESQL", broken)
    with pytest.raises(Exception, match="defect"):
        migrate(bare)
    monkeypatch.undo()
    with bare.reading() as connection:
        assert inspect(connection).get_table_names() == []
    migrate(bare)
    assert faults_of(bare) == ()


def test_many_at_one_moment(where: str) -> None:
    """Tests that a new store can be opened by many at one moment: one makes it, all can use it."""

    def use(_: int) -> int:
        db = opened(where, busy=30.0)
        asked(db)
        found = len(everything(db)["runs"])
        db.close()
        return found

    with ThreadPoolExecutor(6) as pool:
        assert max(pool.map(use, range(6))) == 6


PROGRAM = """
import sys
from support.stored import asked
from u16opt.store.opening import opened
db = opened(sys.argv[1], busy=60.0)
asked(db)
db.close()
"""


def test_two_programs_at_one_moment(where: str) -> None:
    """Tests that a new store can be opened by several programs at one moment."""
    command = [sys.executable, "-W", "error", "-c", PROGRAM, where]
    folder = Path(__file__).parents[1]
    programs = [
        subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": "."}) for _ in range(3)
    ]
    assert [each.wait(120) for each in programs] == [0, 0, 0]
    db = opened(where)
    assert len(everything(db)["runs"]) == 3
    assert faults_of(db) == ()
    db.close()


def test_not_to_be_made(where: str) -> None:
    """Tests that a store that should be there is not made when it is not, and can be opened when it is."""
    with pytest.raises(InputError):
        opened(where, new=False)
    if url_of(where).get_backend_name() == "sqlite":
        assert not Path(where).exists()
    opened(where).close()
    opened(where, new=False).close()


def test_for_its_owner_only(tmp_path: Path) -> None:
    """Tests that nobody but its owner can read the file of a store, nor its log."""
    db = opened(str(tmp_path / "u16opt.db"))
    asked(db)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    db.close()
    assert modes == dict.fromkeys(("u16opt.db", "u16opt.db-wal", "u16opt.db-shm"), 0o600)


def test_settings_of_sqlite(tmp_path: Path) -> None:
    """Tests that SQLite keeps a write-ahead log, guards references, and writes what is done to the disk."""
    db = opened(str(tmp_path / "u16opt.db"), busy=2.5)
    with db.reading() as connection:
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in names]
    db.close()
    assert found == ["wal", 1, 2, 2500]


def test_readers_do_not_wait(database: Database) -> None:
    """Tests that what is being written is not seen by others and does not keep them waiting."""
    asked(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE runs SET status = 'x'"))
        begun = time.perf_counter()
        assert everything(database)["runs"][0][4] is None
        assert time.perf_counter() - begun < QUICK


def test_quick(where: str) -> None:
    """Tests that a store is made and opened well within the time in which the service must be ready."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        opened(where).close()
        took.append(time.perf_counter() - begun)
    assert min(took[1:]) < QUICK / 2
    assert took[0] < 4 * QUICK
