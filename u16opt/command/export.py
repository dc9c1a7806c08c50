"""``u16opt export``: a proposal as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import Exit, exit_codes, say, say_findings
from u16opt.command.options import Instance, Lang, ProposalFile
from u16opt.command.verify import practice_of, read_json
from u16opt.texts import Text

WRITTEN = Text("Geschreven: {file}", "Written: {file}")


def export(
    path: Instance,
    proposal: ProposalFile,
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="File ending in .csv, .xlsx, .ods, .geojson or .html.")
    ],
    internal: Annotated[
        bool, typer.Option("--internal", help="With the rows of client groups. A group of one is a person.")
    ] = False,
    lang: Lang = "nl",
) -> None:
    """Write a verified proposal to a file; without --internal no row of a client group leaves.

    Example: u16opt export instances/u16-2024 out/u16-2024/proposal.json --to voorstel.xlsx
    """
    with exit_codes(lang):
        from u16opt.export.export import export as write
        from u16opt.instance.read import read
        from u16opt.model import registry
        from u16opt.proposal import Proposal
        from u16opt.verification import verify

        instance, content = read(path), read_json(proposal)
        if findings := verify(instance, content) or practice_of(instance, content):
            say_findings(findings, lang)
            raise typer.Exit(Exit.NOT_VERIFIED)
        checked = Proposal.model_validate(content)
        for file in write(instance, registry.model(checked.model), checked, to, internal=internal):
            say(WRITTEN[lang].format(file=file))
