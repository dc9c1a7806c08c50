"""Options that several questions share."""

from __future__ import annotations

from typing import Annotated

import typer

Group = Annotated[
    str | None,
    typer.Option(
        "--group", metavar="G", help="Code of a group of clients (spread: of a municipality of origin)."
    ),
]
Municipality = Annotated[
    str | None, typer.Option("--municipality", metavar="M", help="Code of a municipality.")
]
Where = Annotated[
    str | None,
    typer.Option(
        "--place", metavar="P", help="Code of one lot, location or site, instead of a municipality."
    ),
]
Clients = Annotated[int, typer.Option("--clients", min=1, metavar="K", help="At least so many.")]
Period = Annotated[int | None, typer.Option("--period", metavar="T", help="Year.")]
Tolerance = Annotated[
    list[str] | None,
    typer.Option(
        "--tolerance",
        metavar="GOAL=AMOUNT",
        help="How much worse a goal may be, in its own unit (1 % of its value by default). Repeatable.",
    ),
]
