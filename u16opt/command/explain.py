"""``u16opt explain``: questions about a proposal, one command each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from u16opt.command.asking import Asked, asking
from u16opt.command.compare import Other, Targets, compare
from u16opt.command.options import Instance, Json, Lang, ProposalFile
from u16opt.command.pairs import amounts
from u16opt.command.question_options import Clients, Group, Municipality, Period, Tolerance, Where

if TYPE_CHECKING:
    from u16opt.explaining.questions import Question

HELP = """Ask a proposal a question; almost every answer is worked out by solving again.

The question comes after the instance and the proposal; each has a help of its own, for instance:
u16opt explain PATH PROPOSAL why-not --help

Exit code 0 whenever the question could be read (also when the answer is that it cannot be done); 2 for an
unknown code or option; 5 when the proposal does not add up; 130 interrupted.

Example: u16opt explain instances/u16-2024 out/u16-2024/proposal.json why-not --group g2024-001
--municipality GM0355
"""

explain = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@explain.callback(help=HELP)
def _ground(
    context: typer.Context,
    path: Instance,
    proposal: ProposalFile,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="The .toml file of the proposal's scenario, if not in the instance.",
        ),
    ] = None,
) -> None:
    context.obj = Asked(path, proposal, scenario)


@asking(explain, "why")
def why(group: Group = None, municipality: Municipality = None) -> Question:
    """Why is a group where it is? Without --group: the whole proposal, with its fairness page."""
    from u16opt.explaining.questions import Why

    return Why(group=group, municipality=municipality)


@asking(explain, "why-not")
def why_not(
    group: Group = None, municipality: Municipality = None, place: Where = None, clients: Clients = 1
) -> Question:
    """Why not there? At least K clients are forced there, and everything is solved again."""
    from u16opt.explaining.questions import WhyNot

    return WhyNot(group=group, municipality=municipality, place=place, clients=clients)


@asking(explain, "conflict")
def conflict(
    group: Group = None, municipality: Municipality = None, place: Where = None, clients: Clients = 1
) -> Question:
    """Why is there no proposal, or none with these clients there? Which agreements clash."""
    from u16opt.explaining.questions import Conflict

    return Conflict(group=group, municipality=municipality, place=place, clients=clients)


@asking(explain, "repair")
def repair(
    cost: Annotated[
        list[str] | None,
        typer.Option(
            "--cost", metavar="RULE=NUMBER", help="What one unit of change of a rule counts for. Repeatable."
        ),
    ] = None,
    count: Annotated[int, typer.Option("--count", min=1, metavar="N", help="At most so many repairs.")] = 10,
    group: Group = None,
    municipality: Municipality = None,
    place: Where = None,
    clients: Clients = 1,
) -> Question:
    """What is the least that must give? The cheapest changes of agreements, one by one."""
    from u16opt.explaining.questions import Repair

    costs = amounts("--cost", cost)
    return Repair(
        cost=costs, count=count, group=group, municipality=municipality, place=place, clients=clients
    )


@asking(explain, "price")
def price(
    rule: Annotated[str | None, typer.Option("--rule", metavar="R", help="Name of a rule.")] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="P", help="Code of a municipality, neighbourhood or lot.")
    ] = None,
    period: Period = None,
) -> Question:
    """What does an agreement cost? One unit wider, one unit tighter, and without it."""
    from u16opt.explaining.questions import Price

    return Price(rule=rule, place=place, period=period)


@asking(explain, "what-if")
def what_if(
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            metavar="'TABLE[COLUMN=VALUE,...]:COLUMN=VALUE'",
            help="A change of a table; += and *= as well. Repeatable.",
        ),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME", help="A scenario of the instance.")
    ] = None,
) -> Question:
    """What if something were different? Solved again, staying near the proposal."""
    from u16opt.explaining.questions import WhatIf

    return WhatIf(changes=tuple(change or ()), scenario=scenario)


@asking(explain, "range")
def range_(
    municipality: Municipality = None,
    neighbourhood: Annotated[
        str | None, typer.Option("--neighbourhood", metavar="W", help="Code of a neighbourhood.")
    ] = None,
    period: Period = None,
    tolerance: Tolerance = None,
) -> Question:
    """How free is a number? The least and the most over all proposals that are nearly as good."""
    from u16opt.explaining.questions import Range

    given = amounts("--tolerance", tolerance)
    return Range(municipality=municipality, neighbourhood=neighbourhood, period=period, tolerance=given)


@asking(explain, "alternatives")
def alternatives(
    count: Annotated[int, typer.Option("--count", min=1, metavar="K", help="So many proposals.")] = 3,
    tolerance: Tolerance = None,
) -> Question:
    """Which other good proposals are there? They differ as much as possible."""
    from u16opt.explaining.questions import Alternatives

    return Alternatives(count=count, tolerance=amounts("--tolerance", tolerance))


@asking(explain, "robust")
def robust(
    samples: Annotated[int, typer.Option("--samples", min=2, metavar="N", help="Futures to draw.")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Seed of the draw.")] = 0,
    demand: Annotated[
        float,
        typer.Option(
            "--demand", min=0, max=10, metavar="CV", help="Standard deviation of demand, as a share."
        ),
    ] = 0.1,
    supply: Annotated[
        float,
        typer.Option(
            "--supply", min=0, max=10, metavar="CV", help="Standard deviation of supply, as a share."
        ),
    ] = 0.1,
) -> Question:
    """Does it hold when demand and supply differ? The plan in sampled futures."""
    from u16opt.explaining.questions import Robust

    return Robust(samples=samples, seed=seed, demand=demand, supply=supply)


@explain.command("difference")
def difference(
    context: typer.Context,
    others: Annotated[
        list[Path], typer.Argument(metavar="OTHER...", help="The proposals to compare with the first.")
    ],
    other: Other = None,
    targets: Targets = None,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """What is different between two proposals or more? The same as u16opt compare."""
    asked: Asked = context.obj
    compare(asked.path, [asked.proposal, *others], other, targets, as_json=as_json, lang=lang)
