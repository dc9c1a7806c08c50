"""``u16opt export``: a proposal as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import exit_codes, say
from u16opt.command.options import Instance, Lang, ProposalFile, Scenario
from u16opt.command.verify import read_json
from u16opt.texts import Text

WRITTEN = Text("Geschreven: {file}", "Written: {file}")


def export(
    path: Instance,
    proposal: ProposalFile,
    to: Annotated[
        Path, typer.Option(metavar="FILE", help="File ending in .csv, .xlsx, .ods, .geojson or .html.")
    ],
    internal: Annotated[
        bool,
        typer.Option(
            "--internal", help="With rows about people and small counts. A group of one is a person."
        ),
    ] = False,
    scenario: Scenario = None,
    lang: Lang = "nl",
) -> None:
    """Write a verified proposal to a file; without --internal no row about people leaves.

    The proposal's own scenario is applied first; --scenario is for one in a file outside the instance.

    Example: u16opt export instances/u16-2024 out/u16-2024/proposal.json --to voorstel.xlsx
    """
    with exit_codes(lang):
        from u16opt.acceptance import accepted
        from u16opt.export.export import export as write
        from u16opt.scenario.proposed import instance_for

        content = read_json(proposal)
        found = accepted(instance_for(path, content, scenario), content)
        for file in write(found.instance, found.model, found.proposal, to, internal=internal, language=lang):
            say(WRITTEN[lang].format(file=file))
