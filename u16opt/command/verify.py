"""``u16opt verify``: recompute a proposal without a solver."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from u16opt.command.exits import Exit, exit_codes, say_findings
from u16opt.command.options import Instance, Json, Lang, ProposalFile, Scenario
from u16opt.problems import InputError, Problem
from u16opt.texts import Language, Text

ACCEPTED = Text(
    "Goedgekeurd: alle regels en doelen zijn opnieuw berekend en kloppen.",
    "Accepted: every rule and goal was recomputed and adds up.",
)


def verify(
    path: Instance,
    proposal: ProposalFile,
    scenario: Scenario = None,
    as_json: Json = False,
    lang: Lang = "nl",
) -> None:
    """Recompute every rule and goal of a proposal from the tables alone.

    The proposal's own scenario is applied first; --scenario is for one in a file outside the instance.

    Exit code 0 when all of it adds up, 5 when something does not (each finding names the rule, goal or key),
    2 when a file cannot be read.

    Example: u16opt verify instances/u16-2024 out/u16-2024/proposal.json
    """
    with exit_codes(lang):
        from u16opt.acceptance import findings_of
        from u16opt.scenario.proposed import instance_for

        content = read_json(proposal)
        findings = findings_of(instance_for(path, content, scenario), content)
        if as_json:
            _print_json(findings, lang)
        elif findings:
            say_findings(findings, lang)
        else:
            print(ACCEPTED[lang])
        if findings:
            raise typer.Exit(Exit.NOT_VERIFIED)


def read_json(path: Path) -> dict[str, Any]:
    """Return the content of a proposal file.

    Raises
    ------
    InputError
        When it cannot be read, or is no JSON object.
    """
    expected = Text("een proposal.json zoals solve die schrijft", "a proposal.json as solve writes it")
    if path.is_dir():
        inside = Text(
            f"een bestand, zoals {path / 'proposal.json'}", f"a file, such as {path / 'proposal.json'}"
        )
        raise InputError([Problem(str(path), inside)])
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        raise InputError([Problem(str(path), expected, value=str(fault))]) from None
    if not isinstance(content, dict):
        raise InputError([Problem(str(path), expected, value=type(content).__name__)])
    return content


def _print_json(findings: tuple[tuple[str, Text], ...], language: Language) -> None:
    content = {
        "accepted": not findings,
        "findings": [{"name": name, "text": text[language]} for name, text in findings],
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))
