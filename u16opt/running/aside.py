"""Short work beside the service: in warm processes, so that nobody waits for it who need not."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import Any, ParamSpec, TypeVar

from u16opt.running.child import Job, Raised, Returned, Unspeakable
from u16opt.running.confining import ASIDE
from u16opt.running.process import GoneError, Process
from u16opt.running.rooms import keep_swept
from u16opt.running.undone import AsideError

__all__ = ["Aside", "AsideError"]

Given = ParamSpec("Given")
Found = TypeVar("Found")

_TICK = 0.1
_WARM_SECONDS = 120.0


@dataclass(frozen=True)
class _Order:
    job: Job
    seconds: float
    future: Future[Any]


class Aside:
    """A few warm processes that do short work, each one thing at a time.

    Parameters
    ----------
    size
        How many processes.
    memory
        Gigabytes that each may use; None for no limit.
    seconds
        How long work may take, unless `run` is told otherwise.
    room
        How much work may wait.
    """

    def __init__(
        self, size: int = 2, memory: float | None = 2.0, seconds: float = 60.0, room: int = 32
    ) -> None:
        self._memory, self._seconds = memory, seconds
        self._orders: Queue[_Order] = Queue(room)
        self._stopping, self._entrance = Event(), Lock()
        self._threads = [Thread(target=self._work, name=f"aside {each}", daemon=True) for each in range(size)]

    def start(self) -> None:
        """Begin; processes are made ready in the background."""
        Thread(target=keep_swept, args=(self._stopping,), daemon=True).start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the processes; work that is not done fails."""
        with self._entrance:
            self._stopping.set()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        while (order := self._order(0.0)) is not None:
            _fail(order, AsideError("stopped"))

    def run(
        self, function: Callable[Given, Found], *arguments: Given.args, **named: Given.kwargs
    ) -> Future[Found]:
        """Have a function called in one of the processes.

        Parameters
        ----------
        function
            At the top of a module, so that the process finds it by name; so are the functions of the
            arguments, all of which are sent as they are.

        Returns
        -------
        What the function will return or raise; or `AsideError`.

        Raises
        ------
        AsideError
            When too much waits already, or this was stopped.
        """
        return self.run_within(self._seconds, function, *arguments, **named)

    def run_within(
        self, seconds: float, function: Callable[Given, Found], *arguments: Given.args, **named: Given.kwargs
    ) -> Future[Found]:
        """Have a function called that may take so many seconds (all else: `run`)."""
        future: Future[Found] = Future()
        with self._entrance:
            if self._stopping.is_set():
                raise AsideError("stopped")
            if self._orders.full():
                raise AsideError("busy")
            self._orders.put(_Order(Job(function, arguments, named), seconds, future))
        return future

    def _work(self) -> None:
        process: Process | None = None
        while not self._stopping.is_set():
            process = process or self._made()
            if process is None:
                continue
            if not self._warm(process):
                process.end()
                process = None
                continue
            order = self._order(_TICK)
            if (
                order is not None
                and order.future.set_running_or_notify_cancel()
                and not self._do(process, order)
            ):
                process.end()
                process = None
        if process is not None:
            process.end()

    def _made(self) -> Process | None:
        """Return a new process; None, after a while, when the system has no room for one."""
        try:
            return Process(self._memory, ASIDE)
        except OSError:
            self._stopping.wait(1.0)
            return None

    def _order(self, seconds: float) -> _Order | None:
        try:
            return self._orders.get(timeout=seconds) if seconds else self._orders.get_nowait()
        except Empty:
            return None

    def _warm(self, process: Process) -> bool:
        """Wait until a process is ready, and see that it still is."""
        until = time.monotonic() + _WARM_SECONDS
        try:
            while not process.ready(_TICK):
                if self._stopping.is_set() or time.monotonic() > until:
                    return False
        except GoneError:
            self._stopping.wait(1.0)
            return False
        return process.alive

    def _do(self, process: Process, order: _Order) -> bool:
        """Have an order done; return whether the process can do another one."""
        until = time.monotonic() + order.seconds
        try:
            process.give(order.job)
            while time.monotonic() < until and not self._stopping.is_set():
                message = process.message(_TICK)
                if isinstance(message, Returned):
                    order.future.set_result(message.value)
                    return True
                if isinstance(message, Raised):
                    order.future.set_exception(message.fault)
                    return True
                if isinstance(message, Unspeakable):
                    order.future.set_exception(AsideError("memory" if message.memory else "died"))
                    return False
        except GoneError as gone:
            order.future.set_exception(AsideError("memory" if gone.crashed and self._memory else "died"))
            return False
        except Exception as fault:
            # What was given cannot be sent to a process.
            order.future.set_exception(fault)
            return True
        order.future.set_exception(AsideError("stopped" if self._stopping.is_set() else "late"))
        return False


def _fail(order: _Order, fault: AsideError) -> None:
    if order.future.set_running_or_notify_cancel():
        order.future.set_exception(fault)
