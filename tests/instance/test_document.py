"""An instance as one JSON document: the same instance as in a folder, and every fault at its place."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from support.complete import FILES, write
from support.documents import document, small
from support.drawn import SETTINGS, instances
from support.uploaded import ROOT, SHIPPED, TINY, content_of
from support.writing import Rows, write_folder

import u16opt
from u16opt.checkup import checkup_of_all
from u16opt.instance.documents.writing import document_of
from u16opt.instance.read import read, source_of
from u16opt.problems import InputError
from u16opt.recalibration import others_of


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_folder_as_a_document_is_the_same_instance(folder: Path, tmp_path: Path) -> None:
    """Tests that each shipped instance, written as a document, is equal, with each of its scenarios."""
    file = document(tmp_path, document_of(folder))
    assert read(file) == read(folder)
    assert document_of(file) == document_of(folder)
    names = source_of(folder).scenarios
    assert list(names)
    assert list(source_of(file).scenarios) == list(names)
    for name in names:
        one, other = read(file, name), read(folder, name)
        assert (one.hash, one.tables, one.assumptions) == (other.hash, other.tables, other.assumptions)


@pytest.mark.parametrize("model", ["allocation", "spread", "herijking"])
def test_a_document_gives_the_same_proposal(model: str, tmp_path: Path) -> None:
    """Tests that a solve of the document gives the proposal of the folder, byte for byte but for seconds."""
    file = document(tmp_path, document_of(TINY))
    one, other = (_as_json(u16opt.solve(read(path), model=model)) for path in (file, TINY))
    assert one == other


def _as_json(proposal: Any) -> str:
    content = json.loads(proposal.as_json())
    del content["solver"]["seconds"]
    return json.dumps(content)


@settings(max_examples=30, deadline=None)
@given(tables=instances())
def test_a_document_of_anything_is_the_same(tables: dict[str, Rows]) -> None:
    """Tests that drawn tables are the same instance in a folder, and in a document."""
    with tempfile.TemporaryDirectory() as space:
        folder = write_folder(Path(space) / "folder", tables, SETTINGS)
        instance, source = read(folder), source_of(folder)
        for number, content in enumerate(
            [
                document_of(folder),
                {"instance": source.settings, "tables": tables},
                {"settings": source.settings, **tables},
                {"instance": source.settings, "tables": by_column(tables)},
            ]
        ):
            found = read(document(Path(space), content))
            assert (found.hash, found.tables) == (instance.hash, instance.tables), number


def by_column(tables: dict[str, Rows]) -> dict[str, dict[str, list[Any]]]:
    """Return tables as columns."""
    return {
        name: {
            column: [row.get(column) for row in rows]
            for column in dict.fromkeys(key for row in rows for key in row)
        }
        for name, rows in tables.items()
    }


def test_every_way_to_lay_it_out_is_the_same(tmp_path: Path) -> None:
    """Tests that tables stand inside `tables` or beside it, as rows or as columns."""
    content = content_of()
    tables = content.pop("tables")
    beside = {"settings": content.pop("instance"), **content, **by_column(tables)}
    assert read(document(tmp_path, beside)) == read(TINY)


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    """Tests that 3 and 3.0 and 30e-1 are the same number, in tables and in settings, and 0.1 is no other."""
    content = small()
    rows = content["tables"]["recalibration"]
    rows[1]["current"], rows[0]["basis"] = "@1", "@2"
    content["instance"]["recalibration"]["total"] = "@3"
    text = json.dumps(content)
    hashes = set()
    for whole, basis, total in (("3", "0.1", "5"), ("3.0", "1e-1", "5.0"), ("30e-1", "0.10", "0.5e1")):
        written = text.replace('"@1"', whole).replace('"@2"', basis).replace('"@3"', total)
        hashes.add(read(document(tmp_path, written)).hash)
    assert len(hashes) == 1
    assert read(tmp_path / "plan.json")["recalibration"]["basis"] == (0.1, 80)


def test_what_is_null_is_not_given(tmp_path: Path) -> None:
    """Tests that null, a key left out and empty text are the same, in tables, settings and scenarios."""
    content = small()
    content["instance"] |= {"budget": None, "title": None}
    content["tables"] |= {"supply": None}
    content["boundaries"] = None
    change = {"table": "recalibration", "where": {"municipality": "B"}, "set": {"maximum": None}}
    content["scenarios"] = {"free": {"title": "Vrij", "base": None, "change": [change]}}
    file = document(tmp_path, content)
    assert read(file).settings.budget.payer == "origin"
    assert read(file, "free")["recalibration"]["maximum"] == (None, None)


def test_lists_and_flags(tmp_path: Path) -> None:
    """Tests that a list column takes an array or text, a flag true or 1, and a code a number."""
    write(tmp_path / "folder")
    content = json.loads(document_of(tmp_path / "folder"))
    groups = content["tables"]["client_groups"]
    assert groups[0]["kinds"] == ["flat", "house"]
    groups[0]["kinds"], groups[1]["existing"] = "flat|house", True
    groups[1]["excluded"] = []
    groups[1]["pin"] = None
    content["tables"]["supply"][0]["owner"] = 12.0
    instance = read(document(tmp_path, content))
    assert instance["client_groups"]["kinds"] == (("flat", "house"), ("house",))
    assert instance["client_groups"]["existing"] == (0, 1)
    assert instance["supply"]["owner"][0] == "12"


def test_boundaries_are_taken_along(tmp_path: Path) -> None:
    """Tests that boundaries of a folder are those of its document, null geometry and all."""
    feature = {"type": "Feature", "geometry": None, "properties": {"code": "A", "area": 1.5}}
    boundaries = {"type": "FeatureCollection", "features": [feature]}
    write(tmp_path / "folder")
    (tmp_path / "folder" / "boundaries.geojson").write_text(json.dumps(boundaries))
    instance = read(document(tmp_path, document_of(tmp_path / "folder")))
    assert instance.boundaries == boundaries


def test_a_dutch_folder_as_a_document(tmp_path: Path) -> None:
    """Tests that a folder with decimal commas becomes a document with numbers."""
    folder = write(tmp_path / "folder", support="product;rate;periods\nBT;12000,5;2\n")
    content = json.loads(document_of(folder))
    assert content["tables"]["support"] == [{"product": "BT", "rate": 12000.5, "periods": 2}]
    assert read(document(tmp_path, content)).hash == read(write(tmp_path / "other")).hash


def test_what_cannot_be_read_is_no_document(tmp_path: Path) -> None:
    """Tests that an instance with a fault, or a setting that JSON cannot hold, is refused as a whole."""
    with pytest.raises(InputError, match="homes"):
        document_of(write(tmp_path / "one", supply=FILES["supply.csv"].replace("2,,", "veel,,")))
    endless = FILES["instance.toml"] + "tolerance = {unplaced = inf}\n"
    with pytest.raises(InputError, match="finite"):
        document_of(write(tmp_path / "two", instance=endless))


def test_the_example_of_the_page_is_sound(tmp_path: Path) -> None:
    """Tests that the document on the page about instances can be read and solved, with its scenario."""
    page = (ROOT / "docs" / "instance.md").read_text(encoding="utf-8")
    file = document(tmp_path, page.partition("```json\n")[2].partition("```")[0])
    assert checkup_of_all(file)[1] == ()
    assert read(file, "minder").settings.recalibration != read(file).settings.recalibration
    proposal = u16opt.solve(read(file), model="herijking")
    assert sum(row["lettings"] for row in proposal.answer["contingents"]) == 40


def test_a_recalibrated_document_keeps_its_boundaries(tmp_path: Path) -> None:
    """Tests that a folder that is written from a document has its boundaries and scenarios."""
    feature = {"type": "Feature", "geometry": None, "properties": {"code": "A", "name": "Aé"}}
    content = small() | {"boundaries": {"type": "FeatureCollection", "features": [feature]}}
    content["scenarios"] = {"meer": {"recalibration": {"total": 6}}}
    others = others_of(document(tmp_path, content))
    assert list(others) == ["scenarios/meer.toml", "boundaries.geojson"]
    assert json.loads(others["boundaries.geojson"]) == content["boundaries"]
