"""``u16opt store`` as a script meets it."""

from __future__ import annotations

import json
import re
import shlex
from functools import partial
from pathlib import Path

import pytest
from support.program import u16opt
from support.stored import asked, done, everything

from u16opt.store import audit as store_audit
from u16opt.store.address import url_of
from u16opt.store.audit import all_lines, audit_lines
from u16opt.store.database import Database
from u16opt.store.keys import make_key
from u16opt.store.opening import opened
from u16opt.store.runs import remove
from u16opt.store.summary import place_of
from u16opt_api.commands.store import brought


@pytest.fixture
def filled(database: Database) -> Database:
    """Return a store with something in it."""
    done(database)
    asked(database)
    remove(database, asked(database).id, "boss")
    make_key(database, "one", ["read"])
    return database


def test_migrate_makes_it(where: str) -> None:
    """Tests that migrate makes the store and says so, and says that it did nothing when called again."""
    for word in ("made", "nothing was changed"):
        found = u16opt("store", "migrate", "--store", where, "--lang", "en")
        assert (found.code, found.messages) == (0, "")
        assert "version 0001" in found.output
        assert word in found.output
    assert u16opt("store", "check", "--store", where).code == 0


@pytest.mark.usefixtures("filled")
def test_check_whole(where: str) -> None:
    """Tests that a store that is whole gives 0 and says so; with --json an empty list."""
    found = u16opt("store", "check", "--store", where, "--lang", "en")
    assert (found.code, found.output) == (0, "")
    assert "everything adds up" in found.messages
    assert json.loads(u16opt("store", "check", "--store", where, "--json").output) == []


def test_check_faulty(filled: Database, where: str) -> None:
    """Tests that faults give 5, each on a line of its own, and with --json one document."""
    with filled.writing() as connection:
        connection.exec_driver_sql("UPDATE runs SET attempts = 7")
    found = u16opt("store", "check", "--store", where)
    assert found.code == 5
    assert len(found.output.splitlines()) == 2
    assert "2 fout(en)" in found.messages
    as_json = u16opt("store", "check", "--store", where, "--json", "--lang", "en")
    assert as_json.code == 5
    assert len(json.loads(as_json.output)) == 2


def test_export_and_restore(filled: Database, where: str, tmp_path: Path) -> None:
    """Tests that export and restore bring a store elsewhere; the audit has one line more."""
    folder, other = tmp_path / "export", tmp_path / "other.db"
    assert u16opt("store", "export", folder, "--store", where).code == 0
    assert u16opt("store", "restore", folder, "--store", other).code == 0
    again = opened(str(other))
    assert len(everything(again)["audit"]) == len(everything(filled)["audit"]) + 1
    assert everything(again)["runs"] == everything(filled)["runs"]
    again.close()
    assert u16opt("store", "check", "--store", other).code == 0


@pytest.mark.usefixtures("filled")
def test_refusals(where: str, tmp_path: Path) -> None:
    """Tests that what cannot be done gives 2 and names what is in the way, and makes no store."""
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "mine.txt").write_text("mine", encoding="utf-8")
    missing = tmp_path / "missing.db"
    cases = (
        ("export", tmp_path / "export", "--store", where),
        ("restore", tmp_path / "export", "--store", where),
        ("restore", tmp_path / "nowhere", "--store", missing),
        ("check", "--store", missing),
        ("info", "--store", missing),
        ("audit", "--store", missing),
        ("export", tmp_path / "new", "--store", missing),
        ("info", "--store", tmp_path / "export" / "mine.txt"),
        ("info", "--store", "redis://u:SECRET@h"),
        ("migrate", "--store", "postgresql://u:SECRET@127.0.0.1:1/x"),
    )
    for case in cases:
        found = u16opt("store", *case)
        assert (found.code, found.output) == (2, ""), case
        assert found.messages
        assert "Traceback" not in found.messages
        assert "SECRET" not in found.messages
    assert not missing.exists()
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("filled")
def test_restore_where_something_is(where: str, tmp_path: Path) -> None:
    """Tests that restoring into a store with something in it is refused."""
    u16opt("store", "export", tmp_path / "export", "--store", where)
    found = u16opt("store", "restore", tmp_path / "export", "--store", where, "--lang", "en")
    assert found.code == 2
    assert "an empty store" in found.messages


