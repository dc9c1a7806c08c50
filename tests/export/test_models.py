"""Every model in every kind of file: tables of the answer with titles, and places on a map."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from support.hand_made import proposal_of
from support.recalibration.valley import BEST, VALLEY
from support.spread.plan import answer_of
from support.spread.polder import PLAN, TABLES, polder

from u16opt.export.answers import HEADINGS
from u16opt.export.export import FORMATS, export
from u16opt.instance.instance import Instance
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.products import of_product
from u16opt.proposal import Proposal
from u16opt.solving import solve

Made = tuple[Instance, Model, Proposal]

SPOTS = [row | {"latitude": 52.1, "longitude": 5.1} for row in TABLES["neighbourhoods"][:-1]]


@pytest.fixture
def spread(tmp_path: Path) -> Made:
    """Return the polder with its own plan; neighbourhood C1 has no coordinates."""
    model = registry.model("spread")
    (folder := tmp_path / "instance").mkdir()
    places = [*SPOTS, TABLES["neighbourhoods"][-1]]
    instance = of_product(polder(folder, neighbourhoods=places), model)
    return instance, model, proposal_of(instance, model, answer_of(instance, PLAN))


@pytest.fixture
def herijking(tmp_path: Path) -> Made:
    """Return the valley with its proposal."""
    model = registry.model("herijking")
    instance = VALLEY.instance(tmp_path / "instance")
    return instance, model, solve(instance, model)


def map_of(made: Made, path: Path, *, internal: bool = False) -> dict[str, dict[str, Any]]:
    """Return the features of the map of a proposal by code."""
    (file,) = export(*made, path / "v.geojson", internal=internal)
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: feature for feature in features}


@pytest.mark.parametrize("name", registry.names())
def test_everything_has_a_name(name: str) -> None:
    """Tests that every table of an answer has a title, and every column a heading, in both languages."""
    model = registry.model(name)
    assert model.titles.keys() == model.answers.keys()
    columns = {column for columns in model.answers.values() for column in columns}
    assert columns <= HEADINGS.keys() | model.headings.keys()
    assert all(text.nl and text.en for text in (*model.titles.values(), *model.headings.values()))
    assert all(column in model.answers[table] for table, column in model.located.items())


@pytest.mark.parametrize(
    ("name", "inside"),
    [("allocation", {"placements", "unplaced"}), ("spread", {"served", "unmet"}), ("herijking", set())],
)
def test_what_is_about_people(name: str, inside: set[str]) -> None:
    """Tests that exactly the tables that name or count people are kept inside."""
    model = registry.model(name)
    assert {table for table in model.answers if model.about_people(table)} == inside


def test_another_column_about_people(tmp_path: Path, herijking: Made) -> None:
    """Tests that a model can say that another column is about people, and its table is kept inside then."""
    instance, model, proposal = herijking
    private = replace(model, people=("lettings",))
    published, internal = (
        map_of((instance, private, proposal), tmp_path, internal=internal) for internal in (False, True)
    )
    assert not any("lettings" in each["properties"] for each in published.values())
    assert all("lettings" in each["properties"] for each in internal.values())


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("internal", [False, True])
def test_every_file_of_a_recalibration(tmp_path: Path, herijking: Made, ending: str, internal: bool) -> None:
    """Tests that every kind of file has what each municipality gets, and hides none of it: it is agreed."""
    (file,) = export(*herijking, tmp_path / f"v{ending}", internal=internal)
    assert lettings(file) == BEST


def lettings(file: Path) -> dict[str, int]:
    """Return what a file says each municipality gets."""
    if file.suffix == ".geojson":
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return {each["id"]: each["properties"]["lettings"] for each in features}
    if file.suffix == ".csv":
        lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
        wanted = [line for line in lines if line["section"] == "contingents"]
        return {line["row"]: int(line["value"]) for line in wanted if line["column"] == "Verhuringen"}
    if file.suffix == ".html":
        table = file.read_text(encoding="utf-8").split("Contingenten</h2>")[1].split("</table>")[0]
        rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t", row) for row in table.split("<tr>")[2:]]
        return {cells[0]: int(cells[3]) for cells in rows}
    rows = CalamineWorkbook.from_path(file).get_sheet_by_name("Contingenten").to_python()
    return {row[0]: int(row[3]) for row in rows[1:]}


def test_recalibration_on_a_map(tmp_path: Path, herijking: Made) -> None:
    """Tests that the map has the municipalities alone, each with now, quota, lettings and the bound."""
    found = map_of(herijking, tmp_path)
    assert list(found) == ["A", "B", "C", "D", "E"]
    assert found["A"]["properties"] == {
        "code": "A",
        "name": "A",
        "level": "municipality",
        "region": "north",
        "current": 5,
        "quota": 4.0,
        "lettings": 3,
        "binding": "maximum",
    }


def test_locations_on_a_map(tmp_path: Path, spread: Made) -> None:
    """Tests that every location is a point in its neighbourhood, with its places and when it opens."""
    found = map_of(spread, tmp_path)
    spots = {code: each for code, each in found.items() if each["properties"]["level"] == "location"}
    assert list(spots) == ["elm", "new-b", "oak"]
    assert spots["new-b"] == {
        "type": "Feature",
        "id": "new-b",
        "geometry": {"type": "Point", "coordinates": [5.1, 52.1]},
        "properties": {
            "code": "new-b",
            "level": "location",
            "neighbourhood": "B1",
            "municipality": "B",
            "places_2025": 3,
            "opened": 2025,
        },
    }
    assert "opened" not in spots["oak"]["properties"]
    assert spots["elm"]["geometry"] is None


def test_places_of_an_area(tmp_path: Path, spread: Made) -> None:
    """Tests that a neighbourhood and a municipality have the places of what lies in them, year by year."""
    instance, model, proposal = spread
    rows = [*proposal.answer["places"], {"location": "near-oak", "period": 2025, "places": 2}]
    moved = proposal.model_copy(update={"answer": {**proposal.answer, "places": rows}})
    found = map_of((instance, model, moved), tmp_path)
    numbers = {code: found[code]["properties"] for code in ("A", "A1", "A2", "B1", "C")}
    assert [(each.get("places_2024"), each.get("places_2025")) for each in numbers.values()] == [
        (4, 5),
        (4, 3),
        (None, 2),
        (None, 3),
        (2, 2),
    ]
    assert not any("opened" in each for each in numbers.values())


def test_what_only_some_may_see_on_a_map(tmp_path: Path, spread: Made) -> None:
    """Tests that a located table about people is on an internal map only."""
    instance, model, proposal = spread
    people = replace(model, located={"unmet": "municipality"})
    assert (
        map_of((instance, people, proposal), tmp_path, internal=True)["C"]["properties"]["clients_2024"] == 2
    )
    published = map_of((instance, people, proposal), tmp_path)
    assert not any("clients_2024" in each["properties"] for each in published.values())


def test_rows_of_an_answer(tmp_path: Path, spread: Made) -> None:
    """Tests that a sheet of the answer says where each row is; a year is no number to add up."""
    (book,) = export(*spread, tmp_path / "v.xlsx", internal=True)
    read = CalamineWorkbook.from_path(book)
    places = read.get_sheet_by_name("Plaatsen per locatie en jaar").to_python()
    assert places[0] == ["Locatie", "Jaar", "Plaatsen", "Wijkcode", "Wijk", "Gemeentecode", "Gemeente"]
    assert places[-1] == ["new-b", 2025, 3, "B1", "B1", "B", "Bee"]
    served = read.get_sheet_by_name("Wie waar een plaats heeft").to_python()
    assert served[1] == ["A", "oak", 2024, 3, "A1", "A1", "Aa"]


def test_lines_of_an_answer(tmp_path: Path, spread: Made) -> None:
    """Tests that in the long table a row of the answer is named by what stands before its number."""
    (file,) = export(*spread, tmp_path / "v.csv", internal=False)
    lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    found = {(line["section"], line["row"], line["column"]): line["value"] for line in lines}
    assert found["places", "new-b | 2025", "Plaatsen"] == "3"
    assert found["places", "new-b | 2025", "Gemeente"] == "Bee"
    assert found["opened", "new-b", "Jaar"] == "2025"
