"""``u16opt keys``: who may ask the service what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from u16opt.command.exits import Exit, say
from u16opt.command.options import Json, Lang
from u16opt.texts import Language, Text
from u16opt_api.commands.key_options import Expires, Scope, Store, checked_name, day, moment, now
from u16opt_api.commands.storing import store_of

if TYPE_CHECKING:
    from u16opt.store.records import KeyRecord

HELP = """Make, list and revoke the keys of the service.

As soon as a key was ever made every call needs one, on this machine too. Keys stand in the store: name the
one that the service uses (--store or U16OPT_STORE).

Example: u16opt keys make planner --scope compute --expires 365
"""

keys = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Who or what it is for; the audit names it.")]
Known = Annotated[str, typer.Argument(metavar="NAME|ID", help="Name or id of a key.")]

UNKNOWN = Text(
    "{store}: er is geen sleutel {name} die nog geldt.", "{store}: there is no key {name} that is still good."
)
ONCE = Text(
    "{store}: de sleutel van {name} staat één keer op standaarduitvoer, en nergens anders.",
    "{store}: the key of {name} stands on standard output once, and nowhere else.",
)
REVOKED = Text("{store}: de sleutel {name} geldt niet meer.", "{store}: the key {name} is no longer good.")
NONE = Text("{store}: er zijn nog geen sleutels gemaakt.", "{store}: no keys were made yet.")
HEADER = (
    Text("id", "id"),
    Text("naam", "name"),
    Text("rechten", "scopes"),
    Text("staat", "state"),
    Text("geldig tot", "good until"),
)
STATES = {
    "valid": Text("geldig", "valid"),
    "expired": Text("verlopen", "expired"),
    "revoked": Text("ingetrokken", "revoked"),
}


@keys.command("make")
def make(name: Name, scope: Scope, expires: Expires = None, store: Store = None, lang: Lang = "nl") -> None:
    """Make a key and print it once, alone on standard output; standard error names the store it is in.

    The store must be there: u16opt serve makes it, and so does u16opt store migrate.

    Example: u16opt keys make planner --scope compute --expires 2027-12-31
    """
    with store_of(store, lang) as database:
        from u16opt.store.keys import make_key
        from u16opt.store.summary import place_of

        until = moment(expires, now())
        record, text = make_key(database, checked_name(name), (scope,), until)
        say(ONCE[lang].format(store=place_of(database.url), name=record.name))
        print(text)


keys.command("create", hidden=True, help="As make.")(make)


@keys.command("list")
def list_keys(store: Store = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """List the keys: id, name, scopes, and whether each is still good.

    Example: u16opt keys list --json
    """
    with store_of(store, lang) as database:
        from u16opt.store.keys import key_records
        from u16opt.store.summary import place_of

        records = key_records(database)
        if as_json:
            print(json.dumps([_as_dict(each) for each in records], ensure_ascii=False, indent=2))
        elif not records:
            say(NONE[lang].format(store=place_of(database.url)))
        else:
            print(_aligned([[each[lang] for each in HEADER], *(_cells(each, lang) for each in records)]))


@keys.command("revoke")
def revoke(name: Known, store: Store = None, lang: Lang = "nl") -> None:
    """Revoke a key; a running service refuses it within seconds.

    Example: u16opt keys revoke planner
    """
    with store_of(store, lang) as database:
        from u16opt.store.keys import revoke_key
        from u16opt.store.summary import place_of

        revoked = revoke_key(database, name)
        result = REVOKED if revoked else UNKNOWN
        say(result[lang].format(store=place_of(database.url), name=name))
        if not revoked:
            raise typer.Exit(Exit.BAD_INPUT)


def _state(record: KeyRecord) -> str:
    if record.revoked is not None:
        return "revoked"
    return "expired" if record.expires is not None and record.expires <= now() else "valid"


def _as_dict(record: KeyRecord) -> dict[str, Any]:
    moments = {name: day(getattr(record, name)) for name in ("created", "expires", "revoked")}
    return {
        "id": record.id,
        "name": record.name,
        "scopes": list(record.scopes),
        "state": _state(record),
        **moments,
    }


def _cells(record: KeyRecord, language: Language) -> list[str]:
    until = day(record.expires) or "-"
    return [record.id, record.name, ",".join(record.scopes), STATES[_state(record)][language], until]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ("  ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(line.rstrip() for line in padded)
