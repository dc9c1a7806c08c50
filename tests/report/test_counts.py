"""What a report says about people adds up, and everything that gives a count away says so."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support.answers import answer_of, draw_placements
from support.generator import SMALL, draw_case
from support.hand_made import village_report

from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt.report.people import ReportSection, housed, together
from u16opt_models.allocation import MODEL
from u16opt_models.allocation.reports.figures import TITLES


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_totals_are_the_sums_of_their_parts(seed: int) -> None:
    """Tests that every total is known, has known parts, and is their sum; and that counts fit their range."""
    with TemporaryDirectory() as folder:
        instance = read(draw_case(seed, SMALL, random_policy=True).write(Path(folder)))
    answer = answer_of(instance, draw_placements(instance, random.Random(seed)))
    policy = policy_of(instance, MODEL)
    sections = [each for each in MODEL.report(instance, policy, answer) if isinstance(each, ReportSection)]
    people = together(section.people for section in sections)
    for total, parts in people.sums:
        assert people.counts[total] == sum(people.counts[part] for part in parts), total
    shown = {key for section in sections for keys in section.cells.values() for key in keys}
    told = {key for section in sections for keys in section.figures.values() for key in keys}
    assert shown | told <= people.counts.keys()


def test_every_count_of_clients_rests_on_a_count(tmp_path: Path) -> None:
    """Tests that a cell with clients or lettings shows the very count it says it gives away.

    Promised lettings and lettings without a home on offer are public.
    """
    sections = [each for each in village_report(tmp_path).values() if isinstance(each, ReportSection)]
    counts = together(section.people for section in sections).counts
    checked = 0
    for section in sections:
        for (row, column), keys in section.cells.items():
            unit = section.units[column] if section.units else None
            heading = section.columns[column].nl
            counted = unit is not None and unit.nl in ("cliënten", "verhuringen", "plaatsingen")
            if counted and heading != "Waarvan geen woning":
                (key,) = keys
                assert section.rows[row][column] == counts[key], (section.name, row, heading)
                checked += 1
    assert checked > 50


def test_places_of_a_map(tmp_path: Path) -> None:
    """Tests that clients are counted by place and period for maps: one in Bunnik, in 2025."""
    sections = [each for each in village_report(tmp_path).values() if isinstance(each, ReportSection)]
    counts = together(section.people for section in sections).counts
    assert counts[housed("municipalities", "BU", None)] == 1
    assert counts[housed("neighbourhoods", "B1", 2025)] == 1
    assert counts[housed("neighbourhoods", "B1", 2024)] == 0


def test_every_figure_has_a_title(tmp_path: Path) -> None:
    """Tests that every figure of the checker is shown, with a title and a unit in both languages."""
    section = village_report(tmp_path)["figures"]
    assert [row[0] for row in section.rows] == [title for title, _ in TITLES.values()]
    assert all(text.nl and text.en for texts in TITLES.values() for text in texts)
