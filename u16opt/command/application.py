"""The commands of ``u16opt``: its own, and those that installed packages add."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated, Literal

import typer

from u16opt.command.additions import add_commands, refuse_without_extra
from u16opt.command.check import check
from u16opt.command.compare import compare
from u16opt.command.explain import explain
from u16opt.command.export import export
from u16opt.command.herijk import herijk
from u16opt.command.solve import solve
from u16opt.command.verify import verify

HELP = """Housing proposals that are proven, checked and explained.

u16opt decides nothing: it proposes who could get which home, proves how good the proposal is, and checks it
independently. Start with: u16opt check PATH, then u16opt solve PATH.
"""


def _print_version(wanted: bool) -> None:
    if wanted:
        print(version("u16opt"))
        raise typer.Exit


def _root(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    refuse_without_extra(context.invoked_subcommand)


def application() -> typer.Typer:
    """Return the command line, with the commands of the entry-point group ``u16opt.commands``."""
    # Frames are for terminals; elsewhere a message stays on one line.
    markup: Literal["rich"] | None = "rich" if sys.stderr.isatty() else None
    app = typer.Typer(
        rich_markup_mode=markup,
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for command in (check, solve, verify, export, herijk, compare):
        app.command()(command)
    app.add_typer(explain, name="explain")
    add_commands(app)
    return app
