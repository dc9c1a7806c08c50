"""``u16opt solve``: from an instance to a verified proposal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import exit_codes, say_problems
from u16opt.command.options import Instance, Json, Lang, Product, Scenario
from u16opt.command.outcome import exit_of, say_written, show, watched


def solve(
    path: Instance,
    model: Annotated[str, typer.Option(help="Model to solve.")] = "allocation",
    product: Product = None,
    scenario: Scenario = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write proposal.json and CSV tables into this folder.")
    ] = None,
    as_json: Json = False,
    time_limit: Annotated[
        float, typer.Option(min=0, metavar="S", help="Seconds; the best proposal so far is kept.")
    ] = 600.0,
    gap: Annotated[
        float, typer.Option(min=0, metavar="G", help="Relative gap to stop at; 0 asks for a proof.")
    ] = 0.0,
    threads: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Threads of the solver; more than one may choose another optimum.",
        ),
    ] = 1,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the draw that decides between equals.")] = 0,
    lang: Lang = "nl",
) -> None:
    """Solve an instance, check the proposal independently, and print a summary.

    Exit codes: 0 proven optimal and verified; 2 bad input; 3 verified but not proven optimal; 4 infeasible
    (the rules in conflict are named); 5 verification failed; 6 no proposal within the limit; 130 interrupted
    (what was found is written).

    Example: u16opt solve instances/u16-2024 --out out/u16-2024
    """
    with exit_codes(lang):
        from u16opt.checkup import sound
        from u16opt.model import registry
        from u16opt.solving import Options
        from u16opt.writing import usable_folder, write_proposal

        instance = sound(path, model, scenario, product)
        if out is not None:
            usable_folder(out)
        if instance.warnings:
            say_problems(instance.warnings, lang)
        chosen = registry.model(model)
        options = Options(time_limit, gap, threads, seed)
        proposal, interrupted = watched(instance, chosen, options, lang)
        if out is not None:
            write_proposal(proposal, out)
            say_written(out, lang)
        show(instance, chosen, proposal, as_json, lang, interrupted)
        raise typer.Exit(exit_of(proposal, interrupted))
