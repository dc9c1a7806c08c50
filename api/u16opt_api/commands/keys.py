"""``u16opt keys``: who may ask the service what."""

from __future__ import annotations

import json
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

As soon as a key was ever made every call needs one, on this machine too.

Example: u16opt keys make planner --scope compute --expires 365
"""

keys = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Who or what it is for; the audit names it.")]
Known = Annotated[str, typer.Argument(metavar="NAME|ID", help="Name or id of a key.")]

UNKNOWN = Text("Er is geen sleutel {name} die nog geldt.", "There is no key {name} that is still good.")
ONCE = Text(
    "De sleutel van {name} staat één keer op standaarduitvoer, en nergens anders.",
    "The key of {name} stands on standard output once, and nowhere else.",
)
REVOKED = Text("De sleutel {name} geldt niet meer.", "The key {name} is no longer good.")
NONE = Text("Er zijn nog geen sleutels gemaakt.", "No keys were made yet.")
STATES = {
    "valid": Text("geldig", "valid"),
    "expired": Text("verlopen", "expired"),
    "revoked": Text("ingetrokken", "revoked"),
}


@keys.command("make")
def make(name: Name, scope: Scope, expires: Expires = None, store: Store = None, lang: Lang = "nl") -> None:
    """Make a key and print it once, alone on standard output.

    Example: u16opt keys make planner --scope compute --expires 2027-12-31
    """
    with store_of(store, lang, new=True) as database:
        from u16opt.store.keys import make_key

        until = moment(expires, now())
        record, text = make_key(database, checked_name(name), (scope,), until)
        say(ONCE[lang].format(name=record.name))
        print(text)


keys.command("create", hidden=True, help="As make.")(make)


@keys.command("list")
def list_keys(store: Store = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """List the keys: id, name, scopes, and whether each is still good.

    Example: u16opt keys list --json
    """
    with store_of(store, lang) as database:
        from u16opt.store.keys import key_records

        records = key_records(database)
        if as_json:
            print(json.dumps([_as_dict(each) for each in records], ensure_ascii=False, indent=2))
        elif not records:
            say(NONE[lang])
        else:
            print("\n".join(_line(each, lang) for each in records))


@keys.command("revoke")
def revoke(name: Known, store: Store = None, lang: Lang = "nl") -> None:
    """Revoke a key; a running service refuses it within seconds.

    Example: u16opt keys revoke planner
    """
    with store_of(store, lang) as database:
        from u16opt.store.keys import revoke_key

        if not revoke_key(database, name):
            say(UNKNOWN[lang].format(name=name))
            raise typer.Exit(Exit.BAD_INPUT)
        say(REVOKED[lang].format(name=name))


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


def _line(record: KeyRecord, language: Language) -> str:
    until = day(record.expires) or "-"
    scopes = ",".join(record.scopes)
    return "\t".join([record.id, record.name, scopes, STATES[_state(record)][language], until])
