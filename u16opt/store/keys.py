"""API keys: shown once, kept as a hash, never removed, so that a name in the audit stays one key's."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from hashlib import sha256
from hmac import compare_digest
from typing import Any, get_args

from sqlalchemy import ColumnElement, Row, exists, insert, or_, select, update

from u16opt.problems import InputError, Problem
from u16opt.store.audit import note
from u16opt.store.clock import clock
from u16opt.store.database import Database
from u16opt.store.faults import RefusedError
from u16opt.store.lines import AuditLine
from u16opt.store.plain import is_plain, must_be_plain
from u16opt.store.records import KeyRecord, Scope
from u16opt.store.tables import keys
from u16opt.texts import Text

LOCAL = "local"
"""Who asks without a key, on the machine itself."""

_PREFIX = "u16"
_LONGEST = 200
_NOBODY = sha256(b"").hexdigest()
_EXPECTED_NAME = Text(
    "een naam die nog geen sleutel heeft of had, niet leeg en niet 'local'",
    "a name that no key has or had, not empty and not 'local'",
)
_EXPECTED_SCOPES = Text("een of meer van: {names}", "one or more of: {names}")


def make_key(
    db: Database, name: str, scopes: Collection[Scope], expires: float | None = None, asker: str = LOCAL
) -> tuple[KeyRecord, str]:
    """Make a key.

    Parameters
    ----------
    name
        What it is called in the audit.
    scopes
        What it may do.
    expires
        Moment from which it is worth nothing, in seconds since 1970; None: never.

    Returns
    -------
    The key, and the text to hand out: it cannot be had again.

    Raises
    ------
    InputError
        When the name is taken, or it may do nothing.
    """
    _check(name, scopes, asker)
    secret, id = secrets.token_urlsafe(32), secrets.token_hex(8)
    values = {"id": id, "name": name, "secret": _hash(secret), "scopes": _sorted(scopes), "expires": expires}
    try:
        with db.writing() as connection:
            made = insert(keys).values(values | {"created": clock(connection)}).returning(keys)
            key = _record(connection.execute(made).one())
            about = {"name": name, "scopes": list(key.scopes), "expires": expires}
            note(connection, AuditLine(asker, "key.made", id, about))
    except RefusedError as fault:
        if fault.reason != "rule":
            raise
        raise InputError([Problem("name", _EXPECTED_NAME, value=name)]) from None
    return key, f"{_PREFIX}_{id}_{secret}"


def key_of(db: Database, text: str) -> KeyRecord | None:
    """Return the key that a text is; None when it is none, was revoked, or has expired.

    How long it takes says nothing about the secret.
    """
    prefix, _, rest = text.partition("_")
    id, _, secret = rest.partition("_")
    with db.reading() as connection:
        valid = keys.c.revoked.is_(None) & or_(keys.c.expires.is_(None), keys.c.expires > clock(connection))
        query = select(keys).where(keys.c.id == (id if is_plain(id) else ""), valid)
        row = connection.execute(query).first()
    same = compare_digest(_hash(secret), _NOBODY if row is None else row.secret)
    return _record(row) if row is not None and same and prefix == _PREFIX else None


def revoke_key(db: Database, key: str, asker: str = LOCAL) -> bool:
    """Make a key, by id or name, worth nothing from now on; whether there was one to revoke."""
    if not is_plain(key):
        return False
    with db.writing() as connection:
        revoked = update(keys).where(_called(key), keys.c.revoked.is_(None))
        rows = connection.execute(revoked.values(revoked=clock(connection)).returning(keys)).all()
        for row in rows:
            note(connection, AuditLine(asker, "key.revoked", row.id, {"name": row.name}))
    return bool(rows)


def key_records(db: Database) -> tuple[KeyRecord, ...]:
    """Return all keys that were ever made, in the order in which they were."""
    with db.reading() as connection:
        rows = connection.execute(select(keys).order_by(keys.c.created, keys.c.id)).all()
    return tuple(_record(row) for row in rows)


def any_key(db: Database) -> bool:
    """Return whether a key was ever made, revoked or not."""
    with db.reading() as connection:
        return bool(connection.scalar(select(exists().where(keys.c.id.is_not(None)))))


def _check(name: str, scopes: Collection[Scope], asker: str) -> None:
    must_be_plain({"asker": asker})
    must_be_plain({"name": name}, _LONGEST)
    if not name.strip() or name == LOCAL:
        raise InputError([Problem("name", _EXPECTED_NAME, value=name)])
    known = get_args(Scope)
    if not scopes or not set(scopes) <= set(known):
        names = ", ".join(known)
        expected = Text(_EXPECTED_SCOPES.nl.format(names=names), _EXPECTED_SCOPES.en.format(names=names))
        raise InputError([Problem("scopes", expected)])


def _called(key: str) -> ColumnElement[bool]:
    return or_(keys.c.id == key, keys.c.name == key)


def _sorted(scopes: Collection[Scope]) -> list[Scope]:
    return [scope for scope in get_args(Scope) if scope in scopes]


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _record(row: Row[Any]) -> KeyRecord:
    return KeyRecord(row.id, row.name, tuple(row.scopes), row.created, row.expires, row.revoked)
