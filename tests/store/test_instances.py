"""Instances are kept as they came."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.stored import FILES, facts, instance, untouched

from u16opt.problems import InputError
from u16opt.store.audit import audit_lines
from u16opt.store.database import Database
from u16opt.store.instances import add_instance, instance_files, instance_record, instance_records
from u16opt.store.paging import Paging
from u16opt.store.paths import must_be_paths
from u16opt.store.records import InstanceFacts


def test_kept_byte_for_byte(database: Database) -> None:
    """Tests that an instance comes out as it went in: every byte, and all that was read in it."""
    made, new = add_instance(database, FILES, "folder", facts(), "planner")
    assert new
    assert instance_files(database, made.id) == FILES
    assert instance_record(database, made.id) == made
    assert (made.title, made.summary["scenarios"], made.size) == ("Títel van tiny", ["a"], 25)


def test_known_one_stays(database: Database) -> None:
    """Tests that an instance whose id is known changes nothing, not even the audit."""
    first = instance(database)
    again = InstanceFacts(first.id, "0" * 64, "other", "other", {})
    with untouched(database):
        assert add_instance(database, {"x.xlsx": b"other"}, "workbook", again, "x") == (first, False)


def test_told_in_the_audit(database: Database) -> None:
    """Tests that the audit tells who brought an instance, with its hash."""
    made, _ = add_instance(database, FILES, "folder", facts(), "planner")
    (line,) = [each.line for each in audit_lines(database)]
    assert (line.asker, line.action, line.subject) == ("planner", "instance.added", made.id)
    assert line.instance_hash == made.hash


def test_many_at_one_moment(database: Database) -> None:
    """Tests that of many who bring the same instance at one moment exactly one hears that it is new."""

    def bring(_: int) -> tuple[str, bool]:
        made, new = add_instance(database, FILES, "folder", facts(), "local")
        return made.id, new

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(bring, range(16)))
    assert sorted(new for _, new in answers) == [False] * 15 + [True]
    assert {id for id, _ in answers} == {facts().id}
    assert len(audit_lines(database)) == 1


@pytest.mark.parametrize("id", ["", "nul\0", "\ud800", "x" * 5000, "' OR 1=1 --", "0" * 64])
def test_unknown(database: Database, id: str) -> None:
    """Tests that an unknown id, whatever its shape, is unknown and nothing worse."""
    assert instance_record(database, id) is None
    assert instance_files(database, id) == {}


BAD_PATHS = [
    "",
    "/etc/passwd",
    "../x",
    "a/../b",
    "a//b",
    "./a",
    "a\\b",
    "c:x",
    "nul\0",
    "\ud800",
    "a" * 300,
    "b/" * 900 + "b",
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_paths_out_of_the_folder(database: Database, path: str) -> None:
    """Tests that a file name that leads out of its folder, or can be no file name, is refused."""
    with untouched(database), pytest.raises(InputError):
        add_instance(database, {path: b""}, "folder", facts(), "local")


def test_a_file_is_no_folder(database: Database) -> None:
    """Tests that a path cannot be both a file and a folder, and that there is at least one file."""
    for files in ({"a": b"", "a/b": b""}, {}):
        with pytest.raises(InputError):
            add_instance(database, files, "folder", facts(), "local")


@given(st.lists(st.text(min_size=1, max_size=8, alphabet="ab./\\é\0"), min_size=1, max_size=4))
def test_accepted_paths_stay_inside(tmp_path_factory: pytest.TempPathFactory, paths: list[str]) -> None:
    """Tests that whatever paths are accepted can all be written, and all lie within their folder."""
    try:
        must_be_paths(paths)
    except InputError:
        return
    folder = tmp_path_factory.mktemp("laid").resolve()
    for path in set(paths):
        file = folder / path
        assert file.resolve().is_relative_to(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    assert sum(each.is_file() for each in folder.rglob("*")) == len(set(paths))


TEXTS = {"title": "nul\0", "name": "\udfff", "id": "../x", "hash": "g h"}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_that_cannot_be_kept(database: Database, name: str) -> None:
    """Tests that a text that one of the databases cannot hold is refused by name, without repeating it."""
    known = {field: getattr(facts(), field) for field in ("id", "hash", "name", "title", "summary")}
    with untouched(database), pytest.raises(InputError) as refused:
        add_instance(database, FILES, "folder", InstanceFacts(**known | {name: TEXTS[name]}), "local")
    assert TEXTS[name] not in str(refused.value)


def test_summaries_hold_anything(database: Database) -> None:
    """Tests that what is kept as JSON may hold NUL characters and lone surrogates."""
    summary = {"scenarios": ["nul\0", "\ud800", "Ĳ"], "periods": [2024, 1e-300, 10**30], "none": None}
    made, _ = add_instance(database, FILES, "folder", InstanceFacts("a", "b", "c", "d", summary), "local")
    assert made.summary == summary
    found = instance_record(database, "a")
    assert found is not None
    assert list(found.summary.items()) == list(summary.items())


def test_pages_newest_first(database: Database) -> None:
    """Tests that pages follow on each other newest first, both ways, each instance exactly once."""
    made = [instance(database, f"i{number}").id for number in range(7)][::-1]
    first = instance_records(database, Paging(size=3))
    second = instance_records(database, Paging(after=first.next, size=3))
    third = instance_records(database, Paging(after=second.next, size=3))
    assert [each.id for page in (first, second, third) for each in page.items] == made
    assert (first.previous, third.next) == (None, None)
    assert instance_records(database, Paging(before=third.previous, size=3)) == second
    assert instance_records(database, Paging(before=second.previous, size=3)) == first


@pytest.mark.parametrize("cursor", [0, -5, 10**30, -(10**30)])
def test_cursors_from_nowhere(database: Database, cursor: int) -> None:
    """Tests that a cursor that no page gave is no fault."""
    instance(database)
    for page in (Paging(after=cursor), Paging(before=cursor)):
        assert len(instance_records(database, page).items) == ((cursor > 0) == (page.after is not None))
