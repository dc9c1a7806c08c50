"""Bringing the tables of a store up to date, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from u16opt.store.database import Database
from u16opt.store.faults import StoreError
from u16opt.store.tables import metadata

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

NEWEST = "0001"
"""The last step of `u16opt.store.migrations`; written here too, so that most openings need not look there."""

VERSION_TABLE = "u16opt_version"
_ONE_AT_A_TIME = 0x75313621


def schema_of(connection: Connection) -> str | None:
    """Return how far the tables of a store are; None when it has none yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()


def migrate(db: Database, towards: str = "head") -> None:
    """Bring the tables of a store to a step; others wait until it is done.

    Raises
    ------
    StoreError
        ``version`` when a newer u16opt made it; ``damaged`` when the database is of something else.
    """
    with db.writing() as connection:
        if not db.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        _check(connection, db.name, new=schema_of(connection) is None)
        _step(connection, _steps(), towards)


def _check(connection: Connection, where: str, *, new: bool) -> None:
    known = {each.revision for each in _steps().walk_revisions()}
    if not new:
        if schema_of(connection) not in {None, *known}:
            raise StoreError("version", where)
        return
    there = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
    if there & set(metadata.tables) or (there and connection.dialect.name == "sqlite"):
        raise StoreError("damaged", where)


def _steps() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    folder = Path(__file__).with_name("migrations")
    return ScriptDirectory(str(folder), version_locations=[str(folder / "versions")])


def _step(connection: Connection, steps: ScriptDirectory, towards: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    def chosen(at: Any, _context: Any) -> Any:
        return steps._downgrade_revs("base", at) if towards == "base" else steps._upgrade_revs(towards, at)

    with EnvironmentContext(Config(), steps, fn=chosen) as environment:
        environment.configure(connection=connection, target_metadata=metadata, version_table=VERSION_TABLE)
        environment.run_migrations()
