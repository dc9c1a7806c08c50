"""One run from its task to its ending, in a process that may die."""

from __future__ import annotations

import time
from threading import Event
from typing import Literal

from u16opt.running.child import Job, Message, Raised, Reached, Returned, Unspeakable
from u16opt.running.holding import Hold
from u16opt.running.options import WorkerOptions
from u16opt.running.process import GoneError, Process
from u16opt.running.taking import seconds_of
from u16opt.running.tasks import Task
from u16opt.running.troubles import defect, ending_of, out_of_memory, too_late
from u16opt.running.working import worked
from u16opt.store.records import Ending

Outcome = Ending | Literal["stopped", "died", "lost"]
"""How a run ended; or that it must be taken up again, and why; or that it is somebody else's now."""

_TICK = 0.1


class Attendance:
    """Looks after a process while it works out a run.

    Parameters
    ----------
    process
        Ready for a job; it is not ended here.
    stopping
        Set when the worker stops.
    """

    def __init__(self, process: Process, hold: Hold, options: WorkerOptions, stopping: Event) -> None:
        self._process, self._hold, self._options, self._stopping = process, hold, options, stopping
        self._asked: float | None = None

    def outcome(self, task: Task) -> Outcome:
        """Work a task out; return how that ended."""
        longest = seconds_of(task) + self._options.grace
        until = time.monotonic() + longest
        try:
            self._process.give(Job(worked, (task,), watched=True))
            while True:
                outcome = self._heard(self._process.message(_TICK)) or self._decided()
                if outcome is not None:
                    return outcome
                if time.monotonic() > until:
                    return too_late(longest)
        except GoneError as gone:
            return self._gone(gone)

    def _heard(self, message: Message | None) -> Ending | None:
        if isinstance(message, Reached):
            self._hold.reached(message.progress)
        if isinstance(message, Returned):
            return message.value if isinstance(message.value, Ending) else defect("no ending")
        if isinstance(message, Raised):
            return ending_of(message.fault)
        if isinstance(message, Unspeakable):
            return out_of_memory() if message.memory else defect(message.what)
        return None

    def _decided(self) -> Outcome | None:
        """Return how a run ends from outside; ask the process to stop when it must."""
        self._hold.keep()
        if self._hold.lost:
            return "lost"
        if self._stopping.is_set():
            return "stopped"
        now = time.monotonic()
        if self._hold.cancelling and self._asked is None:
            self._asked = now
            self._process.stop()
        if self._asked is not None and now > self._asked + self._options.patience:
            return Ending("cancelled")
        return None

    def _gone(self, gone: GoneError) -> Outcome:
        """Return how a run ends whose process died by itself or by another's hand."""
        if self._hold.cancelling:
            return Ending("cancelled")
        if self._stopping.is_set():
            return "stopped"
        if gone.killed:
            return "died"
        if gone.crashed and self._options.memory is not None:
            return out_of_memory()
        return defect(str(gone))
