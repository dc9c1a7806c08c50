"""``u16opt herijk``: recalibrate, and write the instance that follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import exit_codes, say_problems
from u16opt.command.options import Instance, Json, Lang, Scenario
from u16opt.command.outcome import exit_of, say_written, show, watched


def herijk(
    path: Instance,
    write: Annotated[
        Path,
        typer.Option(metavar="FOLDER", help="Folder for the new instance; not there yet, or empty."),
    ],
    scenario: Scenario = None,
    as_json: Json = False,
    time_limit: Annotated[
        float, typer.Option(min=0, metavar="S", help="Seconds; the best proposal so far is kept.")
    ] = 600.0,
    lang: Lang = "nl",
) -> None:
    """Recalibrate the contingents, show what changes, and write a new instance with them.

    The new instance has the same tables, with the new contingents for every period and where they come from;
    next: u16opt solve FOLDER. Exit codes as for solve; without a proposal nothing is written.

    Example: u16opt herijk instances/u16-2024 --write out/u16-2024-herijkt
    """
    with exit_codes(lang):
        from u16opt.checkup import sound
        from u16opt.instance.writing import free_folder
        from u16opt.model import registry
        from u16opt.recalibration import MODEL, differing, others_of, write_recalibrated
        from u16opt.solving import Options

        instance = sound(path, MODEL, scenario)
        free_folder(write)
        others_of(path)
        if warnings := (*instance.warnings, *differing(instance)):
            say_problems(warnings, lang)
        model = registry.model(MODEL)
        proposal, interrupted = watched(instance, model, Options(time_limit), lang)
        if proposal.verified:
            write_recalibrated(path, instance, proposal, write)
            say_written(write, lang)
        show(instance, model, proposal, as_json, lang, interrupted)
        raise typer.Exit(exit_of(proposal, interrupted))
