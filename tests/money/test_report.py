"""The settlement as people read it, and what of it is published."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of
from support.hand_made import SOFT, hand_made
from support.village import PLACEMENTS, village

from u16opt.export.content import content_of
from u16opt.export.export import FORMATS, export
from u16opt.instance.instance import Instance
from u16opt.model.model import Section
from u16opt.money.entries import settled
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.report.grid import grid
from u16opt.report.settlement import settlement_sections
from u16opt_models.allocation import MODEL

BUDGETS = [
    {"municipality": code, "period": year, "amount": amount, "historic": None, "objective": None}
    for year in (2024, 2025)
    for code, amount in (("UT", 20_000), ("ZE", 10_000), ("BU", 10_000))
]
"""With these the village settles both years, between all three.

2024: Utrecht 8,000 and Zeist 10,000 are 18,000, shares 9,000, 4,500 and 4,500: -1,000, 5,500 and -4,500.
2025: 4,000, 10,000 and 10,000 are 24,000, shares 12,000, 6,000 and 6,000: -8,000, 4,000 and 4,000.
"""

SHEETS = r"worksheets/.*[.]xml|sharedStrings[.]xml|^content[.]xml"


def proposal_of(instance: Instance, **said: Any) -> Proposal:
    """Return the proposal of the village's placements, with its settlement."""
    found = MODEL.check(instance, policy_of(instance, MODEL), answer_of(instance, PLACEMENTS))
    settlement, transfers = settled(instance, MODEL, found)
    return hand_made(instance, **{"settlement": settlement, "transfers": transfers} | said)


