"""Outcomes per group of clients: a table of outcomes per group exists, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.hand_made import village_report
from support.village import TABLES


def outcomes(path: Path, **changed: Any) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return the numbers of the village by trait and group, in Dutch."""
    section = village_report(path, **changed)["outcomes"]
    return {
        (row[0].nl, getattr(row[1], "nl", row[1])): row[2:]  # type: ignore[misc]
        for row in section.rows
    }


def test_village(tmp_path: Path) -> None:
    """Tests clients, unplaced, placed, misfit, distance, own municipality and pressure of each group by hand.

    a (Utrecht): three clients, misfits 0, 2 and 0, at 0, 0 and 8 km, two of them in Utrecht, where pressure
    is 1/2, and one in Zeist at 2/1. b (Zeist): one of two, in Zeist, misfit 1, at 1 km. c (elsewhere): one of
    two, no network, pressure 1/4.
    """
    found = outcomes(tmp_path)
    assert found["Herkomst", "Utrecht (stad)"] == pytest.approx((3, 0, 100, 2 / 3, 8 / 3, 200 / 3, 100))
    assert found["Herkomst", "andere gemeenten"] == (2, 1, 50, 1, 1, 100, 200)
    assert found["Herkomst", "van elders"] == (2, 1, 50, 0, "", "", 25)
    assert found["Iedereen", ""] == pytest.approx((7, 2, 500 / 7, 3 / 5, 9 / 4, 75, 105))


def test_every_trait(tmp_path: Path) -> None:
    """Tests that clients are told apart by origin, first wish, support and priority, each once."""
    found = outcomes(tmp_path)
    assert list(found) == [
        ("Herkomst", "Utrecht (stad)"),
        ("Herkomst", "andere gemeenten"),
        ("Herkomst", "van elders"),
        ("Eerste wens", "flat"),
        ("Eerste wens", "room"),
        ("Ondersteuning", "heavy"),
        ("Ondersteuning", "light"),
        ("Voorrang (hoger telt zwaarder)", "1"),
        ("Voorrang (hoger telt zwaarder)", "2"),
        ("Voorrang (hoger telt zwaarder)", "3"),
        ("Iedereen", ""),
    ]
    for trait in ("Herkomst", "Eerste wens", "Ondersteuning", "Voorrang (hoger telt zwaarder)"):
        assert sum(row[0] for (name, _), row in found.items() if name == trait) == 7
        assert sum(row[1] for (name, _), row in found.items() if name == trait) == 2


def test_city_without_a_centre(tmp_path: Path) -> None:
    """Tests that without a centre municipality the city is the one with most inhabitants."""
    people = {"UT": 9, "ZE": 70, "BU": 8}
    places = [row | {"inhabitants": people[row["code"]]} for row in TABLES["municipalities"]]
    found = outcomes(tmp_path, municipalities=places, budget={})
    assert found["Herkomst", "Zeist (stad)"][0] == 2


def test_priorities_in_order(tmp_path: Path) -> None:
    """Tests that priority 10 comes after priority 2."""
    groups = [row | {"priority": 10 if row["group"] == "c" else 2} for row in TABLES["client_groups"]]
    found = outcomes(tmp_path, client_groups=groups)
    assert [value for trait, value in found if trait == "Voorrang (hoger telt zwaarder)"] == ["2", "10"]


def test_without_support(tmp_path: Path) -> None:
    """Tests that clients without support are a group of their own."""
    groups = [row | {"support": None} for row in TABLES["client_groups"]]
    assert outcomes(tmp_path, client_groups=groups)["Ondersteuning", "geen"][0] == 7
