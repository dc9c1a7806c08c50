"""A store stays whole when many use it at one moment, and when those who do are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from support.stored import LONG, PAST, asked, everything, instance, proposal, taken

from u16opt.running.request import SolveRequest
from u16opt.store.claims import beat, claim, finish, give_back
from u16opt.store.database import Database
from u16opt.store.integrity import faults_of
from u16opt.store.opening import opened
from u16opt.store.paging import Paging
from u16opt.store.records import Ending, IdempotencyKey, Kind
from u16opt.store.runs import ask, ask_to_stop, remove, run_records

KINDS: tuple[Kind, ...] = ("solve", "explain", "compare")


def work(db: Database, draw: Random) -> None:
    """Take up a run, if there is one, and do one of the things that workers do."""
    held = claim(db, "w", KINDS, draw.choice([PAST, LONG]))
    if held is None:
        return
    for number in range(draw.randrange(3)):
        beat(db, held, LONG, {"done": number})
    document = proposal() if held.run.kind == "solve" else None
    ending = Ending("done", "optimal", document, None if document else "{}")
    draw.choice([finish, finish, lambda db, held, _: give_back(db, held)])(db, held, ending)


def ask_again(db: Database, draw: Random) -> None:
    """Ask for a run, under one of a few keys."""
    given = instance(db)
    key = IdempotencyKey(str(draw.randrange(6)), "p" * 64)
    ask(db, "solve", given.id, SolveRequest(instance=given.id), "x", key, room=1000)


def any_run(act: Callable[[Database, str, str], object]) -> Callable[[Database, Random], None]:
    """Do something with one of the newest runs."""

    def done(db: Database, draw: Random) -> None:
        found = run_records(db, Paging(size=10)).items
        if found:
            act(db, draw.choice(found).id, "boss")

    return done


ACTS = (
    work,
    work,
    work,
    ask_again,
    lambda db, draw: asked(db, draw.choice(KINDS)),
    any_run(ask_to_stop),
    any_run(remove),
)


def test_everything_at_one_moment(database: Database) -> None:
    """Tests that a store is whole after many did all that can be done in it at one moment."""

    def act(seed: int) -> None:
        draw = Random(seed)
        for _ in range(25):
            draw.choice(ACTS)(database, draw)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(act, range(6)))
    assert faults_of(database) == ()
    assert len(everything(database)["audit"]) > 50


PROGRAM = """
import sys
from itertools import count
from support.stored import LONG, asked, instance, proposal, taken
from u16opt.store.claims import beat, finish
from u16opt.store.opening import opened
from u16opt.store.records import Ending
db = opened(sys.argv[1], busy=30.0)
for number in count():
    instance(db, f"{sys.argv[2]} {number}", {"large.csv": bytes(200_000)})
    asked(db)
    held = taken(db)
    print(number, flush=True)
    for done in range(5):
        beat(db, held, LONG, {"done": done})
    finish(db, held, Ending("done", "optimal", proposal()))
"""


def test_killed(where: str) -> None:
    """Tests that a program that is killed while it writes leaves all or nothing of what it was at."""
    folder = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": "."}
    opened(where).close()
    for turn, moment in enumerate((0.0, 0.013, 0.031)):
        command = [sys.executable, "-c", PROGRAM, where, str(turn)]
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            for _ in range(3):
                assert program.stdout.readline()
            time.sleep(moment)
            program.send_signal(signal.SIGKILL)
            program.stdout.read()
        db = opened(where, busy=30.0)
        assert faults_of(db) == ()
        assert len(everything(db)["runs"]) >= 3 * (turn + 1)
        asked(db)
        taken(db)
        db.close()