def sections(instance: Instance) -> dict[str, Section]:
    """Return the sections about money."""
    return {each.name: each for each in settlement_sections(instance, MODEL, proposal_of(instance))}


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Return the village with a budget for everybody."""
    return village(tmp_path / "instance", policy=SOFT, budgets=BUDGETS)


def test_balances_of_all_years(instance: Instance) -> None:
    """Tests that each municipality has its spend, its share and a balance each year, in Dutch notation."""
    table = grid(sections(instance)["settlement"], "nl")
    assert (table.title, *table.columns) == (
        "Vereffening",
        *("Gemeente", "Code", "Uitgaven", "Aandeel", "Saldo 2024", "Saldo 2025", "Saldo"),
    )
    assert table.rows == (
        ("Bunnik", "BU", "10.000", "10.500", "-4.500", "4.000", "-500"),
        ("Utrecht", "UT", "12.000", "21.000", "-1.000", "-8.000", "-9.000"),
        ("Zeist", "ZE", "20.000", "10.500", "5.500", "4.000", "9.500"),
        ("Totaal", "", "42.000", "42.000", "0", "0", "0"),
    )
    assert "telt niet mee" not in table.note
    assert "budget heeft" not in table.note


def test_payments(instance: Instance) -> None:
    """Tests that each payment names who pays whom, in which year and how much."""
    table = grid(sections(instance)["transfers"], "nl")
    assert table.rows == (
        ("2024", "Bunnik (BU)", "Zeist (ZE)", "4.500"),
        ("2024", "Utrecht (UT)", "Zeist (ZE)", "1.000"),
        ("2025", "Utrecht (UT)", "Bunnik (BU)", "4.000"),
        ("2025", "Utrecht (UT)", "Zeist (ZE)", "4.000"),
    )


def test_amounts_fit_one_another(tmp_path: Path) -> None:
    """Tests that shown whole euros add up, also where shares do not come out: spend less share is balance."""
    rows = [row | {"amount": amount} for row, amount in zip(BUDGETS, (1, 1, 1, 3, 7, 1), strict=True)]
    table = sections(village(tmp_path, policy=SOFT, budgets=rows))["settlement"]
    *each, total = table.rows
    assert all(row[2] - row[3] == row[-1] == sum(row[4:-1]) for row in table.rows)
    assert total[2:] == tuple(sum(row[column] for row in each) for column in range(2, 7))
    assert total[2] == total[3]


def test_who_stays_out_is_said(tmp_path: Path) -> None:
    """Tests that a reader learns whose spend is not in it and which year is not settled."""
    table = sections(village(tmp_path, policy=SOFT))["settlement"]
    assert [row[1] for row in table.rows] == ["UT", "ZE", ""]
    assert [heading.nl for heading in table.columns][2:] == ["Uitgaven", "Aandeel", "Saldo"]
    note = table.note
    assert note is not None
    assert "Uitgaven in een jaar waarin een gemeente geen budget heeft, tellen niet mee: Bunnik." in note.nl
    assert "Spend in a year in which a municipality has no budget stays out: Bunnik." in note.en
    assert "Niet vereffend: 2025." in note.nl
    assert "Not settled: 2025." in note.en


def test_nothing_to_settle(tmp_path: Path) -> None:
    """Tests that without budgets there is no settlement in a report, not even an empty one."""
    assert sections(village(tmp_path, policy=SOFT, budgets=[])) == {}


def written(instance: Instance, folder: Path, ending: str, *, internal: bool) -> str:
    """Return all text of an export; of a workbook the sheets and their texts, not its looks."""
    folder.mkdir()
    files = export(
        instance, MODEL, proposal_of(instance), folder / f"v{ending}", internal=internal, threshold=0
    )
    parts = []
    for file in files:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if re.search(SHEETS, name)]
                parts += [archive.read(name) for name in names]
        else:
            parts.append(file.read_bytes())
    assert parts
    return "".join(part.decode("utf-8") for part in parts)


@pytest.mark.parametrize("ending", FORMATS)
def test_not_published(tmp_path: Path, instance: Instance, ending: str) -> None:
    """Tests that no published file of an allocation has an amount of a municipality, even with threshold 0.

    5,500 is the balance of Zeist; 4,500 what Bunnik pays, as tables and spreadsheets write them.
    """
    text = written(instance, tmp_path / "out", ending, internal=False)
    assert not any(amount in text for amount in ("5500", "4500", "5.500", "4.500", "5,500", "4,500"))
    assert ("Niet gepubliceerd" in text) is (ending != ".geojson")


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".geojson"])
def test_internal(tmp_path: Path, instance: Instance, ending: str) -> None:
    """Tests that an internal file has the balances and the payments."""
    text = written(instance, tmp_path / "out", ending, internal=True)
    assert "5500" in text or "5.500" in text
    assert "Niet gepubliceerd" not in text


def test_internal_tables(tmp_path: Path, instance: Instance) -> None:
    """Tests that internal CSV has a file for the settlement and one for the payments, with their basis."""
    files = export(instance, MODEL, proposal_of(instance), tmp_path / "v.csv", internal=True)
    assert [file.name for file in files] == ["v.csv", "v-unplaced.csv", "v-settlement.csv", "v-transfers.csv"]
    first = files[3].read_text(encoding="utf-8").splitlines()[:2]
    assert first == [
        "period,from,to,euro,instance_hash,version,seed,synthetic",
        f"2024,BU,ZE,4500,{instance.hash},0.1.0,7,client_groups",
    ]


def test_model_without_client_groups_is_published(instance: Instance) -> None:
    """Tests that where an answer names no client groups, as with locations, the settlement is published."""
    model = replace(MODEL, answers={"placements": ("lot", "clients"), "unplaced": ("clients",)})
    content = content_of(instance, model, proposal_of(instance), internal=False, language="nl", threshold=5)
    found = {section.name: section for section in content.report.sections}
    assert len(found["settlement"].rows) == 4
    assert len(found["transfers"].rows) == 4


def test_excess_of_few_clients(tmp_path: Path) -> None:
    """Tests that the largest excess of a budget, and a total of few, are hidden when few clients cause it.

    In the village Utrecht pays 8,000 for two clients and has 5,000; Zeist pays for one client, twice.
    """
    instance = village(tmp_path, policy=SOFT)
    assert excess(instance, threshold=0) == (6000, 3000)
    assert excess(instance, threshold=5) == (6000, "x")
    alone = [row for row in BUDGETS if row["municipality"] != "ZE"]
    alone = [row | {"amount": 5000 if row["municipality"] == "UT" else 50_000} for row in alone]
    (tmp_path / "alone").mkdir()
    instance = village(tmp_path / "alone", policy=SOFT, budgets=alone)
    assert excess(instance, threshold=0) == (3000, 3000)
    assert excess(instance, threshold=5) == ("x", "x")


def test_cost_of_few_clients(tmp_path: Path) -> None:
    """Tests that the cost of support is hidden when few clients have a product; it adds up rates."""
    instance = village(tmp_path, policy=SOFT)
    assert cost(instance, threshold=0) == 42_000
    assert cost(instance, threshold=5) == "x"


def cost(instance: Instance, threshold: int) -> Any:
    """Return what is published of the cost of support."""
    content = content_of(
        instance, MODEL, proposal_of(instance), internal=False, language="nl", threshold=threshold
    )
    figures = {section.name: section for section in content.report.sections}["figures"]
    (row,) = [row for row in figures.rows if row[0].nl == "Kosten van ondersteuning"]
    return row[1]


def excess(instance: Instance, threshold: int) -> tuple[Any, Any]:
    """Return what is published of the budget rule: its excess, and how much at the worst place."""
    content = content_of(
        instance, MODEL, proposal_of(instance), internal=False, language="nl", threshold=threshold
    )
    rules = {section.name: section for section in content.report.sections}["rules"]
    (row,) = [row for row in rules.rows if row[0].nl == "Budget"]
    return row[2], row[5]
