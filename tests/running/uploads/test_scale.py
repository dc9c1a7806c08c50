"""Uploads as large as the whole country."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.uploaded import JSON, XLSX, ZIP, files_of, sent, zipped
from support.writing import write_folder, write_workbook

from u16opt.instance.documents.writing import document_of

SETTINGS = 'format = 1\nname = "country"\nperiods = [2024, 2025, 2026]\n'


def country(groups: int = 30_000) -> dict[str, list[dict[str, Any]]]:
    """Return tables of 342 municipalities, 3,300 neighbourhoods, and so many groups and lots."""
    draw = Random(1)
    places = [f"GM{number:04}" for number in range(1, 343)]
    quarters = [f"WK{number % 342 + 1:04}{number // 342:02}" for number in range(3_300)]
    years, kinds = [2024, 2025, 2026], ["studio", "tweekamer", "driekamer"]

    def spot() -> dict[str, float]:
        return {"latitude": round(draw.uniform(51, 53), 5), "longitude": round(draw.uniform(4, 6), 5)}

    return {
        "municipalities": [{"code": code, "region": f"regio {code[2:5]}", **spot()} for code in places],
        "neighbourhoods": [{"code": code, "municipality": f"GM{code[2:6]}", **spot()} for code in quarters],
        "contingents": [
            {"municipality": code, "period": year, "lettings": 20} for code in places for year in years
        ],
        "supply": [
            {
                "lot": f"kavel-{number}",
                "neighbourhood": draw.choice(quarters),
                "period": draw.choice(years),
                "kind": draw.choice(kinds),
                "homes": draw.randint(1, 4),
                "owner": "Corporatie",
            }
            for number in range(groups)
        ],
        "client_groups": [
            {
                "group": f"groep-{number}",
                "clients": draw.randint(1, 4),
                "origin": draw.choice(places),
                "network": draw.choice(quarters),
                "kinds": draw.sample(kinds, 2),
                "support": "BT",
            }
            for number in range(groups)
        ],
        "support": [{"product": "BT", "rate": 12_000, "periods": 2}],
        "provenance": [{"table": "supply", "column": "*", "status": "synthetisch"}],
    }


@pytest.mark.large
def test_a_whole_country_is_taken(tmp_path: Path) -> None:
    """Tests that 30,000 groups in 3,300 neighbourhoods are taken without a word, whatever kind of file."""
    tables = country()
    folder = write_folder(tmp_path / "country", tables, SETTINGS)
    book = write_workbook(tmp_path / "country.xlsx", tables, SETTINGS)
    uploads = [
        sent(zipped(files_of(folder)), ZIP),
        sent(document_of(folder).encode(), JSON),
        sent(book.read_bytes(), XLSX),
    ]
    assert [upload.problems for upload in uploads] == [(), (), ()]
    facts = uploads[0].facts
    assert facts is not None
    assert facts.summary["tables"]["client_groups"] == 30_000
    assert [upload.facts for upload in uploads] == [facts] * 3
