"""Instances and runs in a store, and the command line beside them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from support.program import Finished
from typer.testing import CliRunner

from u16opt.command.application import application
from u16opt.instance.read import read
from u16opt.part import Part
from u16opt.running.request import CompareRequest, ExplainRequest, SolveRequest
from u16opt.store.database import Database
from u16opt.store.instances import add_instance
from u16opt.store.records import Files, InstanceFacts, Kind, RunRecord
from u16opt.store.runs import ask, run_record

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "instances" / "tiny"
YEAR = ROOT / "instances" / "u16-2024"
FIVE_YEARS = ROOT / "instances" / "u16-2024-2028"
_PATIENCE = 120.0
_TICK = 0.02


def files_in(folder: Path) -> Files:
    """Return the files of a folder as the store holds them."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def kept(db: Database, folder: Path) -> str:
    """Put an instance into a store; return its id."""
    instance = read(folder)
    facts = InstanceFacts(instance.hash, instance.hash, instance.name, instance.title, {})
    return add_instance(db, files_in(folder), "folder", facts, "tests")[0].id


def asked(db: Database, request: Part, instance: str) -> str:
    """Ask for a run; return its id."""
    kinds: Mapping[type[Part], Kind] = {
        SolveRequest: "solve",
        ExplainRequest: "explain",
        CompareRequest: "compare",
    }
    return ask(db, kinds[type(request)], instance, request, "tests")[0].id


def run_of(db: Database, id: str) -> RunRecord:
    """Return a run that is there."""
    run = run_record(db, id)
    assert run is not None
    return run


def waited(db: Database, id: str, seen: Callable[[RunRecord], Any] = lambda run: run.over) -> RunRecord:
    """Return a run as soon as it is over, or `seen` says so."""
    end = time.monotonic() + _PATIENCE
    while not seen(run := run_of(db, id)):
        assert time.monotonic() < end, run
        time.sleep(_TICK)
    return run


def until(seen: Callable[[], Any], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + _PATIENCE
    while not seen():
        assert time.monotonic() < end, what
        time.sleep(_TICK)


def command(*arguments: str | Path) -> Finished:
    """Run the command line in this process."""
    done = CliRunner().invoke(application(), [str(each) for each in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Finished(done.exit_code, done.stdout, done.stderr)


def timeless(document: str | None) -> str:
    """Return a document without the one number that differs each time."""
    assert document is not None
    return re.sub(r'"seconds": [0-9.e+-]+', '"seconds": 0', document)
