"""Write a comparison of proposals to a file that other programs open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from u16opt.explaining.comparing.sides import Sides
from u16opt.export.comparing import groups, key_figures, measured, municipalities, rules
from u16opt.export.content import Content
from u16opt.export.export import FORMATS
from u16opt.export.files import check_path, write
from u16opt.export.joint import Joint
from u16opt.export.moving import moves, moves_of_groups
from u16opt.export.presuming import proposals, scenarios, settings, tables
from u16opt.export.publishing import protection_of, published
from u16opt.export.suppression import THRESHOLD, usable_threshold
from u16opt.model.model import Section
from u16opt.proposal import Proposal
from u16opt.report.provenance import provenance_section, warning
from u16opt.report.summary import Summary, foot
from u16opt.texts import Language, Text

Row = dict[str, Any]

ENDINGS = tuple(ending for ending in FORMATS if ending != ".geojson")
"""Kinds of file for a comparison: a map shows one proposal."""

EVEN_EMPTY = ("goals", "assumptions", "settings", "tables", "moves")
"""Sections of which it says something that they have no rows."""

FIRST = Text("Vergelijking", "Comparison")


def check_file(path: Path, threshold: int = THRESHOLD) -> None:
    """Refuse a file that cannot be written, or a threshold that hides nothing.

    Raises
    ------
    InputError
        Saying what would do.
    """
    check_path(path, ENDINGS)
    usable_threshold(threshold)


def write_comparison(
    sides: Sides,
    facts: Mapping[str, Any],
    path: Path,
    *,
    internal: bool,
    language: Language = "nl",
    threshold: int = THRESHOLD,
) -> list[Path]:
    """Write a comparison to a file of the kind its name ends in; the same comparison gives the same bytes.

    Parameters
    ----------
    facts
        What `u16opt.explaining.comparing.difference` found.
    path
        File ending in .csv, .xlsx, .ods or .html, in a folder that exists.
    internal
        Whether rows of client groups may leave, and small counts are shown.
    threshold
        Smallest count of people that is shown when it is not internal; 0 shows all.

    Returns
    -------
    The files written.

    Raises
    ------
    InputError
        When the path or the threshold cannot be used.
    """
    check_file(path, threshold)
    content = content_of(sides, facts, internal=internal, language=language, threshold=threshold)
    files = FORMATS[path.suffix.lower()](content, path)
    for name, written in files.items():
        write(name, written)
    return list(files)


def content_of(
    sides: Sides, facts: Mapping[str, Any], *, internal: bool, language: Language, threshold: int
) -> Content:
    """Return what a file of a comparison holds (parameters: `write_comparison`)."""
    made = _sections(sides, facts, internal)
    joint = Joint(sides)
    protection = joint.hidden(protection_of(made, (), 0 if internal else threshold))
    if not internal:
        made = tuple(published(section, protection) for section in made)
    ground, proposal = sides[0].ground, _with_all_origins(sides)
    sections = (*made, provenance_section(proposal))
    title = f"{FIRST[language]}: {', '.join(side.name for side in sides)}"
    notes = ((Text("Let op", "Note"), warning(ground.model, proposal)),)
    about = ((Text("Model", "Model"), ground.model.title), *notes)
    report = Summary(language, title, about, sections, foot(proposal))
    # Rows of people are in the sections already, where they may be: never the answer of one proposal.
    return Content(ground.instance, ground.model, proposal, report, protection, internal=False, first=FIRST)


def _sections(sides: Sides, facts: Mapping[str, Any], internal: bool) -> tuple[Section, ...]:
    joint = Joint(sides)
    goals = measured(sides, facts["goals"], joint, "goals", Text("Doelen", "Goals"))
    found = [
        proposals(facts["proposals"]),
        scenarios(facts["assumptions"]),
        settings(facts["assumptions"], sides),
        tables(facts["assumptions"]),
        replace(goals, people=joint.people),
        measured(
            sides,
            _goals_only(sides, facts["measures"]),
            joint,
            "measures",
            Text("Ook gemeten", "Also measured"),
        ),
        key_figures(sides, joint),
        rules(sides, facts["rules"], joint),
        municipalities(sides, joint),
        groups(sides, joint),
        moves(sides, facts, joint),
    ]
    told = [section for section in found if section.rows or section.name in EVEN_EMPTY]
    return (*told, moves_of_groups(facts)) if internal else tuple(told)


def _goals_only(sides: Sides, rows: list[Row]) -> list[Row]:
    """Return the measures that are goals, or are aimed at: the key figures tell of the others."""
    goals = {goal.name for goal in sides[0].ground.model.goals}
    return [row for row in rows if row["name"] in goals or row["target"] is not None]


def _with_all_origins(sides: Sides) -> Proposal:
    """Return the first proposal with what all proposals say of the origin of figures."""
    entries = dict.fromkeys(entry for side in sides for entry in side.proposal.provenance)
    return sides[0].proposal.model_copy(update={"provenance": tuple(entries)})
