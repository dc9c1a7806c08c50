"""How a solve goes and ends on the command line: the same for every command that solves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from u16opt.command.exits import Exit, say
from u16opt.command.terminal import Interrupt, progress_on_terminal, quiet_standard_output
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.instance.instance import Instance
    from u16opt.model.model import Model
    from u16opt.proposal import Proposal
    from u16opt.solving import Options

INFEASIBLE = Text(
    "Geen voorstel mogelijk. Met deze invoer kan dit niet samen gelden: {rules}.",
    "No proposal is possible. With this input this cannot hold together: {rules}.",
)
ALREADY_LET = Text(
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


def watched(instance: Instance, model: Model, options: Options, language: Language) -> tuple[Proposal, bool]:
    """Solve, with progress on a terminal, until it is done or somebody presses Ctrl-C.

    Returns
    -------
    The proposal, and whether it was interrupted.
    """
    from u16opt.solving import solve

    interrupt = Interrupt(language)
    with (
        interrupt.listening(),
        quiet_standard_output(),
        progress_on_terminal(model, language) as progress,
    ):
        proposal = solve(instance, model, options, progress=progress, interrupted=lambda: interrupt.heard)
    return proposal, interrupt.heard


def exit_of(proposal: Proposal, interrupted: bool) -> Exit:
    """Return the exit code that a proposal ends with.

    An interruption that came when all was proven already stopped nothing.
    """
    if interrupted and proposal.status != "optimal":
        return Exit.INTERRUPTED
    return {
        "optimal": Exit.DONE,
        "feasible": Exit.NOT_PROVEN,
        "infeasible": Exit.INFEASIBLE,
        "no_solution": Exit.NO_PROPOSAL,
    }[proposal.status]


def show(
    instance: Instance, model: Model, proposal: Proposal, as_json: bool, language: Language, interrupted: bool
) -> None:
    """Print the proposal as JSON or as a summary; say on standard error why there is none."""
    if as_json:
        typer.echo(proposal.as_json(), nl=False)
    elif proposal.status in ("optimal", "feasible"):
        _print_summary(instance, model, proposal, language)
    if proposal.status == "infeasible":
        for line in _infeasible(instance, model, proposal):
            say(line[language])
    if proposal.status == "no_solution":
        say((STOPPED if interrupted else NO_PROPOSAL)[language])


def say_written(folder: Path, language: Language) -> None:
    """Say where something was written."""
    say(WRITTEN[language].format(folder=folder))


def _infeasible(instance: Instance, model: Model, proposal: Proposal) -> Iterator[Text]:
    """Yield which rules are in conflict, and what the tables themselves say about it."""
    from u16opt.policies import policy_of

    rules = [model.rule(name) for name in proposal.conflict]
    said = ALREADY_LET if "placed" in model.optional_tables else INFEASIBLE
    yield Text(
        said.nl.format(rules=", ".join(f"{rule.title.nl} ({rule.name})" for rule in rules)),
        said.en.format(rules=", ".join(f"{rule.title.en} ({rule.name})" for rule in rules)),
    )
    if model.shortages is not None:
        yield from model.shortages(instance, policy_of(instance, model))


def _print_summary(instance: Instance, model: Model, proposal: Proposal, language: Language) -> None:
    from u16opt.report.summary import summary
    from u16opt.report.text import print_text

    print_text(summary(instance, model, proposal, language), language)
