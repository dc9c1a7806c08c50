"""Keys are shown once and known again."""

from __future__ import annotations

import time

import pytest
from support.stored import everything, untouched

from u16opt.problems import InputError
from u16opt.store.audit import audit_lines
from u16opt.store.database import Database
from u16opt.store.keys import any_key, key_of, key_records, make_key, revoke_key
from u16opt.store.records import Scope


def test_known_again(database: Database) -> None:
    """Tests that the text that was handed out is known as its key, with its scopes in order."""
    one, text = make_key(database, "one", ["manage", "read"])
    other, other_text = make_key(database, "other", ["compute"])
    assert one.scopes == ("read", "manage")
    assert key_of(database, text) == one
    assert key_of(database, other_text) == other
    assert key_records(database) == (one, other)
    assert text.startswith(f"u16_{one.id}_")


def test_nothing_else_is_known(database: Database) -> None:
    """Tests that no other text is a key, whatever its shape."""
    _, text = make_key(database, "one", ["read"])
    _, other = make_key(database, "other", ["read"])
    prefix, id, secret = text.split("_", 2)
    mixed = f"{prefix}_{id}_{other.split('_', 2)[2]}"
    wrong = [
        text[:-1],
        text + "x",
        f"{id}_{secret}",
        f"x_{id}_{secret}",
        f"u16_{id}_",
        f"u16__{secret}",
        mixed,
    ]
    for each in (
        *wrong,
        "",
        "_",
        "__",
        "nul\0",
        "\ud800_\ud800_\ud800",
        "u16_\0_x",
        text.upper(),
        "x" * 10**6,
    ):
        assert key_of(database, each) is None


def test_the_secret_is_not_kept(database: Database) -> None:
    """Tests that neither the text nor its secret is anywhere in the store."""
    _, text = make_key(database, "one", ["read"])
    assert text.split("_", 2)[2] not in str(everything(database))


def test_secrets_are_drawn(database: Database) -> None:
    """Tests that secrets are long and never the same."""
    secrets = {make_key(database, str(number), ["read"])[1].split("_", 2)[2] for number in range(20)}
    assert len(secrets) == 20
    assert min(map(len, secrets)) >= 43


@pytest.mark.parametrize("by", ["id", "name"])
def test_revoked(database: Database, by: str) -> None:
    """Tests that a revoked key is worth nothing, stays in the list, and that it was revoked is told once."""
    key, text = make_key(database, "one", ["read"], asker="boss")
    _, other = make_key(database, "other", ["read"])
    assert revoke_key(database, getattr(key, by), "boss")
    assert key_of(database, text) is None
    assert key_of(database, other) is not None
    assert key_records(database)[0].revoked is not None
    with untouched(database):
        assert not revoke_key(database, key.id, "boss")
    told = [
        (each.line.action, each.line.asker) for each in audit_lines(database) if each.line.subject == key.id
    ]
    assert told == [("key.made", "boss"), ("key.revoked", "boss")]


def test_expired(database: Database) -> None:
    """Tests that a key is good until it expires and not after."""
    _, text = make_key(database, "one", ["read"], expires=time.time() + 0.5)
    _, late = make_key(database, "late", ["read"], expires=time.time() - 1)
    assert key_of(database, text) is not None
    assert key_of(database, late) is None
    time.sleep(0.6)
    assert key_of(database, text) is None


def test_ever_made(database: Database) -> None:
    """Tests that it is known whether a key was ever made, also when it was revoked."""
    assert not any_key(database)
    make_key(database, "one", ["read"])
    revoke_key(database, "one")
    assert any_key(database)


@pytest.mark.parametrize("name", ["one", "", "  ", "local", "nul\0", "\ud800", "x" * 201])
def test_names(database: Database, name: str) -> None:
    """Tests that a key has a name of its own: never that of another, nor of no key at all."""
    make_key(database, "one", ["read"])
    revoke_key(database, "one")
    with untouched(database), pytest.raises(InputError):
        make_key(database, name, ["read"])


@pytest.mark.parametrize("scopes", [(), ("all",), ("read", "write")])
def test_scopes(database: Database, scopes: tuple[Scope, ...]) -> None:
    """Tests that a key that may do nothing, or what nobody knows, is refused."""
    with untouched(database), pytest.raises(InputError):
        make_key(database, "one", scopes)


@pytest.mark.parametrize("key", ["", "nobody", "nul\0", "\ud800"])
def test_unknown(database: Database, key: str) -> None:
    """Tests that what is no key cannot be revoked."""
    make_key(database, "one", ["read"])
    with untouched(database):
        assert not revoke_key(database, key)
