"""Jobs for processes of their own: each does one thing that may go wrong."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from u16opt.problems import InputError, Problem
from u16opt.texts import Text
from u16opt.verification import VerificationError


def doubled(number: int, *, plus: int = 0) -> int:
    """Return twice a number."""
    return 2 * number + plus


def process_id() -> int:
    """Return which process does this."""
    return os.getpid()


def priority() -> int:
    """Return how far this process steps back."""
    return os.nice(0)


def folder_for_files() -> str:
    """Return where this process puts what it must put on disk."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        return str(Path(file.name).parent)


def modules(*names: str) -> list[bool]:
    """Return whether modules were imported before anybody asked."""
    return [name in sys.modules for name in names]


def refused() -> None:
    """Refuse an input."""
    raise InputError([Problem("supply.csv", Text("een getal", "a number"), 3, "homes", "veel")])


def unverified() -> None:
    """Find that a proposal does not add up."""
    raise VerificationError((("away", Text("moet 1 zijn", "must be 1")),))


def unspeakable() -> Any:
    """Return what no other process can be sent."""
    return lambda: None


def greedy() -> int:
    """Take more memory than anybody may have."""
    return len(bytearray(1 << 40))


def print_something() -> None:
    """Write to standard output, below Python."""
    os.write(1, b"printed by a library\n")


def killed(number: int = signal.SIGKILL) -> None:
    """Die at once."""
    os.kill(os.getpid(), number)
    time.sleep(60)


def endless() -> None:
    """Never end, and never listen."""
    while True:
        time.sleep(0.05)
