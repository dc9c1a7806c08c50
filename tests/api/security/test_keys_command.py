"""Making, listing and revoking keys at the command line."""

from __future__ import annotations

import json
import shlex
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.program import Finished, u16opt

from u16opt.store.keys import key_of, key_records, make_key
from u16opt.store.opening import opened
from u16opt_api.security.startup import refusals
from u16opt_api.settings import Settings


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Where no store is yet."""
    return str(tmp_path / "u16opt.db")


@pytest.fixture
def store(place: str) -> str:
    """A new store."""
    opened(place).close()
    return place


def keys(*arguments: str, store: str) -> Finished:
    """Run ``u16opt keys`` on a store."""
    return u16opt("keys", *arguments, "--store", store)


@pytest.mark.parametrize("word", ["make", "create"])
def test_a_key_is_printed_once_and_alone(store: str, word: str) -> None:
    """Tests that a new key is all there is on standard output, works, and is found nowhere in the store."""
    made = keys(word, "planner", "--scope", "compute", store=store)
    assert made.code == 0
    (key,) = made.output.splitlines()
    database = opened(store)
    try:
        record = key_of(database, key)
    finally:
        database.close()
    assert record is not None
    assert (record.name, record.scopes, record.expires) == ("planner", ("compute",), None)
    secret = key.split("_", 2)[2].encode()
    assert not any(secret in file.read_bytes() for file in Path(store).parent.iterdir())
    assert key not in made.messages
    assert key not in keys("list", "--json", store=store).output


def test_keys_end_after_days_or_after_a_day(store: str) -> None:
    """Tests that a key ends after so many days, or after its last day has passed everywhere in UTC."""
    start = time.time()
    keys("make", "days", "--scope", "read", "--expires", "30", store=store)
    last = (datetime.now(UTC) + timedelta(days=10)).date()
    keys("make", "day", "--scope", "read", "--expires", str(last), store=store)
    listed = {each["name"]: each for each in json.loads(keys("list", "--json", store=store).output)}
    days = datetime.fromisoformat(listed["days"]["expires"]).timestamp()
    assert 30 * 86_400 - 1 <= days - start <= 30 * 86_400 + 60
    assert listed["day"]["expires"] == f"{last + timedelta(days=1)}T00:00:00+00:00"


@pytest.mark.parametrize(
    "arguments",
    [
        ["make", "planner"],
        ["make", "planner", "--scope", "all"],
        ["make", "", "--scope", "read"],
        ["make", "local", "--scope", "read"],
        ["make", "oidc:person-1", "--scope", "read"],
        ["make", "a\nb", "--scope", "read"],
        ["make", "planner", "--scope", "read", "--expires", "2020-01-01"],
        ["make", "planner", "--scope", "read", "--expires", "0"],
        ["make", "planner", "--scope", "read", "--expires", "99999999999"],
        ["make", "planner", "--scope", "read", "--expires", "9999-12-31"],
        ["make", "planner", "--scope", "read", "--expires", "soon"],
        ["make", "taken", "--scope", "read"],
        ["revoke", "nobody"],
    ],
)
def test_what_cannot_be(store: str, arguments: list[str]) -> None:
    """Tests that bad input ends with 2, prints no key, says why, and makes no key."""
    database = opened(store)
    make_key(database, "taken", ["read"])
    found = keys(*arguments, store=store)
    assert (found.code, found.output) == (2, "")
    assert found.messages
    assert [each.name for each in key_records(database)] == ["taken"]
    database.close()


def test_revoking(store: str) -> None:
    """Tests that a key is revoked by its name or its id, once, and stays in the list."""
    keys("make", "one", "--scope", "read", store=store)
    keys("make", "two", "--scope", "manage", store=store)
    two = json.loads(keys("list", "--json", store=store).output)[1]["id"]
    assert [keys("revoke", each, store=store).code for each in ("one", two, "one", two)] == [0, 0, 2, 2]
    listed = json.loads(keys("list", "--json", store=store).output)
    assert [(each["name"], each["scopes"], each["state"]) for each in listed] == [
        ("one", ["read"], "revoked"),
        ("two", ["manage"], "revoked"),
    ]
    header, *lines = keys("list", "--lang", "en", store=store).output.splitlines()
    assert header.split() == ["id", "name", "scopes", "state", "good", "until"]
    assert [line.split()[1:] for line in lines] == [
        ["one", "read", "revoked", "-"],
        ["two", "manage", "revoked", "-"],
    ]
    assert {line.index("revoked") for line in lines} == {header.index("state")}


@pytest.mark.parametrize(
    "arguments", [["list"], ["make", "planner", "--scope", "read"], ["revoke", "planner"]]
)
def test_no_store_yet(place: str, arguments: list[str]) -> None:
    """Tests that nothing makes a store by the way, a key neither: the message says how to make one."""
    found = keys(*arguments, store=place)
    assert (found.code, found.output) == (2, "")
    assert f"u16opt store migrate --store {place}" in found.messages
    assert not Path(place).exists()


def test_what_a_server_without_keys_says_can_be_done(store: str) -> None:
    """Tests that the command in the refusal to serve others makes a key in the store of that server."""
    database = opened(store)
    (refusal,) = refusals(Settings(store=store, host="0.0.0.0"), database)
    given = shlex.split(refusal.en.rstrip(".").rpartition("u16opt ")[2])
    assert given[:3] == ["keys", "make", "NAME"]
    assert u16opt(*given).code == 0
    assert refusals(Settings(store=store, host="0.0.0.0"), database) == []
    database.close()


@pytest.mark.parametrize("arguments", [["make", "planner", "--scope", "read"], ["revoke", "one"], ["list"]])
def test_which_store(store: str, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """Tests that standard error names the store that was used, also when nothing on the command line does."""
    if arguments[0] == "revoke":
        keys("make", "one", "--scope", "read", store=store)
    monkeypatch.chdir(Path(store).parent)
    assert store in u16opt("keys", *arguments).messages


def test_no_keys_yet(store: str) -> None:
    """Tests that a store without keys lists none, for programs and for people."""
    assert keys("list", "--json", store=store).output == "[]\n"
    found = keys("list", store=store)
    assert (found.code, found.output) == (0, "")
    assert "nog geen sleutels" in found.messages


def test_a_store_that_is_none(tmp_path: Path) -> None:
    """Tests that a file that is no store, and a folder that is not there, end with 2 and a clear message."""
    (tmp_path / "notes.txt").write_text(
        "no store at all, and long enough to be looked at" * 100, encoding="utf-8"
    )
    for place in ("notes.txt", "nowhere/u16opt.db"):
        found = keys("list", store=str(tmp_path / place))
        assert (found.code, found.output) == (2, "")
        assert place in found.messages
