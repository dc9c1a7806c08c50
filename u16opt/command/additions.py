"""Commands that installed packages add, and what is said when what they need is not installed."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points, requires

import typer

from u16opt.command.exits import Exit, say
from u16opt.texts import Language, Text

GROUP = "u16opt.commands"
OWN, EXTRA = "u16opt", "service"
ANYTHING = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}

NOT_INSTALLED = Text(
    "De opdracht {name} heeft meer nodig dan hier is geïnstalleerd ({what}). Installeer het met: "
    "pip install 'u16opt[service]'",
    "The command {name} needs more than is installed here ({what}). Install it with: "
    "pip install 'u16opt[service]'",
)


def add_commands(app: typer.Typer) -> None:
    """Add the commands of the entry-point group ``u16opt.commands``: functions, or groups of commands."""
    for entry in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        add_command(app, entry)


def add_command(app: typer.Typer, entry: EntryPoint) -> None:
    """Add one command; when it cannot be loaded, one that says so when it is used."""
    try:
        command = entry.load()
    except ImportError as fault:
        app.command(entry.name, context_settings=ANYTHING)(_stand_in(entry.name, fault))
        return
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=entry.name)
    else:
        app.command(entry.name)(command)


def refuse_without_extra(name: str | None) -> None:
    """End with 2 when a command is one of our own that are added, and what those need is not installed.

    Raises
    ------
    typer.Exit
        With the exit code for bad input.
    """
    entries = entry_points(group=GROUP)
    if name in {entry.name for entry in entries if entry.dist is not None and entry.dist.name == OWN}:
        lacking = not_installed(requires(OWN) or ())
        if lacking:
            _refuse(str(name), ", ".join(lacking))


def not_installed(requirements: Iterable[str]) -> list[str]:
    """Return the packages of the extra that are not there.

    Examples
    --------
    >>> not_installed(["nothing>=14", "nowhere[binary]>=3; extra == 'service'", "typer; extra == 'service'"])
    ['nowhere']
    """
    extra = re.compile(rf"extra\s*==\s*[\"']{EXTRA}[\"']")
    names = [re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in requirements if extra.search(each)]
    return [name for name in names if not _is_installed(name)]


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _stand_in(name: str, fault: ImportError) -> Callable[[], None]:
    def command() -> None:
        _refuse(name, fault.name or type(fault).__name__)

    command.__doc__ = "Not installed: pip install 'u16opt[service]'."
    return command


def _refuse(name: str, what: str) -> None:
    language: Language = "en" if os.environ.get("U16OPT_LANG") == "en" else "nl"
    say(NOT_INSTALLED[language].format(name=name, what=what))
    raise typer.Exit(Exit.BAD_INPUT)
