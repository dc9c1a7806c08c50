"""The page for whoever runs the service names every setting there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from u16opt_api.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
ROW = re.compile(r"^\| `U16OPT_([A-Z_]+)` \| [^|]+ \| [^|]+ \| (?:`([^`]+)`|-) \|$", re.MULTILINE)


def told() -> dict[str, str]:
    """Return the default that the page tells, by name of the setting; empty when it has none."""
    section = PAGE.read_text(encoding="utf-8").split("\n## Settings\n")[1].split("\n## ")[0]
    rows = ROW.findall(section)
    assert len(rows) == section.count("\n| `U16OPT_")
    assert len(rows) == len(dict(rows))
    return {name.lower(): default for name, default in rows}


def test_every_setting_is_told() -> None:
    """Tests that the table has exactly the settings that there are."""
    assert sorted(told()) == sorted(Settings.model_fields)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_default_is_told(name: str) -> None:
    """Tests that the table tells of every setting the value that it has when nobody sets it."""
    default = Settings.model_fields[name].get_default(call_default_factory=True)
    assert told()[name] == shown(default)


@pytest.mark.parametrize(("name", "default"), told().items())
def test_a_default_can_be_given(name: str, default: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that the default as the table tells it can be set, and changes nothing."""
    for each in Settings.model_fields:
        monkeypatch.delenv(f"U16OPT_{each.upper()}", raising=False)
    usual = Settings()
    if default:
        monkeypatch.setenv(f"U16OPT_{name.upper()}", default)
    assert Settings() == usual


def shown(default: object) -> str:
    """Return a default as the page writes it."""
    if default is None or default == ():
        return ""
    if isinstance(default, dict):
        return json.dumps(default)
    return f"{default:g}" if isinstance(default, float) else str(default)
