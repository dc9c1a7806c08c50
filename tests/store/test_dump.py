"""A store as plain files, and back."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from support.postgres import Cluster
from support.stored import (
    FILES,
    KINDS,
    LONG,
    PAST,
    asked,
    done,
    everything,
    instance,
    proposal,
    taken,
    untouched,
)

from u16opt.problems import InputError
from u16opt.running.request import SolveRequest
from u16opt.store import dump
from u16opt.store.audit import audit_lines
from u16opt.store.claims import beat, finish
from u16opt.store.database import Database
from u16opt.store.dump import RESTORED, read_store, write_store
from u16opt.store.exporting import entry_of, seal_of
from u16opt.store.integrity import faults_of
from u16opt.store.keys import key_of, make_key, revoke_key
from u16opt.store.opening import opened
from u16opt.store.records import Ending, IdempotencyKey
from u16opt.store.runs import ask, ask_to_stop, remove


@contextmanager
def new(where: str) -> Iterator[Database]:
    """Open a store, and close it."""
    db = opened(where)
    yield db
    db.close()


def fill(db: Database) -> str:
    """Put something of everything in a store; return the text of a key."""
    done(db)
    asked(db, "explain")
    finish(db, taken(db), Ending("done", answer='{"x": "Ĳ\\u0000"}'))
    gone = asked(db)
    remove(db, gone.id, "boss")
    failing = asked(db)
    held = taken(db)
    beat(db, held, LONG, {"goal": "unplaced", "bound": 1e-300, "gap": None})
    finish(db, held, Ending("failed", problem={"title": "nul\0 \ud800"}))
    going = instance(db, "other", {"name.xlsx": bytes(range(256))})
    request = SolveRequest(instance=going.id, changes=("a[b=c]:d=1", {"x": 0.1}))
    ask(db, "solve", going.id, request, "é", IdempotencyKey("k", "p" * 64))
    taken(db, PAST)
    ask_to_stop(db, asked(db, "compare").id, "boss")
    asked(db, seed=10**30)
    revoke_key(db, make_key(db, "old", ["read"])[0].id)
    assert failing.id
    return make_key(db, "new", ["read", "manage"], expires=4e9)[1]


def same_but_for_the_last_line(first: Database, second: Database) -> None:
    """See that two stores hold the same rows, but for the line that tells of restoring."""
    one, other = everything(first), everything(second)
    assert [row[3] for row in other["audit"][len(one["audit"]) :]] == [RESTORED]
    other["audit"] = other["audit"][: len(one["audit"])]
    assert one == other


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export."""
    folder = tmp_path_factory.mktemp("written")
    with new(str(folder / "u16opt.db")) as db:
        fill(db)
        write_store(db, folder / "export")
    return folder / "export"


def test_there_and_back(database: Database, tmp_path: Path, cluster: Cluster) -> None:
    """Tests that a store comes back the same, row by row, from either database into either."""
    key = fill(database)
    with untouched(database):
        write_store(database, tmp_path / "export")
    others = [str(tmp_path / "other.db"), cluster.fresh()]
    for where in others:
        with new(where) as other:
            read_store(other, tmp_path / "export")
            same_but_for_the_last_line(database, other)
            assert faults_of(other) == ()
            assert key_of(other, key) is not None
            write_store(other, tmp_path / f"again from {others.index(where)}")
            # What goes on afterwards does not stumble over numbers that are there already.
            assert remove(other, asked(other).id, "boss")
            make_key(other, "third", ["read"])
            assert faults_of(other) == ()
    cluster.drop(others[1])
    first, second = (
        json.loads((tmp_path / f"again from {number}" / "store.json").read_text(encoding="utf-8"))["files"]
        for number in (0, 1)
    )
    # The moment of restoring is in the audit.
    assert {name for name in first if first[name] != second[name]} <= {"tables/audit.jsonl"}


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(st.text(max_size=20), min_size=1, max_size=4),
    numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=4),
    files=st.dictionaries(
        st.from_regex(r"[a-zé ]{1,8}(/[a-z]{1,4})?\.csv", fullmatch=True), st.binary(max_size=300), min_size=1
    ),
)
def test_any_content(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], numbers: list[float], files: dict[str, bytes]
) -> None:
    """Tests that any text, number and file comes back as it was."""
    folder = tmp_path_factory.mktemp("any")
    with new(str(folder / "one.db")) as one, new(str(folder / "other.db")) as other:
        given_ = instance(one, repr(texts), files)
        content = {"t": texts, "n": numbers}
        ask(one, "solve", given_.id, SolveRequest(instance="x", changes=(content,)), "x")
        finish(one, taken(one), Ending("done", "optimal", json.dumps(content)))
        write_store(one, folder / "export")
        for name, bytes_ in files.items():
            assert (folder / "export" / "instances" / given_.id / name).read_bytes() == bytes_
        read_store(other, folder / "export")
        same_but_for_the_last_line(one, other)


