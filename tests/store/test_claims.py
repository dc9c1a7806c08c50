"""Each run has at most one worker, and exactly one end."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.stored import KINDS, LONG, PAST, asked, done, everything, proposal, taken, untouched

from u16opt.problems import InputError
from u16opt.store.audit import audit_lines
from u16opt.store.claims import MOST_ATTEMPTS, beat, claim, finish, give_back
from u16opt.store.database import Database
from u16opt.store.documents import answer_of, proposal_of
from u16opt.store.events import events_after
from u16opt.store.faults import RefusedError
from u16opt.store.integrity import faults_of
from u16opt.store.lines import AuditLine
from u16opt.store.opening import opened
from u16opt.store.records import Beat, Claim, Ending
from u16opt.store.runs import ask_to_stop, remove, run_record


def told(db: Database, run: str) -> list[str]:
    """What the events of a run tell, by their numbers."""
    events = events_after(db, run, 0)
    assert [each.number for each in events] == list(range(1, len(events) + 1))
    return [each.content["state"] if each.kind == "state" else each.kind for each in events]


def ended(db: Database, run: str) -> AuditLine:
    """The one line of the audit about the end of a run."""
    (line,) = [
        each.line for each in audit_lines(db) if (each.line.subject, each.line.action) == (run, "run.ended")
    ]
    return line


def test_oldest_first(database: Database) -> None:
    """Tests that runs are taken up in the order in which they were asked, among the kinds one works on."""
    kinds = ("solve", "explain", "solve", "compare")
    runs = [asked(database, kind).id for kind in kinds]
    assert taken(database, kinds=["explain", "compare"]).run.id == runs[1]
    assert taken(database).run.id == runs[0]
    assert taken(database, kinds=["solve"]).run.id == runs[2]
    assert claim(database, "w", ["solve", "explain"], LONG) is None
    assert claim(database, "w", [], LONG) is None
    assert taken(database).run.id == runs[3]


def test_taken_up(database: Database) -> None:
    """Tests that a run that is taken up says so in its row and in an event."""
    run, held = asked(database), taken(database)
    assert held.run == run_record(database, run.id)
    assert (held.run.state, held.run.attempts, held.run.events) == ("running", 1, 2)
    assert held.run.started is not None
    assert held.run.started >= run.created
    assert told(database, run.id) == ["queued", "running"]


def test_nothing_to_do_writes_nothing(database: Database) -> None:
    """Tests that looking for work where there is none changes nothing."""
    done(database)
    with untouched(database):
        assert claim(database, "w", KINDS, LONG) is None


def test_each_run_once(database: Database, where: str) -> None:
    """Tests that many who take up runs at one moment, from several programs, get each run exactly once."""
    runs = {asked(database).id for _ in range(30)}
    stores = [opened(where, busy=30.0) for _ in range(4)]

    def work(number: int) -> list[str]:
        found = []
        while held := claim(stores[number % 4], f"worker {number}", KINDS, LONG):
            found.append(held.run.id)
        return found

    with ThreadPoolExecutor(12) as pool:
        taken_up = list(chain.from_iterable(pool.map(work, range(12))))
    for store in stores:
        store.close()
    assert len(taken_up) == len(runs)
    assert set(taken_up) == runs
    assert faults_of(database) == ()


def test_a_dead_workers_run_once(database: Database) -> None:
    """Tests that runs whose lease is over are taken up again exactly once, whoever looks at one moment."""
    runs = {asked(database).id for _ in range(10)}
    assert {taken(database, 1.5).run.id for _ in runs} == runs
    time.sleep(1.6)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: claim(database, "alive", KINDS, LONG), range(30)))
    found = [each.run for each in answers if each is not None]
    assert sorted(each.id for each in found) == sorted(runs)
    assert {each.attempts for each in found} == {2}
    assert claim(database, "late", KINDS, LONG) is None


def test_a_lease_that_is_not_over(database: Database) -> None:
    """Tests that nobody takes up a run whose worker is heard of in time, and somebody does when it is not."""
    asked(database)
    held = taken(database, 0.3)
    for _ in range(4):
        time.sleep(0.1)
        assert beat(database, held, 0.3) == Beat(held=True, cancelling=False)
        assert claim(database, "other", KINDS, LONG) is None
    time.sleep(0.4)
    assert taken(database).run.id == held.run.id


def test_the_old_holder_writes_nothing(database: Database) -> None:
    """Tests that who lost a run to another cannot beat, finish or give back, and the other can."""
    run, old = asked(database), taken(database, PAST)
    new = taken(database)
    assert (new.run.id, new.run.attempts) == (run.id, 2)
    assert new.claim != old.claim
    with untouched(database):
        assert beat(database, old, LONG, {"goal": "unplaced"}) == Beat(held=False, cancelling=False)
        assert not finish(database, old, Ending("done", "optimal", "{}"))
        assert not give_back(database, old)
    assert beat(database, new, LONG).held
    assert finish(database, new, Ending("done", "optimal", "{}"))


def test_late_but_not_lost(database: Database) -> None:
    """Tests that who is late, while nobody took the run up, still holds it."""
    run, held = asked(database), taken(database, PAST)
    assert beat(database, held, PAST, {"done": 1, "all": 2}).held
    assert finish(database, held, Ending("done", "optimal", "{}"))
    assert told(database, run.id) == ["queued", "running", "progress", "done"]


def test_progress(database: Database) -> None:
    """Tests that progress is in the run and an event, and a beat without progress is neither."""
    run, held = asked(database), taken(database)
    progress = {"goal": "unplaced", "incumbent": 3.0, "bound": None, "gap": None}
    assert beat(database, held, LONG, progress).held
    assert beat(database, held, LONG).held
    found = run_record(database, run.id)
    assert found is not None
    assert (found.progress, found.events) == (progress, 3)
    assert [(each.kind, each.content) for each in events_after(database, run.id, 2)] == [
        ("progress", progress)
    ]


def test_no_infinity(database: Database) -> None:
    """Tests that what is no number in JSON is refused on every database, and nothing is written."""
    asked(database)
    held = taken(database)
    with untouched(database), pytest.raises(RefusedError):
        beat(database, held, LONG, {"bound": float("-inf")})


def test_done(database: Database) -> None:
    """Tests that an ending is whole: state, document byte for byte, last event, and a line in the audit."""
    run = done(database, seed=11)
    found = run_record(database, run.id)
    assert found is not None
    assert (found.state, found.status, found.over, found.problem) == ("done", "optimal", True, None)
    assert found.started is not None
    assert found.ended is not None
    assert run.created <= found.started <= found.ended
    assert proposal_of(database, run.id) == proposal(11)
    assert told(database, run.id) == ["queued", "running", "done"]
    line = ended(database, run.id)
    assert (line.instance_hash, line.seed, line.version) == ("f" * 64, 11, "9.9.9")
    assert line.policy == {"order": ["unplaced"]}
    assert line.content == {"kind": "solve", "state": "done", "status": "optimal", "attempts": 1}


def test_answered(database: Database) -> None:
    """Tests that an answer is kept as it was written, and the audit names the instance that it is about."""
    run, held = asked(database, "explain"), taken(database)
    text = '{"answer": "Ĳ"}\r\n\n'
    assert finish(database, held, Ending("done", answer=text))
    assert (answer_of(database, run.id), proposal_of(database, run.id)) == (text, None)
    assert ended(database, run.id).instance_hash != "f" * 64


def test_failed(database: Database) -> None:
    """Tests that why a run failed is kept with it."""
    run, held = asked(database, seed=4), taken(database)
    problem = {"title": "x", "detail": "nul\0", "errors": [{"row": 1}]}
    assert finish(database, held, Ending("failed", problem=problem))
    found = run_record(database, run.id)
    assert found is not None
    assert (found.state, found.problem) == ("failed", problem)
    assert ended(database, run.id).seed == 4


def test_one_ending(database: Database) -> None:
    """Tests that of many who end a run at one moment exactly one does, and only what that one found stays."""
    run, held = asked(database), taken(database)
    endings = [Ending("done", "optimal", proposal(number)) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda ending: finish(database, held, ending), endings))
    assert sum(written) == 1
    assert proposal_of(database, run.id) == endings[written.index(True)].proposal
    assert ended(database, run.id).seed == written.index(True)


@pytest.mark.parametrize("text", ["nul\0", "\ud800"])
def test_a_document_that_cannot_be_kept(database: Database, text: str) -> None:
    """Tests that an ending whose document a database cannot hold is refused as a whole and not repeated."""
    asked(database)
    held = taken(database)
    with untouched(database), pytest.raises(InputError) as refused:
        finish(database, held, Ending("done", "optimal", text))
    assert text not in str(refused.value)


def test_a_proposal_that_is_no_json(database: Database) -> None:
    """Tests that an ending whose proposal cannot be read is refused as a whole."""
    asked(database)
    held = taken(database)
    for text in ("{", "[]", "null", '"text"'):
        with untouched(database), pytest.raises(InputError):
            finish(database, held, Ending("done", "optimal", text))


def test_given_back(database: Database) -> None:
    """Tests that a run that is given back waits again, in its old place, and its attempt counts."""
    first, _ = asked(database), asked(database)
    assert give_back(database, taken(database))
    found = run_record(database, first.id)
    assert found is not None
    assert (found.state, found.attempts) == ("queued", 1)
    again = taken(database)
    assert (again.run.id, again.run.attempts) == (first.id, 2)
    assert told(database, first.id) == ["queued", "running", "queued", "running"]


def test_given_back_too_often(database: Database) -> None:
    """Tests that a run that is given back for the third time has failed, and says why."""
    run = asked(database)
    for _ in range(MOST_ATTEMPTS):
        assert give_back(database, taken(database))
    found = run_record(database, run.id)
    assert found is not None
    assert (found.state, found.attempts) == ("failed", 3)
    assert found.problem is not None
    assert "3 keer" in found.problem["detail"]
    assert "3 times" in found.problem["en"]["detail"]
    assert ended(database, run.id).content["state"] == "failed"
    assert claim(database, "w", KINDS, LONG) is None
    assert faults_of(database) == ()


def test_died_too_often(database: Database) -> None:
    """Tests that a run whose worker died three times is not taken up again but has failed, once."""
    run = asked(database)
    for _ in range(MOST_ATTEMPTS):
        assert taken(database, PAST).run.id == run.id
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(lambda _: claim(database, "w", KINDS, LONG), range(8)))
    found = run_record(database, run.id)
    assert found is not None
    assert found.state == "failed"
    assert told(database, run.id) == ["queued", *["running"] * 3, "failed"]
    assert faults_of(database) == ()


def test_died_while_stopping(database: Database) -> None:
    """Tests that a run that was to stop when its worker died is not taken up again but cancelled."""
    for give in (False, True):
        run, held = asked(database), taken(database, PAST)
        ask_to_stop(database, run.id, "boss")
        if give:
            assert give_back(database, held)
        assert claim(database, "w", KINDS, LONG) is None
        found = run_record(database, run.id)
        assert found is not None
        assert (found.state, found.cancelling) == ("cancelled", True)
        assert not finish(database, held, Ending("done", "optimal", "{}"))
    assert faults_of(database) == ()


def test_burying_does_not_keep_from_work(database: Database) -> None:
    """Tests that who ends a dead run takes up the next in the same breath."""
    asked(database)
    for _ in range(MOST_ATTEMPTS):
        taken(database, PAST)
    waiting = asked(database)
    assert taken(database).run.id == waiting.id


ACTS = ("ask", "claim", "die", "beat", "finish", "late", "give back", "stop", "remove")


WHOLE = Ending("done", "optimal", "{}", "{}")
WITH_A_CLAIM: dict[str, Callable[[Database, Claim], object]] = {
    "beat": lambda db, held: beat(db, held, LONG, {"done": 1}),
    "finish": lambda db, held: finish(db, held, WHOLE),
    "give back": give_back,
}


def act(db: Database, name: str, number: int, held: list[Claim], dead: list[Claim]) -> None:
    """Do one of the things that can happen in a store."""
    runs = [row[1] for row in everything(db)["runs"]]
    holders = dead if name == "late" else held
    if name == "ask":
        asked(db, KINDS[number % 3])
    elif name in ("claim", "die"):
        found = claim(db, "w", KINDS, PAST if name == "die" else LONG)
        (dead if name == "die" else held).extend([found] if found else [])
    elif name in ("stop", "remove") and runs:
        {"stop": ask_to_stop, "remove": remove}[name](db, runs[number % len(runs)], "boss")
    elif holders:
        WITH_A_CLAIM.get(name, WITH_A_CLAIM["finish"])(db, holders[number % len(holders)])


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=25))
def test_whatever_happens(database: Database, acts: list[tuple[str, int]]) -> None:
    """Tests that a store is whole after anything that can happen in it, in whatever order."""
    held: list[Claim] = []
    dead: list[Claim] = []
    for name, number in acts:
        act(database, name, number, held, dead)
    assert faults_of(database) == ()


def test_a_worker_that_stops_is_no_fault_of_the_run(database: Database) -> None:
    """Tests that a run whose worker is stopped again and again is still taken up, and no death is counted."""
    run = asked(database)
    for _ in range(2 * MOST_ATTEMPTS):
        assert give_back(database, taken(database), died=False)
    found = run_record(database, run.id)
    assert found is not None
    assert (found.state, found.attempts) == ("queued", 2 * MOST_ATTEMPTS)
    assert faults_of(database) == ()
