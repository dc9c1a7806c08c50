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
from u16opt_api.commands.store_words import COLUMNS, STATES, WORDS, line_as_dict, line_cells
from u16opt_api.commands.storing import store_of, told

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
After = Annotated[
    int, typer.Option("--after", min=0, metavar="N", help="Only what came after the line with this number.")
]

MADE = Text("{store}: gemaakt, versie {after}.", "{store}: made, version {after}.")
BROUGHT = Text(
    "{store}: bijgewerkt van versie {before} naar {after}.",
    "{store}: brought from version {before} to {after}.",
)
SAME = Text(
    "{store}: was al bij, versie {after}; er is niets veranderd.",
    "{store}: was up to date, version {after}; nothing was changed.",
)
WHOLE = Text("{store}: alles klopt.", "{store}: everything adds up.")
FAULTY = Text("{store}: {count} fout(en).", "{store}: {count} fault(s).")
EXPORTED = Text(
    "{store}: alles staat in {folder}. Er kunnen persoonsgegevens in staan: "
    "bewaar deze map even veilig als de opslag.",
    "{store}: everything is in {folder}. It may hold personal data: keep this folder as safe as the store.",
)
RESTORED = Text("{store}: alles uit {folder} is teruggezet.", "{store}: everything in {folder} is restored.")


@store.command("migrate")
def migrate(store: Store = None, lang: Lang = "nl") -> None:
    """Make the store, or bring its tables up to date.

    All of it is done, or nothing. The service does this by itself when it starts; do it by hand to see that
    it goes well. Other programs that use the store wait until it is done.

    Example: u16opt store migrate --store postgresql://u16@localhost/u16
    """
    with told(lang):
        from u16opt.store.database import DEFAULT
        from u16opt.store.summary import schema_at

        before = schema_at(store or DEFAULT)
    with store_of(store, lang, new=True) as database:
        from u16opt.store.migrating import NEWEST
        from u16opt.store.summary import place_of

        text = brought(before, NEWEST)[lang]
        print(text.format(store=place_of(database.url), before=before, after=NEWEST))


def brought(before: str | None, after: str) -> Text:
    """Return what is said of a store that was at a version, None when it had none, and is now at another."""
    if before is None:
        return MADE
    return SAME if before == after else BROUGHT


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
        from u16opt.store.summary import place_of

        faults = faults_of(database)
        if as_json:
            print(json.dumps([fault[lang] for fault in faults], ensure_ascii=False, indent=2))
        elif faults:
            print("\n".join(fault[lang] for fault in faults))
        result = FAULTY if faults else WHOLE
        say(result[lang].format(store=place_of(database.url), count=len(faults)))
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
        from u16opt.store.summary import place_of

        write_store(database, folder)
        say(EXPORTED[lang].format(store=place_of(database.url), folder=folder.absolute()))


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
        from u16opt.store.summary import place_of

        read_store(database, folder)
        say(RESTORED[lang].format(store=place_of(database.url), folder=folder.absolute()))


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
        states = found.pop("runs").items()
        runs = ", ".join(f"{count} {STATES[state][lang]}" for state, count in states)
        shown = {name: "-" if value is None else value for name, value in found.items()} | {"runs": runs}
        print("\n".join(f"{WORDS[name][lang]}\t{value}" for name, value in shown.items()))


@store.command("audit")
def audit(after: After = 0, store: Store = None, as_json: Json = False, lang: Lang = "nl") -> None:
    """Show the audit, oldest first: when, who, what, of which id, with which input, seed and version.

    A line a thing that was asked or done, also of runs that were removed since; nothing is ever taken out.
    With --json also the policy, and what was asked.

    Example: u16opt store audit --after 1200 --json
    """
    with store_of(store, lang) as database:
        from u16opt.store.audit import all_lines

        if as_json:
            lines = [line_as_dict(each) for each in all_lines(database, after)]
            print(json.dumps(lines, ensure_ascii=False, indent=2))
            return
        print("\t".join(word[lang] for word in COLUMNS))
        for record in all_lines(database, after):
            print("\t".join(line_cells(record)))
