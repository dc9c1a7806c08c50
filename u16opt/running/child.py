"""What goes on in a process that works for another one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from u16opt.running.confining import confine, limit

STOP = "stop"
READY = "ready"

_SELDOM = 0.1
"""Seconds between two messages about the same goal."""


@dataclass(frozen=True)
class Job:
    """A function to call; one that is `watched` is also given ``progress`` and ``interrupted``."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)
    watched: bool = False


@dataclass(frozen=True)
class Reached:
    """How far the work is."""

    progress: Mapping[str, Any]


@dataclass(frozen=True)
class Returned:
    """What a function returned."""

    value: Any


@dataclass(frozen=True)
class Raised:
    """What a function raised."""

    fault: Exception


@dataclass(frozen=True)
class Unspeakable:
    """A function raised or returned what cannot be sent; `what`: the kind of it."""

    what: str
    memory: bool = False


Message = Reached | Returned | Raised | Unspeakable | str


def attend(connection: Connection, parent: int, memory: float | None, room: Path, modesty: int) -> None:
    """Do jobs one after the other until the other side is gone.

    Parameters
    ----------
    connection
        Where jobs come from and answers go to.
    parent, room, modesty
        As for `u16opt.running.confining.confine`.
    memory
        As for `u16opt.running.confining.limit`.
    """
    desk = Desk(connection)
    try:
        confine(parent, room, modesty)
        from u16opt.command.terminal import quiet_standard_output

        with quiet_standard_output():
            desk.open(memory)
            while True:
                room.mkdir(exist_ok=True)
                desk.do(desk.jobs.get())
    except Exception as fault:
        # Told to who started this process, not to standard error: there people read.
        desk.send(Unspeakable(type(fault).__name__, memory=isinstance(fault, MemoryError)))
        os._exit(1)


class Desk:
    """Where a process takes jobs, hears that it must stop, and tells what comes of it."""

    def __init__(self, connection: Connection) -> None:
        self.jobs = SimpleQueue[Job]()
        self._connection, self._lock = connection, Lock()
        self._stopped = Event()
        self._told: tuple[Any, float] = (None, 0.0)

    def open(self, memory: float | None) -> None:
        """Import all that work may need, and begin to listen; `memory` as for `attend`."""
        from u16opt.running.warming import warm

        warm()
        limit(memory)
        Thread(target=self.listen, daemon=True).start()
        self.send(READY)

    def listen(self) -> None:
        """Take what comes in; when the other side is gone there is nobody to work for."""
        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                os._exit(0)
            if message == STOP:
                self._stopped.set()
            else:
                self.jobs.put(message)

    def do(self, job: Job) -> None:
        """Do one job and tell what came of it."""
        watched = (self._progress, self._stopped.is_set) if job.watched else ()
        try:
            self.send(Returned(job.function(*job.arguments, *watched, **job.named)))
        except MemoryError:
            self.send(Unspeakable("MemoryError", memory=True))
        except Exception as fault:
            self._tell(fault)

    def send(self, message: Message) -> None:
        """Send a message; when nobody is there to take it, this process is done."""
        with self._lock:
            try:
                self._connection.send(message)
            except OSError:
                os._exit(0)

    def _tell(self, fault: Exception) -> None:
        try:
            self.send(Raised(fault))
        except Exception:
            self.send(Unspeakable(type(fault).__name__))

    def _progress(self, progress: Mapping[str, Any]) -> None:
        """Tell how far the work is, not too often."""
        goal, before = self._told
        now = time.monotonic()
        if goal != progress.get("goal") or now - before >= _SELDOM:
            self._told = progress.get("goal"), now
            self.send(Reached(progress))
