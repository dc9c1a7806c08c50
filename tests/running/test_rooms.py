"""Private folders: whose they are, and when those of the dead are swept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest
from support.runs import until

from u16opt.running import rooms
from u16opt.running.rooms import keep_swept, new_room, sweep_rooms

HOURS_AGO = 1_000_000_000


def test_only_what_the_dead_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that folders of processes that are gone are removed at once, and all others stay."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    own, others = new_room(), tmp_path / "u16opt-other"
    _, pid, began, here, _ = own.name.split("-")
    left = tmp_path / f"u16opt-{gone.pid}-{began}-{here}-a"
    reused = tmp_path / f"u16opt-{pid}-{int(began) - 1}-{here}-b"
    young, old = (tmp_path / f"u16opt-{gone.pid}-{began}-0123456789ab-{each}" for each in "cd")
    for each in (others, left, reused, young, old):
        each.mkdir()
        (each / "supply.csv").write_text("lot", encoding="utf-8")
    for each in (own, others, old):
        os.utime(each, (HOURS_AGO, HOURS_AGO))
    sweep_rooms()
    assert set(tmp_path.iterdir()) == {own, others, young}
    assert (own.stat().st_mode & 0o777) == 0o700


def test_swept_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that what is left behind later is swept as well, until somebody stops."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(rooms, "_EVERY", 0.05)
    stopping = Event()
    thread = Thread(target=keep_swept, args=(stopping,))
    thread.start()
    for number in range(2):
        own = new_room()
        _, pid, began, here, _ = own.name.split("-")
        left = tmp_path / f"u16opt-{pid}-{int(began) - 1}-{here}-{number}"
        left.mkdir()
        until(lambda left=left: not left.exists(), "swept")
        assert own.exists()
    stopping.set()
    thread.join(5)
    assert not thread.is_alive()
