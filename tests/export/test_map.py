"""The export as GeoJSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from support.hand_made import SOFT, hand_made
from support.village import TABLES, village

from u16opt.export.export import export
from u16opt.instance.instance import Instance
from u16opt_models.allocation import MODEL

SQUARE = {"type": "Polygon", "coordinates": [[[5.1, 52.1], [5.2, 52.1], [5.2, 52.2], [5.1, 52.1]]]}
NAMED = [row | {"name": "Wijk één" if row["code"] == "U1" else ""} for row in TABLES["neighbourhoods"]]


def made(path: Path, instance: Instance, *, internal: bool) -> dict[str, Any]:
    """Return the map of the village's placements."""
    file = path / "v.geojson"
    assert export(instance, MODEL, hand_made(instance), file, internal=internal) == [file]
    content: dict[str, Any] = json.loads(file.read_bytes().decode("utf-8"))
    return content


def places(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the features by code."""
    return {feature["properties"]["code"]: feature for feature in content["features"]}


def test_placements_of_every_place(tmp_path: Path) -> None:
    """Tests the village by hand: placements by year, draagkracht and the highest pressure of a year."""
    instance = village(tmp_path / "instance", policy=SOFT, neighbourhoods=NAMED)
    content = made(tmp_path, instance, internal=True)
    found = places(content)
    assert list(found) == ["BU", "UT", "ZE", "B1", "U1", "Z1", "Z2"]
    assert found["U1"]["properties"] == {
        "code": "U1",
        "name": "Wijk één",
        "level": "neighbourhood",
        "municipality": "UT",
        "draagkracht": 2,
        "pressure": 0.5,
        "placements": 2,
        "placements_2024": 1,
        "placements_2025": 1,
    }
    assert found["Z1"]["properties"]["pressure"] == 2
    assert found["Z2"]["properties"]["pressure"] is None
    assert found["ZE"]["properties"] == {
        "code": "ZE",
        "name": "Zeist",
        "level": "municipality",
        "region": "oost",
        "placements": 2,
        "placements_2024": 2,
        "placements_2025": 0,
    }


def test_hidden_on_the_map(tmp_path: Path) -> None:
    """Tests that small counts, and the pressure that would give them away, are hidden on a published map."""
    instance = village(tmp_path / "instance", policy=SOFT)
    found = places(made(tmp_path, instance, internal=False))
    numbers = found["U1"]["properties"]
    assert {numbers["placements"], numbers["placements_2024"]} <= {"<5", "x"}
    assert numbers["pressure"] == "x"
    assert found["Z2"]["properties"]["placements"] == 0


def test_geometry(tmp_path: Path) -> None:
    """Tests that a place is drawn as its boundary, else as a point (longitude first), else not at all."""
    rows = [row | {"latitude": None, "longitude": None} if row["code"] == "B1" else row for row in NAMED]
    distances = [*TABLES["distances"], {"origin": "ZE", "destination": "B1", "km": 5}]
    instance = village(tmp_path / "instance", policy=SOFT, neighbourhoods=rows, distances=distances[:-1])
    boundaries = {"features": [{"properties": {"code": "U1"}, "geometry": SQUARE}]}
    found = places(made(tmp_path, replace(instance, boundaries=boundaries), internal=False))
    assert found["U1"]["geometry"] == SQUARE
    assert found["Z1"]["geometry"] == {"type": "Point", "coordinates": [5.2, 52.1]}
    assert found["ZE"]["geometry"] == {"type": "Point", "coordinates": [5.23, 52.09]}
    assert found["B1"]["geometry"] is None


def test_says_what_it_rests_on(tmp_path: Path) -> None:
    """Tests that the map holds its status, the provenance of its data, and hash, version and seed."""
    instance = village(tmp_path / "instance", policy=SOFT)
    content = made(tmp_path, instance, internal=False)
    assert content["type"] == "FeatureCollection"
    assert content["about"]["Status"] == "haalbaar, niet bewezen optimaal"
    assert content["about"]["Invoer (sha256)"] == instance.hash
    assert content["about"]["Loting (seed)"] == "7"
    assert [(each["table"], each["status"]) for each in content["provenance"]] == [
        ("municipalities", "bron"),
        ("client_groups", "synthetisch"),
    ]