def test_empty(database: Database, tmp_path: Path) -> None:
    """Tests that a store with nothing in it can be exported and brought back."""
    write_store(database, tmp_path / "export")
    read_store(database, tmp_path / "export", "boss")
    assert [(each.line.action, each.line.asker) for each in audit_lines(database)] == [(RESTORED, "boss")]


def test_plain_files(written: Path) -> None:
    """Tests that an export can be read without u16opt: files as they came, tables as JSON lines."""
    (other,) = written.glob("instances/*/name.xlsx")
    assert other.read_bytes() == bytes(range(256))
    for name, content in FILES.items():
        (file,) = written.glob(f"instances/*/{name}")
        assert file.read_bytes() == content
    assert [path.read_text(encoding="utf-8") for path in written.glob("proposals/*.json")] == [proposal()]
    runs = [json.loads(line) for line in (written / "tables" / "runs.jsonl").read_bytes().splitlines()]
    assert {run["kind"] for run in runs} == set(KINDS)
    assert [run["number"] for run in runs] == sorted(run["number"] for run in runs)


def test_for_its_owner_only(written: Path) -> None:
    """Tests that nobody but its owner can look into an export."""
    assert stat.S_IMODE(written.stat().st_mode) == 0o700


def test_no_room(database: Database, tmp_path: Path) -> None:
    """Tests that an export is not written over anything, and leaves nothing when it cannot be written."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("full", "file", "file/below"):
        with pytest.raises(InputError):
            write_store(database, tmp_path / name)
    (tmp_path / "empty").mkdir()
    write_store(database, tmp_path / "empty")
    assert (tmp_path / "empty" / "store.json").exists()
    there = {path.name for path in tmp_path.iterdir() if not path.name.startswith("u16opt.db")}
    assert there == {"full", "file", "empty"}


def test_whole_or_not_at_all(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that an export that fails half-way leaves nothing behind."""
    fill(database)
    kept, count = dump.write_lasting, iter(range(100))

    def fail(path: Path, content: bytes) -> None:
        if next(count) == 5:
            raise OSError(28, "No space left on device")
        kept(path, content)

    monkeypatch.setattr(dump, "write_lasting", fail)
    with pytest.raises(InputError, match="No space left"):
        write_store(database, tmp_path / "below" / "export")
    assert list((tmp_path / "below").iterdir()) == []


