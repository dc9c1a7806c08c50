"""Following runs: one look at the store now and then for everybody who follows one."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from starlette.concurrency import run_in_threadpool

from u16opt.store.database import Database
from u16opt.store.events import events_after
from u16opt.store.records import ENDED, EventRecord
from u16opt.store.standing import Standing, standings
from u16opt_api.watching.logs import logger

EVERY = 0.2
"""Seconds between two looks at the store."""

QUIET = 15.0
"""Seconds without news after which a stream says that it is still there."""


class Following:
    """Follows runs for all who ask, with one query for all of them together.

    Parameters
    ----------
    store
        Where the runs are.
    """

    def __init__(self, store: Database) -> None:
        self._store = store
        self._followed: Counter[str] = Counter()
        self._known: dict[str, Standing | None] = {}
        self._wanted, self._look = asyncio.Event(), asyncio.Event()
        self._log, self._told = logger("following"), -QUIET
        self.stopping = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Look at the store as long as the block runs; whoever follows a run is let go at its end."""
        task = asyncio.create_task(self._looking())
        try:
            yield
        finally:
            self.stop()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def stop(self) -> None:
        """Let everybody go: the service stops."""
        self.stopping = True
        self._tell()

    async def ended(self, run: str, seconds: float) -> None:
        """Wait until a run has ended or is gone, at most so many seconds."""
        with self._following(run), suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.stopping:
                    await self._look.wait()
                    if run in self._known and _over(self._known[run]):
                        return

    async def events(self, run: str, after: int) -> AsyncGenerator[EventRecord | None, None]:
        """Yield the events of a run after a number as they come, until its end; None in a long silence."""
        heard = time.monotonic()
        with self._following(run):
            while not self.stopping:
                for event in await self._fresh(run, after):
                    yield event
                    after, heard = event.number, time.monotonic()
                    if ends(event):
                        return
                if not await self._more(run, after, heard + QUIET):
                    return
                if time.monotonic() >= heard + QUIET:
                    yield None
                    heard = time.monotonic()

    async def _fresh(self, run: str, after: int) -> tuple[EventRecord, ...]:
        """Return the events after a number; none while the store is away, so that the stream stays."""
        try:
            return await run_in_threadpool(events_after, self._store, run, after)
        except Exception as fault:
            self._missed(fault)
            return ()

    async def _more(self, run: str, after: int, until: float) -> bool:
        """Wait for more events, or until a moment; return whether any can still come."""
        while not self.stopping and time.monotonic() < until:
            with suppress(TimeoutError):
                async with asyncio.timeout(until - time.monotonic()):
                    await self._look.wait()
            # A look that began before this run was followed does not know it.
            if run in self._known:
                standing = self._known[run]
                if standing is not None and standing.events > after:
                    return True
                if _over(standing):
                    return False
        return not self.stopping

    @contextmanager
    def _following(self, run: str) -> Iterator[None]:
        self._followed[run] += 1
        self._wanted.set()
        try:
            yield
        finally:
            self._followed[run] -= 1
            self._followed += Counter()
            if not self._followed:
                self._wanted.clear()

    async def _looking(self) -> None:
        while True:
            await self._wanted.wait()
            try:
                followed = tuple(self._followed)
                found = await run_in_threadpool(standings, self._store, followed)
                self._known = {run: found.get(run) for run in followed}
            except Exception as fault:
                self._missed(fault)
            finally:
                self._tell()
            await asyncio.sleep(EVERY)

    def _missed(self, fault: Exception) -> None:
        """Log that the store was not seen, not too often: looks are many."""
        if time.monotonic() - self._told >= QUIET:
            self._told = time.monotonic()
            self._log.warning("following.trouble", exc_info=fault)

    def _tell(self) -> None:
        look, self._look = self._look, asyncio.Event()
        look.set()


def _over(standing: Standing | None) -> bool:
    """Return whether nothing more can come of a run: it has ended, or is gone."""
    return standing is None or standing.over


def ends(event: EventRecord) -> bool:
    """Return whether an event is the end of its run."""
    return event.kind == "state" and event.content.get("state") in ENDED
