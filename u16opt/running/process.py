"""A process of its own: started, given jobs, heard, and ended."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from pickle import UnpicklingError

from u16opt.running.child import READY, STOP, Job, Message, attend
from u16opt.running.rooms import new_room

_KILLED = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_CRASHED = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)
_REAPED = 5.0
"""Seconds in which the system takes away a process that ended."""


class GoneError(Exception):
    """A process ended before it told what came of its job.

    Parameters
    ----------
    code
        Exit code; below 0 the number of the signal that killed it; None when that is not known.
    """

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(f"process ended with {code}")

    @property
    def killed(self) -> bool:
        """Whether somebody else ended it."""
        return self.code is None or -self.code in _KILLED

    @property
    def crashed(self) -> bool:
        """Whether it broke down, as a program does that gets no memory and does not ask whether it did."""
        return self.code is not None and -self.code in _CRASHED


class Process:
    """A process that imports all that work may need and then waits for a job.

    Whoever makes one must be a thread that stays as long as the process does: the kernel ends the process
    together with the thread that started it.

    Parameters
    ----------
    memory
        Gigabytes that it may use; None for no limit.
    """

    def __init__(self, memory: float | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self.is_ready, self.given = False, 0
        self._room = new_room()
        self._connection, theirs = context.Pipe()
        arguments = (theirs, os.getpid(), memory, self._room)
        self._process = context.Process(target=attend, args=arguments, daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()

    @property
    def id(self) -> int | None:
        """Process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still there."""
        return self._process.is_alive()

    def ready(self, seconds: float) -> bool:
        """Wait until it has imported everything; return whether it has.

        Raises
        ------
        GoneError
            When it ended instead.
        """
        if not self.is_ready:
            self.is_ready = self.message(seconds) == READY
        return self.is_ready

    def give(self, job: Job) -> None:
        """Hand it a job.

        Raises
        ------
        GoneError
            When it is not there any more.
        """
        self.given += 1
        try:
            self._connection.send(job)
        except OSError:
            raise GoneError(self._code()) from None

    def message(self, seconds: float) -> Message | None:
        """Return the next message, or None when none comes in time.

        Raises
        ------
        GoneError
            When it ended.
        """
        try:
            if not self._connection.poll(seconds):
                return None
            message: Message = self._connection.recv()
        except (EOFError, OSError, UnpicklingError):
            raise GoneError(self._code()) from None
        return message

    def stop(self) -> None:
        """Ask it to stop, and to tell the best that it found."""
        with suppress(OSError):
            self._connection.send(STOP)

    def end(self) -> None:
        """End it at once, and take away what it left."""
        self._process.kill()
        self._process.join(_REAPED)
        self._connection.close()
        shutil.rmtree(self._room, ignore_errors=True)

    def _code(self) -> int | None:
        self._process.join(_REAPED)
        return self._process.exitcode


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from a process until it can tell for itself that it does not listen to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
