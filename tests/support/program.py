"""The program ``u16opt`` as a user starts it, each time in a process of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "instances" / "tiny"
FIVE_YEARS = ROOT / "instances" / "u16-2024-2028"
PATIENCE = 120.0


@dataclass(frozen=True)
class Finished:
    """How a run ended, and what it wrote."""

    code: int
    output: str
    messages: str


def command(*arguments: str | Path) -> list[str]:
    """Return the command line; a warning of any library is an error."""
    return [sys.executable, "-W", "error", "-m", "u16opt", *map(str, arguments)]


def environment(changed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment without settings of whoever runs the tests."""
    unset = ("U16OPT_LANG", "U16OPT_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return kept | {"COLUMNS": "100", "TERM": "dumb", **(changed or {})}


def u16opt(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Finished:
    """Run the program to its end; nobody ever sees a traceback."""
    done = subprocess.run(
        command(*arguments), env=environment(env), capture_output=True, timeout=PATIENCE, encoding="utf-8"
    )
    assert "Traceback" not in done.stdout + done.stderr
    return Finished(done.returncode, done.stdout, done.stderr)


def interrupted(word: str, *arguments: str | Path) -> Finished:
    """Run the program on a terminal and press Ctrl-C as soon as a word appears there."""
    terminal, theirs = pty.openpty()
    with TemporaryFile() as output:
        process = subprocess.Popen(
            command(*arguments), env=environment({"TERM": "xterm"}), stdout=output, stderr=theirs
        )
        os.close(theirs)
        shown = _read_until(terminal, word)
        process.send_signal(signal.SIGINT)
        shown += _read_until(terminal, "")
        code = process.wait(timeout=PATIENCE)
        output.seek(0)
        answer = output.read().decode()
    os.close(terminal)
    assert "Traceback" not in answer + shown
    return Finished(code, answer, shown)


def _read_until(terminal: int, word: str) -> str:
    """Return what a terminal shows until a word appears; without a word, until nobody writes any more."""
    shown, end = b"", time.monotonic() + PATIENCE
    while time.monotonic() < end and not (word and word.encode() in shown):
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
    return shown.decode(errors="replace")
