"""Workers in processes of their own, as an operator starts them, and their calculations."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from support.program import command, environment
from support.runs import until


class Started:
    """A worker that was started from the command line.

    Parameters
    ----------
    where
        Its store.
    log
        File for what it says.
    """

    def __init__(self, where: str, log: Path, *options: str) -> None:
        self.log = log
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                command("worker", "--store", where, *options),
                stdout=subprocess.PIPE,
                stderr=said,
                stdin=subprocess.DEVNULL,
                env=environment({"U16OPT_LANG": "en"}),
            )

    @property
    def said(self) -> str:
        """What it said so far."""
        return self.log.read_text(encoding="utf-8")

    def calculations(self) -> list[int]:
        """Return its processes that work, or are ready to."""
        return [each for each in children(self.process.pid) if "spawn_main" in command_line(each)]

    def end(self, number: int = signal.SIGKILL) -> int:
        """Send it a signal; return how it ended."""
        self.process.send_signal(number)
        return self.waited()

    def waited(self) -> int:
        """Wait until it ends; return how. Nobody ever sees a traceback."""
        output, _ = self.process.communicate(timeout=60)
        assert output == b""
        assert "Traceback" not in self.said
        return self.process.returncode


def children(process: int) -> list[int]:
    """Return the processes that a process started, by whichever of its threads."""
    threads = Path(f"/proc/{process}/task")
    found = [(each / "children").read_text() for each in threads.iterdir()]
    return [int(each) for line in found for each in line.split()]


def command_line(process: int) -> str:
    """Return what a process was started as; nothing when it is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def gone(processes: list[int]) -> None:
    """Wait until processes are gone."""
    until(lambda: not any(map(command_line, processes)), "processes gone")


def kill(processes: list[int]) -> None:
    """Kill processes, as the system does when it needs their memory."""
    for each in processes:
        os.kill(each, signal.SIGKILL)
