"""A run that is held: kept, listened to, and ended or given back exactly once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import Any, TypeVar

from u16opt.problems import InputError
from u16opt.running.news import Say
from u16opt.running.options import WorkerOptions
from u16opt.running.pausing import Pause
from u16opt.running.troubles import defect
from u16opt.store.claims import beat, finish, give_back
from u16opt.store.database import Database
from u16opt.store.faults import RefusedError
from u16opt.store.records import Claim, Ending
from u16opt.store.runs import run_record

Found = TypeVar("Found")

_LAST_TRIES = 5.0
"""Seconds that a worker which stops goes on trying to reach the store; after that the lease tells others."""


class Hold:
    """A claim on a run, and what is known of it from the store.

    Parameters
    ----------
    stopping
        Set when the worker stops.
    say
        Told when the store cannot be used.
    """

    def __init__(self, db: Database, claim: Claim, options: WorkerOptions, stopping: Event, say: Say) -> None:
        self.run, self.cancelling, self.lost = claim.run, claim.run.cancelling, False
        self._db, self._claim, self._options = db, claim, options
        self._stopping, self._pause = stopping, Pause(say)
        self._progress: Mapping[str, Any] | None = None
        self._written: Mapping[str, Any] | None = None
        self._beaten = self._looked = time.monotonic()
        self._wrote = 0.0

    def reached(self, progress: Mapping[str, Any]) -> None:
        """Remember how far the work is; it is written at the next occasion."""
        self._progress = progress

    def keep(self) -> None:
        """Make oneself heard, write progress, and hear whether the run must stop, whatever is due."""
        now = time.monotonic()
        if self._pause.left:
            return
        try:
            if self._news(now) or now - self._beaten >= self._options.beat:
                self._beat(now)
            elif now - self._looked >= self._options.look:
                self._look(now)
        except Exception as fault:
            self._pause.failed(fault)

    def end(self, ending: Ending) -> bool:
        """Write the ending; return whether the run was still held."""
        try:
            return self.patiently(lambda: finish(self._db, self._claim, ending)) is True
        except (InputError, RefusedError) as fault:
            again = defect(type(fault).__name__)
            return self.patiently(lambda: finish(self._db, self._claim, again)) is True

    def give_back(self, died: bool) -> bool:
        """Let somebody else take the run up, because it died or not; return whether it was still held."""
        return self.patiently(lambda: give_back(self._db, self._claim, died)) is True

    def patiently(self, use: Callable[[], Found]) -> Found | None:
        """Use the store as soon as it can be used; None when the worker stops before that.

        Raises
        ------
        InputError, RefusedError
            What the store will refuse again the next time.
        """
        until: float | None = None
        while True:
            try:
                found = use()
            except (InputError, RefusedError):
                raise
            except Exception as fault:
                self._pause.failed(fault)
            else:
                self._pause.worked()
                return found
            if self._stopping.is_set():
                until = until or time.monotonic() + _LAST_TRIES
                if time.monotonic() > until:
                    return None
                time.sleep(min(self._pause.left, 0.5))
            else:
                self._stopping.wait(self._pause.left)

    def _news(self, now: float) -> bool:
        new = self._progress is not None and self._progress != self._written
        return new and now - self._wrote >= self._options.look

    def _beat(self, now: float) -> None:
        progress = self._progress if self._news(now) else None
        heard = beat(self._db, self._claim, self._options.lease, progress)
        self._pause.worked()
        self._beaten = self._looked = now
        if progress is not None:
            self._written, self._wrote = progress, now
        self.lost, self.cancelling = not heard.held, heard.cancelling

    def _look(self, now: float) -> None:
        run = run_record(self._db, self.run.id)
        self._pause.worked()
        self._looked = now
        self.lost, self.cancelling = run is None, run is not None and run.cancelling
