"""Things to put in a store, and what is in it row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from u16opt.running.request import SolveOptions, SolveRequest
from u16opt.store.claims import claim, finish
from u16opt.store.database import Database
from u16opt.store.instances import add_instance
from u16opt.store.records import Claim, Ending, Files, InstanceFacts, InstanceRecord, Kind, RunRecord
from u16opt.store.runs import ask
from u16opt.store.tables import metadata

FILES: Files = {
    "instance.toml": b"name = 'tiny'\n",
    "lots.csv": b"\xef\xbb\xbfcode\nA\x00\xff",
    "scenarios/a.toml": b"",
}
KINDS: tuple[Kind, ...] = ("solve", "explain", "compare")
LONG = 600.0
PAST = -1.0
"""A lease that is over at once."""


def facts(name: str = "tiny") -> InstanceFacts:
    """What reading an instance of this name would tell."""
    digest = sha256(name.encode()).hexdigest()
    return InstanceFacts(
        digest, digest[::-1], name, f"Títel van {name}", {"tables": {"lots": 1}, "scenarios": ["a"]}
    )


def instance(db: Database, name: str = "tiny", files: Files = FILES) -> InstanceRecord:
    """Put an instance in a store."""
    return add_instance(db, files, "folder", facts(name), "local")[0]


def asked(db: Database, kind: Kind = "solve", seed: int = 0, asker: str = "planner") -> RunRecord:
    """Ask for a run of the tiny instance."""
    given = instance(db)
    request = SolveRequest(instance=given.id, options=SolveOptions(seed=seed))
    return ask(db, kind, given.id, request, asker)[0]


def taken(db: Database, lease: float = LONG, kinds: Sequence[Kind] = KINDS) -> Claim:
    """Take up a run that must be there."""
    held = claim(db, "worker", kinds, lease)
    assert held is not None
    return held


def proposal(seed: int = 7) -> str:
    """Text of a proposal, as far as the store looks into it."""
    content = {
        "instanceHash": "f" * 64,
        "policy": {"order": ["unplaced"]},
        "seed": seed,
        "versions": {"u16opt": "9.9.9"},
        "place": "Ĳsselstein",
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def done(db: Database, seed: int = 7) -> RunRecord:
    """Ask for a solve and end it well."""
    run = asked(db, seed=seed)
    held = taken(db, kinds=["solve"])
    assert held.run.id == run.id
    assert finish(db, held, Ending("done", "optimal", proposal(seed)))
    return run


def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    with db.snapshot() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


@contextmanager
def untouched(db: Database) -> Iterator[None]:
    """See that nothing in a store changes meanwhile."""
    before = everything(db)
    yield
    assert everything(db) == before
