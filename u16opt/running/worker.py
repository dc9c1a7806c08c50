"""A worker: takes runs up from the store, and works each out in a process of its own."""

from __future__ import annotations

import time
from threading import Condition, Event, Thread

from u16opt.running.news import News, Say
from u16opt.running.options import WorkerOptions
from u16opt.running.place import Place
from u16opt.running.rooms import keep_swept
from u16opt.store.database import Database
from u16opt.store.records import Kind

SOLVES: tuple[Kind, ...] = ("solve",)
EXPLANATIONS: tuple[Kind, ...] = ("explain", "compare")

USES = 50
"""How many answers one process works out: most take less time than making a process ready."""

_FAREWELL = 20.0
"""Seconds in which a worker that stops gives back what it has, all places together."""


def _nobody(_news: News) -> None:
    return None


class Worker:
    """Takes runs up and works them out until it is stopped.

    Parameters
    ----------
    db
        The store; it may be used by other threads as well.
    options
        How much at once, and how patiently.
    say
        Told what is taken up and how it ended, from threads of the worker.
    """

    def __init__(self, db: Database, options: WorkerOptions | None = None, say: Say = _nobody) -> None:
        options = options or WorkerOptions()
        self._bell, self._stopping = Condition(), Event()
        kinds = [(SOLVES, 1)] * options.solves + [(EXPLANATIONS, USES)] * options.explanations
        self._places = [Place(db, *each, options, self._bell, self._stopping, say) for each in kinds]
        self._threads = [
            Thread(target=place.work, name=f"place {number}", daemon=True)
            for number, place in enumerate(self._places)
        ]

    @property
    def busy(self) -> int:
        """How many runs it works on now."""
        return sum(place.busy for place in self._places)

    @property
    def alive(self) -> bool:
        """Whether all its places are at work, or are about to be."""
        return all(thread.is_alive() for thread in self._threads) and all(
            place.able for place in self._places
        )

    def start(self) -> None:
        """Begin; processes are made ready in the background."""
        Thread(target=keep_swept, args=(self._stopping,), daemon=True).start()
        for thread in self._threads:
            thread.start()

    def nudge(self) -> None:
        """Tell it that there may be work."""
        with self._bell:
            self._bell.notify_all()

    def stop(self) -> None:
        """Stop: what is being worked on goes back to the queue."""
        self._stopping.set()
        self.nudge()
        until = time.monotonic() + _FAREWELL
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))
