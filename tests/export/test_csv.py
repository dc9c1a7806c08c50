"""The export as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from support.hand_made import SOFT, hand_made
from support.village import TABLES, village

from u16opt.export.export import export
from u16opt.export.safe import safe
from u16opt.instance.instance import Instance
from u16opt_models.allocation import MODEL

FORMULA = '@HYPERLINK("http://elders","é")'


def made(path: Path, **changed: Any) -> Instance:
    """Return the village with a municipality whose name would be a formula."""
    places = [TABLES["municipalities"][0] | {"name": FORMULA}, *TABLES["municipalities"][1:]]
    return village(path / "instance", **{"policy": SOFT, "municipalities": places} | changed)


def lines(file: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV by column."""
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8"))))


def test_long_table(tmp_path: Path) -> None:
    """Tests that every number of the report has a line with section, row, column, value and unit."""
    instance = made(tmp_path)
    (file,) = export(instance, MODEL, hand_made(instance), tmp_path / "v.csv", internal=False, threshold=0)
    found = {
        (each["section"], each["row"], each["column"]): (each["value"], each["unit"]) for each in lines(file)
    }
    assert list(lines(file)[0]) == ["section", "row", "column", "value", "unit"]
    assert found["goals", "Grootste tekort", "Waarde"] == ("75", "%")
    assert found["goals", "Grootste tekort", "Met de hand"] == ("175", "%")
    assert found["goals", "Grootste tekort", "Bewezen"] == ("nee", "")
    assert found["municipalities", "Zeist | ZE", "Afstand netwerk (km)"] == ("4.5", "km")
    assert found["municipalities", "Zeist | ZE", "Geleverd"] == ("2", "verhuringen")
    assert found["municipalities_by_year", "Zeist | ZE | 2024", "Geleverd"] == ("2", "verhuringen")
    assert found["rules", "Contingent", "Meeste bij"] == (f"'{FORMULA} (UT), 2024", "")


def test_says_what_it_rests_on(tmp_path: Path) -> None:
    """Tests that the file says its status first, its data's provenance, and hash, version and seed last."""
    instance = made(tmp_path)
    (file,) = export(instance, MODEL, hand_made(instance), tmp_path / "v.csv", internal=False)
    rows = [(each["section"], each["row"], each["value"]) for each in lines(file)]
    assert ("proposal", "Status", "haalbaar, niet bewezen optimaal") in rows[:5]
    assert ("provenance", "client_groups | *", "synthetisch") in rows
    assert rows[-4:] == [
        ("basis", "Invoer (sha256)", instance.hash),
        ("basis", "Versie", "u16opt 0.1.0"),
        ("basis", "Oplosser", "HiGHS 1.15.1"),
        ("basis", "Loting (seed)", "7"),
    ]


def test_marks_keep_their_unit(tmp_path: Path) -> None:
    """Tests that a hidden count still says what it counts."""
    instance = made(tmp_path)
    (file,) = export(instance, MODEL, hand_made(instance), tmp_path / "v.csv", internal=False)
    (line,) = [
        each for each in lines(file) if (each["row"], each["column"]) == ("Zeist | ZE", "Uit eigen gemeente")
    ]
    assert line["value"] in ("<5", "x")
    assert line["unit"] == "cliënten"


def test_internal_rows(tmp_path: Path) -> None:
    """Tests that internal rows say who, where, when and what kind, and what all of it rests on."""
    instance = made(tmp_path)
    placements, unplaced = export(instance, MODEL, hand_made(instance), tmp_path / "v.csv", internal=True)
    basis = {"instance_hash": instance.hash, "version": "0.1.0", "seed": "7", "synthetic": "client_groups"}
    assert placements.name == "v.csv"
    assert len(lines(placements)) == 5
    assert lines(placements)[1] == {
        "group": "a",
        "lot": "u-temp",
        "clients": "1",
        "neighbourhood": "U1",
        "neighbourhood_name": "U1",
        "municipality": "UT",
        "municipality_name": f"'{FORMULA}",
        "period": "2025",
        "kind": "studio",
        "form": "temporary",
        **basis,
    }
    assert unplaced.name == "v-unplaced.csv"
    assert lines(unplaced) == [
        {"group": "b", "clients": "1", **basis},
        {"group": "c", "clients": "1", **basis},
    ]


def test_nothing_to_place(tmp_path: Path) -> None:
    """Tests that without a solution the files have their headings, and the long one its status."""
    instance = made(tmp_path)
    none = {"placements": [], "unplaced": []}
    parts = {"goals": (), "measures": (), "rules": (), "manual": ()}
    proposal = hand_made(instance, status="infeasible", conflict=("contingent",), answer=none, **parts)
    (file,) = export(instance, MODEL, proposal, tmp_path / "v.csv", internal=False)
    values = [each["value"] for each in lines(file)]
    assert "niet mogelijk: deze regels gaan niet samen: Contingent" in values
    placements, _ = export(instance, MODEL, proposal, tmp_path / "i.csv", internal=True)
    assert placements.read_text(encoding="utf-8").startswith("group,lot,clients,instance_hash")
    assert lines(placements) == []


def test_what_looks_like_a_formula() -> None:
    """Tests that each way to begin a formula is made a text, and nothing else is touched."""
    for start in "=+-@\t\r\n＝＋－＠":
        assert safe(f"{start}1") == f"'{start}1"
    for text in ("", "'s-Graveland", "a=1", " -", "<5", "é"):
        assert safe(text) == text
