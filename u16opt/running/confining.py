"""What a process that works for another one may do, and when it must go."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
from pathlib import Path

SOLVING, ASIDE = 10, 5
"""How far solving steps back for others, and how far short work does that somebody waits for."""

_PARENT_DEATH_SIGNAL = 1
_GIGABYTE = 1 << 30


def confine(parent: int, room: Path, modesty: int) -> None:
    """Make this process modest, and mortal: it dies together with its parent.

    Parameters
    ----------
    parent
        Process id of who started it.
    room
        Folder for what it must put on disk.
    modesty
        How far it steps back for others: 0 to 19, as `os.nice` counts.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        # Sent to all processes together; only who started this one knows what must become of its work.
        signal.signal(each, signal.SIG_IGN)
    _die_with(parent)
    if hasattr(os, "nice"):
        os.nice(modesty)
    tempfile.tempdir = str(room)
    if "fork" in multiprocessing.get_all_start_methods():
        # Locks of libraries are then gone with this process, and nobody has to tidy up after it.
        multiprocessing.set_start_method("fork", force=True)


def limit(memory: float | None) -> None:
    """Give this process no more memory than so many gigabytes; None: as much as there is.

    Best done when everything is imported: a library that gets no memory while it starts may wait for ever.
    """
    if memory is None:
        return
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = int(memory * _GIGABYTE)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent is gone, where the kernel does so."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