def test_info(filled: Database, where: str) -> None:
    """Tests that info tells how much is in a store, the same for people and as JSON."""
    content = json.loads(u16opt("store", "info", "--store", where, "--json").output)
    assert content["runs"] == {"queued": 1, "running": 0, "done": 1, "failed": 0, "cancelled": 0}
    assert (content["instances"], content["keys"], content["schema"]) == (1, 1, "0001")
    assert content["audit"] == len(everything(filled)["audit"])
    assert (content["size"] is None) != filled.is_sqlite
    lines = u16opt("store", "info", "--store", where, "--lang", "en").output.splitlines()
    assert "instances\t1" in lines
    assert "runs\t1 queued, 0 running, 1 done, 0 failed, 0 cancelled" in lines
    dutch = u16opt("store", "info", "--store", where).output.splitlines()
    assert "instanties\t1" in dutch
    assert "berekeningen\t1 in de wachtrij, 0 bezig, 1 klaar, 0 mislukt, 0 gestopt" in dutch


@pytest.mark.usefixtures("filled")
def test_audit(where: str) -> None:
    """Tests that the audit is shown from the oldest line on, or after one, alike for people and as JSON."""
    lines = json.loads(u16opt("store", "audit", "--store", where, "--json").output)
    assert [line["number"] for line in lines] == sorted(line["number"] for line in lines)
    assert (lines[0]["action"], lines[-1]["action"]) == ("instance.added", "key.made")
    (ended,) = [line for line in lines if line["action"] == "run.ended"]
    assert (ended["instanceHash"], ended["seed"], ended["version"]) == ("f" * 64, 7, "9.9.9")
    assert ended["policy"] == {"order": ["unplaced"]}
    header, *shown = u16opt("store", "audit", "--store", where, "--lang", "en").output.splitlines()
    assert header.split("\t") == ["number", "when", "who", "what", "id", "input", "seed", "version"]
    names = ("number", "time", "asker", "action", "id", "instanceHash", "seed", "version")
    cells = [["-" if line[name] is None else str(line[name]) for name in names] for line in lines]
    assert [line.split("\t") for line in shown] == cells
    after = ("--after", str(lines[1]["number"]), "--json")
    assert json.loads(u16opt("store", "audit", "--store", where, *after).output) == lines[2:]


def test_audit_of_many(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that the lines of the audit are read piece by piece, none twice and none left out."""
    for number in range(5):
        make_key(database, f"key-{number}", ["read"])
    whole = tuple(all_lines(database))
    assert [each.line.content["name"] for each in whole] == [f"key-{number}" for number in range(5)]
    monkeypatch.setattr(store_audit, "audit_lines", partial(audit_lines, size=2))
    assert tuple(all_lines(database)) == whole


def test_what_migrate_says() -> None:
    """Tests that migrate tells a store that is made, one that is brought up to date, and one that was."""
    said = [brought(before, "0002").en for before in (None, "0001", "0002")]
    assert [text.split("}")[1].split()[1] for text in said] == ["made,", "brought", "was"]


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a file is shown by its absolute path, and a database without its password."""
    monkeypatch.chdir(tmp_path)
    expected = str(tmp_path / "u16opt.db")
    for where in ("u16opt.db", "sqlite:///u16opt.db", f"sqlite:///{expected}"):
        assert u16opt("store", "migrate", "--store", where).output.startswith(f"{expected}: ")
    assert json.loads(u16opt("store", "info", "--json").output)["store"] == expected
    shown = place_of(url_of("postgresql://u16:SECRET@db.example/u16opt?password=SECRET"))
    assert "db.example/u16opt" in shown
    assert "SECRET" not in shown


def test_a_store_that_is_missing(tmp_path: Path) -> None:
    """Tests that the message for a store that is not there has the command that makes it, which does."""
    missing = tmp_path / "my stores" / "u16opt.db"
    missing.parent.mkdir()
    found = u16opt("store", "info", "--store", missing, "--lang", "en")
    command = re.search(r"u16opt (store migrate --store .+?)(?:,|$)", found.messages, re.MULTILINE)
    assert command is not None
    assert u16opt(*shlex.split(command[1])).code == 0
    assert u16opt("store", "info", "--store", missing).code == 0


def test_store_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that U16OPT_STORE says which store, and that it is u16opt.db when nothing does."""
    monkeypatch.setenv("U16OPT_STORE", str(tmp_path / "named.db"))
    assert u16opt("store", "migrate").code == 0
    assert (tmp_path / "named.db").exists()


@pytest.mark.parametrize("command", ["migrate", "check", "export", "restore", "info", "audit"])
def test_help(command: str) -> None:
    """Tests that each command says what it does and gives an example."""
    found = u16opt("store", command, "--help")
    assert found.code == 0
    assert f"Example: u16opt store {command}" in " ".join(found.output.split())
    assert "U16OPT_STORE" in found.output
