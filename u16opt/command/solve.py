"""``u16opt solve``: from an instance to a verified proposal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from u16opt.command.exits import Exit, exit_codes, say, say_problems
from u16opt.command.options import Instance, Json, Lang
from u16opt.command.terminal import Interrupt, progress_on_terminal, quiet_standard_output
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.instance.instance import Instance as Solved
    from u16opt.proposal import Proposal

INFEASIBLE = Text(
    "Geen voorstel mogelijk. Met deze invoer en wat al verhuurd is, kan dit niet samen gelden: {rules}.",
    "No proposal is possible. With this input and what is already let, this cannot hold together: {rules}.",
)
STOPPED = Text(
    "Onderbroken voordat er een voorstel was.",
    "Interrupted before there was a proposal.",
)
NO_PROPOSAL = Text(
    "Geen voorstel gevonden binnen de tijd; geef meer tijd met --time-limit.",
    "No proposal was found in time; allow more with --time-limit.",
)
WRITTEN = Text("Geschreven: {folder}", "Written: {folder}")


def solve(
    path: Instance,
    model: Annotated[str, typer.Option(help="Model to solve.")] = "allocation",
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
        from u16opt.solving import solve as solve_instance
        from u16opt.writing import usable_folder

        instance = sound(path, model)
        if out is not None:
            usable_folder(out)
        if instance.warnings:
            say_problems(instance.warnings, lang)
        interrupt, chosen = Interrupt(lang), registry.model(model)
        options = Options(time_limit, gap, threads, seed)
        with (
            interrupt.listening(),
            quiet_standard_output(),
            progress_on_terminal(chosen, lang) as progress,
        ):
            proposal = solve_instance(
                instance, chosen, options, progress=progress, interrupted=lambda: interrupt.heard
            )
        _deliver(instance, proposal, out, as_json, lang, interrupt.heard)
        raise typer.Exit(Exit.INTERRUPTED if interrupt.heard else _code(proposal))


def _code(proposal: Proposal) -> Exit:
    return {
        "optimal": Exit.DONE,
        "feasible": Exit.NOT_PROVEN,
        "infeasible": Exit.INFEASIBLE,
        "no_solution": Exit.NO_PROPOSAL,
    }[proposal.status]


def _deliver(
    instance: Solved,
    proposal: Proposal,
    out: Path | None,
    as_json: bool,
    language: Language,
    interrupted: bool,
) -> None:
    from u16opt.writing import write_proposal

    if out is not None:
        write_proposal(proposal, out)
        say(WRITTEN[language].format(folder=out))
    if as_json:
        typer.echo(proposal.as_json(), nl=False)
    elif proposal.status in ("optimal", "feasible"):
        _print_summary(instance, proposal, language)
    if proposal.status == "infeasible":
        say(INFEASIBLE[language].format(rules=_titled(proposal, language)))
    if proposal.status == "no_solution":
        say((STOPPED if interrupted else NO_PROPOSAL)[language])


def _titled(proposal: Proposal, language: Language) -> str:
    from u16opt.model import registry

    model = registry.model(proposal.model)
    return ", ".join(f"{model.rule(name).title[language]} ({name})" for name in proposal.conflict)


def _print_summary(instance: Solved, proposal: Proposal, language: Language) -> None:
    from u16opt.model import registry
    from u16opt.report.summary import summary
    from u16opt.report.text import print_text

    print_text(summary(instance, registry.model(proposal.model), proposal, language), language)
