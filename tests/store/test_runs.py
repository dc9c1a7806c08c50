"""A run is asked for once, stopped, removed, and told of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from support.stored import LONG, PAST, asked, done, instance, taken, untouched

from u16opt.problems import InputError
from u16opt.running.request import SolveRequest
from u16opt.store.audit import audit_lines
from u16opt.store.claims import beat, claim, finish
from u16opt.store.database import Database
from u16opt.store.documents import answer_of, proposal_of
from u16opt.store.events import events_after
from u16opt.store.integrity import faults_of
from u16opt.store.paging import Paging
from u16opt.store.records import Ending, IdempotencyKey, RunRecord
from u16opt.store.runs import (
    KeyUsed,
    QueueFull,
    UnknownInstanceError,
    ask,
    ask_to_stop,
    counts,
    queued,
    remove,
    run_record,
    run_records,
)
from u16opt.store.standing import Standing, standings

KEY = IdempotencyKey("my request", "a" * 64)


def again(db: Database, key: IdempotencyKey | None = KEY, asker: str = "planner") -> tuple[RunRecord, bool]:
    """Ask for a solve of the tiny instance."""
    given = instance(db)
    return ask(db, "solve", given.id, SolveRequest(instance=given.id), asker, key)


def actions(db: Database, subject: str) -> list[tuple[str, str]]:
    """Who did what with a run, as the audit tells it."""
    return [(each.line.action, each.line.asker) for each in audit_lines(db) if each.line.subject == subject]


def states(db: Database, run: str) -> list[str]:
    """The states that the events of a run tell of."""
    return [each.content["state"] for each in events_after(db, run, 0) if each.kind == "state"]


def test_asked(database: Database) -> None:
    """Tests that asking makes a queued run with its request, its first event and its line in the audit."""
    run = asked(database, seed=5)
    assert (run.state, run.attempts, run.events, run.over) == ("queued", 0, 1, False)
    assert run.request["options"]["seed"] == 5
    assert run_record(database, run.id) == run
    (event,) = events_after(database, run.id, 0)
    assert (event.number, event.kind, event.content) == (1, "state", {"state": "queued", "status": None})
    (line,) = [each.line for each in audit_lines(database) if each.line.subject == run.id]
    assert (line.action, line.asker, line.seed) == ("run.asked", "planner", 5)
    assert line.content == {"kind": "solve", "request": run.request}
    assert line.instance_hash == instance(database).hash


def test_a_seed_of_any_size(database: Database) -> None:
    """Tests that a seed larger than any number of a database stands in the audit as it was asked."""
    run = asked(database, seed=-(10**40))
    assert [each.line.seed for each in audit_lines(database) if each.line.subject == run.id] == [-(10**40)]


def test_unknown_instance(database: Database) -> None:
    """Tests that no run can be asked about an instance that is not there, whatever the shape of its id."""
    for id in ("x", "nul\0", "\ud800"):
        with untouched(database), pytest.raises(UnknownInstanceError):
            ask(database, "solve", id, SolveRequest(instance="x"), "local")


def test_asker_that_cannot_be_kept(database: Database) -> None:
    """Tests that a name that a database cannot hold is refused before anything is written."""
    given = instance(database)
    with untouched(database), pytest.raises(InputError):
        ask(database, "solve", given.id, SolveRequest(instance=given.id), "nul\0")


def test_same_key_same_run(database: Database) -> None:
    """Tests that the same key and payload give the same run, also after it ended, and write nothing."""
    run, new = again(database)
    assert new
    with untouched(database):
        assert again(database) == (run, False)
    assert finish(database, taken(database), Ending("done", "optimal", "{}"))
    found, new = again(database)
    assert (found.id, found.state, new) == (run.id, "done", False)


def test_same_key_other_payload(database: Database) -> None:
    """Tests that a key stands for one payload and one kind of run only."""
    run, _ = again(database)
    with untouched(database), pytest.raises(KeyUsed):
        again(database, KEY._replace(payload="b" * 64))
    with untouched(database), pytest.raises(KeyUsed):
        ask(database, "compare", run.instance, SolveRequest(instance="x"), "planner", KEY)


def test_keys_are_their_askers(database: Database) -> None:
    """Tests that two who happen to use the same key do not get each other's runs."""
    assert again(database, asker="one")[0].id != again(database, asker="other")[0].id


