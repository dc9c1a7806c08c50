"""Arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Instance = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="Instance: a folder with instance.toml and CSV files, a workbook (.xlsx, .xls, .ods) or a .json "
        "document.",
    ),
]
ProposalFile = Annotated[Path, typer.Argument(metavar="PROPOSAL", help="A proposal.json that solve wrote.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Lang = Annotated[
    Literal["nl", "en"],
    typer.Option(
        "--lang", envvar="U16OPT_LANG", help="Language of messages, of the summary and of exported files."
    ),
]
Scenario = Annotated[
    str | None,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help="Scenario of the instance to apply first, by name; or the path of a .toml file with one.",
    ),
]
Product = Annotated[
    str | None,
    typer.Option(
        "--product",
        metavar="PRODUCT",
        help="Product to look at, for a model whose tables hold several; by default the model's own.",
    ),
]
