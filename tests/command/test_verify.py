"""``u16opt verify`` as a script meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.program import ROOT, TINY, u16opt


@pytest.fixture(scope="module")
def right() -> Any:
    """Return the proposal for the tiny instance, as parsed JSON."""
    return json.loads(u16opt("solve", TINY, "--json").output)


def written(path: Path, content: Any) -> Path:
    """Write a proposal and return the file."""
    file = path / "proposal.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def test_accepted(tmp_path: Path, right: Any) -> None:
    """Tests that a right proposal is accepted: 0, and one line that says so."""
    found = u16opt("verify", TINY, written(tmp_path, right))
    assert (found.code, found.messages) == (0, "")
    assert "Goedgekeurd" in found.output


def test_refused(tmp_path: Path, right: Any) -> None:
    """Tests that numbers that do not add up end with 5, and each finding names goal or rule."""
    goals = [{**goal, "value": goal["value"] + 1} for goal in right["goals"]]
    found = u16opt("verify", TINY, written(tmp_path, right | {"goals": goals}), "--lang", "en")
    assert (found.code, found.output) == (5, "")
    assert all(goal["name"] in found.messages for goal in goals)


def test_refused_as_json(tmp_path: Path, right: Any) -> None:
    """Tests that with --json the findings are one document, and the exit code stays 5."""
    found = u16opt("verify", TINY, written(tmp_path, right | {"instanceHash": "0" * 64}), "--json")
    content = json.loads(found.output)
    assert (found.code, found.messages) == (5, "")
    assert content["accepted"] is False
    assert [each["name"] for each in content["findings"]] == ["instanceHash"]


def test_another_instance(tmp_path: Path, right: Any) -> None:
    """Tests that a proposal for another instance is refused."""
    found = u16opt("verify", ROOT / "instances" / "u16-2024", written(tmp_path, right))
    assert found.code == 5
    assert "instanceHash" in found.messages


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", "null", "nul\0", '{"a": 1e999', "[" * 100_000])
def test_unreadable(tmp_path: Path, content: str) -> None:
    """Tests that a file that is no proposal at all ends with 2 and is named."""
    found = u16opt("verify", TINY, written(tmp_path, content))
    assert (found.code, found.output) == (2, "")
    assert "proposal.json" in found.messages


def test_not_a_proposal(tmp_path: Path) -> None:
    """Tests that JSON that lacks everything a proposal has is refused, key by key."""
    found = u16opt("verify", TINY, written(tmp_path, {}))
    assert found.code == 5
    assert "instanceHash" in found.messages


@pytest.mark.parametrize("place", ["proposal", "instance"])
def test_missing_path(tmp_path: Path, right: Any, place: str) -> None:
    """Tests that a path that is not there ends with 2 and is named."""
    proposal = tmp_path / "nowhere" if place == "proposal" else written(tmp_path, right)
    found = u16opt("verify", TINY if place == "proposal" else tmp_path / "nowhere", proposal)
    assert (found.code, found.output) == (2, "")
    assert "nowhere" in found.messages