def test_any_key_will_do(database: Database) -> None:
    """Tests that a key may be of any length and hold any character."""
    for text in ("", "x" * 100_000, "nul\0", "\ud800", "é"):
        first, new = again(database, KEY._replace(text=text))
        assert new
        assert again(database, KEY._replace(text=text)) == (first, False)


def test_a_key_is_free_again_when_its_run_is_gone(database: Database) -> None:
    """Tests that a key whose run was removed can be used anew."""
    run, _ = again(database)
    assert remove(database, run.id, "x")
    other, new = again(database, KEY._replace(payload="b" * 64))
    assert new
    assert other.id != run.id


def test_one_key_at_one_moment(database: Database) -> None:
    """Tests that of many who ask with one key at one moment all get one run, and exactly one made it."""
    given = instance(database)

    def one(_: int) -> tuple[str, bool]:
        run, new = ask(database, "solve", given.id, SolveRequest(instance=given.id), "planner", KEY)
        return run.id, new

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(one, range(24)))
    assert len({id for id, _ in answers}) == 1
    assert sum(new for _, new in answers) == 1
    assert counts(database)["queued"] == 1
    assert faults_of(database) == ()


def test_room(database: Database) -> None:
    """Tests that the queue has room for so many and no more; what is worked on does not count."""
    given = instance(database)

    def one(_: int = 0) -> bool:
        try:
            return ask(database, "solve", given.id, SolveRequest(instance=given.id), "x", room=3)[1]
        except QueueFull as fault:
            return fault.queued != 3

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(one, range(12))) == 3
    assert not one()
    taken(database)
    assert one()
    assert queued(database) == {"solve": 3, "explain": 0, "compare": 0}


def test_a_full_queue_still_knows_its_runs(database: Database) -> None:
    """Tests that asking again with a key gives the earlier run although nothing new may wait."""
    run, _ = again(database)
    found = ask(database, "solve", run.instance, SolveRequest(instance=run.instance), "planner", KEY, room=0)
    assert found == (run, False)


def test_stop_what_waits(database: Database) -> None:
    """Tests that a run that waits ends as cancelled at once, and nobody takes it up."""
    run = asked(database)
    stopped = ask_to_stop(database, run.id, "boss")
    assert stopped is not None
    assert (stopped.state, stopped.cancelling, stopped.over) == ("cancelled", True, True)
    assert stopped.ended is not None
    assert states(database, run.id) == ["queued", "cancelled"]
    assert actions(database, run.id) == [
        ("run.asked", "planner"),
        ("run.cancelled", "boss"),
        ("run.ended", "planner"),
    ]
    assert claim(database, "w", ["solve"], LONG) is None


def test_stop_what_is_worked_on(database: Database) -> None:
    """Tests that the worker of a run hears that it is to stop, and that what it found until then stays."""
    run, held = asked(database), taken(database)
    stopped = ask_to_stop(database, run.id, "boss")
    assert stopped is not None
    assert (stopped.state, stopped.cancelling) == ("running", True)
    assert beat(database, held, LONG).cancelling
    assert finish(database, held, Ending("cancelled", "feasible", "{}"))
    assert proposal_of(database, run.id) == "{}"
    assert states(database, run.id) == ["queued", "running", "cancelled"]


def test_stop_twice(database: Database) -> None:
    """Tests that asking again to stop changes nothing, before and after the end."""
    run, held = asked(database), taken(database)
    ask_to_stop(database, run.id, "boss")
    with untouched(database):
        assert ask_to_stop(database, run.id, "boss") == run_record(database, run.id)
    finish(database, held, Ending("cancelled"))
    with untouched(database):
        assert ask_to_stop(database, run.id, "boss") == run_record(database, run.id)


def test_remove(database: Database) -> None:
    """Tests that a removed run is gone with all that came of it, while the audit keeps its lines."""
    run = done(database)
    assert remove(database, run.id, "boss")
    assert run_record(database, run.id) is None
    assert proposal_of(database, run.id) is None
    assert events_after(database, run.id, 0) == ()
    assert actions(database, run.id) == [
        ("run.asked", "planner"),
        ("run.ended", "planner"),
        ("run.removed", "boss"),
    ]
    assert faults_of(database) == ()
    with untouched(database):
        assert not remove(database, run.id, "boss")


