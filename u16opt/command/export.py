"""``u16opt export``: a proposal as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from u16opt.command.exits import Exit, exit_codes, say, say_findings
from u16opt.command.options import Instance, Lang, ProposalFile, Scenario
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
        from u16opt.export.export import export as write
        from u16opt.model import registry
        from u16opt.products import of_product
        from u16opt.proposal import Proposal
        from u16opt.scenario.proposed import instance_for
        from u16opt.verification import verify

        content = read_json(proposal)
        instance = instance_for(path, content, scenario)
        if findings := verify(instance, content) or practice_of(instance, content):
            say_findings(findings, lang)
            raise typer.Exit(Exit.NOT_VERIFIED)
        checked = Proposal.model_validate(content)
        model = registry.model(checked.model)
        instance = of_product(instance, model, checked.product)
        for file in write(instance, model, checked, to, internal=internal, language=lang):
            say(WRITTEN[lang].format(file=file))
