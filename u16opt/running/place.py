"""A place where runs of some kinds are worked out, one after the other."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from threading import Condition, Event

from u16opt.problems import InputError
from u16opt.running.attending import Attendance, Outcome
from u16opt.running.holding import Hold
from u16opt.running.news import Say, defective, ended, lost, returned, taken
from u16opt.running.options import WorkerOptions
from u16opt.running.pausing import Pause
from u16opt.running.process import GoneError, Process
from u16opt.running.taking import task_of
from u16opt.running.troubles import ending_of
from u16opt.store.claims import claim
from u16opt.store.database import Database
from u16opt.store.records import Claim, Ending, Kind

_WARM_SECONDS = 120.0
_TICK = 0.25

UNREADY_SECONDS = 30.0
"""A place that has had no process ready for so long is of no use to anybody."""


class Place:
    """Takes up one run after the other, in processes that were made ready before.

    Parameters
    ----------
    kinds
        Kinds of runs that it takes up.
    uses
        How many runs a process works out before a fresh one takes over. One that was stopped, killed or
        failed never works out another.
    bell
        Rung when there may be work.
    stopping
        Set when the worker stops.
    """

    def __init__(
        self,
        db: Database,
        kinds: Collection[Kind],
        uses: int,
        options: WorkerOptions,
        bell: Condition,
        stopping: Event,
        say: Say,
    ) -> None:
        self.busy = False
        self._db, self._kinds, self._uses, self._options = db, kinds, uses, options
        self._bell, self._stopping, self._say = bell, stopping, say
        self._pause = Pause(say)
        self._next: Process | None = None
        self._unready: float | None = None

    @property
    def able(self) -> bool:
        """Whether it works, or has only just begun to make a process ready."""
        since = self._unready
        return since is None or time.monotonic() - since < UNREADY_SECONDS

    def work(self) -> None:
        """Work until the worker stops; whatever goes wrong, the next run has its turn."""
        try:
            while not self._stopping.is_set():
                try:
                    self._turn()
                except Exception as fault:
                    self._say(defective(type(fault).__name__))
                    self._stopping.wait(1.0)
        finally:
            self._forget()

    def _turn(self) -> None:
        """Make sure that a process is ready, and only then take up a run."""
        self._unready = self._unready or time.monotonic()
        if self._next is None:
            self._next = Process(self._options.memory)
        if not self._ready(self._next):
            self._forget()
            return
        self._unready = None
        found = self._claimed()
        if found is None:
            return
        process, self._next = self._next, None
        self.busy = True
        try:
            if process.given + 1 >= self._uses:
                with suppress(OSError):
                    self._next = Process(self._options.memory)
            if self._carry_out(found, process) and self._next is None:
                self._next = process
        finally:
            self.busy = False
            if self._next is not process:
                process.end()

    def _ready(self, process: Process) -> bool:
        """Wait until a process is ready; False when it is of no use or the worker stops."""
        try:
            waited = 0.0
            while not process.is_ready and waited < _WARM_SECONDS and not self._stopping.is_set():
                process.ready(_TICK)
                waited += _TICK
            return process.is_ready and process.alive and not self._stopping.is_set()
        except GoneError as gone:
            if not self._stopping.is_set():
                self._say(defective(str(gone)))
            self._stopping.wait(1.0)
            return False

    def _claimed(self) -> Claim | None:
        """Take up a run if there is one; if not, wait until there may be."""
        if not self._pause.left:
            try:
                found = claim(self._db, self._options.name, self._kinds, self._options.lease)
                self._pause.worked()
            except Exception as fault:
                self._pause.failed(fault)
            else:
                if found is not None:
                    return found
        with self._bell:
            if not self._stopping.is_set():
                self._bell.wait(max(self._options.poll, self._pause.left))
        return None

    def _carry_out(self, found: Claim, process: Process) -> bool:
        """Work a run out and write how it ended; return whether the process is as good as new."""
        hold = Hold(self._db, found, self._options, self._stopping, self._say)
        self._say(taken(found.run))
        try:
            task = hold.patiently(lambda: task_of(self._db, found.run))
        except InputError as fault:
            self._conclude(hold, ending_of(fault))
            return True
        if task is None:
            return False
        outcome = Attendance(process, hold, self._options, self._stopping).outcome(task)
        sound = isinstance(outcome, Ending) and outcome.state == "done" and not hold.cancelling
        if not sound:
            process.end()
        self._conclude(hold, outcome)
        return sound

    def _conclude(self, hold: Hold, outcome: Outcome) -> None:
        run = hold.run
        if isinstance(outcome, Ending):
            self._say(ended(run, outcome) if hold.end(outcome) else lost(run))
        elif outcome == "lost":
            self._say(lost(run))
        else:
            self._say(returned(run) if hold.give_back(outcome == "died") else lost(run))

    def _forget(self) -> None:
        if self._next is not None:
            self._next.end()
            self._next = None