def test_remove_what_is_worked_on(database: Database) -> None:
    """Tests that the worker of a removed run hears it, and writes nothing any more."""
    run, held = asked(database), taken(database)
    assert remove(database, run.id, "boss")
    with untouched(database):
        assert not beat(database, held, LONG, {"goal": "unplaced"}).held
        assert not finish(database, held, Ending("done", "optimal", "{}"))


def test_remove_while_its_worker_writes(database: Database) -> None:
    """Tests that removing a run while its worker writes progress leaves all of it or nothing."""
    for _ in range(8):
        run, held = asked(database), taken(database)
        with ThreadPoolExecutor(4) as pool:
            writing = [pool.submit(beat, database, held, LONG, {"done": number}) for number in range(6)]
            gone = pool.submit(remove, database, run.id, "boss")
            assert gone.result()
            assert [each.result().held for each in writing].count(True) <= 6
        assert events_after(database, run.id, 0) == ()
    assert faults_of(database) == ()


@pytest.mark.parametrize("id", ["", "nul\0", "\ud800", "x" * 5000, "' OR 1=1 --"])
def test_unknown(database: Database, id: str) -> None:
    """Tests that an unknown run, whatever the shape of its id, is unknown and nothing worse."""
    asked(database)
    with untouched(database):
        assert run_record(database, id) is None
        assert ask_to_stop(database, id, "x") is None
        assert not remove(database, id, "x")
        assert events_after(database, id, 0) == ()
        assert (proposal_of(database, id), answer_of(database, id)) == (None, None)
        assert standings(database, [id]) == {}


def test_lists_and_counts(database: Database) -> None:
    """Tests that runs can be listed and counted by state and by kind."""
    ended, failed = done(database), asked(database)
    finish(database, taken(database), Ending("failed", problem={"title": "x"}))
    waiting = asked(database, "explain")
    newest_first = [waiting.id, failed.id, ended.id]
    assert [each.id for each in run_records(database, Paging()).items] == newest_first
    assert [each.id for each in run_records(database, Paging(), state="done").items] == [ended.id]
    assert [each.id for each in run_records(database, Paging(), kind="explain").items] == [waiting.id]
    assert run_records(database, Paging(), state="done", kind="explain").items == ()
    assert counts(database) == {"queued": 1, "running": 0, "done": 1, "failed": 1, "cancelled": 0}
    assert queued(database) == {"solve": 0, "explain": 1, "compare": 0}


def test_pages_of_a_state(database: Database) -> None:
    """Tests that pages of one state lead only to runs of that state."""
    runs = [asked(database, kind) for kind in ("explain", "solve", "explain", "solve", "solve")]
    first = run_records(database, Paging(size=2), kind="solve")
    second = run_records(database, Paging(after=first.next, size=2), kind="solve")
    assert [each.id for page in (first, second) for each in page.items] == [runs[i].id for i in (4, 3, 1)]
    assert second.next is None
    assert run_records(database, Paging(before=second.previous, size=2), kind="solve") == first


def test_standings(database: Database) -> None:
    """Tests that how far many runs are is told at once, by id, without those that are not there."""
    ended, waiting = done(database), asked(database)
    found = standings(database, [ended.id, waiting.id, "nowhere"])
    assert found == {ended.id: Standing("done", 3), waiting.id: Standing("queued", 1)}
    assert (found[ended.id].over, found[waiting.id].over) == (True, False)


def test_records_keep_what_people_asked_to_themselves(database: Database) -> None:
    """Tests that a run in a message or a log does not hold what was asked, nor what came of it."""
    given = instance(database)
    request = SolveRequest(instance=given.id, changes=("clients[code=SECRET]:clients=3",))
    run, _ = ask(database, "solve", given.id, request, "x")
    held = taken(database, PAST)
    assert "SECRET" in str(run.request)
    assert "SECRET" not in repr(
        (run, held, Ending("done", "optimal", "SECRET", "SECRET", {"detail": "SECRET"}))
    )
    assert "SECRET" not in repr(audit_lines(database))
