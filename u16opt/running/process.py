"""A process of its own: started, given jobs, heard, and ended."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker, util
from pickle import UnpicklingError

from u16opt.running.child import READY, STOP, Job, Message, Unspeakable, attend
from u16opt.running.confining import SOLVING
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
    what
        Kind of fault that it told before it went; empty when it told none.
    """

    def __init__(self, code: int | None, what: str = "") -> None:
        self.code = code
        super().__init__(f"process ended with {code}" + (f": {what}" if what else ""))

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
    modesty
        As for `u16opt.running.confining.confine`.
    """

    def __init__(self, memory: float | None = None, modesty: int = SOLVING) -> None:
        context = multiprocessing.get_context("spawn")
        self.is_ready, self.given = False, 0
        self._room = new_room()
        self._connection, theirs = context.Pipe()
        arguments = (theirs, os.getpid(), memory, self._room, modesty)
        self._process = context.Process(target=attend, args=arguments, daemon=True)
        try:
            with _without_interrupts():
                self._process.start()
        except BaseException:
            self._leave()
            raise
        finally:
            theirs.close()
        # It does not hear the SIGTERM with which Python says goodbye to processes when it ends itself.
        self._killed = util.Finalize(self, self._process.kill, exitpriority=10)

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
            message = self.message(seconds)
            if isinstance(message, Unspeakable):
                raise GoneError(self._code(), message.what)
            self.is_ready = message == READY
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
        self._killed.cancel()
        self._leave()

    def _leave(self) -> None:
        self._connection.close()
        shutil.rmtree(self._room, ignore_errors=True)

    def _code(self) -> int | None:
        self._process.join(_REAPED)
        return self._process.exitcode


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C and SIGTERM from a process until it can tell for itself that it does not listen to them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
