"""Private folders: whose they are, and when those of the dead are swept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from u16opt.running.rooms import new_room, sweep_rooms

HOURS_AGO = 1_000_000_000


def test_only_what_the_dead_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that old folders of processes that are gone are removed, and all others stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    own, others = new_room(), tmp_path / "u16opt-other"
    old, young = tmp_path / f"u16opt-{gone.pid}-a", tmp_path / f"u16opt-{gone.pid}-b"
    for each in (others, old, young):
        each.mkdir()
        (each / "supply.csv").write_text("lot", encoding="utf-8")
    for each in (own, others, old):
        os.utime(each, (HOURS_AGO, HOURS_AGO))
    sweep_rooms()
    assert set(tmp_path.iterdir()) == {own, others, young}
    assert (own.stat().st_mode & 0o777) == 0o700
