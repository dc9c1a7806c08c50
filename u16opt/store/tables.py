"""The tables of the store. What changes here needs a migration beside it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Moments are seconds since 1970 (UTC)."""

_JSON = JSON(none_as_null=True)
STATES = ("queued", "running", "done", "failed", "cancelled")
KINDS = ("solve", "explain", "compare")

instances = Table(
    "instances",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("shape", String(16), nullable=False),
    Column("summary", _JSON, nullable=False),
    Column("size", Integer, nullable=False),
    Column("created", Double, nullable=False),
    sqlite_autoincrement=True,
)
"""`id`: hash of all content; `hash`: the contract's instanceHash; `shape`: folder, workbook or document."""

instance_files = Table(
    "instance_files",
    metadata,
    Column("instance", String(64), ForeignKey("instances.id"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""An instance as it was given: the files of a folder, or the one file that it is; `digest`: sha256."""

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("status", String(16)),
    Column("instance", String(64), ForeignKey("instances.id"), nullable=False, index=True),
    Column("request", _JSON, nullable=False),
    Column("asker", Text, nullable=False),
    Column("created", Double, nullable=False),
    Column("started", Double),
    Column("ended", Double),
    Column("progress", _JSON),
    Column("problem", _JSON),
    Column("cancelling", Boolean, nullable=False),
    Column("events", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", Text),
    Column("claim", String(36)),
    Column("lease", Double),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint(f"kind IN {KINDS}", name="kind"),
    CheckConstraint("(ended IS NULL) = (state IN ('queued', 'running'))", name="ended"),
    Index("ix_runs_state_number", "state", "number"),
    sqlite_autoincrement=True,
)
"""`number`: place in the queue; `claim`: of the one worker that may write; `lease`: until when it may."""

proposals = Table(
    "proposals",
    metadata,
    Column("run", String(36), ForeignKey("runs.id"), primary_key=True),
    Column("document", Text, nullable=False),
)
"""The text of ``proposal.json``, as it was written."""

answers = Table(
    "answers",
    metadata,
    Column("run", String(36), ForeignKey("runs.id"), primary_key=True),
    Column("document", Text, nullable=False),
)
"""The text of an answer to a question, or of a comparison."""

events = Table(
    "events",
    metadata,
    Column("run", String(36), ForeignKey("runs.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("content", _JSON, nullable=False),
    Column("at", Double, nullable=False),
)
"""What happened in a run, numbered from 1 without a gap."""

idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("payload", String(64), nullable=False),
    Column("run", String(36), ForeignKey("runs.id"), nullable=False, index=True),
)
"""Which run an Idempotency-Key stands for; `key`: hash of asker and key; `payload`: of what was asked."""

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("asker", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("instance_hash", String(64)),
    Column("version", Text, nullable=False),
    Column("seed", Text),
    Column("policy", _JSON),
    Column("content", _JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""Who asked what, and when. Only ever appended to: the database refuses anything else.

`seed`: in decimal digits, because a seed may be larger than any number of a database.
"""

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("secret", String(64), nullable=False),
    Column("scopes", _JSON, nullable=False),
    Column("created", Double, nullable=False),
    Column("expires", Double),
    Column("revoked", Double),
    UniqueConstraint("name"),
)
"""API keys: `secret` is the sha256 of a long drawn secret, never the secret itself."""
