"""The neighbourhoods nearest their draagkracht."""

from __future__ import annotations

from pathlib import Path

from support.answers import answer_of
from support.hand_made import village_report
from support.village import TABLES

from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

U16 = Path(__file__).resolve().parents[2] / "instances" / "u16-2024"


def test_fullest_first(tmp_path: Path) -> None:
    """Tests that placements are divided by draagkracht per year, the highest first, then the larger."""
    section = village_report(tmp_path)["neighbourhoods"]
    assert [row[1:] for row in section.rows] == [
        ("Z1", "Zeist", 2024, 2, 1, 200),
        ("U1", "Utrecht", 2024, 1, 2, 50),
        ("U1", "Utrecht", 2025, 1, 2, 50),
        ("B1", "Bunnik", 2025, 1, 4, 25),
    ]


def test_draagkracht_of_nought(tmp_path: Path) -> None:
    """Tests that a neighbourhood that can carry nothing and has placements comes first, without a share."""
    places = [row | {"draagkracht": 0 if row["code"] == "U1" else 9} for row in TABLES["neighbourhoods"]]
    section = village_report(tmp_path, neighbourhoods=places)["neighbourhoods"]
    assert [(row[1], row[4:]) for row in section.rows[:3]] == [
        ("U1", (1, 0, "")),
        ("U1", (1, 0, "")),
        ("Z1", (2, 9, 200 / 9)),
    ]


def test_at_most_ten() -> None:
    """Tests that no more than ten neighbourhoods are listed, the ten with the highest pressure."""
    instance = read(U16)
    lots, groups = instance["supply"]["lot"], instance["client_groups"]["group"]
    placements = dict.fromkeys(zip(groups, lots, strict=False), 1)
    answer = answer_of(instance, placements)
    sections = MODEL.report(instance, policy_of(instance, MODEL), answer)
    (section,) = [each for each in sections if each.name == "neighbourhoods"]
    pressures = [row[-1] for row in section.rows]
    assert len(pressures) == 10
    assert pressures == sorted(pressures, reverse=True)
