"""``u16opt compare``: what differs between proposals, in what they assume and in what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from u16opt.command.exits import exit_codes, say
from u16opt.command.options import Instance, Json, Lang
from u16opt.command.terminal import quiet_standard_output
from u16opt.texts import Language, Text

if TYPE_CHECKING:
    from u16opt.explaining.comparing.compared import Compared
    from u16opt.explaining.questions import Difference

WRITTEN = Text("Geschreven: {file}", "Written: {file}")

Other = Annotated[
    Path | None,
    typer.Option(
        "--other",
        metavar="PATH",
        help="Another instance, for proposals that were not made for the first (after herijk, say).",
    ),
]
Targets = Annotated[
    Path | None,
    typer.Option("--targets", metavar="FILE", help="TOML file: [targets], GOAL = NUMBER, baseline = NAME."),
]


def compare(
    path: Instance,
    proposals: Annotated[
        list[Path],
        typer.Argument(
            metavar="PROPOSAL...", help="Two or more proposals; the others are compared with the first."
        ),
    ],
    other: Other = None,
    targets: Targets = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Also write a file ending in .xlsx, .ods, .csv or .html."),
    ] = None,
    internal: Annotated[
        bool,
        typer.Option(
            "--internal", help="In the file: rows of client groups and small counts. One can be a person."
        ),
    ] = False,
    threshold: Annotated[
        int,
        typer.Option(
            "--threshold", min=0, metavar="N", help="In the file: smallest count of people that is shown."
        ),
    ] = 5,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """Compare proposals: first what differs in the assumptions, then what differs in the outcomes.

    Each proposal is matched to the instance (its own scenario applied) or to --other, and verified. Exit code
    0 when that went well, whatever differs; 2 for one proposal alone, or for proposals of different models;
    5 when a proposal does not add up or fits neither instance.

    Example: u16opt compare instances/u16-2024 out/u16-2024/proposal.json out/flex/proposal.json
    """
    with exit_codes(lang):
        from u16opt.command.comparing import asked, matched
        from u16opt.explaining.answer import Answer
        from u16opt.explaining.explain import explain

        if to is not None:
            from u16opt.export.comparison import check_file

            check_file(to, threshold)
        first, question = asked(matched(path, other, proposals), targets)
        with quiet_standard_output():
            answer: Answer = explain(first.instance, first.proposal, question)
        if to is not None:
            for file in _written(first, question, to, internal, threshold, lang):
                say(WRITTEN[lang].format(file=file))
        typer.echo(answer.as_json() if as_json else f"{getattr(answer.text, lang)}\n", nl=False)


def _written(
    first: Compared, question: Difference, to: Path, internal: bool, threshold: int, language: Language
) -> list[Path]:
    """Write the file of a comparison."""
    from u16opt.explaining.comparing.difference import compared
    from u16opt.explaining.explain import stand_on
    from u16opt.export.comparison import write_comparison

    sides, facts = compared(stand_on(first.instance, first.proposal), question)
    more: dict[str, Any] = {"internal": internal, "language": language, "threshold": threshold}
    return write_comparison(sides, facts, to, **more)
