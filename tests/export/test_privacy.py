"""No client group leaves the house by accident (P03)."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.hand_made import SOFT, hand_made
from support.village import PLACEMENTS, rows, village

from u16opt.export.export import FORMATS, export
from u16opt.instance.instance import Instance
from u16opt.proposal import Proposal, RuleEntry, WorstPlace
from u16opt_models.allocation import MODEL

CODES = {"a": "groep-één", "b": "groep-twee", "c": "groep-drie"}


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    """Return the village with codes of groups that occur nowhere else, and a rule that names one."""
    groups = [row | {"group": CODES[row["group"]]} for row in rows("client_groups", "group")]
    return village(tmp_path / "instance", policy=SOFT, client_groups=groups, previous=[])


@pytest.fixture
def proposal(instance: Instance) -> Proposal:
    """Return a proposal of which one rule is broken most by a client group."""
    made = hand_made(instance, {(CODES[group], lot): clients for (group, lot), clients in PLACEMENTS.items()})
    worst = WorstPlace(place=CODES["b"], amount=1)
    broken = RuleEntry(name="loss_cap", mode="hard", violation=1, unit="client-km", worst=worst)
    return made.model_copy(update={"rules": (*made.rules[:-1], broken)})


def content(file: Path) -> str:
    """Return everything in a file, also what is packed inside."""
    raw = file.read_bytes()
    parts = [raw]
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    return "".join(part.decode("utf-8", errors="replace") for part in parts)


@pytest.mark.parametrize("ending", FORMATS)
def test_no_group_without_internal(
    tmp_path: Path, instance: Instance, proposal: Proposal, ending: str
) -> None:
    """Tests that no byte of any export names a client group or a lot it got, unless it is internal."""
    files = export(instance, MODEL, proposal, tmp_path / f"v{ending}", internal=False)
    text = "".join(map(content, files))
    assert "Utrecht" in text
    assert "groep-" not in text
    assert not any(lot in text for _, lot in PLACEMENTS)


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".geojson"])
def test_groups_with_internal(tmp_path: Path, instance: Instance, proposal: Proposal, ending: str) -> None:
    """Tests that an internal export holds every group with its lot, and every group without a home."""
    files = export(instance, MODEL, proposal, tmp_path / f"v{ending}", internal=True)
    text = "".join(map(content, files))
    assert all(code in text for code in CODES.values())
    assert all(lot in text for _, lot in PLACEMENTS)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".geojson"])
def test_no_small_count_without_internal(
    tmp_path: Path, instance: Instance, proposal: Proposal, ending: str
) -> None:
    """Tests that where the village places one or two clients no export shows a number."""
    (file,) = export(instance, MODEL, proposal, tmp_path / f"v{ending}", internal=False)
    shown = delivered(file)
    assert len(shown) >= 2
    assert set(shown) <= {"<5", "x"}


def delivered(file: Path) -> list[object]:
    """Return what an export says was delivered in Utrecht and Zeist."""
    if file.suffix == ".csv":
        lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
        places = {"Utrecht | UT", "Zeist | ZE"}
        return [line["value"] for line in lines if line["row"] in places and line["column"] == "Geleverd"]
    if file.suffix == ".geojson":
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return [each["properties"]["placements"] for each in features if each["id"] in ("UT", "ZE")]
    sheet = CalamineWorkbook.from_path(file).get_sheet_by_name("Gemeenten").to_python()
    column = sheet[0].index("Geleverd")
    return [row[column] for row in sheet if row[0] in ("Utrecht", "Zeist")]


def test_threshold_of_an_export(tmp_path: Path, instance: Instance, proposal: Proposal) -> None:
    """Tests that a threshold of 0 shows every count, though still no group."""
    (file,) = export(instance, MODEL, proposal, tmp_path / "v.csv", internal=False, threshold=0)
    assert delivered(file) == ["2", "2"]
    assert "groep-" not in content(file)
