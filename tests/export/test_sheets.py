"""The export as workbooks, read back by another program."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from support.hand_made import SOFT, hand_made
from support.village import TABLES, village

from u16opt.export.content import content_of
from u16opt.export.export import export
from u16opt.export.sheets import sheets
from u16opt.instance.instance import Instance
from u16opt.report.summary import summary
from u16opt_models.allocation import MODEL

FORMULA = "@SUM(1) é"
ENDINGS = (".xlsx", ".ods")


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Return the village with a municipality whose name would be a formula."""
    places = [TABLES["municipalities"][0] | {"name": FORMULA}, *TABLES["municipalities"][1:]]
    return village(tmp_path / "instance", policy=SOFT, municipalities=places)


def book(instance: Instance, file: Path, **options: Any) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet of an export."""
    export(instance, MODEL, hand_made(instance), file, **{"internal": False} | options)
    read = CalamineWorkbook.from_path(file)
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


@pytest.mark.parametrize("ending", ENDINGS)
def test_first_sheet(tmp_path: Path, instance: Instance, ending: str) -> None:
    """Tests that the first sheet says what it is, what it rests on, and where its data come from."""
    made = book(instance, tmp_path / f"v{ending}")
    name, first = next(iter(made.items()))
    facts = {row[0]: row[1] for row in first}
    assert name == "Voorstel"
    assert facts["Voorstel"] == "village"
    assert facts["Status"] == "haalbaar, niet bewezen optimaal"
    assert facts["Invoer (sha256)"] == instance.hash
    assert facts["Versie"] == "u16opt 0.1.0"
    assert facts["Loting (seed)"] == "7"
    start = [row[0] for row in first].index("Tabel")
    assert first[start][:4] == ["Tabel", "Kolom", "Status", "Bron"]
    assert [row[:4] for row in first[start + 1 :]] == [
        ["municipalities", "*", "bron", "CBS"],
        ["client_groups", "*", "synthetisch", ""],
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_sheet_for_every_section(tmp_path: Path, instance: Instance, ending: str) -> None:
    """Tests that each section is a sheet: headings first, numbers as numbers, texts as texts."""
    made = book(instance, tmp_path / f"v{ending}", threshold=0)
    sections = summary(instance, MODEL, hand_made(instance)).sections
    assert len(made) == len(sections)
    table = made["Gemeenten"]
    assert table[0][:4] == ["Gemeente", "Code", "Toegezegd", "Geleverd"]
    assert table[1][:4] == [f"'{FORMULA}", "UT", 6, 2]
    assert table[3] == ["Zeist", "ZE", 2, 2, 0, 0, 1, 1, 4.5]
    assert made["Gemeenten per jaar"][1][2] == 2024


@pytest.mark.parametrize("ending", ENDINGS)
def test_internal_sheets(tmp_path: Path, instance: Instance, ending: str) -> None:
    """Tests that an internal workbook has the placements and the groups without a home, small as they are."""
    made = book(instance, tmp_path / f"v{ending}", internal=True)
    assert made["Plaatsingen"][0][:3] == ["Groep", "Kavel", "Cliënten"]
    assert made["Plaatsingen"][1] == [
        "a",
        "u-flat",
        1,
        "U1",
        "U1",
        "UT",
        f"'{FORMULA}",
        2024,
        "flat",
        "regular",
    ]
    assert made["Groepen zonder woning"][1:] == [["b", 1], ["c", 1]]


def test_no_formula_in_excel(tmp_path: Path, instance: Instance) -> None:
    """Tests that no cell of the workbook is a formula or a link, and that every heading row is frozen."""
    book(instance, tmp_path / "v.xlsx", internal=True)
    with zipfile.ZipFile(tmp_path / "v.xlsx") as archive:
        parts = [archive.read(name).decode("utf-8") for name in archive.namelist() if "sheet" in name]
    pages = [part for part in parts if "<sheetData" in part]
    assert len(pages) > 5
    assert not any("<f>" in page or "<hyperlink" in page for page in pages)
    assert all(re.search(r'<pane ySplit="1" topLeftCell="A2"[^>]*state="frozen"', page) for page in pages)
    assert all("<cols>" in page for page in pages)


def test_open_document(tmp_path: Path, instance: Instance) -> None:
    """Tests that the spreadsheet has no formula, widths, frozen headings, and says its language and title."""
    made = book(instance, tmp_path / "v.ods")
    with zipfile.ZipFile(tmp_path / "v.ods") as archive:
        part = {name: archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()}
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert "table:formula" not in part["content.xml"]
    assert "style:column-width" in part["content.xml"]
    assert part["settings.xml"].count('"VerticalSplitPosition"') == len(made)
    assert "<dc:language>nl-NL</dc:language>" in part["meta.xml"]
    assert "<dc:title>village</dc:title>" in part["meta.xml"]


def test_names_of_sheets(instance: Instance) -> None:
    """Tests that names fit a workbook: at most 31 letters, no two alike, whole words, none of its signs."""
    content = content_of(instance, MODEL, hand_made(instance), internal=True, language="nl", threshold=5)
    names = [sheet.name for sheet in sheets(content)]
    assert "Wijken het dichtst bij hun" in names
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_english(tmp_path: Path, instance: Instance) -> None:
    """Tests that a workbook can be in English."""
    made = book(instance, tmp_path / "v.xlsx", language="en")
    assert {"Proposal", "Goals", "Municipalities"} <= made.keys()
    assert made["Goals"][0][:2] == ["Goal", "Value"]
