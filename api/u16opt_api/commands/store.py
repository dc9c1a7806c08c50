"""``u16opt store``: the memory of the service, kept up, checked, and taken elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import Exit, exit_codes, say
from u16opt.command.options import Json, Lang
from u16opt.texts import Text
from u16opt_api.commands.key_options import Store
from u16opt_api.commands.storing import store_of

HELP = """Keep up the store: the instances, runs, proposals, keys and audit of the service.

The store is a file (u16opt.db, unless --store or U16OPT_STORE says otherwise) or a PostgreSQL database
(postgresql://USER@HOST/DATABASE). An export holds everything in plain files: a backup that can be read, and
the way from one kind of store to the other.

Exit code 0 when all went well, 2 when the store or a file cannot be used, 5 when a check finds faults.

Example: u16opt store export backup-monday
"""

store = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

Target = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder to write: one that is not there yet, or empty.")
]
Source = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that export wrote.")]

READY = Text("{store}: bijgewerkt tot versie {schema}.", "{store}: up to date, version {schema}.")
WHOLE = Text("{store}: alles klopt.", "{store}: everything adds up.")
FAULTY = Text("{store}: {count} fout(en).", "{store}: {count} fault(s).")
EXPORTED = Text(
    "{store}: alles staat in {folder}. Het zijn gegevens van mensen: bewaar ze net zo veilig.",
    "{store}: everything is in {folder}. It is people's data: keep it as safe.",
)
RESTORED = Text("{store}: alles uit {folder} is teruggezet.", "{store}: everything in {folder} is restored.")


@store.command("migrate")
def migrate(store: Store = None, lang: Lang = "nl") -> None:
    """Make the store, or bring its tables up to date.

    All of it is done, or nothing. The service does this by itself when it starts; do it by hand to see that
    it goes well. Other programs that use the store wait until it is done.

    Example: u16opt store migrate --store postgresql://u16@localhost/u16
    """
    with store_of(store, lang, new=True) as database:
        from u16opt.store.migrating import NEWEST

        print(READY[lang].format(store=database.name, schema=NEWEST))


@store.command("check")
def check(store: Store = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """Check that the store is whole; nothing is changed.

    Looked at are its file, its references, and the story of every run: each has ended in one way or has
    not, its events are numbered without gaps, the audit tells of it once. The files of instances must be
    those that were given.

    Example: u16opt store check --lang en
    """
    with store_of(store, lang) as database:
        from u16opt.store.integrity import faults_of

        faults = faults_of(database)
        if as_json:
            print(json.dumps([fault[lang] for fault in faults], ensure_ascii=False, indent=2))
        elif faults:
            print("\n".join(fault[lang] for fault in faults))
        result = FAULTY if faults else WHOLE
        say(result[lang].format(store=database.name, count=len(faults)))
        if faults:
            raise typer.Exit(Exit.NOT_VERIFIED)


@store.command("export")
def export(folder: Target, store: Store = None, lang: Lang = "nl") -> None:
    """Write everything into a folder of plain files.

    The service may go on meanwhile. Tables are JSON lines; instances, proposals and answers are files as they
    came; store.json lists all with their sha256. The folder appears whole or not at all.

    Example: u16opt store export backup-monday
    """
    with store_of(store, lang) as database:
        from u16opt.store.dump import write_store

        write_store(database, folder)
        say(EXPORTED[lang].format(store=database.name, folder=folder))


@store.command("restore")
def restore(folder: Source, store: Store = None, lang: Lang = "nl") -> None:
    """Bring an exported folder into an empty store.

    All of it is brought in, or nothing. A file that is not as export wrote it is refused and named. Keys and
    the audit come along; the audit gets one line more.

    Example: u16opt store restore backup-monday --store postgresql://u16@localhost/u16
    """
    with exit_codes(lang):
        from u16opt.store.exported import Exported

        Exported(folder)
    with store_of(store, lang, new=True) as database:
        from u16opt.store.dump import read_store

        read_store(database, folder)
        say(RESTORED[lang].format(store=database.name, folder=folder))


@store.command("info")
def info(store: Store = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """Tell where the store is and how much is in it.

    Example: u16opt store info --json
    """
    with store_of(store, lang) as database:
        from u16opt.store.summary import summary_of

        found = summary_of(database)
        if as_json:
            print(json.dumps(found, ensure_ascii=False, indent=2))
            return
        states = ", ".join(f"{count} {state}" for state, count in found.pop("runs").items())
        print("\n".join(f"{name}\t{value}" for name, value in {**found, "runs": states}.items()))
