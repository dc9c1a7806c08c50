"""Private folders in which processes lay out what they read, gone when their process is."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from tempfile import gettempdir, mkdtemp

_NAME = re.compile(r"u16opt-([0-9]+)-.*")
_OLD = 3600.0
"""Seconds after which a folder of a process that nobody knows is swept."""


def new_room() -> Path:
    """Return a new private folder, named after this process."""
    return Path(mkdtemp(prefix=f"u16opt-{os.getpid()}-"))


def sweep_rooms() -> None:
    """Remove the folders of processes that were killed before they could do so themselves.

    A folder that was used within the hour stays: the process of its name may be one that cannot be seen here.
    """
    for room in Path(gettempdir()).glob("u16opt-*"):
        found = _NAME.fullmatch(room.name)
        if found and not _alive(int(found[1])) and _age(room) > _OLD:
            shutil.rmtree(room, ignore_errors=True)


def _age(room: Path) -> float:
    try:
        return time.time() - room.lstat().st_mtime
    except OSError:
        return 0.0


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
