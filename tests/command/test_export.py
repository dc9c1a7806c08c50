"""``u16opt export`` as a user meets it, for every model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.program import TINY, u16opt

from u16opt.model import registry

TABLES = {
    "allocation": ["v.csv", "v-unplaced.csv", "v-settlement.csv", "v-transfers.csv"],
    "spread": ["v.csv", "v-places.csv", "v-served.csv", "v-unmet.csv", "v-settlement.csv", "v-transfers.csv"],
    "herijking": ["v.csv"],
}
"""What an internal CSV of the tiny instance consists of."""


@pytest.fixture(scope="module", params=registry.names())
def solved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return the name of a model, and its proposal for the tiny instance."""
    folder = tmp_path_factory.mktemp(request.param)
    assert u16opt("solve", TINY, "--model", request.param, "--out", folder).code == 0
    return request.param, folder / "proposal.json"


@pytest.mark.parametrize("ending", [".ods", ".html"])
def test_one_file(tmp_path: Path, solved: tuple[str, Path], ending: str) -> None:
    """Tests that every model is written to one file of the kind that is asked for, and the file is named."""
    found = u16opt("export", TINY, solved[1], "--to", tmp_path / f"v{ending}")
    assert (found.code, found.output) == (0, "")
    assert f"Geschreven: {tmp_path / f'v{ending}'}" in found.messages
    assert [file.name for file in tmp_path.iterdir()] == [f"v{ending}"]


def test_internal_tables(tmp_path: Path, solved: tuple[str, Path]) -> None:
    """Tests that an internal CSV is a file for each table, where a model has tables about people."""
    found = u16opt("export", TINY, solved[1], "--to", tmp_path / "v.csv", "--internal")
    assert found.code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(TABLES[solved[0]])


def test_language(tmp_path: Path, solved: tuple[str, Path]) -> None:
    """Tests that a file is in the language that is asked for."""
    found = u16opt("export", TINY, solved[1], "--to", tmp_path / "v.geojson", "--lang", "en")
    assert found.messages.startswith("Written: ")
    about = json.loads((tmp_path / "v.geojson").read_text(encoding="utf-8"))["about"]
    assert about["Status"] == "proven optimal"
