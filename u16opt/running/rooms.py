"""Private folders in which processes lay out what they read, gone when their process is."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from threading import Event

_NAME = re.compile(r"u16opt-([0-9]+)-([0-9]+)-([0-9a-f]+)-.*")
"""Process id of the owner, when it started, and where such ids mean something."""

_NOWHERE = "0"
_OLD = 3600.0
"""Seconds after which a folder of a process that cannot be seen here is swept."""

_EVERY = 600.0
"""Seconds between two sweeps."""


def new_room() -> Path:
    """Return a new private folder, named after this process."""
    process = os.getpid()
    return Path(mkdtemp(prefix=f"u16opt-{process}-{_began(process)}-{_here()}-"))


def keep_swept(stopping: Event) -> None:
    """Sweep now and every ten minutes, until somebody stops."""
    while True:
        with suppress(OSError):
            sweep_rooms()
        if stopping.wait(_EVERY):
            return


def sweep_rooms() -> None:
    """Remove the folders of processes that were killed before they could do so themselves.

    A process of another container, or of before the machine was started anew, cannot be seen here: its folder
    goes when it was not used for an hour.
    """
    here = _here()
    for room in Path(gettempdir()).glob("u16opt-*"):
        found = _NAME.fullmatch(room.name)
        if found is None or _lives(int(found[1]), found[2]):
            continue
        if (found[3] == here and here != _NOWHERE) or _age(room) > _OLD:
            shutil.rmtree(room, ignore_errors=True)


def _here() -> str:
    """Return a mark of this start of the machine and of this container: only there process ids say who."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        return sha256((boot + os.readlink("/proc/self/ns/pid")).encode()).hexdigest()[:12]
    except OSError:
        return _NOWHERE


def _began(process: int) -> str:
    """Return when a process started, in the ticks of the kernel; 0 when that is not known."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "0"
    # The name of the program comes before, between brackets, and may hold anything.
    return told.rpartition(")")[2].split()[19]


def _lives(process: int, began: str) -> bool:
    """Return whether a process is there, and is not another one that was given the same number."""
    return _alive(process) and began == _began(process)


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