def test_as_it_was_at_one_moment(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that an export holds the store as it was at one moment, although others go on."""
    fill(database)
    before, kept, count = everything(database), dump.write_lasting, iter(range(1000))

    def interrupt(path: Path, content: bytes) -> None:
        asked(database)
        make_key(database, f"key {next(count)}", ["read"])
        kept(path, content)

    monkeypatch.setattr(dump, "write_lasting", interrupt)
    write_store(database, tmp_path / "export")
    with new(str(tmp_path / "other.db")) as other:
        read_store(other, tmp_path / "export")
        found = everything(other)
        assert found["audit"].pop()[3] == RESTORED
        assert found == before
        assert faults_of(other) == ()


def test_only_into_nothing(database: Database, written: Path) -> None:
    """Tests that nothing is brought into a store in which there is something."""
    make_key(database, "one", ["read"])
    with untouched(database), pytest.raises(InputError, match="empty store"):
        read_store(database, written)


def files_of(folder: Path) -> list[str]:
    """The names of all files of an export."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("how", ["gone", "shorter", "longer", "changed"])
def test_spoiled(database: Database, written: Path, tmp_path: Path, how: str) -> None:
    """Tests that an export of which any one file is gone, cut off or changed is refused and named."""
    for name in files_of(written):
        folder = tmp_path / "spoiled"
        shutil.copytree(written, folder)
        spoil(folder / name, how)
        with untouched(database), pytest.raises(InputError) as fault:
            read_store(database, folder)
        assert [problem.file for problem in fault.value.problems] == [name]
        shutil.rmtree(folder)
    read_store(database, written)


def spoil(file: Path, how: str) -> None:
    """Spoil a file."""
    content = file.read_bytes()
    if how == "gone":
        file.unlink()
    elif how == "shorter" and content:
        file.write_bytes(content[: len(content) // 2])
    elif how == "changed" and content:
        middle = len(content) // 2
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    else:
        file.write_bytes(content + b"}")


def resealed(written: Path, folder: Path, changes: dict[str, object]) -> Path:
    """Copy an export with another list, sealed anew."""
    shutil.copytree(written, folder)
    listed = json.loads((folder / "store.json").read_bytes()) | changes
    (folder / "store.json").write_text(json.dumps(listed | {"seal": seal_of(listed)}), encoding="utf-8")
    return folder


def test_of_another_version(database: Database, written: Path, tmp_path: Path) -> None:
    """Tests that an export of another version of the tables is refused, and both versions are named."""
    folder = resealed(written, tmp_path / "other", {"schema": "0000"})
    with untouched(database), pytest.raises(InputError, match=r'store.json: "0000"; .*0001'):
        read_store(database, folder)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "tables/../../x", "nul\0"])
def test_out_of_the_folder(database: Database, written: Path, tmp_path: Path, name: str) -> None:
    """Tests that an export cannot have files outside its folder, even when its list is sealed anew."""
    entry = {"size": 0, "sha256": "x"}
    folder = resealed(written, tmp_path / "other", {"files": {name: entry}})
    with untouched(database), pytest.raises(InputError):
        read_store(database, folder)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "{}", "[" * 100_000, '{"format": 1, "seal": 3}', "\x00"]
)
def test_no_export(database: Database, tmp_path: Path, content: str) -> None:
    """Tests that a folder with another store.json is refused."""
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "store.json").write_text(content, encoding="utf-8")
    with untouched(database), pytest.raises(InputError, match=r"store\.json"):
        read_store(database, tmp_path / "export")


def test_rows_that_do_not_fit(database: Database, written: Path, tmp_path: Path) -> None:
    """Tests that rows that do not fit together are refused as a whole, even when the list is sealed anew."""
    folder = resealed(written, tmp_path / "other", {})
    listed = json.loads((folder / "store.json").read_bytes())
    for table, wrong in {
        "runs": b'{"number": 1}\n',
        "events": b"nonsense\n",
        "instances": b"",
        "keys": b"[]\n",
    }.items():
        file = folder / "tables" / f"{table}.jsonl"
        kept = file.read_bytes()
        file.write_bytes(wrong)
        changed = listed | {"files": listed["files"] | {f"tables/{table}.jsonl": entry_of(wrong)}}
        (folder / "store.json").write_text(json.dumps(changed | {"seal": seal_of(changed)}), encoding="utf-8")
        with untouched(database), pytest.raises(InputError, match=r"tables/.*\.jsonl"):
            read_store(database, folder)
        file.write_bytes(kept)


def test_sequences_go_on(fresh: str, written: Path) -> None:
    """Tests that PostgreSQL numbers on after what was brought in."""
    with new(fresh) as db:
        read_store(db, written)
        with db.reading() as connection:
            last = connection.scalar(text("SELECT max(number) FROM runs"))
        assert asked(db).number == last + 1
