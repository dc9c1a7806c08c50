"""What a policy officer reads of a recalibration, and what may be published of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.recalibration.valley import VALLEY

from u16opt.export.export import export
from u16opt.instance.instance import Instance
from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.report.cells import shown
from u16opt.report.summary import summary
from u16opt.report.text import render_text
from u16opt.solving import solve
from u16opt_models.herijking import MODEL


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """Return the valley."""
    return VALLEY.instance(tmp_path_factory.mktemp("valley"))


@pytest.fixture(scope="module")
def proposal(instance: Instance) -> Proposal:
    """Return its proposal."""
    return solve(instance, MODEL)


def section(instance: Instance, proposal: Proposal, name: str) -> Section:
    """Return one section of the model's report."""
    (found,) = (
        each
        for each in MODEL.report(instance, policy_of(instance, MODEL), proposal.answer)
        if each.name == name
    )
    return found


def cells(found: Section) -> list[list[str]]:
    """Return a section's cells in Dutch."""
    return [[shown(cell, "nl") for cell in row] for row in found.rows]


def test_what_changes_where(instance: Instance, proposal: Proposal) -> None:
    """Tests that every municipality shows what it has, its quota, what it gets, the change and the bound."""
    assert cells(section(instance, proposal, "recalibration")) == [
        ["A", "A", "north", "5", "4,0", "3", "-2", "Bovengrens"],
        ["B", "B", "north", "1", "2,0", "3", "2", ""],
        ["C", "C", "south", "4", "8,0", "5", "1", "Bovengrens"],
        ["D", "D", "south", "2", "2,0", "3", "1", ""],
        ["E", "E", "south", "3", "0,0", "2", "-1", ""],
    ]


def test_totals_of_groups(instance: Instance, proposal: Proposal) -> None:
    """Tests that every group shows how many it has, what they had and what they get together."""
    assert cells(section(instance, proposal, "groups")) == [
        ["north", "2", "6", "6,0", "6", "0"],
        ["south", "3", "9", "10,0", "10", "1"],
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_summary(instance: Instance, proposal: Proposal, language: str) -> None:
    """Tests that the summary shows the sections in both languages, with no word left open."""
    text = render_text(summary(instance, MODEL, proposal), "nl" if language == "nl" else "en")
    assert {"nl": "Contingent per gemeente", "en": "Contingent by municipality"}[language] in text
    assert "{" not in text
    assert "None" not in text


@pytest.mark.parametrize("ending", [".csv", ".html"])
def test_small_numbers_of_lettings_are_no_people(
    tmp_path: Path, instance: Instance, proposal: Proposal, ending: str
) -> None:
    """Tests that a published export shows lettings as they are: they count promises, not people."""
    (file,) = export(instance, MODEL, proposal, tmp_path / f"out{ending}", internal=False, language="nl")
    text = file.read_text(encoding="utf-8")
    assert "<5" not in text
    assert "&lt;5" not in text
    assert "Bovengrens" in text


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".geojson", ".html"])
def test_every_kind_of_file(tmp_path: Path, instance: Instance, proposal: Proposal, ending: str) -> None:
    """Tests that a recalibration can be written to every kind of file, the same bytes each time."""
    one, other = (
        export(instance, MODEL, proposal, tmp_path / f"{name}{ending}", internal=False)[0].read_bytes()
        for name in ("one", "other")
    )
    assert one == other
    assert one
