"""The first tables: instances, runs and what came of them, the audit, and keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from u16opt.store.migrations.guard import POSTGRESQL_FUNCTION, guarding

revision = "0001"
down_revision = None

_TABLES = ("keys", "audit", "idempotency", "events", "answers", "proposals", "runs")


def upgrade() -> None:
    """Make the tables, and the triggers that guard the audit."""
    _make_instances()
    _make_runs()
    for name in ("proposals", "answers"):
        _make_documents(name)
    _make_events()
    _make_idempotency()
    _make_audit()
    _make_keys()
    _guard_audit()


def downgrade() -> None:
    """Remove everything."""
    for name in (*_TABLES, "instance_files", "instances"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuses()")


def _make_instances() -> None:
    op.create_table(
        "instances",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("shape", sa.String(16), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_instances"),
        sa.UniqueConstraint("id", name="uq_instances_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_instances_hash", "instances", ["hash"])
    op.create_table(
        "instance_files",
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["instance"], ["instances.id"], name="fk_instance_files_instance_instances"),
        sa.PrimaryKeyConstraint("instance", "path", name="pk_instance_files"),
    )


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16)),
        sa.Column("instance", sa.String(64), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        *(sa.Column("created", sa.Double(), nullable=False), sa.Column("started", sa.Double())),
        *(sa.Column("ended", sa.Double()), sa.Column("progress", sa.JSON()), sa.Column("problem", sa.JSON())),
        sa.Column("cancelling", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("events", "attempts")),
        *(sa.Column("worker", sa.Text()), sa.Column("claim", sa.String(36)), sa.Column("lease", sa.Double())),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_runs_state")
        ),
        sa.CheckConstraint("kind IN ('solve', 'explain', 'compare')", name=op.f("ck_runs_kind")),
        sa.CheckConstraint("(ended IS NULL) = (state IN ('queued', 'running'))", name=op.f("ck_runs_ended")),
        sa.ForeignKeyConstraint(["instance"], ["instances.id"], name="fk_runs_instance_instances"),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
        sa.UniqueConstraint("id", name="uq_runs_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_runs_instance", "runs", ["instance"])
    op.create_index("ix_runs_state_number", "runs", ["state", "number"])


def _make_documents(name: str) -> None:
    op.create_table(
        name,
        sa.Column("run", sa.String(36), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=f"fk_{name}_run_runs"),
        sa.PrimaryKeyConstraint("run", name=f"pk_{name}"),
    )


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("run", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_events_run_runs"),
        sa.PrimaryKeyConstraint("run", "number", name="pk_events"),
    )


def _make_idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("payload", sa.String(64), nullable=False),
        sa.Column("run", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_idempotency_run_runs"),
        sa.PrimaryKeyConstraint("key", name="pk_idempotency"),
    )
    op.create_index("ix_idempotency_run", "idempotency", ["run"])


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("asker", sa.Text(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("instance_hash", sa.String(64)),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text()),
        sa.Column("policy", sa.JSON()),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])


def _make_keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created", sa.Double(), nullable=False),
        sa.Column("expires", sa.Double()),
        sa.Column("revoked", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("name", name="uq_keys_name"),
    )


def _guard_audit() -> None:
    backend = op.get_bind().dialect.name
    if backend == "postgresql":
        op.execute(POSTGRESQL_FUNCTION)
    for statement in guarding(backend).values():
        op.execute(statement)
