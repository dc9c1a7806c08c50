"""Whether the database itself is sound: its pages, tables, references, and the guard of its audit."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, ForeignKey, Table, func, select, text

from u16opt.store.migrations.guard import guarding
from u16opt.store.tables import metadata
from u16opt.texts import Text

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgenabled <> 'D'",
}


def pages(connection: Connection) -> Iterator[Text]:
    """Yield what SQLite finds wrong in its file."""
    if connection.dialect.name != "sqlite":
        return
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check(20)"))]
    if found != ["ok"]:
        yield Text(
            f"het bestand is beschadigd ({len(found)} fouten gevonden)",
            f"the file is damaged ({len(found)} faults found)",
        )


def layout(connection: Connection) -> Iterator[Text]:
    """Yield what differs between the tables that are there and those that should be."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from u16opt.store.migrating import VERSION_TABLE

    context = MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE, "include_name": _ours, "compare_type": True}
    )
    differences = compare_metadata(context, metadata)
    if differences:
        yield Text(
            f"de tabellen zijn niet zoals u16opt ze maakt ({len(differences)} verschillen)",
            f"the tables are not as u16opt makes them ({len(differences)} differences)",
        )


def references(connection: Connection) -> Iterator[Text]:
    """Yield references to rows that are not there."""
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            lost = connection.scalar(_lost(table, key))
            if lost:
                name = f"{table.name}.{key.parent.name}"
                yield Text(
                    f"{name}: {lost} verwijzing(en) naar iets dat er niet is",
                    f"{name}: {lost} reference(s) to something that is not there",
                )


def guard(connection: Connection) -> Iterator[Text]:
    """Yield what of the audit's guard is not there, or switched off."""
    backend = connection.dialect.name
    there = {row[0] for row in connection.execute(text(_TRIGGERS[backend]))}
    for name in guarding(backend):
        if name not in there:
            yield Text(
                f"audit: de bewaking {name} ontbreekt, zodat regels konden worden veranderd of verwijderd",
                f"audit: the guard {name} is missing, so that lines could be changed or removed",
            )


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in metadata.tables


def _lost(table: Table, key: ForeignKey):  # type: ignore[no-untyped-def]
    parent = key.column.table.alias()
    there = select(parent.c[key.column.name]).where(parent.c[key.column.name] == key.parent).exists()
    return select(func.count()).select_from(table).where(~there)
