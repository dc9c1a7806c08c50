"""What each municipality promised and delivered, worked out by hand for the village."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of
from support.hand_made import village_report

from u16opt.instance.read import read
from u16opt.model.model import Section
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL

U16 = Path(__file__).resolve().parents[2] / "instances" / "u16-2024"


def rows(section: Section) -> list[tuple[Any, ...]]:
    """Return rows with every text in Dutch."""
    return [tuple(getattr(cell, "nl", cell) for cell in row) for row in section.rows]


def test_over_all_periods(tmp_path: Path) -> None:
    """Tests the village by hand: promised, delivered, short, no home on offer, own, others, distance.

    Utrecht promised 4 in 2024, offered 3 homes and housed 1: short by 3, 1 of them for want of a home. Its
    own two clients are at home in their network; Zeist houses one of its own and one from Utrecht, 1 and
    8 km from their networks; the client in Bunnik comes from elsewhere and has no network.
    """
    assert rows(village_report(tmp_path)["municipalities"]) == [
        ("Bunnik", "BU", 0, 1, 0, 0, 0, 1, ""),
        ("Utrecht", "UT", 6, 2, 4, 1, 2, 0, 0),
        ("Zeist", "ZE", 2, 2, 0, 0, 1, 1, 4.5),
        ("Totaal", "", 8, 5, 4, 1, 3, 2, 2.25),
    ]


def test_by_year(tmp_path: Path) -> None:
    """Tests that the years of a municipality add up to its total; shortfalls are not set off."""
    by_year = rows(village_report(tmp_path)["municipalities_by_year"])
    assert [row for row in by_year if row[0] in ("Utrecht", "Totaal")] == [
        ("Utrecht", "UT", 2024, 4, 1, 3, 1, 1, 0, 0),
        ("Utrecht", "UT", 2025, 2, 1, 1, 0, 1, 0, 0),
        ("Totaal", "", 2024, 6, 3, 3, 1, 2, 1, 3),
        ("Totaal", "", 2025, 2, 2, 1, 0, 1, 1, 0),
    ]


def test_one_period() -> None:
    """Tests that with one period there is one table, without a column for the year, nobody placed or not."""
    instance = read(U16)
    sections = MODEL.report(instance, policy_of(instance, MODEL), answer_of(instance, {}))
    (table,) = [section for section in sections if section.name.startswith("municipalities")]
    assert "Jaar" not in [heading.nl for heading in table.columns]
    assert rows(table)[-1] == ("Totaal", "", 600, 0, 600, 42, 0, 0, "")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_headings(tmp_path: Path, language: Any) -> None:
    """Tests that every column has a heading in both languages, and no two the same."""
    for section in village_report(tmp_path).values():
        headings = [heading[language] for heading in section.columns]
        assert all(headings)
        assert len(set(headings)) == len(headings)
        assert all(len(row) == len(headings) for row in section.rows)
