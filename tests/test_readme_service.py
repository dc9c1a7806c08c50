"""The curl session of the README, as a newcomer would run it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.served import serving

ROOT = Path(__file__).resolve().parents[1]
PORT = "http://127.0.0.1:8000"


def session(url: str) -> str:
    """Return the commands of the README, for a server elsewhere."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = shown.split("<!-- service:start -->")[1].split("<!-- service:end -->")[0]
    assert PORT in shown
    return shown.strip().removeprefix("```bash").removesuffix("```").replace(PORT, url)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in which the README's paths are there, and nothing else is."""
    (tmp_path / "instances").symlink_to(ROOT / "instances")
    return tmp_path


def test_the_session_works(place: Path) -> None:
    """Tests that the README's curl session uploads, solves, follows, asks why not and gets the workbook."""
    with serving(place / "u16opt.db") as server:
        assert server.seconds < 5 or os.environ.get("CI") is None
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", session(server.url)],
            cwd=place,
            text=True,
            capture_output=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    states = re.findall(r'"state": ?"(\w+)"', done.stdout)
    assert states[-1] == "done"
    assert "event: progress" in done.stdout
    answer = json.loads(done.stdout[done.stdout.rindex('{\n  "question"') :])
    assert answer["question"] == "why-not"
    assert answer["facts"]["goals"]
    assert len(CalamineWorkbook.from_path(place / "voorstel.xlsx").sheet_names) > 5
